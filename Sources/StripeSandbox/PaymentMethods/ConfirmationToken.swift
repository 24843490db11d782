import Wire

/// The details that Stripe.js gathered of a customer, for a server to confirm an intent with, once.
package struct ConfirmationToken: Resource {
  package static let object: StaticString = "confirmation_token"
  package static let idPrefixes = ["ctoken_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + testRoutes.endpoints }
  package static let example: Script? =
    "confirmation_token: POST test_helpers/confirmation_tokens payment_method=pm_card_visa"
  package static var noun: String { "confirmation_token" }

  package let id: String
  package let created: Int
  let paymentMethod: PaymentMethod
  var mandateData: JSON = .null
  var returnURL: String?
  var setupFutureUsage: String?
  var shipping: Shipping?
  /// The PaymentIntent or SetupIntent that was confirmed with it.
  var intent: String?

  static let lifetime = 12 * 60 * 60

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("expires_at", intent == nil ? created + Self.lifetime : nil)
    w.field("livemode", false)
    w.field("mandate_data", mandateData)
    w.field("payment_intent", intent?.hasPrefix("pi_") == true ? intent : nil)
    w.object("payment_method_options", paymentMethod.card) { w, _ in
      w.object("card") { $0.null("cvc_token") }
    }
    w.object("payment_method_preview") { paymentMethod.writePreview(&$0) }
    w.field("return_url", returnURL)
    w.field("setup_future_usage", setupFutureUsage)
    w.field("setup_intent", intent?.hasPrefix("seti_") == true ? intent : nil)
    w.object("shipping", shipping) { $1.write(&$0) }
    w.field("use_stripe_sdk", true)
  }
}

extension ConfirmationToken {
  /// Stripe.js makes them; a server only reads them.
  static let routes = Routes("/v1/confirmation_tokens", of: ConfirmationToken.self) {
    $0.post("", takes: parameters, access: .publishable, create)
    $0.get("{id}", access: .publishable) { call throws(StripeError) in
      try call.answerFound(ConfirmationToken.self)
    }
  }

  static let testRoutes = Routes("/v1/test_helpers/confirmation_tokens", of: ConfirmationToken.self) {
    $0.post("", takes: parameters, create)
  }

  private static let parameters = Parameters(
    """
    mandate_data: {
      customer_acceptance: {online: {ip_address, user_agent}, type: online|offline!}!
    }?
    payment_method: id
    payment_method_data: {\(PaymentMethod.dataParameters)}
    payment_method_options: {card: {installments: {plan: {count: integer, interval: month, type: fixed_count|bonus|revolving!}}}}
    return_url: url
    setup_future_usage: off_session|on_session
    shipping: {address!, name!, phone}
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let paymentMethod: PaymentMethod
    if let id = arguments.string("payment_method") {
      paymentMethod = try call.paymentMethod(id, param: "payment_method")
    } else if let data = arguments.object("payment_method_data") {
      let (made, token) = try call.preparePaymentMethod(data, prefix: "payment_method_data")
      if let token { call.use(token) }
      paymentMethod = made
    } else {
      throw .missing("payment_method_data")
    }
    var token = ConfirmationToken(
      id: call.sandbox.identifiers.dated("ctoken_", now: call.now), created: call.now, paymentMethod: paymentMethod)
    token.mandateData = arguments["mandate_data"] ?? .null
    token.returnURL = arguments.string("return_url")
    token.setupFutureUsage = arguments.string("setup_future_usage")
    token.shipping = arguments.object("shipping").map(Shipping.init)
    call.sandbox.store[ConfirmationToken.self].insert(token)
    return call.answer(ConfirmationToken.self, token.id)
  }
}

extension Call {
  /// The confirmation token that a parameter names, if it can still be used.
  func confirmationToken(_ id: String) throws(StripeError) -> ConfirmationToken {
    guard let token = sandbox.store[ConfirmationToken.self][id] else {
      throw .noSuch(ConfirmationToken.self, id, param: "confirmation_token")
    }
    guard token.intent == nil, now < token.created + ConfirmationToken.lifetime else {
      throw StripeError(
        "The confirmation token \(id) has \(token.intent == nil ? "expired" : "already been used").",
        param: "confirmation_token")
    }
    return token
  }

  /// Uses it up for an intent: what was a preview becomes a payment method.
  func consume(_ token: ConfirmationToken, for intent: String) -> PaymentMethod {
    sandbox.store[ConfirmationToken.self].update(token.id) { $0.intent = intent }
    let paymentMethod = token.paymentMethod
    if let kept = sandbox.store[PaymentMethod.self][paymentMethod.id] { return kept }
    sandbox.store[PaymentMethod.self].insert(paymentMethod)
    return paymentMethod
  }
}
