import Wire

extension Quote {
  private static func line(_ more: String) -> String {
    """
    line_items: [{
      \(BillingParameters.discounts)
      \(more)
      price: id
      price_data: {
        currency: currency!
        product: id!
        recurring: {interval: day|month|week|year!, interval_count: integer}
        tax_behavior: exclusive|inclusive|unspecified
        unit_amount: integer
        unit_amount_decimal: decimal
      }
      quantity: integer
      tax_rates: [id]?
    }]
    """
  }

  private static let shared = """
    application_fee_amount: integer?
    application_fee_percent: number?
    \(BillingParameters.automaticTax)
    collection_method: charge_automatically|send_invoice
    customer: id
    customer_account: id
    default_tax_rates: [id]?
    description: string(500)?
    \(BillingParameters.discounts)
    expires_at: timestamp
    footer: string(500)?
    header: string(50)?
    invoice_settings: {
      custom_fields: [{name: string(40)!, value: string(140)!}]?
      days_until_due: integer
      description?
      footer?
      \(BillingParameters.issuer)
    }
    metadata
    on_behalf_of?
    transfer_data: {amount: integer, amount_percent: number, destination: id!}?

    """

  static let createParameters = Parameters(
    shared + line("") + """

      from_quote: {is_revision: boolean, quote: id!}
      subscription_data: {
        \(BillingParameters.billingMode)
        description: string(500)
        effective_date: any(current_period_end, timestamp)?
        metadata
        trial_period_days: integer?
      }
      test_clock: id
      """)

  static let updateParameters = Parameters(
    shared + line("id: id") + """

      subscription_data: {
        description: string(500)?
        effective_date: any(current_period_end, timestamp)?
        metadata
        trial_period_days: integer?
      }
      """)

  /// Applies the parameters that create and update share.
  mutating func apply(_ call: inout Call) throws(StripeError) {
    let arguments = call.arguments
    if let customer = try call.referenced(Customer.self, "customer") {
      self.customer = customer.id
      testClock = testClock ?? customer.testClock
    }
    if let expiresAt = arguments.integer("expires_at") {
      guard expiresAt > call.now else { throw .expiresInPast }
      self.expiresAt = expiresAt
    }
    try arguments.merge(into: &metadata)
    terms.apply(arguments)
    if let rates = try call.taxRates(arguments, "default_tax_rates", param: "default_tax_rates") {
      terms.taxRates = rates
    }
    try applySubscriptionData(call)
    try applyInvoiceSettings(arguments)
    if let requested = arguments.objects("line_items") { try applyLines(requested, call) }
    if let given = try call.discounts(arguments, for: Discount.Holder(customer: customer, quote: id)) {
      discounts = call.hold(given)
    }
    settle(call)
  }

  /// Computes the totals: of all lines, and of those that are paid again and again.
  mutating func settle(_ call: Call) {
    let store = call.sandbox.store
    let customer = customer.flatMap { store[Customer.self][$0] }
    let automatic =
      terms.automaticTax ? call.taxTerms(call.sandbox.automaticTax(for: customer), of: lines) : nil
    func settled(_ lines: [LineItem], _ isGiven: (Coupon) -> Bool = { _ in true }) -> [LineItem] {
      func coupons(_ discounts: [String]) -> [(id: String, Coupon)] {
        discounts.compactMap { id in store[Discount.self][id].map { (id, $0.coupon) } }.filter { isGiven($0.1) }
      }
      var settled = lines
      settled.settle(
        coupons(discounts), own: lineDiscounts.mapValues(coupons), rates: terms.taxRates,
        exemption: customer?.taxExempt ?? "none", automatic: automatic, store)
      return settled
    }
    lines = settled(lines)
    // What a discount takes off for a while only is none of what is paid again and again.
    recurring = settled(lines.filter { isRecurring($0, store) }) { $0.duration == .forever }
  }

  /// Whether Stripe Tax knows where the customer is.
  func isLocated(in sandbox: Sandbox) -> Bool {
    customer.flatMap { sandbox.store[Customer.self][$0]?.taxLocation } != nil
  }

  private mutating func applyInvoiceSettings(_ arguments: Arguments) throws(StripeError) {
    if let settings = arguments.object("invoice_settings") {
      if let fields = settings["custom_fields"] { terms.customFields = fields }
      settings.assign("description", to: &terms.invoiceDescription)
      settings.assign("footer", to: &terms.invoiceFooter)
      terms.daysUntilDue = try settings.daysUntilDue(at: "invoice_settings") ?? terms.daysUntilDue
    }
    if terms.collection == .sent {
      terms.daysUntilDue = terms.daysUntilDue ?? 30
    } else if terms.daysUntilDue != nil {
      throw StripeError(
        "`days_until_due` can only be set if `collection_method` is `send_invoice`.",
        param: "invoice_settings[days_until_due]")
    }
  }

  private mutating func applySubscriptionData(_ call: Call) throws(StripeError) {
    guard let data = call.arguments.object("subscription_data") else { return }
    if let mode = data.object("billing_mode") { terms.isFlexible = mode.string("type") == "flexible" }
    data.assign("description", to: &terms.subscriptionDescription)
    if let metadata = data["metadata"] { terms.subscriptionMetadata = metadata }
    if data.has("trial_period_days") {
      let days = data.integer("trial_period_days")
      if let days, !(1...730).contains(days) {
        throw StripeError(
          "The number of trial period days must be between 1 and 730 (2 years).",
          param: "subscription_data[trial_period_days]")
      }
      terms.trialDays = days
    }
    guard let date = data["effective_date"] else { return }
    let param = "subscription_data[effective_date]"
    guard let moment = date.integer else {
      guard date == .null else {
        throw StripeError("`current_period_end` needs a subscription, which this quote does not have.", param: param)
      }
      terms.effectiveDate = nil
      return
    }
    guard moment > call.now, SandboxClock.reach.contains(moment) else {
      throw StripeError("`effective_date` must be in the future.", param: param)
    }
    terms.effectiveDate = moment
  }

  /// The lines as the request names them: those with an id stay what they were but for what it changes.
  private mutating func applyLines(_ requested: [Arguments], _ call: Call) throws(StripeError) {
    var kept: [LineItem] = []
    for (index, fields) in requested.enumerated() {
      let path = "line_items[\(index)]"
      var values = fields.values
      let old = fields.string("id").flatMap { id in lines.first { $0.id == id } }
      if let id = fields.string("id"), old == nil { throw .noSuch("line item", id, param: "\(path)[id]") }
      if let old, !fields.has("price"), !fields.has("price_data") { values["price"] = .string(old.price) }
      var (line, _, new) = try call.lineItem(
        Arguments(values), at: path, currency: kept.first?.currency, count: max(old?.quantity ?? 1, 1))
      if let new { call.keep([new]) }
      if let old { line = line.renamed(old.id, keepingRates: !fields.has("tax_rates") ? old.taxRates : nil) }
      let holder = Discount.Holder(customer: customer, quote: id)
      if let discounts = try call.discounts(fields, for: holder, at: path, currency: line.currency) {
        lineDiscounts[line.id] = call.hold(discounts)
      }
      kept.append(line)
    }
    let intervals = Set(
      kept.compactMap { call.sandbox.store[Price.self][$0.price]?.recurring?.interval.description })
    guard intervals.count <= 1 else {
      throw StripeError(
        "All recurring prices of a quote must have the same interval and interval count.", param: "line_items")
    }
    guard kept.reduce(Int128(0), { $0 + Int128($1.amountSubtotal) }) <= Int128(Pricing.most) else {
      throw StripeError("The quote's amount is too large.", code: "amount_too_large", param: "line_items")
    }
    lines = kept
    currency = kept.first?.currency ?? currency
  }
}

extension Quote.Terms {
  fileprivate mutating func apply(_ arguments: Arguments) {
    arguments.assign("application_fee_amount", to: &applicationFeeAmount)
    if let percent = arguments["application_fee_percent"] { applicationFeePercent = percent }
    if let tax = arguments.object("automatic_tax") { automaticTax = tax.bool("enabled") ?? false }
    collection = arguments.string("collection_method").flatMap(Invoice.Collection.init) ?? collection
    arguments.assign("description", to: &description)
    arguments.assign("footer", to: &footer)
    arguments.assign("header", to: &header)
    arguments.assign("on_behalf_of", to: &onBehalfOf)
    if let data = arguments["transfer_data"] { transferData = data }
  }
}

extension LineItem {
  fileprivate func renamed(_ id: String, keepingRates rates: [String]?) -> LineItem {
    var line = LineItem(
      id: id, created: created, price: price, quantity: quantity, currency: currency, description: description)
    line.amountSubtotal = amountSubtotal
    line.taxRates = rates ?? taxRates
    return line
  }
}

extension Call {
  /// Keeps discounts that are redeemed only when the quote is accepted.
  fileprivate func hold(_ discounts: [Discount]) -> [String] {
    for discount in discounts where !sandbox.store[Discount.self].contains(discount.id) {
      sandbox.store[Discount.self].insert(discount)
    }
    return discounts.map(\.id)
  }
}
