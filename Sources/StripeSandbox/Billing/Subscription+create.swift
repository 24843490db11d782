import Wire

/// How a request wants a subscription's invoice to be paid.
enum PaymentBehavior: String {
  case allowIncomplete = "allow_incomplete"
  case defaultIncomplete = "default_incomplete"
  case errorIfIncomplete = "error_if_incomplete"
  case pendingIfIncomplete = "pending_if_incomplete"
}

extension Subscription {
  static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.subscriber()
    call.useClock(customer.testClock)
    let id = try call.createSubscription(for: customer)
    return call.answer(Subscription.self, id)
  }
}

extension Call {
  /// The customer that a request bills.
  func subscriber() throws(StripeError) -> Customer {
    try refuseCustomerAccount()
    guard let customer = try referenced(Customer.self, "customer") else { throw .missing("customer") }
    return customer
  }

  var paymentBehavior: PaymentBehavior {
    arguments.string("payment_behavior").flatMap(PaymentBehavior.init) ?? .allowIncomplete
  }

  /// Makes a subscription, its first invoice, and the first payment.
  func createSubscription(for customer: Customer) throws(StripeError) -> String {
    let behavior = paymentBehavior
    try checkSubscriptions(of: customer)
    guard behavior != .pendingIfIncomplete else {
      throw StripeError(
        "You cannot set `payment_behavior` to `pending_if_incomplete` when creating a subscription.",
        param: "payment_behavior")
    }
    let currency = arguments.string("currency")
    let requests = try itemRequests(currency: currency)
    guard let first = requests.first(where: { $0.price != nil })?.price else { throw .missing("items") }
    var subscription = try newSubscription(for: customer, currency: currency ?? first.currency)
    var items: [SubscriptionItem] = []
    for request in requests { items.append(try newItem(request, of: subscription, among: items)) }
    try subscription.checkIntervals(items, self)
    try subscription.apply(self)
    try startCycle(of: &subscription, &items)
    if let schedules = try billingSchedules(of: subscription, items), !schedules.isEmpty {
      subscription.settings.billingSchedules = schedules
      items.bill(ahead: schedules)
    }
    if arguments.bool("cancel_at_period_end") != true, let end = arguments["cancel_at"], end != .null {
      subscription.cancelAt = cancellation(end, of: subscription, items)
    }
    let added = try addedInvoiceItems(to: subscription)
    let holder = Discount.Holder(customer: customer.id, subscription: subscription.id)
    subscription.discounts = try keptDiscounts(arguments, for: holder, currency: subscription.currency) ?? []
    try checkPayer(of: subscription, items, added, behavior)
    return try start(subscription, items, added, behavior)
  }

  private func newSubscription(for customer: Customer, currency: String) throws(StripeError) -> Subscription {
    if let own = customer.currency, own != currency, hasBilling(customer.id) {
      throw StripeError(
        """
        You cannot combine currencies on a single customer. This customer has an active subscription, subscription \
        schedule, discount, quote, or invoice item with currency \(own)
        """)
    }
    let start = arguments.integer("backdate_start_date") ?? now
    guard start <= now else {
      throw StripeError("`backdate_start_date` must be in the past.", param: "backdate_start_date")
    }
    let mode = arguments.object("billing_mode")
    let isFlexible = mode.map { $0.string("type") == "flexible" } ?? (version >= .flexibleBilling)
    var subscription = Subscription(
      id: sandbox.identifiers.dated("sub_", now: now), created: now, customer: customer.id, currency: currency,
      startDate: start, anchor: now,
      mode: Subscription.BillingMode(
        isFlexible: isFlexible,
        itemizesDiscounts: mode?.object("flexible")?.string("proration_discounts") == "itemized",
        updatedAt: isFlexible ? now : nil),
      period: BillingPeriod(start: now, end: now), renewsAt: now)
    subscription.testClock = customer.testClock
    return subscription
  }

  /// Whether the customer's currency is decided.
  private func hasBilling(_ customer: String) -> Bool {
    let table = sandbox.store[Subscription.self]
    return (table.positions("customer", customer) ?? []).contains {
      table.row(at: Int($0)).map { !$0.value.isEnded } ?? false
    }
  }

  /// A new item, whose period is still to be found.
  func newItem(
    _ request: ItemRequest, of subscription: Subscription, among others: [SubscriptionItem]
  ) throws(StripeError) -> SubscriptionItem {
    guard let price = request.price else { throw .missing(Self.name("price", in: request.param)) }
    if others.contains(where: { $0.price == price.id }) {
      throw StripeError("Cannot add multiple subscription items with the same plan: \(price.id)")
    }
    try price.check(currency: subscription.currency, param: Self.name("price", in: request.param))
    var item = SubscriptionItem(
      id: sandbox.identifiers.random("si_", 14), created: now, subscription: subscription.id, price: price.id,
      quantity: price.isMetered ? nil : request.quantity ?? 1, period: BillingPeriod(start: now, end: now))
    try item.apply(request, self, customer: subscription.customer)
    return item
  }

  /// Sets the anchor, the trial and the first period.
  private func startCycle(
    of subscription: inout Subscription, _ items: inout [SubscriptionItem]
  ) throws(StripeError) {
    let trialEnd = try requestedTrialEnd(items)
    if let config = arguments.object("billing_cycle_anchor_config") {
      guard !arguments.has("billing_cycle_anchor") else {
        throw .exclusive(["billing_cycle_anchor", "billing_cycle_anchor_config"])
      }
      let anchor = BillingAnchor(config)
      subscription.anchorConfig = anchor
      subscription.anchor = anchor.first(from: trialEnd ?? now)
    } else if let anchor = arguments.integer("billing_cycle_anchor") {
      guard anchor >= now else {
        throw StripeError(
          "Subscription billing_cycle_anchor must be a timestamp in the future.", param: "billing_cycle_anchor")
      }
      subscription.anchor = anchor
    } else {
      subscription.anchor = trialEnd ?? now
    }
    if let trialEnd {
      subscription.trial = BillingPeriod(start: now, end: trialEnd)
      subscription.status = .trialing
    }
    setPeriods(of: &subscription, &items, at: now)
    try checkAnchor(subscription, items)
    if arguments.bool("cancel_at_period_end") == true {
      subscription.scheduleCancellation(at: now)
    } else if let end = arguments["cancel_at"], end != .null {
      try checkFuture(end, "cancel_at")
      subscription.canceledAt = now
    }
  }

  private func checkAnchor(_ subscription: Subscription, _ items: [SubscriptionItem]) throws(StripeError) {
    guard subscription.trial == nil, subscription.anchor > now else { return }
    let limits = items.compactMap { sandbox.store[Price.self][$0.price]?.recurring?.interval.boundary(1, from: now) }
    guard let limit = limits.min(), subscription.anchor > limit else { return }
    throw StripeError(
      "billing_cycle_anchor cannot be later than next natural billing date (\(limit)) for plan",
      param: "billing_cycle_anchor")
  }

  /// When the trial ends that a request asks for, if it does.
  private func requestedTrialEnd(_ items: [SubscriptionItem]) throws(StripeError) -> Int? {
    if arguments.has("trial_end"), arguments.has("trial_period_days") {
      throw .exclusive(["trial_end", "trial_period_days"])
    }
    if let end = arguments["trial_end"] {
      guard let end = end.integer else { return nil }
      guard end > now else {
        throw StripeError("Invalid timestamp: must be an integer Unix timestamp in the future.", param: "trial_end")
      }
      guard end <= now + 730 * 86_400 else {
        throw StripeError("The maximum number of trial period days is 730 (2 years).", param: "trial_end")
      }
      return end
    }
    if let days = try arguments.trialPeriodDays() { return now + days * 86_400 }
    guard arguments.bool("trial_from_plan") == true else { return nil }
    let days = items.compactMap { sandbox.store[Price.self][$0.price]?.recurring?.trialPeriodDays }.max()
    return days.flatMap { $0 > 0 ? now + $0 * 86_400 : nil }
  }

  /// Puts items into the periods that hold a moment.
  func setPeriods(of subscription: inout Subscription, _ items: inout [SubscriptionItem], at moment: Int) {
    for index in items.indices {
      if let trial = subscription.trial, subscription.isTrialing {
        items[index].period = trial
      } else if let interval = sandbox.store[Price.self][items[index].price]?.recurring?.interval {
        var period = interval.period(holding: moment, from: subscription.anchor)
        // Before the anchor the first period is cut short.
        if subscription.anchor > moment { period.start = max(period.start, min(subscription.startDate, moment)) }
        items[index].period = period
      }
    }
    subscription.adoptPeriod(of: items)
  }
}

extension Subscription {
  /// Takes its period from the item that renews next.
  mutating func adoptPeriod(of items: [SubscriptionItem]) {
    guard let next = items.min(by: { $0.period.end < $1.period.end }) else { return }
    period = next.period
    renewsAt = next.period.end
  }

  mutating func scheduleCancellation(at now: Int) {
    cancelsAtPeriodEnd = true
    canceledAt = now
    cancelAt = nil
  }

  /// Until there was flexible billing, all items of a subscription had one interval.
  func checkIntervals(_ items: [SubscriptionItem], _ call: Call) throws(StripeError) {
    let intervals = items.compactMap { call.sandbox.store[Price.self][$0.price]?.recurring?.interval }
    guard !mode.isFlexible, let first = intervals.first, intervals.contains(where: { $0 != first }) else { return }
    throw StripeError(
      """
      Currency and interval fields must match across all plans on this subscription. Found mismatch in interval field.
      """)
  }
}

extension BillingAnchor {
  init(_ config: Arguments) {
    dayOfMonth = min(max(config.integer("day_of_month") ?? 1, 1), 31)
    month = config.integer("month").map { min(max($0, 1), 12) }
    hour = config.integer("hour").map { min(max($0, 0), 23) }
    minute = config.integer("minute").map { min(max($0, 0), 59) }
    second = config.integer("second").map { min(max($0, 0), 59) }
  }
}
