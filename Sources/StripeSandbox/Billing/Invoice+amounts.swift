extension Call {
  /// The conditions of an invoice's amounts besides its lines, as they are now.
  func conditions(of invoice: Invoice) -> InvoiceConditions {
    let store = sandbox.store
    var conditions = InvoiceConditions()
    for id in invoice.discounts + invoice.lines.flatMap(\.discounts) {
      conditions.discounts[id] = discountTerms(id, currency: invoice.currency)
    }
    if !conditions.discounts.isEmpty {
      for price in invoice.lines.compactMap(\.price) {
        conditions.products[price] = store[Price.self][price]?.product
      }
    }
    let customer = store[Customer.self].row(invoice.customer)?.value
    let rates = (invoice.terms?.defaultTaxRates ?? []) + invoice.lines.flatMap(\.taxRates)
    if !rates.isEmpty {
      let exemption = invoice.status == .draft ? customer?.taxExempt ?? "none" : invoice.billed?.taxExempt ?? "none"
      for id in rates where conditions.taxes[id] == nil {
        conditions.taxes[id] = store[TaxRate.self][id].map { TaxTerms($0, exemption: exemption) }
      }
    }
    if invoice.settings.automaticTax { conditions.automatic = automaticTaxes(of: invoice, customer) }
    conditions.balance = customer?.credit[invoice.currency] ?? 0
    conditions.minimum = Currency.minimum(invoice.currency)
    return conditions
  }

  private func automaticTaxes(of invoice: Invoice, _ customer: Customer?) -> InvoiceConditions.Automatic {
    let tax = sandbox.automaticTax(for: customer)
    var automatic = InvoiceConditions.Automatic()
    for id in invoice.lines.map({ $0.price ?? "" }) where automatic.prices[id] == nil {
      automatic.prices[id] = taxTerms(tax, price: sandbox.store[Price.self][id], currency: invoice.currency)
    }
    if let cost = invoice.settings.shippingCost {
      let rate = cost.rate.flatMap { sandbox.store[ShippingRate.self][$0] }
      automatic.shipping = taxTerms(
        tax, code: rate?.taxCode ?? ShippingRate.taxCode, behavior: rate?.taxBehavior, currency: invoice.currency)
    }
    return automatic
  }

  func discountTerms(_ id: String, currency: String) -> DiscountTerms? {
    guard let coupon = sandbox.store[Discount.self].row(id)?.value.coupon else { return nil }
    return DiscountTerms(
      discount: id, percent: coupon.percentOff, amount: coupon.amountOff(in: currency), products: coupon.products)
  }

  /// Changes the lines of a stored draft, computes its amounts again and tells of it.
  func changeLines(of id: String, _ change: (inout [InvoiceLine]) -> Void) {
    guard var invoice = sandbox.store[Invoice.self][id] else { return }
    change(&invoice.lines)
    invoice.computeAmounts(conditions(of: invoice))
    update(Invoice.self, id, announcing: "invoice.updated") { $0 = invoice }
  }
}

extension TaxTerms {
  /// - Parameter exemption: the customer's `tax_exempt`.
  init(_ rate: TaxRate, exemption: String) {
    self.rate = rate.id
    isInclusive = rate.isInclusive
    switch exemption {
    case "exempt":
      percentage = .zero
      reason = "customer_exempt"
    case "reverse":
      percentage = .zero
      reason = "reverse_charge"
    default:
      percentage = rate.percentage
      reason = nil
    }
  }
}
