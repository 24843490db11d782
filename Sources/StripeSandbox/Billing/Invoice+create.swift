import Wire

extension Invoice {
  static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let revised = try revised(&call)
    let customer: Customer
    if let revised, !arguments.has("customer") {
      guard let found = call.sandbox.store[Customer.self][revised.customer] else {
        throw .noSuch(Customer.self, revised.customer, param: "customer")
      }
      customer = found
    } else {
      customer = try call.subscriber()
    }
    call.useClock(customer.testClock)
    let subscription = try call.referenced(Subscription.self, "subscription")
    if let subscription, subscription.customer != customer.id {
      throw .noSuch(Subscription.self, subscription.id, param: "subscription")
    }
    let currency = arguments.string("currency") ?? subscription?.currency ?? customer.currency ?? "usd"
    let start = subscription?.period.start ?? call.now
    var invoice =
      subscription.map { call.draft(for: $0, .manual, period: BillingPeriod(start: start, end: call.now)) }
      ?? Invoice(
        id: call.sandbox.identifiers.dated("in_", now: call.now), created: call.now, customer: customer.id,
        currency: currency, period: BillingPeriod(start: call.now, end: call.now))
    invoice.testClock = customer.testClock
    invoice.collection = .automatic
    invoice.dueDate = nil
    if subscription == nil {
      invoice.discounts = call.customerDiscounts(of: customer.id)
      call.inheritCustomerSettings(&invoice)
    }
    try invoice.apply(call)
    if let revised {
      invoice.fromInvoice = revised.id
      invoice.lines = revised.lines.map {
        var line = $0
        line.id = call.lineID()
        return line
      }
    }
    if includesPendingItems(call) {
      call.take(call.pendingItems(of: customer.id, subscription: subscription?.id, currency: currency), onto: &invoice)
    } else if let subscription {
      let own = call.pendingItems(of: customer.id, subscription: subscription.id, currency: currency)
      call.take(own.filter { $0.subscription != nil }, onto: &invoice)
    }
    try invoice.checkHasItems(call)
    if arguments.bool("auto_advance") == true, invoice.automaticallyFinalizesAt == nil {
      invoice.scheduleFinalization(at: call.now)
    }
    call.adoptCurrency(currency, by: customer.id)
    let id = call.keepDraft(invoice)
    return call.answer(Invoice.self, id)
  }

  /// Since 2022-08-01 pending items stay where they are unless the request asks for them.
  private static func includesPendingItems(_ call: Call) -> Bool {
    switch call.arguments.string("pending_invoice_items_behavior") {
    case "exclude": false
    case nil: call.version < .excludesPendingItems && !call.arguments.has("from_invoice")
    default: true
    }
  }

  /// Until 2022-08-01 an invoice without items was refused.
  private func checkHasItems(_ call: Call) throws(StripeError) {
    let behavior = call.arguments.string("pending_invoice_items_behavior")
    guard lines.isEmpty, behavior == nil && call.version < .excludesPendingItems || behavior == "include_and_require"
    else { return }
    let owner = subscription == nil ? "customer" : "subscription"
    throw StripeError("Nothing to invoice for \(owner)", code: "invoice_no_\(owner)_line_items", param: owner)
  }

  private static func revised(_ call: inout Call) throws(StripeError) -> Invoice? {
    guard let from = call.arguments.object("from_invoice") else { return nil }
    let id = try from.required("invoice")
    guard let invoice = call.sandbox.store[Invoice.self][id] else {
      throw .noSuch(Invoice.self, id, param: "from_invoice[invoice]")
    }
    guard invoice.status == .open || invoice.status == .paid else {
      throw StripeError("Only open or paid invoices can be revised.", param: "from_invoice[invoice]")
    }
    return invoice
  }

  /// Settings of create and update, in place.
  mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try arguments.merge(into: &metadata)
    if let method = arguments.string("collection_method").flatMap(Collection.init) { collection = method }
    try applyDueDate(call)
    if let advances = arguments.bool("auto_advance") {
      autoAdvance = advances
      automaticallyFinalizesAt = advances && status == .draft ? created + 3600 : nil
    }
    if let moment = arguments.integer("automatically_finalizes_at") {
      automaticallyFinalizesAt = moment
      autoAdvance = true
    }
    arguments.assign("effective_at", to: &effectiveAt)
    arguments.assign("number", to: &number)
    if arguments.has("default_payment_method") {
      settings.defaultPaymentMethod = try call.ownPaymentMethod("default_payment_method", of: customer)
    }
    if arguments.has("default_source") {
      settings.defaultSource = try call.ownSource("default_source", of: customer)
    }
    if let rates = arguments["default_tax_rates"] {
      let ids = rates.array?.compactMap(\.string) ?? []
      try call.checkTaxRates(ids, param: "default_tax_rates")
      settings.defaultTaxRates = ids
    }
    let holder = Discount.Holder(customer: customer, invoice: id)
    discounts = try call.keptDiscounts(arguments, for: holder, currency: currency) ?? discounts
    try applyShipping(call)
    try call.checkTemplate()
    try applyTerms(call)
  }

  private mutating func applyDueDate(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    let names = ["due_date", "days_until_due"].filter { arguments.has($0) }
    guard collection == .sent else {
      guard !names.isEmpty else { return }
      throw StripeError(
        "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.")
    }
    if names.count == 2 { throw .exclusive(names) }
    if let date = arguments.integer("due_date") {
      guard date >= call.now else {
        throw StripeError("The due date must be in the future.", param: "due_date")
      }
      dueDate = date
    } else if let days = try arguments.daysUntilDue() {
      dueDate = call.now + days * 86_400
    } else if dueDate == nil {
      throw StripeError(
        "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.")
    }
  }

  private mutating func applyShipping(_ call: Call) throws(StripeError) {
    guard let cost = call.arguments["shipping_cost"] else { return }
    guard let cost = cost.object.map(Arguments.init) else {
      settings.shippingCost = nil
      return
    }
    let rate: ShippingRate
    if let data = cost.object("shipping_rate_data") {
      rate = try ShippingRate(data, at: "shipping_cost[shipping_rate_data]", call)
      call.sandbox.store[ShippingRate.self].insert(rate)
    } else {
      let id = cost.string("shipping_rate") ?? ""
      guard let found = call.sandbox.store[ShippingRate.self][id] else {
        throw .noSuch(ShippingRate.self, id, param: "shipping_cost[shipping_rate]")
      }
      rate = found
    }
    settings.shippingCost = ShippingCost(rate: rate.id, amount: rate.amount(in: currency) ?? 0)
  }

  private mutating func applyTerms(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    var new = settings
    new.connect = try call.connect(new.connect, arguments)
    if let ids = arguments["account_tax_ids"] { new.accountTaxIDs = ids }
    if let tax = arguments.object("automatic_tax") { new.automaticTax = tax.bool("enabled") ?? false }
    if let fields = arguments["custom_fields"] { new.customFields = fields }
    arguments.assign("description", to: &new.description)
    arguments.assign("footer", to: &new.footer)
    if let payment = arguments.object("payment_settings") {
      payment.assign("default_mandate", to: &new.paymentSettings.defaultMandate)
      if let options = payment["payment_method_options"] { new.paymentSettings.options = options }
      if let types = payment["payment_method_types"] { new.paymentSettings.types = types }
    }
    if let rendering = arguments.object("rendering") {
      new.rendering = [
        "amount_tax_display": rendering["amount_tax_display"] ?? .null,
        "pdf": ["page_size": rendering.object("pdf")?["page_size"] ?? "auto"],
        "template": rendering["template"] ?? .null,
        "template_version": rendering["template_version"] ?? (rendering.has("template") ? 1 : .null),
      ]
    }
    if let details = arguments["shipping_details"] {
      new.shippingDetails = details.object.map { Shipping(Arguments($0)) }
    }
    arguments.assign("statement_descriptor", to: &new.statementDescriptor)
    if terms != nil || !new.isEmpty { terms = new }
  }

  static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var invoice = try editable(&call, param: "id")
    let arguments = call.arguments
    if invoice.status != .draft {
      // The contents of a final invoice are fixed; how it is collected is not.
      let open = [
        "metadata", "auto_advance", "default_payment_method", "default_source", "payment_settings", "transfer_data",
        "application_fee_amount", "expand", "rendering",
      ]
      if let name = arguments.values.first(where: { !open.contains($0.key) })?.key {
        throw StripeError("Finalized invoices can't be updated in this way", param: name)
      }
    }
    try invoice.apply(call)
    if invoice.status == .draft { invoice.computeAmounts(call.conditions(of: invoice)) }
    let kept = invoice
    call.update(Invoice.self, invoice.id, announcing: "invoice.updated") { $0 = kept }
    return call.answer(Invoice.self, invoice.id)
  }
}

extension Invoice.Terms {
  /// Whether nothing is set.
  var isEmpty: Bool {
    accountTaxIDs == .null && !automaticTax && connect == nil && customFields == .null
      && defaultPaymentMethod == nil && defaultSource == nil && defaultTaxRates.isEmpty && description == nil
      && footer == nil && paymentSettings.defaultMandate == nil
      && paymentSettings.options == .null && paymentSettings.types == .null && rendering == nil && shippingCost == nil
      && shippingDetails == nil && statementDescriptor == nil && subscriptionMetadata.pairs.isEmpty
  }
}
