import Wire

/// Lets a page's elements act for one customer for half an hour. Its secret is all that anyone needs.
package struct CustomerSession: Resource {
  package static let object: StaticString = "customer_session"
  package static let idPrefixes: [String] = []
  package static let hidesID = true
  package static var expandable: [String: Expandable] { ["customer": .one("customer")] }
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  /// The client secret.
  package let id: String
  package let created: Int
  let customer: String
  /// Complete: what the request left out is as Stripe fills it in.
  let components: JSON

  var expiresAt: Int { created.addingReportingOverflow(Self.lifetime).partialValue }

  /// The features of the Payment Element; nil: it may not be used with this session.
  var paymentElement: Arguments? {
    guard let element = components["payment_element"], element["enabled"] == true else { return nil }
    return element["features"]?.object.map(Arguments.init)
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("client_secret", id)
    w.field("components", components)
    w.field("created", created)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("expires_at", expiresAt)
    w.field("livemode", false)
  }

  private static let routes = Routes("/v1/customer_sessions", of: CustomerSession.self) {
    $0.post("", takes: parameters, create)
  }

  private static let lifetime = 1800

  private static let filters = "payment_method_allow_redisplay_filters: [always|limited|unspecified]"

  private static let parameters = Parameters(
    """
    components: {
      active_entitlements: {enabled: boolean!}
      buy_button: {enabled: boolean!}
      customer_portal: {enabled: boolean!}
      customer_sheet: {enabled: boolean!, features: {\(filters), payment_method_remove: disabled|enabled}}
      mobile_payment_element: {
        enabled: boolean!
        features: {
          \(filters)
          payment_method_redisplay: disabled|enabled
          payment_method_remove: disabled|enabled
          payment_method_save: disabled|enabled
          payment_method_save_allow_redisplay_override: always|limited|unspecified
        }
      }
      payment_element: {
        enabled: boolean!
        features: {
          \(filters)
          payment_method_redisplay: disabled|enabled
          payment_method_redisplay_limit: integer
          payment_method_remove: disabled|enabled
          payment_method_save: disabled|enabled
          payment_method_save_usage: off_session|on_session
        }
      }
      pricing_table: {enabled: boolean!}
    }!
    customer: id
    customer_account: id
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    guard let customer = try call.referenced(Customer.self, "customer") else {
      throw StripeError("Must provide customer or customer_account.", code: "parameter_missing")
    }
    let components = call.arguments.object("components") ?? Arguments()
    guard components.values.contains(where: { $0.value["enabled"] == true }) else {
      throw StripeError("At least one component must be enabled.", param: "components")
    }
    try checkRedisplayLimit(components)
    let session = CustomerSession(
      id: call.sandbox.identifiers.random("cuss_secret_", 47), created: call.now, customer: customer.id,
      components: completed(components))
    call.sandbox.store[CustomerSession.self].insert(session)
    return call.answer(CustomerSession.self, session.id)
  }

  private static func checkRedisplayLimit(_ components: Arguments) throws(StripeError) {
    let features = components.object("payment_element")?.object("features")
    guard let limit = features?.integer("payment_method_redisplay_limit") else { return }
    let param = "components[payment_element][features][payment_method_redisplay_limit]"
    guard limit >= 1 else { throw .belowOne(param) }
    guard limit <= 10 else {
      throw StripeError(
        "This value must be less than or equal to 10.", code: "parameter_invalid_integer", param: param)
    }
  }

  private static func completed(_ components: Arguments) -> JSON {
    func isEnabled(_ name: String) -> JSON { .bool(components.object(name)?.bool("enabled") ?? false) }
    var completed: JSON.Object = [:]
    for name in ["active_entitlements", "buy_button", "customer_portal"] {
      completed[name] = ["enabled": isEnabled(name)]
    }
    for (name, defaults) in features {
      guard isEnabled(name) == true else {
        completed[name] = ["enabled": false, "features": .null]
        continue
      }
      let chosen = components.object(name)?.object("features") ?? Arguments()
      let all = JSON.Object(defaults.map { (key: $0.key, value: chosen[$0.key] ?? $0.value) })
      completed[name] = ["enabled": true, "features": .object(all)]
    }
    completed["pricing_table"] = ["enabled": isEnabled("pricing_table")]
    return .object(completed)
  }

  /// The components that have features, and what those are where the request says nothing.
  private static let features: [(name: String, defaults: JSON.Object)] = [
    ("customer_sheet", ["payment_method_allow_redisplay_filters": ["always"], "payment_method_remove": "disabled"]),
    (
      "mobile_payment_element",
      [
        "payment_method_allow_redisplay_filters": ["always"], "payment_method_redisplay": "disabled",
        "payment_method_remove": "disabled", "payment_method_save": "disabled",
        "payment_method_save_allow_redisplay_override": .null,
      ]
    ),
    (
      "payment_element",
      [
        "payment_method_allow_redisplay_filters": ["always"], "payment_method_redisplay": "disabled",
        "payment_method_redisplay_limit": 3, "payment_method_remove": "disabled", "payment_method_save": "disabled",
        "payment_method_save_usage": .null,
      ]
    ),
  ]
}
