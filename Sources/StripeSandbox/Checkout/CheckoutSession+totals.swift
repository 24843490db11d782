import Wire

extension CheckoutSession {
  /// Computes what is taken off the lines and what taxes they and the shipping bear.
  mutating func settleLines(_ call: Call) {
    let store = call.sandbox.store
    lines.settle(
      discounts.compactMap { applied in store[Coupon.self][applied.coupon].map { (applied.coupon, $0) } },
      rates: settings.arguments("subscription_data")?.strings("default_tax_rates") ?? [],
      automatic: hasAutomaticTax ? call.taxTerms(automaticTax(in: call.sandbox), of: lines) : nil, store)
    if let cost = shippingCost { shippingCost = taxed(cost, call) }
    if mode == .payment { paymentStatus = amountTotal == 0 ? "no_payment_required" : "unpaid" }
  }

  var hasAutomaticTax: Bool { settings["automatic_tax"]["enabled"] == true }

  /// Where the customer is: as the page tells, or as the account knows.
  func taxLocation(in sandbox: Sandbox) -> TaxLocation? {
    TaxLocation(billing: details?.address, shipping: details?.shipping?.address)
      ?? customer.flatMap { sandbox.store[Customer.self][$0]?.taxLocation }
  }

  private func automaticTax(in sandbox: Sandbox) -> AutomaticTax {
    var tax = sandbox.automaticTax(for: customer.flatMap { sandbox.store[Customer.self][$0] })
    let isBusiness = (details?.taxIDs.array ?? []).contains { $0["type"] == "eu_vat" }
    tax = AutomaticTax(
      location: taxLocation(in: sandbox), exemption: tax.exemption,
      isEuropeanBusiness: tax.isEuropeanBusiness || isBusiness)
    return tax
  }

  private func taxed(_ cost: ShippingCost, _ call: Call) -> ShippingCost {
    var taxed = cost
    taxed.taxes = nil
    guard hasAutomaticTax, let currency, let rate = call.sandbox.store[ShippingRate.self][cost.rate] else {
      return taxed
    }
    taxed.taxes = call.taxTerms(
      automaticTax(in: call.sandbox), code: rate.taxCode ?? ShippingRate.taxCode, behavior: rate.taxBehavior,
      currency: currency
    ).map { LineItem.TaxAmount($0, on: cost.amount) }
    return taxed
  }

  /// Stripe Tax needs to know where a customer is whom the account has already: by the customer's address, or by the
  /// page, which has to keep it.
  func checkTaxLocation(_ call: Call) throws(StripeError) {
    guard hasAutomaticTax, let customer, let known = call.sandbox.store[Customer.self][customer],
      known.taxLocation == nil,
      !["address", "shipping"].contains(where: { settings["customer_update"][$0] == "auto" })
    else { return }
    throw StripeError(
      """
      Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the \
      Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the \
      address entered in Checkout to the Customer.
      """, code: "customer_tax_location_invalid")
  }
}
