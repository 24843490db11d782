import Wire

package struct SetupAttempt: Resource {
  package static let object: StaticString = "setup_attempt"
  package static let idPrefixes = ["setatt_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<SetupAttempt>(name: "setup_intent") { $0.setupIntent }]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "customer": .one("customer"), "on_behalf_of": .one("account"),
      "payment_method": .one("payment_method"), "setup_intent": .one("setup_intent"),
    ]
  }

  package let id: String
  package let created: Int
  let customer: String?
  let paymentMethod: String
  let setupIntent: String
  let usage: String
  var status = "initiated"
  var setupError: StripeError?
  var isAuthenticated = false

  package func write(_ w: inout ObjectWriter) {
    w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    w.field("created", created)
    w.reference("customer", customer)
    w.null("customer_account")
    w.null("flow_directions")
    w.field("livemode", false)
    w.reference("on_behalf_of", w.sandbox.store[SetupIntent.self][setupIntent]?.onBehalfOf)
    w.reference("payment_method", paymentMethod)
    w.object("payment_method_details") { w in
      guard let method = w.sandbox.store[PaymentMethod.self][paymentMethod] else { return }
      if let card = method.card {
        w.object("card") { write(card, &$0) }
      } else {
        w.json.key(method.type)
        w.json.value([:])
      }
      w.field("type", method.type)
    }
    w.object("setup_error", setupError) { $1.writeLast(&$0, ofPayment: false) }
    w.reference("setup_intent", setupIntent)
    w.field("status", status)
    w.field("usage", usage)
  }

  private func write(_ card: Card, _ w: inout ObjectWriter) {
    w.field("brand", card.brand.name)
    w.object("checks") { card.checks.write(&$0) }
    w.field("country", card.country)
    w.field("exp_month", card.expMonth)
    w.field("exp_year", card.expYear)
    w.field("fingerprint", card.fingerprint)
    w.field("funding", card.funding)
    w.field("last4", card.last4)
    w.field("network", card.brand.name)
    w.field("three_d_secure", isAuthenticated ? NextAction.authenticated : .null)
    w.field("wallet", card.wallet)
  }

  static let routes = Routes("/v1/setup_attempts", of: SetupAttempt.self) {
    $0.list("", takes: .list("created: range\nsetup_intent: id!")) { call throws(StripeError) in
      _ = try call.referenced(SetupIntent.self, "setup_intent")
      var listing = Listing<SetupAttempt>(call)
      listing.narrow("setup_intent")
      return try listing.page()
    }
  }
}
