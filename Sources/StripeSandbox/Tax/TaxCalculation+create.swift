import Wire

extension TaxCalculation {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/tax/calculations", of: TaxCalculation.self) {
    $0.post("", takes: parameters, create)
    $0.get("{calculation}") { call throws(StripeError) in
      call.answer(TaxCalculation.self, try unexpired(call).id)
    }
    $0.list("{calculation}/line_items", of: TaxCalculationLine.self) { call throws(StripeError) in
      try call.page(try unexpired(call).lines.map(TaxCalculationLine.init))
    }
  }

  private static let lifetime = 90 * 86_400

  private static let addressParameters =
    "address: {city?, country: id!, line1?, line2?, postal_code?, state?}"

  private static let parameters = Parameters(
    """
    currency: currency!
    customer: id
    customer_details: {
      \(addressParameters)
      address_source: billing|shipping
      ip_address
      tax_ids: [{type: \(TaxIDType.all)!, value!}]
      taxability_override: customer_exempt|none|reverse_charge
    }
    line_items: [{
      amount: integer!
      metadata
      performance_location
      product: id
      quantity: integer
      reference: string(500)
      tax_behavior: exclusive|inclusive
      tax_code
    }]!
    ship_from_details: {\(addressParameters)!}
    shipping_cost: {amount: integer, shipping_rate: id, tax_behavior: exclusive|inclusive, tax_code}
    tax_date: timestamp
    """)

  private static func unexpired(_ call: Call) throws(StripeError) -> TaxCalculation {
    let calculation = try call.found(TaxCalculation.self)
    guard calculation.expiresAt > call.now else { throw .notFound(TaxCalculation.self, calculation.id) }
    return calculation
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let customer = try call.referenced(Customer.self, "customer")
    guard customer != nil || arguments.has("customer_details") else {
      throw StripeError("You must specify either `customer` or `customer_details`.", code: "parameter_missing")
    }
    if customer != nil, let details = arguments.object("customer_details"), details.has("address") {
      throw .exclusive(["customer", "customer_details[address]"])
    }
    let details = try Details(arguments.object("customer_details") ?? Arguments(), customer, call)
    let isShipping = details.addressSource == "shipping"
    guard let location = TaxLocation(details.address, isShipping ? .shipping : .billing) else {
      throw StripeError(
        "We could not determine the customer's tax location based on the provided customer address.",
        code: "customer_tax_location_invalid", param: customer == nil ? "customer_details[address]" : "customer")
    }
    let isBusiness = (details.taxIDs.array ?? []).contains { $0["type"] == "eu_vat" }
    let exemptions = ["customer_exempt": "exempt", "reverse_charge": "reverse"]
    let tax = AutomaticTax(
      location: location, exemption: exemptions[details.override] ?? "none", isEuropeanBusiness: isBusiness)
    var calculation = TaxCalculation(
      id: call.sandbox.identifiers.dated("taxcalc_", now: call.now), created: call.now,
      currency: arguments.string("currency") ?? "usd", customer: customer?.id, details: details,
      expiresAt: call.now + lifetime, taxDate: arguments.integer("tax_date") ?? call.now)
    calculation.shipFrom = arguments.object("ship_from_details")?.object("address").map(Address.init)
    try calculation.takeLines(tax, call)
    try calculation.takeShipping(tax, call)
    call.sandbox.store[TaxCalculation.self].insert(calculation)
    return call.answer(TaxCalculation.self, calculation.id)
  }

  private mutating func takeLines(_ tax: AutomaticTax, _ call: Call) throws(StripeError) {
    let given = call.arguments.objects("line_items") ?? []
    guard !given.isEmpty else { throw .missing("line_items") }
    for (index, fields) in given.enumerated() {
      let path = "line_items[\(index)]"
      let product = fields.string("product")
      if let product, call.sandbox.store[Product.self][product] == nil {
        throw .noSuch(Product.self, product, param: path + "[product]")
      }
      let quantity = fields.integer("quantity") ?? 1
      guard quantity > 0 else { throw .belowOne(path + "[quantity]") }
      let code =
        try call.taxCode(fields, param: path + "[tax_code]")
        ?? product.flatMap { call.sandbox.store[Product.self][$0]?.taxCode }
      let reference = fields.string("reference") ?? "L\(index + 1)"
      guard !lines.contains(where: { $0.reference == reference }) else {
        throw StripeError("Each line item must have a unique reference.", param: path + "[reference]")
      }
      let venue = try call.performanceLocation(fields, param: path + "[performance_location]")
      var line = call.taxLine(
        Pricing.limited(fields.integer("amount") ?? 0), reference: reference, code: code,
        behavior: fields.string("tax_behavior"),
        tax.held(at: venue, call.sandbox))
      line.venue = venue
      line.product = product
      line.quantity = quantity
      if fields.has("metadata") { line.metadata = fields.metadata }
      lines.append(line)
    }
  }

  private mutating func takeShipping(_ tax: AutomaticTax, _ call: Call) throws(StripeError) {
    guard let cost = call.arguments.object("shipping_cost") else { return }
    var amount = cost.integer("amount").map(Pricing.limited)
    var code = try call.taxCode(cost, param: "shipping_cost[tax_code]")
    var behavior = cost.string("tax_behavior")
    if let id = cost.string("shipping_rate") {
      guard amount == nil else { throw .exclusive(["shipping_cost[amount]", "shipping_cost[shipping_rate]"]) }
      guard let rate = call.sandbox.store[ShippingRate.self][id] else {
        throw .noSuch(ShippingRate.self, id, param: "shipping_cost[shipping_rate]")
      }
      guard let price = rate.amount(in: currency) else {
        throw StripeError(
          "The shipping rate `\(id)` has no price in `\(currency)`.", param: "shipping_cost[shipping_rate]")
      }
      amount = price
      code = code ?? rate.taxCode
      behavior = behavior ?? rate.taxBehavior
      shippingRate = id
    }
    guard let amount else { throw .missing("shipping_cost[amount]") }
    shipping = call.taxLine(
      amount, reference: "shipping", code: code ?? ShippingRate.taxCode, behavior: behavior, tax)
  }
}

extension TaxCalculation.Details {
  fileprivate init(_ given: Arguments, _ customer: Customer?, _ call: Call) throws(StripeError) {
    if let customer {
      address = customer.shipping?.address ?? customer.address
      addressSource = customer.shipping != nil ? "shipping" : "billing"
      taxIDs = .array(
        call.sandbox.store.taxIDs(of: customer.id).map { ["type": .string($0.type), "value": .string($0.value)] })
      ipAddress = customer.taxIPAddress
      override = ["exempt": "customer_exempt", "reverse": "reverse_charge"][customer.taxExempt] ?? "none"
    }
    if let given = given.object("address") {
      address = Address(given)
    }
    addressSource = given.string("address_source") ?? addressSource
    if address != nil, addressSource == nil { throw .missing("customer_details[address_source]") }
    ipAddress = given.string("ip_address") ?? ipAddress
    taxIDs = given["tax_ids"] ?? taxIDs
    override = given.string("taxability_override") ?? override
  }
}

extension ShippingRate {
  /// The tax code of what brings goods, where a rate has none of its own.
  static let taxCode = "txcd_92010001"
}

extension Call {
  /// A line with its taxes. Where a request does not say, they come on top.
  fileprivate func taxLine(
    _ amount: Int, reference: String, code: String?, behavior: String?, _ tax: AutomaticTax
  ) -> TaxLine {
    let isInclusive = behavior == "inclusive"
    let code = code ?? sandbox.taxSettings.taxCode
    var line = TaxLine(
      id: sandbox.identifiers.random("tax_li_", 14), amount: amount, reference: reference, isInclusive: isInclusive,
      code: code)
    line.taxes = tax.applied(to: code, in: sandbox).map { applied in
      let terms = TaxTerms(rate: nil, percentage: applied.percentage, isInclusive: isInclusive, reason: applied.reason)
      let amount = terms.amount(of: amount)
      return TaxLine.Part(
        country: applied.entry.country, state: applied.entry.state, percentage: applied.percentage,
        type: applied.entry.type, reason: applied.reason, isInclusive: isInclusive, amount: amount.amount,
        taxable: amount.taxable)
    }
    return line
  }
}
