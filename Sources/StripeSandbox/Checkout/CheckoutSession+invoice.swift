import Wire

extension CheckoutSession {
  /// Whether a payment is told of by an invoice: `invoice_creation`.
  var isInvoiced: Bool { mode == .payment && settings["invoice_creation"]["enabled"]?.bool == true }
}

extension Call {
  /// The invoice of a payment that has gone through. It bills what was paid, and is paid by it.
  func invoice(for session: CheckoutSession) -> String? {
    guard session.isInvoiced, let customer = session.customer, let intent = session.paymentIntent,
      let currency = session.currency
    else { return nil }
    var invoice = Invoice(
      id: sandbox.identifiers.dated("in_", now: now), created: now, customer: customer, currency: currency,
      period: BillingPeriod(start: now, end: now))
    let data = session.settings.arguments("invoice_creation")?.object("invoice_data") ?? Arguments()
    invoice.settings.accountTaxIDs = data["account_tax_ids"] ?? .null
    invoice.settings.customFields = data["custom_fields"] ?? .null
    invoice.settings.description = data.string("description")
    invoice.settings.footer = data.string("footer")
    invoice.settings.shippingCost = session.shippingCost.map { Invoice.ShippingCost(rate: $0.rate, amount: $0.amount) }
    invoice.settings.connect = try? connect(nil, data)
    invoice.metadata = data.metadata
    let coupons: JSON.Object = ["discounts": .array(session.discounts.map(\.asParameter))]
    let holder = Discount.Holder(customer: customer, invoice: invoice.id)
    invoice.discounts = (try? keptDiscounts(Arguments(coupons), for: holder, currency: currency)) ?? []
    for line in session.lines {
      let item = invoiceItem(of: line, on: invoice)
      insert(item, announcing: "invoiceitem.created")
      invoice.lines.append(item.line(id: lineID()))
    }
    let id = keepDraft(invoice)
    finalize(id, paidBy: intent)
    return id
  }

  private func invoiceItem(of line: LineItem, on invoice: Invoice) -> InvoiceItem {
    var item = InvoiceItem(
      id: sandbox.identifiers.dated("ii_", now: now), created: now, amount: line.amountSubtotal,
      currency: invoice.currency, customer: invoice.customer, period: invoice.period)
    item.description = line.description
    if let price = sandbox.store[Price.self][line.price] { item.bill(price, quantity: line.quantity, self) }
    // A customer may have chosen the amount.
    item.amount = line.amountSubtotal
    item.taxRates = line.taxes.map(\.rate)
    item.invoice = invoice.id
    return item
  }
}

extension CheckoutSession.AppliedDiscount {
  /// As a request names it.
  var asParameter: JSON {
    promotionCode.map { ["promotion_code": .string($0)] } ?? ["coupon": .string(coupon)]
  }
}
