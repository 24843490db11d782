import Wire

/// Lets a page's elements act for one customer for half an hour. It has no id: its secret is all that anyone needs.
enum CustomerSession: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/customer_sessions") {
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
    let secret = call.sandbox.identifiers.random("cuss_secret_", 47)
    let now = call.now
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "customer_session")
      w.field("client_secret", secret)
      w.object("components") { write(components, &$0) }
      w.field("created", now)
      w.reference("customer", customer.id)
      w.null("customer_account")
      w.field("expires_at", now.addingReportingOverflow(lifetime).partialValue)
      w.field("livemode", false)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func write(_ components: Arguments, _ w: inout ObjectWriter) {
    for name in ["active_entitlements", "buy_button", "customer_portal"] as [StaticString] {
      w.object(name) { $0.field("enabled", isEnabled(components, name)) }
    }
    for (name, defaults) in features {
      w.object(name) { w in
        let isEnabled = isEnabled(components, name)
        w.field("enabled", isEnabled)
        guard isEnabled else { return w.null("features") }
        let chosen = components.object(name.description)?.object("features") ?? Arguments()
        w.field("features", .object(JSON.Object(defaults.map { (key: $0.key, value: chosen[$0.key] ?? $0.value) })))
      }
    }
    w.object("pricing_table") { $0.field("enabled", isEnabled(components, "pricing_table")) }
  }

  private static func isEnabled(_ components: Arguments, _ name: StaticString) -> Bool {
    components.object(name.description)?.bool("enabled") ?? false
  }

  /// The components that have features, and what those are where the request says nothing.
  private static let features: [(name: StaticString, defaults: JSON.Object)] = [
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
