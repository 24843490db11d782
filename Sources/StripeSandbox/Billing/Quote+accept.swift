import Wire

// The objects that are made when a quote is accepted.
extension Call {
  func accept(_ quote: Quote) throws(StripeError) {
    guard let customer = quote.customer.flatMap({ sandbox.store[Customer.self][$0] }) else {
      throw .noSuch(Customer.self, quote.customer ?? "", param: "customer")
    }
    var accepted = quote
    accepted.status = .accepted
    accepted.acceptedAt = now
    let recurring = quote.lines.filter { quote.isRecurring($0, sandbox.store) }
    if recurring.isEmpty {
      accepted.invoice = try invoice(quote, customer)
    } else if let date = quote.terms.effectiveDate, date > now {
      accepted.schedule = try schedule(quote, recurring, from: date)
    } else {
      let id = try subscribe(quote, recurring, customer)
      accepted.subscription = id
      accepted.invoice = sandbox.store[Subscription.self][id]?.latestInvoice
    }
    update(Quote.self, quote.id, announcing: "quote.accepted") { $0 = accepted }
  }

  /// One-time items become a draft invoice.
  private func invoice(_ quote: Quote, _ customer: Customer) throws(StripeError) -> String {
    var form: JSON.Object = [
      "customer": .string(customer.id), "currency": .string(quote.currency),
      "collection_method": .string(quote.terms.collection.rawValue), "pending_invoice_items_behavior": "exclude",
    ]
    let terms = quote.terms
    if let days = terms.daysUntilDue { form["days_until_due"] = .integer(days) }
    if let description = terms.invoiceDescription { form["description"] = .string(description) }
    if let footer = terms.invoiceFooter { form["footer"] = .string(footer) }
    if terms.customFields != .null { form["custom_fields"] = terms.customFields }
    if !terms.taxRates.isEmpty { form["default_tax_rates"] = .array(terms.taxRates.map(JSON.string)) }
    if terms.automaticTax { form["automatic_tax"] = ["enabled": "true"] }
    form["discounts"] = discountForms(quote.discounts)
    if let fee = terms.applicationFeeAmount { form["application_fee_amount"] = .integer(fee) }
    connect(&form, terms)
    let made = try perform(.post, "/v1/invoices", JSONParameters.texts(form))
    let id = made["id"]?.string ?? ""
    for line in quote.lines {
      var item = itemForm(line, quote)
      item["customer"] = .string(customer.id)
      item["invoice"] = .string(id)
      item["currency"] = .string(quote.currency)
      _ = try perform(.post, "/v1/invoiceitems", JSONParameters.texts(item))
    }
    sandbox.store[Invoice.self].update(id) {
      $0.reason = .quote
      $0.quote = quote.id
    }
    return id
  }

  /// A subscription that is active at once; its first invoice is a draft for an hour.
  private func subscribe(_ quote: Quote, _ recurring: [LineItem], _ customer: Customer) throws(StripeError) -> String {
    let terms = quote.terms
    var form: JSON.Object = [
      "quote": .string(quote.id), "customer": .string(customer.id),
      "collection_method": .string(terms.collection.rawValue), "payment_behavior": "default_incomplete",
      "items": .array(recurring.map { .object(itemForm($0, quote)) }), "discounts": discountForms(quote.discounts),
      "billing_mode": ["type": .string(terms.isFlexible ? "flexible" : "classic")],
      "add_invoice_items": .array(once(of: quote)),
    ]
    if let days = terms.daysUntilDue { form["days_until_due"] = .integer(days) }
    if let days = terms.trialDays { form["trial_period_days"] = .integer(days) }
    if let description = terms.subscriptionDescription { form["description"] = .string(description) }
    if terms.subscriptionMetadata != .null { form["metadata"] = terms.subscriptionMetadata }
    if !terms.taxRates.isEmpty { form["default_tax_rates"] = .array(terms.taxRates.map(JSON.string)) }
    if terms.automaticTax { form["automatic_tax"] = ["enabled": true] }
    form["invoice_settings"] = invoiceSettings(terms)
    if terms.applicationFeePercent != .null { form["application_fee_percent"] = terms.applicationFeePercent }
    connect(&form, terms)
    var call = with(Arguments(form))
    call.isInner = true
    return try call.createSubscription(for: customer)
  }

  private func schedule(_ quote: Quote, _ recurring: [LineItem], from date: Int) throws(StripeError) -> String {
    var phase: JSON.Object = [
      "items": .array(recurring.map { .object(itemForm($0, quote)) }), "discounts": discountForms(quote.discounts),
      "collection_method": .string(quote.terms.collection.rawValue), "iterations": 1,
    ]
    let terms = quote.terms
    if terms.daysUntilDue != nil { phase["invoice_settings"] = invoiceSettings(terms) }
    let added = once(of: quote)
    if !added.isEmpty { phase["add_invoice_items"] = .array(added) }
    if !terms.taxRates.isEmpty { phase["default_tax_rates"] = .array(terms.taxRates.map(JSON.string)) }
    if terms.automaticTax { phase["automatic_tax"] = ["enabled": true] }
    if let description = terms.subscriptionDescription { phase["description"] = .string(description) }
    if terms.subscriptionMetadata != .null { phase["metadata"] = terms.subscriptionMetadata }
    if let days = terms.trialDays { phase["trial_end"] = .integer(date + days * 86_400) }
    if terms.applicationFeePercent != .null { phase["application_fee_percent"] = terms.applicationFeePercent }
    connect(&phase, terms)
    let form: JSON.Object = [
      "customer": .string(quote.customer ?? ""), "start_date": .integer(date), "end_behavior": "release",
      "billing_mode": ["type": .string(terms.isFlexible ? "flexible" : "classic")], "phases": [.object(phase)],
    ]
    return try perform(.post, "/v1/subscription_schedules", JSONParameters.texts(form))["id"]?.string ?? ""
  }

  /// Whose money it is.
  private func connect(_ form: inout JSON.Object, _ terms: Quote.Terms) {
    if let account = terms.onBehalfOf { form["on_behalf_of"] = .string(account) }
    if terms.transferData != .null { form["transfer_data"] = terms.transferData }
  }

  private func once(of quote: Quote) -> [JSON] {
    quote.lines.filter { !quote.isRecurring($0, sandbox.store) }.map { .object(itemForm($0, quote)) }
  }

  /// A line as an item of an invoice, a subscription or a phase.
  private func itemForm(_ line: LineItem, _ quote: Quote) -> JSON.Object {
    var form: JSON.Object = ["price": .string(line.price)]
    if sandbox.store[Price.self][line.price]?.isMetered != true { form["quantity"] = .integer(line.quantity) }
    if !line.taxRates.isEmpty { form["tax_rates"] = .array(line.taxRates.map(JSON.string)) }
    if let discounts = quote.lineDiscounts[line.id], !discounts.isEmpty { form["discounts"] = discountForms(discounts) }
    return form
  }

  private func discountForms(_ ids: [String]) -> JSON {
    .array(
      ids.compactMap { sandbox.store[Discount.self][$0] }.map { discount in
        if let code = discount.promotionCode { return ["promotion_code": .string(code)] }
        return ["coupon": .string(discount.coupon.id)]
      })
  }

  private func invoiceSettings(_ terms: Quote.Terms) -> JSON {
    var settings = JSON.Object()
    if terms.customFields != .null { settings["custom_fields"] = terms.customFields }
    if let description = terms.invoiceDescription { settings["description"] = .string(description) }
    if let footer = terms.invoiceFooter { settings["footer"] = .string(footer) }
    if let days = terms.daysUntilDue { settings["days_until_due"] = .integer(days) }
    return .object(settings)
  }
}
