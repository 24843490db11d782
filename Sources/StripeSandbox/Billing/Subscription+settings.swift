import Wire

extension Subscription {
  /// Settings of create and update that bill nothing by themselves.
  mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try applyTerms(call)
    try arguments.merge(into: &metadata)
    if let method = arguments.string("collection_method").flatMap(Invoice.Collection.init) { collection = method }
    if arguments.object("automatic_tax")?.bool("enabled") == true,
      call.sandbox.store[Customer.self][customer]?.taxLocation == nil
    {
      throw .noTaxLocation()
    }
    daysUntilDue = try arguments.daysUntilDue() ?? daysUntilDue
    if collection == .automatic {
      if arguments.has("days_until_due") {
        throw StripeError("You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.")
      }
      daysUntilDue = nil
    } else if daysUntilDue == nil {
      throw StripeError("If invoice collection method is 'send_invoice', you must specify 'days_until_due'.")
    }
    if arguments.has("default_payment_method") {
      defaultPaymentMethod = try call.ownPaymentMethod("default_payment_method", of: customer)
    }
    if arguments.has("default_source") {
      defaultSource = try call.ownSource("default_source", of: customer)
    }
    if let rates = arguments["default_tax_rates"] {
      defaultTaxRates = rates.array?.compactMap(\.string) ?? []
      try call.checkTaxRates(defaultTaxRates, param: "default_tax_rates")
    }
    if let pause = arguments["pause_collection"] {
      self.pause = pause.object.flatMap { Pause(Arguments($0)) }
    }
    if let interval = arguments["pending_invoice_item_interval"] {
      pendingItemInterval = BillingInterval(interval)
      nextPendingItemInvoice = pendingItemInterval?.next(after: call.now, from: anchor)
    }
    if let behavior = arguments.object("trial_settings")?.object("end_behavior")?.string("missing_payment_method") {
      missingPaymentMethod = MissingPaymentMethod(rawValue: behavior) ?? missingPaymentMethod
    }
    if let save = arguments.object("payment_settings")?.string("save_default_payment_method") {
      savesPaymentMethod = save == "on_subscription"
    }
  }

  private mutating func applyTerms(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    var new = settings
    new.connect = try call.connect(new.connect, arguments)
    if let tax = arguments.object("automatic_tax") { new.automaticTax = tax.bool("enabled") ?? false }
    if let thresholds = arguments["billing_thresholds"] {
      new.billingThresholds =
        thresholds.object == nil
        ? .null
        : [
          "amount_gte": thresholds["amount_gte"] ?? .null,
          "reset_billing_cycle_anchor": thresholds["reset_billing_cycle_anchor"] ?? .null,
        ]
    }
    arguments.assign("description", to: &new.description)
    if let invoices = arguments.object("invoice_settings") {
      if let ids = invoices["account_tax_ids"] { new.accountTaxIDs = ids }
      if let fields = invoices["custom_fields"] { new.invoiceCustomFields = fields }
      invoices.assign("description", to: &new.invoiceDescription)
      invoices.assign("footer", to: &new.invoiceFooter)
    }
    if let payment = arguments.object("payment_settings") {
      if let options = payment["payment_method_options"] { new.paymentMethodOptions = options }
      if let types = payment["payment_method_types"] { new.paymentMethodTypes = types }
    }
    // Most subscriptions set none of this.
    if terms != nil || !new.isEmpty { terms = new }
  }
}

extension Subscription.Terms {
  /// Whether nothing is set.
  var isEmpty: Bool {
    !automaticTax && connect == nil && billingSchedules == nil && description == nil && invoiceDescription == nil
      && invoiceFooter == nil && billingThresholds == .null && accountTaxIDs == .null
      && invoiceCustomFields == .null && paymentMethodOptions == .null && paymentMethodTypes == .null
  }
}

extension Subscription.Pause {
  init?(_ arguments: Arguments) {
    guard let behavior = arguments.string("behavior").flatMap(Behavior.init) else { return nil }
    self.behavior = behavior
    resumesAt = arguments.integer("resumes_at")
  }
}

extension BillingInterval {
  /// `{interval, interval_count}`
  init?(_ value: JSON) {
    guard let unit = value["interval"]?.string.flatMap(Unit.init) else { return nil }
    self.init(unit, value["interval_count"]?.integer ?? 1)
  }
}

extension Call {
  /// A payment method of this customer that a parameter names; nil where it unsets it.
  func ownPaymentMethod(_ param: String, of customer: String) throws(StripeError) -> String? {
    guard let id = arguments.string(param) else { return nil }
    let method = try paymentMethod(id, param: param)
    guard method.customer == customer else {
      throw StripeError(
        """
        The customer does not have a payment method with the ID \(id). The payment method must be attached to the \
        customer.
        """, code: "resource_missing", param: param)
    }
    return method.id
  }

  func ownSource(_ param: String, of customer: String) throws(StripeError) -> String? {
    guard let id = arguments.string(param) else { return nil }
    guard sandbox.store[PaymentSource.self][id]?.customer == customer else {
      throw .noSuch(PaymentSource.self, id, param: param)
    }
    return id
  }

  func checkTaxRates(_ ids: [String], param: String) throws(StripeError) {
    for id in ids where sandbox.store[TaxRate.self][id] == nil { throw .noSuch(TaxRate.self, id, param: param) }
  }
}
