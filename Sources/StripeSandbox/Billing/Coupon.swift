import Wire

/// Money off: a percentage or an amount, once, for some months or for good.
package struct Coupon: Resource {
  package static let object: StaticString = "coupon"
  package static let pathParameter = "coupon"
  package static let idPrefixes: [String] = []
  package static var expandable: [String: Expandable] { ["applies_to": .absent, "currency_options": .absent] }
  package static let example: Script? = "coupon: POST coupons percent_off=25&duration=forever"
  package static let events: [EventRecipe] = [
    .init("coupon.created", "POST coupons percent_off=25&duration=forever"),
    .init("coupon.updated", "a: POST coupons percent_off=25&duration=forever; POST coupons/{a} metadata[order]=1"),
    .init("coupon.deleted", "a: POST coupons percent_off=25&duration=forever; DELETE coupons/{a}"),
  ]

  package let id: String
  package let created: Int
  let amountOff: Int?
  /// Ids of products; empty: of any.
  let products: [String]
  let currency: String?
  var options: [String: Int] = [:]
  let duration: Duration
  let durationInMonths: Int?
  let maxRedemptions: Int?
  var metadata = Metadata()
  var name: String?
  let percentOff: ExactAmount?
  let redeemBy: Int?
  var timesRedeemed = 0

  enum Duration: String, Codable, Sendable { case forever, once, repeating }

  /// Whether it may still be redeemed.
  func isValid(at now: Int) -> Bool {
    redeemBy.map { now < $0 } ?? true && maxRedemptions.map { timesRedeemed < $0 } ?? true
  }

  /// Nil: it does not end by itself.
  func end(from start: Int) -> Int? {
    durationInMonths.map { BillingInterval(.month, $0).boundary(1, from: start) }
  }

  /// Nil: it takes nothing off in that currency.
  func amountOff(in currency: String) -> Int? { currency == self.currency ? amountOff : options[currency] }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount_off", amountOff)
    if w.isExpanded("applies_to"), !products.isEmpty { w.object("applies_to") { $0.field("products", products) } }
    w.field("created", created)
    w.field("currency", currency)
    if w.isExpanded("currency_options"), let currency, let amountOff {
      w.object("currency_options") { w in
        let all = options.merging([currency: amountOff]) { _, own in own }
        for (currency, amount) in all.sorted(by: { $0.key < $1.key }) {
          w.json.key(currency)
          w.json.object { w in
            w.key("amount_off")
            w.integer(amount)
          }
        }
      }
    }
    w.field("duration", duration.rawValue)
    w.field("duration_in_months", durationInMonths)
    w.field("livemode", false)
    w.field("max_redemptions", maxRedemptions)
    w.field("metadata", metadata)
    w.field("name", name)
    w.number("percent_off", percentOff)
    w.field("redeem_by", redeemBy)
    w.field("times_redeemed", timesRedeemed)
    w.field("valid", isValid(at: w.sandbox.now))
  }
}

extension Coupon {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/coupons", of: Coupon.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range")) { call throws(StripeError) in try Listing<Coupon>(call).page() }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Coupon.self) }
    $0.post(
      "{id}", takes: Parameters("currency_options: map({amount_off: integer!})\nmetadata\nname: string(40)"), update)
    $0.delete("{id}") { call throws(StripeError) in
      let id = try call.found(Coupon.self).id
      call.delete(Coupon.self, id, announcing: "coupon.deleted")
      return { $0.deleted(Coupon.self, id) }
    }
  }

  private static let createParameters = Parameters(
    """
    amount_off: integer
    applies_to: {products: [string]}
    currency: currency
    currency_options: map({amount_off: integer!})
    duration: forever|once|repeating
    duration_in_months: integer
    id
    max_redemptions: integer
    metadata
    name: string(40)
    percent_off: decimal
    redeem_by: timestamp
    """)

  private init(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    id = arguments.string("id") ?? call.sandbox.identifiers.random("", 8)
    created = call.now
    guard !call.sandbox.store[Coupon.self].contains(id) else {
      throw StripeError("Coupon already exists.", code: "resource_already_exists", param: "id")
    }
    amountOff = arguments.integer("amount_off")
    percentOff = arguments.exact("percent_off")
    currency = amountOff == nil ? nil : arguments.string("currency")
    products = arguments.object("applies_to")?.strings("products") ?? []
    duration = arguments.string("duration").flatMap(Duration.init) ?? .once
    durationInMonths = duration == .repeating ? arguments.integer("duration_in_months") : nil
    maxRedemptions = arguments.integer("max_redemptions")
    redeemBy = arguments.integer("redeem_by")
    name = arguments.string("name")
    try arguments.merge(into: &metadata)
    options = (arguments["currency_options"]?.object).map(Self.options) ?? [:]
    try check(call)
  }

  private func check(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    switch (amountOff, percentOff) {
    case (nil, nil): throw StripeError("Must provide percent_off or amount_off.", code: "parameter_missing")
    case (.some, .some): throw .exclusive(["amount_off", "percent_off"])
    case (let amount?, nil):
      guard amount >= 1 else { throw .belowOne("amount_off") }
      guard currency != nil else { throw .missing("currency") }
    case (nil, let percent?):
      guard percent > .zero, percent <= ExactAmount(100) else {
        throw StripeError("Invalid percent_off: must be greater than 0 and at most 100.", param: "percent_off")
      }
    }
    if duration == .repeating {
      guard let months = durationInMonths else { throw .missing("duration_in_months") }
      guard (1...1200).contains(months) else { throw .belowOne("duration_in_months") }
    } else if arguments.has("duration_in_months") {
      throw StripeError(
        "Cannot specify `duration_in_months` unless `duration` is `repeating`.", param: "duration_in_months")
    }
    if let maxRedemptions, maxRedemptions < 1 { throw .belowOne("max_redemptions") }
    if let redeemBy, redeemBy <= call.now {
      throw StripeError("`redeem_by` must be a moment in the future.", param: "redeem_by")
    }
    for id in products where !call.sandbox.store[Product.self].contains(id) {
      throw .noSuch(Product.self, id, param: "applies_to[products]")
    }
  }

  private static func options(_ given: JSON.Object) -> [String: Int] {
    var options: [String: Int] = [:]
    for (currency, fields) in given { options[currency.lowercased()] = fields["amount_off"]?.integer }
    return options
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let coupon = try Coupon(call)
    call.insert(coupon, announcing: "coupon.created")
    return call.answer(Coupon.self, coupon.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var coupon = try call.found(Coupon.self)
    try call.arguments.merge(into: &coupon.metadata)
    call.arguments.assign("name", to: &coupon.name)
    if let given = call.arguments["currency_options"]?.object {
      coupon.options.merge(options(given)) { $1 }
    }
    call.update(Coupon.self, coupon.id, announcing: "coupon.updated") { $0 = coupon }
    return call.answer(Coupon.self, coupon.id)
  }
}
