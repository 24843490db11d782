import Wire

// Previews: what an invoice would be. The sandbox does what it would do, shows the result, and takes it all back.
extension Sandbox {
  /// All that a preview or a refused change must leave as it was.
  struct Checkpoint {
    fileprivate let store: Store
    fileprivate let identifiers: Identifiers
    fileprivate let untold: Int
  }

  func checkpoint() -> Checkpoint {
    Checkpoint(store: store, identifiers: identifiers, untold: untoldChanges.count)
  }

  func restore(_ checkpoint: Checkpoint) {
    store = checkpoint.store
    identifiers = checkpoint.identifiers
    untoldChanges.removeLast(untoldChanges.count - checkpoint.untold)
  }
}

extension Invoice {
  private static let shared = """
    \(BillingParameters.automaticTax)
    coupon?
    currency: currency
    customer: id
    customer_account: id
    customer_details: {
      address?, shipping: {address!, name!, phone}?, tax: {ip_address?}, tax_exempt: exempt|none|reverse?
      tax_ids: [{type!, value!}]
    }
    \(BillingParameters.discounts)
    invoice_items: [{
      currency: currency
      invoiceitem: id
      \(BillingParameters.invoiceItem)
    }]
    \(BillingParameters.issuer)
    on_behalf_of?
    preview_mode: next|recurring
    schedule: id
    subscription: id

    """

  private static let details = """
    billing_cycle_anchor: any(now|unchanged, timestamp, {timestamp: timestamp, type: now|timestamp|unchanged!})
    \(BillingParameters.billingMode)
    \(BillingParameters.billingSchedules)
    cancel_at: any(timestamp, max_billed_until|max_period_end|min_period_end)?
    cancel_at_period_end: boolean
    cancel_now: boolean
    default_tax_rates: [id]?
    items: [{
      \(BillingParameters.itemChange)
    }]
    metadata
    \(BillingParameters.proration)
    proration_date: timestamp
    resume_at: now
    start_date: timestamp
    trial_end: any(timestamp, now)
    trial_from_plan: boolean
    """

  static let previewParameters = Parameters(
    shared + "schedule_details: {\(SubscriptionSchedule.previewDetails)}\nsubscription_details: {\(details)}\n")

  /// Until basil.
  private static let upcoming =
    shared + """
      schedule_details: {\(SubscriptionSchedule.previewDetails)}
      subscription_billing_cycle_anchor: any(now|unchanged, timestamp)
      subscription_cancel_at: timestamp?
      subscription_cancel_at_period_end: boolean
      subscription_cancel_now: boolean
      subscription_default_tax_rates: [id]?
      subscription_details: {\(details)}
      subscription_items: [{
        \(BillingParameters.itemChange)
      }]
      subscription_plan: id
      subscription_prorate: boolean
      subscription_proration_behavior: always_invoice|create_prorations|none
      subscription_proration_date: timestamp
      subscription_quantity: integer
      subscription_resume_at: now
      subscription_start_date: timestamp
      subscription_trial_end: any(timestamp, now)
      subscription_trial_from_plan: boolean
      """

  static let upcomingParameters = Parameters(upcoming)
  static let upcomingLinesParameters = Parameters.list(upcoming)
}

extension Call {
  func upcoming() throws(StripeError) -> Answer {
    guard arguments.has("customer") || arguments.has("subscription") || arguments.has("schedule") else {
      throw StripeError("You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.")
    }
    let invoice = try previewed()
    let date = PreviewDetails(arguments).subscription.integer("proration_date") ?? now
    return { w in w.preview(invoice, id: nil, prorated: date) }
  }

  func upcomingLines() throws(StripeError) -> Answer {
    guard arguments.has("customer") || arguments.has("subscription") else {
      throw StripeError("You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.")
    }
    return try page(of: previewed(), id: nil, url: "/v1/invoices/upcoming/lines")
  }

  func preview() throws(StripeError) -> Answer {
    let invoice = try previewed()
    let id = "upcoming_" + invoice.id
    let date = PreviewDetails(arguments).subscription.integer("proration_date") ?? now
    return { w in w.preview(invoice, id: id, prorated: date) }
  }

  /// The customer as `customer_details` has it, for the time of the preview.
  private func applyPreviewedDetails(of id: String) throws(StripeError) {
    guard let details = arguments.object("customer_details") else { return }
    let taxIDs = try (details.objects("tax_ids") ?? []).map { fields throws(StripeError) in
      try TaxID(fields, customer: id, param: "customer_details[tax_ids]", self)
    }
    for taxID in taxIDs { sandbox.store[TaxID.self].insert(taxID) }
    sandbox.store[Customer.self].update(id) { customer in
      details.assign("address", to: &customer.address) { Address($0) }
      details.assign("shipping", to: &customer.shipping) { Shipping($0) }
      details.object("tax")?.assign("ip_address", to: &customer.taxIPAddress)
      customer.taxExempt = details.string("tax_exempt") ?? customer.taxExempt
    }
  }

  /// The invoice that the request asks for, as if it had come to be.
  private func previewed() throws(StripeError) -> Invoice {
    let subscription = try referenced(Subscription.self, "subscription")
    var customer = try referenced(Customer.self, "customer")
    if customer == nil, let subscription { customer = sandbox.store[Customer.self][subscription.customer] }
    useClock(customer?.testClock)
    let checkpoint = sandbox.checkpoint()
    let time = sandbox.timeOverride
    defer {
      sandbox.restore(checkpoint)
      sandbox.setTime(time)
    }
    if let id = customer?.id { try applyPreviewedDetails(of: id) }
    var invoice = try previewed(subscription, of: customer)
    if let tax = arguments.object("automatic_tax") { invoice.settings.automaticTax = tax.bool("enabled") ?? false }
    try addPreviewedItems(to: &invoice)
    let holder = Discount.Holder(customer: invoice.customer, invoice: invoice.id)
    invoice.discounts = try keptDiscounts(arguments, for: holder, currency: invoice.currency) ?? invoice.discounts
    invoice.computeAmounts(conditions(of: invoice))
    invoice.present()
    invoice.status = .draft
    invoice.number = nil
    invoice.secret = nil
    invoice.paymentIntent = nil
    invoice.finalizedAt = nil
    invoice.paidAt = nil
    invoice.effectiveAt = nil
    invoice.endingBalance = invoice.balanceAfter
    invoice.attempted = false
    return invoice
  }

  private func previewed(_ chosen: Subscription?, of customer: Customer?) throws(StripeError) -> Invoice {
    let details = PreviewDetails(arguments)
    if let schedule = try previewedSchedule() { return schedule }
    if chosen == nil, !details.items.isEmpty {
      return try previewNew(details, of: customer)
    }
    guard chosen?.isEnded != true else {
      throw StripeError(
        status: 404, "You cannot preview the upcoming invoice for a canceled subscription.",
        code: "invoice_upcoming_none")
    }
    guard let subscription = chosen ?? customer.flatMap({ next(of: $0.id) }) else {
      return try previewPending(of: customer)
    }
    return try previewNext(of: subscription, details)
  }

  /// The subscription of a customer that renews first.
  private func next(of customer: String) -> Subscription? {
    let table = sandbox.store[Subscription.self]
    return (table.positions("customer", customer) ?? []).compactMap { table[Int($0)] }
      .filter { $0.isRunning && $0.endsAt == nil }.min { $0.renewsAt < $1.renewsAt }
  }

  /// Previews the pending items of a customer without a subscription.
  private func previewPending(of customer: Customer?) throws(StripeError) -> Invoice {
    guard let customer else { throw .missing("customer") }
    let currency = arguments.string("currency") ?? customer.currency ?? "usd"
    var invoice = Invoice(
      id: sandbox.identifiers.dated("in_", now: now), created: now, customer: customer.id, currency: currency,
      period: BillingPeriod(start: now, end: now))
    invoice.discounts = customerDiscounts(of: customer.id)
    take(pendingItems(of: customer.id, subscription: nil, currency: currency), onto: &invoice)
    guard !invoice.lines.isEmpty || arguments.has("invoice_items") else {
      throw StripeError(
        status: 404, "No upcoming invoices for customer: \(customer.id)", code: "invoice_upcoming_none")
    }
    return invoice
  }

  /// The first invoice of a subscription that is not there.
  private func previewNew(_ details: PreviewDetails, of customer: Customer?) throws(StripeError) -> Invoice {
    guard let customer else { throw .missing("customer") }
    var form = details.subscription.values
    form["payment_behavior"] = "default_incomplete"
    let call = with(Arguments(form))
    let id = try call.createSubscription(for: customer)
    guard let latest = sandbox.store[Subscription.self][id]?.latestInvoice,
      let invoice = sandbox.store[Invoice.self][latest]
    else { throw .missing("subscription_details[items]") }
    return invoice
  }

  /// The next invoice of a subscription, after a change where the request names one.
  fileprivate func previewNext(of subscription: Subscription, _ details: PreviewDetails) throws(StripeError) -> Invoice
  {
    if details.cancelsNow {
      cancel(subscription.id, invoicesNow: true, prorates: details.subscription.string("proration_behavior") != "none")
      return try latest(of: subscription)
    }
    if !details.subscription.values.isEmpty {
      var form = details.subscription.values
      form["payment_behavior"] = "default_incomplete"
      try with(Arguments(form)).updateSubscription(subscription)
      let changed = sandbox.store[Subscription.self][subscription.id]
      if let invoice = changed?.latestInvoice, invoice != subscription.latestInvoice {
        return try latest(of: subscription)
      }
    }
    guard let changed = sandbox.store[Subscription.self][subscription.id], changed.isRunning,
      changed.endsAt ?? .max > changed.renewsAt
    else {
      throw StripeError(
        status: 404, "No upcoming invoices for customer: \(subscription.customer)", code: "invoice_upcoming_none")
    }
    sandbox.setTime(changed.renewsAt)
    renew(subscription.id)
    var invoice = try latest(of: subscription)
    invoice.automaticallyFinalizesAt = nil
    invoice.nextPaymentAttempt = changed.collection == .automatic ? now + 3600 : nil
    return invoice
  }

  private func latest(of subscription: Subscription) throws(StripeError) -> Invoice {
    guard let id = sandbox.store[Subscription.self][subscription.id]?.latestInvoice, id != subscription.latestInvoice,
      let invoice = sandbox.store[Invoice.self][id]
    else {
      throw StripeError(
        status: 404, "No upcoming invoices for customer: \(subscription.customer)", code: "invoice_upcoming_none")
    }
    return invoice
  }

  private func addPreviewedItems(to invoice: inout Invoice) throws(StripeError) {
    for (index, data) in (arguments.objects("invoice_items") ?? []).enumerated() {
      let param = "invoice_items[\(index)]"
      var item = InvoiceItem(
        id: sandbox.identifiers.dated("ii_", now: now), created: now, amount: 0, currency: invoice.currency,
        customer: invoice.customer, period: BillingPeriod(start: now, end: now))
      if let price = try oneTimePrice(data, param: param, currency: invoice.currency) {
        item.bill(price, quantity: data.integer("quantity") ?? 1, self)
      } else {
        let unit = data.string("unit_amount_decimal").flatMap { ExactAmount($0) }
        let amount = unit ?? ExactAmount(data.integer("amount") ?? data.integer("unit_amount") ?? 0)
        item.bill(
          inlinePrice(amount: amount, currency: invoice.currency, description: data.string("description")),
          quantity: data.integer("quantity") ?? 1, self)
        item.description = nil
      }
      data.assign("description", to: &item.description)
      item.isDiscountable = data.bool("discountable") ?? true
      item.taxRates = data.strings("tax_rates") ?? []
      invoice.lines.insert(item.line(id: lineID()), at: index)
    }
  }

  /// `invoice.upcoming`: the next invoice is told of without being one.
  func announceUpcomingInvoice(of id: String) {
    guard var subscription = sandbox.store[Subscription.self][id] else { return }
    let time = sandbox.timeOverride
    sandbox.setTime(subscription.renewsAt)
    if subscription.isTrialing { subscription.status = .active }
    let renewal = renewal(of: subscription)
    guard !renewal.isPrebilled else { return sandbox.setTime(time) }
    var invoice = renewal.invoice
    invoice.computeAmounts(conditions(of: invoice))
    invoice.nextPaymentAttempt = subscription.collection == .automatic ? subscription.renewsAt + 3600 : nil
    invoice.present()
    sandbox.setTime(time)
    sandbox.announce("invoice.upcoming", about: id, by: self) { [invoice, subscription] in
      let id = $0.version < .basil ? nil : "upcoming_" + invoice.id
      $0.preview(invoice, id: id, prorated: subscription.renewsAt)
    }
  }
}

extension Invoice {
  /// Marks an invoice as one that is only shown: it goes no further, and its lines will have other ids.
  fileprivate mutating func present() {
    reason = .upcoming
    autoAdvance = false
    for index in lines.indices { lines[index].id = "il_tmp_" + lines[index].id.drop { $0 != "_" }.dropFirst() }
  }
}

/// The changes that a preview makes to a subscription: in `subscription_details`, or before basil in parameters of its
/// own.
struct PreviewDetails {
  var subscription: Arguments
  var cancelsNow = false

  var items: [Arguments] { subscription.objects("items") ?? [] }

  init(_ arguments: Arguments) {
    var fields = arguments["subscription_details"]?.object ?? JSON.Object()
    for (name, value) in arguments.values where name.hasPrefix("subscription_") && name != "subscription_details" {
      fields[String(name.dropFirst("subscription_".count))] = value
    }
    cancelsNow = fields["cancel_now"]?.bool == true
    for name in ["cancel_now", "resume_at", "start_date", "billing_mode"] { fields[name] = nil }
    // A moment is an anchor only of a subscription that is not there yet.
    subscription = Arguments(fields)
  }
}

extension ObjectWriter {
  /// An invoice that is none yet.
  ///
  /// - Parameter date: that its prorations are counted from, where a request asks for some.
  fileprivate mutating func preview(_ invoice: Invoice, id: String?, prorated date: Int? = nil) {
    json.open(UInt8(ascii: "{"))
    if let id { field("id", id) }
    field("object", Invoice.object)
    invoice.write(&self, id: id)
    if version < .basil, let date, invoice.lines.contains(where: \.isProration) {
      field("subscription_proration_date", date)
    }
    json.close(UInt8(ascii: "}"))
  }
}

// MARK: - Schedules

extension Call {
  /// The first or next invoice under a schedule, or under one that the request describes.
  fileprivate func previewedSchedule() throws(StripeError) -> Invoice? {
    let known = try referenced(SubscriptionSchedule.self, "schedule")
    let details = arguments.object("schedule_details")
    let phases = details?.objects("phases") ?? []
    guard known != nil || !phases.isEmpty else { return nil }
    let named = try referenced(Customer.self, "customer")
    guard let customer = known?.customer ?? named?.id else { throw .missing("customer") }
    var schedule =
      known
      ?? SubscriptionSchedule(
        id: sandbox.identifiers.dated("sub_sched_", now: now), created: now, customer: customer, phases: [],
        mode: Subscription.BillingMode(isFlexible: version >= .flexibleBilling))
    if !phases.isEmpty {
      let start = known?.phases.first?.start ?? now
      schedule.phases = try self.phases(phases, from: start, currency: known?.phases.first?.currency)
    }
    schedule.testClock = sandbox.store[Customer.self][customer]?.testClock
    if known == nil { sandbox.store[SubscriptionSchedule.self].insert(schedule) }
    let kept = schedule
    sandbox.store[SubscriptionSchedule.self].update(schedule.id) { $0 = kept }
    if schedule.status == .notStarted {
      if let start = schedule.phases.first?.start, start > now { sandbox.setTime(start) }
      advanceSchedule(schedule.id)
      let subscription = sandbox.store[SubscriptionSchedule.self][schedule.id]?.subscription
      guard let invoice = subscription.flatMap({ sandbox.store[Subscription.self][$0]?.latestInvoice }) else {
        throw StripeError(
          status: 404, "No upcoming invoices for customer: \(customer)", code: "invoice_upcoming_none")
      }
      return sandbox.store[Invoice.self][invoice]
    }
    guard let id = schedule.subscription, let subscription = sandbox.store[Subscription.self][id] else { return nil }
    if !phases.isEmpty { applyPhase(of: schedule.id) }
    return try previewNext(of: subscription, PreviewDetails(Arguments()))
  }
}
