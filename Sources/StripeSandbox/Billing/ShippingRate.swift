import Wire

/// The price of a delivery to the customer.
package struct ShippingRate: Resource {
  package static let object: StaticString = "shipping_rate"
  package static let pathParameter = "shipping_rate_token"
  package static let idPrefixes = ["shr_"]
  package static var expandable: [String: Expandable] {
    ["fixed_amount.currency_options": .absent, "tax_code": .one("tax_code")]
  }
  package static let example: Script? =
    "shipping: POST shipping_rates display_name=Ground&type=fixed_amount&fixed_amount[amount]=500&fixed_amount[currency]=usd"

  package let id: String
  package let created: Int
  var isActive = true
  @Boxed var deliveryEstimate: DeliveryEstimate? = nil
  let displayName: String
  let amount: Int
  let currency: String
  var options: [String: Option] = [:]
  var metadata = Metadata()
  var taxBehavior = "unspecified"
  var taxCode: String?

  struct Option: Codable, Sendable {
    var amount: Int
    var taxBehavior: String
  }

  struct DeliveryEstimate: Codable, Sendable {
    var maximum: Bound?
    var minimum: Bound?

    struct Bound: Codable, Sendable {
      let unit: String
      let value: Int
    }
  }

  /// Nil: it has no price in that currency.
  func amount(in currency: String) -> Int? { currency == self.currency ? amount : options[currency]?.amount }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.field("created", created)
    w.object("delivery_estimate", deliveryEstimate) { w, estimate in
      w.object("maximum", estimate.maximum) { $1.write(&$0) }
      w.object("minimum", estimate.minimum) { $1.write(&$0) }
    }
    w.field("display_name", displayName)
    w.object("fixed_amount") { w in
      w.field("amount", amount)
      w.field("currency", currency)
      if w.isExpanded("currency_options") { writeOptions(&w) }
    }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("tax_behavior", taxBehavior)
    w.reference("tax_code", taxCode)
    w.field("type", "fixed_amount")
  }

  private func writeOptions(_ w: inout ObjectWriter) {
    let own = Option(amount: amount, taxBehavior: taxBehavior)
    w.object("currency_options") { w in
      let all = options.merging([currency: own]) { _, own in own }
      for (currency, option) in all.sorted(by: { $0.key < $1.key }) {
        w.json.key(currency)
        w.json.open(UInt8(ascii: "{"))
        w.field("amount", option.amount)
        w.field("tax_behavior", option.taxBehavior)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }
}

extension ShippingRate.DeliveryEstimate.Bound {
  fileprivate func write(_ w: inout ObjectWriter) {
    w.field("unit", unit)
    w.field("value", value)
  }

  fileprivate init(_ arguments: Arguments) {
    unit = arguments.string("unit") ?? "day"
    value = arguments.integer("value") ?? 1
  }
}

extension ShippingRate {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/shipping_rates", of: ShippingRate.self) {
    $0.post("", takes: Parameters(dataParameters)) { call throws(StripeError) in
      let rate = try ShippingRate(call.arguments, call)
      call.sandbox.store[ShippingRate.self].insert(rate)
      return call.answer(ShippingRate.self, rate.id)
    }
    $0.list("", takes: .list("active: boolean\ncreated: range\ncurrency: currency"), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(ShippingRate.self) }
    $0.post("{id}", takes: updateParameters, update)
  }

  private static let bound = "{unit: business_day|day|hour|month|week!, value: integer!}"

  /// Also those of `shipping_rate_data`, wherever a session or an invoice may bring its own.
  static let dataParameters = """
    delivery_estimate: {maximum: \(bound), minimum: \(bound)}
    display_name: string(100)!
    fixed_amount: {
      amount: integer!
      currency: currency!
      currency_options: map({amount: integer!, tax_behavior: exclusive|inclusive|unspecified})
    }
    metadata
    tax_behavior: exclusive|inclusive|unspecified
    tax_code
    type: fixed_amount
    """

  private static let updateParameters = Parameters(
    """
    active: boolean
    fixed_amount: {currency_options: map({amount: integer, tax_behavior: exclusive|inclusive|unspecified})}
    metadata
    tax_behavior: exclusive|inclusive|unspecified
    """)

  init(_ arguments: Arguments, at path: String? = nil, _ call: Call) throws(StripeError) {
    func param(_ name: String) -> String { path.map { "\($0)[\(name)]" } ?? name }
    id = call.sandbox.identifiers.dated("shr_", now: call.now)
    created = call.now
    displayName = arguments.string("display_name") ?? ""
    guard let fixed = arguments.object("fixed_amount") else { throw .missing(param("fixed_amount")) }
    amount = try fixed.requiredInteger("amount")
    currency = fixed.string("currency") ?? "usd"
    guard amount >= 0 else {
      throw StripeError(
        "Invalid non-negative integer", code: "parameter_invalid_integer", param: param("fixed_amount") + "[amount]")
    }
    guard amount <= Pricing.most else { throw .outOfRange(amount, param: param("fixed_amount") + "[amount]") }
    deliveryEstimate = arguments.object("delivery_estimate").map { estimate in
      DeliveryEstimate(
        maximum: estimate.object("maximum").map(DeliveryEstimate.Bound.init),
        minimum: estimate.object("minimum").map(DeliveryEstimate.Bound.init))
    }
    taxBehavior = arguments.string("tax_behavior") ?? "unspecified"
    taxCode = try call.taxCode(arguments, param: param("tax_code"))
    try arguments.merge(into: &metadata)
    apply(options: fixed)
  }

  private mutating func apply(options arguments: Arguments) {
    for (currency, fields) in arguments["currency_options"]?.object ?? [:] {
      let currency = currency.lowercased()
      let before = options[currency]
      guard let amount = fields["amount"]?.integer ?? before?.amount else { continue }
      options[currency] = Option(
        amount: Pricing.limited(amount),
        taxBehavior: fields["tax_behavior"]?.string ?? before?.taxBehavior ?? "unspecified")
    }
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var rate = try call.found(ShippingRate.self)
    let arguments = call.arguments
    rate.isActive = arguments.bool("active") ?? rate.isActive
    if let fixed = arguments.object("fixed_amount") { rate.apply(options: fixed) }
    try arguments.merge(into: &rate.metadata)
    if let behavior = arguments.string("tax_behavior") {
      guard rate.taxBehavior == "unspecified" || rate.taxBehavior == behavior else {
        throw StripeError(
          "You cannot change the tax_behavior of a shipping rate once it has been set to `\(rate.taxBehavior)`.",
          param: "tax_behavior")
      }
      rate.taxBehavior = behavior
    }
    call.sandbox.store[ShippingRate.self].update(rate.id) { $0 = rate }
    return call.answer(ShippingRate.self, rate.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<ShippingRate>(call)
    listing.filter("active") { $0.isActive }
    if let currency = call.arguments.string("currency") { listing.filter { $0.amount(in: currency) != nil } }
    return try listing.page()
  }
}
