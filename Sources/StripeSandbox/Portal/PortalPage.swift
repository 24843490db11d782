import Wire

/// The first request of the portal's page: the session of its address, or, from the login page, a session for an email
/// address. Stripe's page has such an API as well, which it does not document.
enum PortalPage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/portal_pages") {
    $0.get("{secret}", access: .publishable) { call throws(StripeError) in
      let table = call.sandbox.store[PortalSession.self]
      let found = table.positions("secret", call.id)?.first.flatMap { table[Int($0)] }
      guard let session = found ?? table[call.id] else { throw .notFound(PortalSession.self, call.id) }
      return { w in
        w.json.raw(
          w.sandbox.written(
            PortalSession.self, session.id, expanding: ["configuration.features.subscription_update.products"]))
      }
    }
    $0.post("{login}/login", takes: Parameters("email!"), access: .publishable, logIn)
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
      throw StripeError("No customer with the email address \(email) exists.", code: "resource_missing", param: "email")
    }
    let made = try call.perform(
      .post, "/v1/billing_portal/sessions",
      ["configuration": .string(configuration.id), "customer": .string(customer.id)])
    return { $0.json.value(["url": made["url"] ?? .null]) }
  }
}
