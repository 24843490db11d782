import Wire

/// The first request of the portal's page: the session of its address, or, from the login page, a session for an email
/// address. Stripe's page has such an API as well, which it does not document.
enum PortalPage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/portal_pages") {
    $0.post("{secret}", access: .publishable, visit)
    $0.post("{secret}/recover", takes: Parameters("email!"), access: .publishable, recover)
    $0.post("{login}/login", takes: Parameters("email!"), access: .publishable, logIn)
  }

  private static func session(_ call: Call) throws(StripeError) -> PortalSession {
    let table = call.sandbox.store[PortalSession.self]
    let found = table.positions("secret", call.id)?.first.flatMap { table[Int($0)] }
    guard let session = found ?? table[call.id] else { throw .notFound(PortalSession.self, call.id) }
    return session
  }

  private static func visit(_ call: inout Call) throws(StripeError) -> Answer {
    let session = try session(call)
    guard call.now < session.expiresAt else {
      throw .portalExpired(session.canBeRecovered(at: call.now) ? "session_recoverable" : "session_expired")
    }
    let now = call.now
    call.sandbox.store[PortalSession.self].update(session.id) { $0.visited = now }
    return { w in
      w.json.raw(
        w.sandbox.written(
          PortalSession.self, session.id, expanding: ["configuration.features.subscription_update.products"]))
    }
  }

  /// Another session for the customer of one that has expired.
  private static func recover(_ call: inout Call) throws(StripeError) -> Answer {
    let session = try session(call)
    guard session.canBeRecovered(at: call.now) else { throw .portalExpired("session_expired") }
    let email = call.arguments.string("email") ?? ""
    guard call.sandbox.store[Customer.self][session.customer]?.email?.caseless == email.caseless else {
      throw .unknownEmail(email)
    }
    var form: JSON.Object = [
      "configuration": .string(session.configuration), "customer": .string(session.customer),
    ]
    form["after_expiration"] = session.afterExpiration.formValue
    form["locale"] = session.locale.map(JSON.string)
    form["on_behalf_of"] = session.onBehalfOf.map(JSON.string)
    form["return_url"] = session.returnURL.map(JSON.string)
    let made = try call.perform(.post, "/v1/billing_portal/sessions", form)
    return { $0.json.value(["url": made["url"] ?? .null]) }
  }

  /// A sandbox sends no mail with a code: the address is enough.
  private static func logIn(_ call: inout Call) throws(StripeError) -> Answer {
    let configurations = call.sandbox.store[PortalConfiguration.self]
    let found = configurations.positions("login_page", call.id)?.first.flatMap { configurations[Int($0)] }
    guard let configuration = found, configuration.isActive, configuration.hasLoginPage else {
      throw .notFound(PortalConfiguration.self, call.id)
    }
    let email = try call.arguments.required("email")
    let customers = call.sandbox.store[Customer.self]
    guard let customer = customers.positions("email", email.caseless)?.last.flatMap({ customers[Int($0)] }) else {
      throw .unknownEmail(email)
    }
    let made = try call.perform(
      .post, "/v1/billing_portal/sessions",
      ["configuration": .string(configuration.id), "customer": .string(customer.id)])
    return { $0.json.value(["url": made["url"] ?? .null]) }
  }
}

extension PortalSession {
  /// Whether its customer may get another one, once it has expired.
  fileprivate func canBeRecovered(at now: Int) -> Bool {
    guard afterExpiration["type"]?.string == "customer_login" else { return false }
    return afterExpiration["customer_login"]?["expires_at"]?.integer.map { now < $0 } ?? true
  }
}

extension StripeError {
  fileprivate static func portalExpired(_ code: String) -> StripeError {
    StripeError("This session has expired.", code: code)
  }

  fileprivate static func unknownEmail(_ email: String) -> StripeError {
    StripeError("No customer with the email address \(email) exists.", code: "resource_missing", param: "email")
  }
}
