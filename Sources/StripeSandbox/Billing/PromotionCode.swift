import Wire

/// The word by which customers ask for a coupon.
package struct PromotionCode: Resource {
  package static let object: StaticString = "promotion_code"
  package static let pathParameter = "promotion_code"
  package static var noun: String { "promotion code" }
  package static let idPrefixes = ["promo_"]
  package static let indexes = [Index<PromotionCode>(name: "code") { $0.code.uppercased() }]
  package static var expandable: [String: Expandable] {
    [
      "coupon": .absent, "customer": .one("customer"), "promotion.coupon": .one("coupon"),
      "restrictions.currency_options": .absent,
    ]
  }
  package static let example: Script? =
    "promotion: POST promotion_codes promotion[type]=coupon&promotion[coupon]={coupon}"
  package static let events: [EventRecipe] = [
    .init(
      "promotion_code.created",
      """
      a: POST coupons percent_off=25&duration=forever
      POST promotion_codes promotion[type]=coupon&promotion[coupon]={a}
      """),
    .init(
      "promotion_code.updated",
      """
      a: POST coupons percent_off=25&duration=forever
      b: POST promotion_codes promotion[type]=coupon&promotion[coupon]={a}
      POST promotion_codes/{b} active=false
      """),
  ]

  package let id: String
  package let created: Int
  /// As the account has it; it may be exhausted all the same.
  var isSwitchedOn: Bool
  let code: String
  let coupon: String
  let customer: String?
  let expiresAt: Int?
  let maxRedemptions: Int?
  var metadata = Metadata()
  var restrictions: Restrictions
  var timesRedeemed = 0

  struct Restrictions: Codable, Sendable {
    var isFirstTransaction = false
    var minimumAmount: Int?
    var minimumAmountCurrency: String?
    var options: [String: Int] = [:]

    /// Nil: there is none in that currency.
    func minimum(in currency: String) -> Int? {
      currency == minimumAmountCurrency ? minimumAmount : options[currency]
    }
  }

  func isActive(in sandbox: Sandbox) -> Bool {
    isSwitchedOn && expiresAt.map { sandbox.now < $0 } ?? true && maxRedemptions.map { timesRedeemed < $0 } ?? true
      && sandbox.store[Coupon.self][coupon]?.isValid(at: sandbox.now) ?? false
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive(in: w.sandbox))
    w.field("code", code)
    if w.version < .polymorphicCoupons {
      w.object("coupon", w.sandbox.store[Coupon.self][coupon]) { $1.writeWhole(&$0) }
    }
    w.field("created", created)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("expires_at", expiresAt)
    w.field("livemode", false)
    w.field("max_redemptions", maxRedemptions)
    w.field("metadata", metadata)
    if w.version >= .polymorphicCoupons {
      w.object("promotion") { w in
        w.reference("coupon", coupon, Coupon.self)
        w.field("type", "coupon")
      }
    }
    w.object("restrictions") { restrictions.write(&$0) }
    w.field("times_redeemed", timesRedeemed)
  }
}

extension PromotionCode.Restrictions {
  func write(_ w: inout ObjectWriter) {
    if w.isExpanded("currency_options"), let minimumAmountCurrency, let minimumAmount {
      let all = options.merging([minimumAmountCurrency: minimumAmount]) { _, own in own }
      w.object("currency_options") { w in
        for (currency, amount) in all.sorted(by: { $0.key < $1.key }) {
          w.json.key(currency)
          w.json.object { w in
            w.key("minimum_amount")
            w.integer(amount)
          }
        }
      }
    }
    w.field("first_time_transaction", isFirstTransaction)
    w.field("minimum_amount", minimumAmount)
    w.field("minimum_amount_currency", minimumAmountCurrency)
  }

  fileprivate init(_ arguments: Arguments) {
    isFirstTransaction = arguments.bool("first_time_transaction") ?? false
    minimumAmount = arguments.integer("minimum_amount")
    minimumAmountCurrency = arguments.string("minimum_amount_currency")
    update(arguments)
  }

  fileprivate mutating func update(_ arguments: Arguments) {
    for (currency, fields) in arguments["currency_options"]?.object ?? [:] {
      options[currency.lowercased()] = fields["minimum_amount"]?.integer
    }
  }
}

extension PromotionCode {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/promotion_codes", of: PromotionCode.self) {
    $0.post("", takes: createParameters, create)
    $0.list(
      "", takes: .list("active: boolean\ncode\ncoupon: id\ncreated: range\ncustomer: id\ncustomer_account: id"), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(PromotionCode.self) }
    $0.post(
      "{id}",
      takes: Parameters(
        "active: boolean\nmetadata\nrestrictions: {currency_options: map({minimum_amount: integer})}"), update)
  }

  private static let createParameters = Parameters(
    """
    active: boolean
    code: string(500)
    coupon: id
    customer: id
    customer_account: id
    expires_at: timestamp
    max_redemptions: integer
    metadata
    promotion: {coupon: id, type: coupon!}
    restrictions: {
      currency_options: map({minimum_amount: integer})
      first_time_transaction: boolean
      minimum_amount: integer
      minimum_amount_currency: currency
    }
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let isPolymorphic = call.version >= .polymorphicCoupons
    if isPolymorphic, arguments.has("coupon") {
      throw .unknownParameters(["coupon"], suggestion: nil, first: "coupon")
    }
    let name = arguments.has("coupon") ? "coupon" : "promotion[coupon]"
    guard let id = arguments.string("coupon") ?? arguments.object("promotion")?.string("coupon") else {
      throw .missing(isPolymorphic ? arguments.has("promotion") ? "promotion[coupon]" : "promotion" : "coupon")
    }
    guard let coupon = call.sandbox.store[Coupon.self][id] else { throw .noSuch(Coupon.self, id, param: name) }
    let customer = try call.referenced(Customer.self, "customer")
    let code = arguments.string("code") ?? call.sandbox.identifiers.uppercase(8)
    guard code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D }) else {
      throw StripeError(
        "Promotion codes may only contain alphanumeric characters (a-z, A-Z, 0-9) and dashes.", param: "code")
    }
    let table = call.sandbox.store[PromotionCode.self]
    let isTaken = (table.positions("code", code.uppercased()) ?? []).contains { position in
      table[Int(position)].map { $0.customer == customer?.id && $0.isActive(in: call.sandbox) } ?? false
    }
    guard !isTaken else { throw StripeError("An active promotion code with `code: \(code)` already exists.") }
    if let end = arguments.integer("expires_at") {
      guard end > call.now else {
        throw StripeError("`expires_at` must be a moment in the future.", param: "expires_at")
      }
      if let last = coupon.redeemBy, end > last {
        throw StripeError("`expires_at` cannot be after the coupon's `redeem_by`.", param: "expires_at")
      }
    }
    if let count = arguments.integer("max_redemptions") {
      guard count >= 1 else { throw .belowOne("max_redemptions") }
      if let all = coupon.maxRedemptions, count > all {
        throw StripeError(
          "`max_redemptions` cannot be greater than the coupon's `max_redemptions`.", param: "max_redemptions")
      }
    }
    let restrictions = arguments.object("restrictions").map(Restrictions.init) ?? Restrictions()
    if restrictions.minimumAmount != nil, restrictions.minimumAmountCurrency == nil {
      throw .missing("restrictions[minimum_amount_currency]")
    }
    var promotion = PromotionCode(
      id: call.sandbox.identifiers.dated("promo_", now: call.now), created: call.now,
      isSwitchedOn: arguments.bool("active") ?? true, code: code, coupon: id, customer: customer?.id,
      expiresAt: arguments.integer("expires_at") ?? coupon.redeemBy,
      maxRedemptions: arguments.integer("max_redemptions"),
      restrictions: restrictions)
    try arguments.merge(into: &promotion.metadata)
    call.insert(promotion, announcing: "promotion_code.created")
    return call.answer(PromotionCode.self, promotion.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var promotion = try call.found(PromotionCode.self)
    let arguments = call.arguments
    promotion.isSwitchedOn = arguments.bool("active") ?? promotion.isSwitchedOn
    try arguments.merge(into: &promotion.metadata)
    if let restrictions = arguments.object("restrictions") { promotion.restrictions.update(restrictions) }
    call.update(PromotionCode.self, promotion.id, announcing: "promotion_code.updated") { $0 = promotion }
    return call.answer(PromotionCode.self, promotion.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let sandbox = call.sandbox
    var listing = Listing<PromotionCode>(call)
    if let code = arguments.string("code") { listing.narrow("code", to: code.uppercased()) }
    listing.filter("active") { $0.isActive(in: sandbox) }
    listing.filter("coupon") { $0.coupon }
    listing.filter("customer") { $0.customer }
    return try listing.page()
  }
}
