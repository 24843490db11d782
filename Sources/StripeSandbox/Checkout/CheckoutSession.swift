import Wire

/// A page on which a customer pays, subscribes or saves a payment method.
package struct CheckoutSession: Resource {
  package static let object: StaticString = "checkout.session"
  package static let pathParameter = "session"
  package static let idPrefixes = ["cs_"]
  package static let indexes = [
    Index<CheckoutSession>(name: "customer") { $0.customer },
    Index<CheckoutSession>(name: "payment_intent") { $0.paymentIntent },
    Index<CheckoutSession>(name: "payment_link") { $0.paymentLink },
    Index<CheckoutSession>(name: "pending_intent") { $0.pendingIntent ?? $0.setupIntent ?? $0.paymentIntent },
    Index<CheckoutSession>(name: "subscription") { $0.subscription },
  ]
  package static var expandable: [String: Expandable] {
    [
      "customer": .one("customer"), "discounts.coupon": .one("coupon"),
      "discounts.promotion_code": .one("promotion_code"),
      "invoice": .one("invoice"), "line_items": .list("item"), "payment_intent": .one("payment_intent"),
      "payment_link": .one("payment_link"), "setup_intent": .one("setup_intent"),
      "shipping_cost.shipping_rate": .one("shipping_rate"), "shipping_cost.taxes": .absent,
      "shipping_options.shipping_rate": .one("shipping_rate"), "subscription": .one("subscription"),
      "total_details.breakdown": .absent,
    ]
  }
  package static let example: Script? =
    """
    session: POST checkout/sessions mode=payment&success_url=https://example.com/success&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2000&line_items[0][price_data][product_data][name]=T-shirt&line_items[0][quantity]=1
    """
  package static let events: [EventRecipe] = [
    .init("checkout.session.async_payment_failed", paid("us_bank_account", "pm_usBankAccount_accountClosed")),
    .init("checkout.session.async_payment_succeeded", paid("us_bank_account", "pm_usBankAccount_success")),
    .init("checkout.session.completed", paid("card", "pm_card_visa")),
    .init(
      "checkout.session.expired",
      """
      a: POST checkout/sessions mode=payment&success_url=https://example.com/success&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2000&line_items[0][price_data][product_data][name]=T-shirt&line_items[0][quantity]=1
      POST checkout/sessions/{a}/expire
      """),
  ]

  private static func paid(_ type: String, _ paymentMethod: String) -> Script {
    Script(
      stringLiteral: """
        a: POST checkout/sessions mode=payment&success_url=https://example.com/success\
        &allowed_payment_method_types[]=\(type)&line_items[0][price_data][currency]=usd\
        &line_items[0][price_data][unit_amount]=2000&line_items[0][price_data][product_data][name]=T-shirt\
        &line_items[0][quantity]=1
        POST payment_pages/{a}/confirm email=jenny.rosen@example.com&payment_method=\(paymentMethod)
        GET checkout/sessions/{a}
        """)
  }

  package static let jobs = [
    Job<CheckoutSession>("expire", due: { $0.status == .open ? $0.expiresAt : nil }) { $0.expire(session: $1) }
  ]

  enum Mode: String, Codable, Sendable { case payment, setup, subscription }
  package enum Status: String, Codable, Sendable { case open, complete, expired }

  package let id: String
  package let created: Int
  let mode: Mode
  package var status = Status.open
  var paymentStatus: String
  var currency: String?
  package var customer: String?
  var customerEmail: String?
  /// The details that the customer gave on the page.
  @Boxed var details: Details? = nil
  var discounts: [AppliedDiscount] = []
  var expiresAt: Int
  var invoice: String?
  var lines: [LineItem] = []
  var metadata = Metadata()
  package var paymentIntent: String?
  var paymentLink: String?
  var paymentMethodTypes: [String]
  /// Whether the account's settings chose the payment methods.
  var isAutomatic: Bool
  var recoveredFrom: String?
  package var setupIntent: String?
  @Boxed var shippingCost: ShippingCost? = nil
  var shippingOptions: [String] = []
  package var subscription: String?
  /// Parameters that the session shows as they are, or hands on when it is completed.
  var settings = Settings()
  /// The page's address, without what versions change of it.
  var page: String

  /// A discount that the session was made with, or that the customer has asked for.
  struct AppliedDiscount: Codable, Sendable {
    let coupon: String
    let promotionCode: String?
  }

  struct Details: Codable, Sendable {
    @Boxed var address: Address? = nil
    var email: String?
    var name: String?
    var phone: String?
    var taxExempt: String? = "none"
    var taxIDs: JSON = .null
    @Boxed var shipping: Shipping? = nil
  }

  struct ShippingCost: Codable, Sendable {
    let rate: String
    let amount: Int
    var taxes: [LineItem.TaxAmount]? = nil

    var tax: Int { (taxes ?? []).reduce(0) { $0 + $1.amount } }
    var total: Int { (taxes ?? []).reduce(amount) { $0 + ($1.isInclusive ? 0 : $1.amount) } }
  }

  var amountSubtotal: Int? { mode == .setup ? nil : lines.amountSubtotal }
  package var amountTotal: Int? { mode == .setup ? nil : lines.amountTotal + (shippingCost?.total ?? 0) }

  /// Parameters for the objects that are made when the customer pays, by mode.
  static let paymentData = ["payment_intent_data", "setup_intent_data", "subscription_data"]

  /// Whose money it is, among connected accounts.
  var connect: BillingConnect {
    var connect = BillingConnect()
    for data in Self.paymentData.compactMap(settings.arguments) { connect.apply(data) }
    return connect
  }

  var url: String? { status == .open && settings.isHosted ? page : nil }
}

extension CheckoutSession {
  /// Members of the request, by their names.
  struct Settings: Codable, Sendable {
    private(set) var values: JSON = [:]

    subscript(name: String) -> JSON { values[name] ?? .null }
    func string(_ name: String) -> String? { values[name]?.string }

    mutating func set(_ name: String, _ value: JSON) {
      var members = values.object ?? [:]
      members[name] = value
      values = .object(members)
    }

    var members: JSON.Object { values.object ?? [:] }

    /// Takes a member of a request that changes what is there: hashes are merged, everything else is replaced.
    mutating func merge(_ name: String, _ value: JSON) {
      guard let changes = value.object, var old = self[name].object, !Self.alternatives.contains(name) else {
        return set(name, value)
      }
      for (name, value) in changes { old[name] = value }
      set(name, .object(old))
    }

    /// Hashes whose members exclude each other.
    private static let alternatives = ["after_completion", "transfer_data"]

    /// Not inside a page of the account's own.
    var isHosted: Bool { ["hosted", "hosted_page", nil].contains(string("ui_mode")) }

    func arguments(_ name: String) -> Arguments? { values[name]?.object.map(Arguments.init) }
  }
}
