import Wire

/// The API of stripe.js for a Payment Element whose customer has a CustomerSession. Stripe.js has such an API as well,
/// which Stripe does not document.
enum ElementsSession: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/elements") {
    $0.get("sessions", takes: Parameters(secret), access: .publishable) { call throws(StripeError) in
      let session = try session(call)
      let features = session.paymentElement
      let methods = features.map { call.sandbox.savedMethods(of: session.customer, $0) } ?? []
      return { w in
        w.json.open(UInt8(ascii: "{"))
        w.field("customer", session.customer)
        w.field("features", features.map { .object($0.values) } ?? .null)
        w.key("payment_methods")
        w.json.open(UInt8(ascii: "["))
        for id in methods { w.json.raw(w.sandbox.written(PaymentMethod.self, id, expanding: [])) }
        w.json.close(UInt8(ascii: "]"))
        w.json.close(UInt8(ascii: "}"))
      }
    }
    $0.post(
      "payment_methods/{payment_method}",
      takes: Parameters(
        secret + "\nbilling_details: {address, email?, name?, phone?}\ncard: {exp_month: integer, exp_year: integer}"),
      access: .publishable, of: PaymentMethod.self
    ) { call throws(StripeError) in
      let method = try savedMethod(call)
      return try call.performed("/v1/payment_methods/{id}", on: method)
    }
    $0.post(
      "payment_methods/{payment_method}/detach", takes: Parameters(secret), access: .publishable,
      of: PaymentMethod.self
    ) { call throws(StripeError) in
      guard try session(call).paymentElement?.string("payment_method_remove") == "enabled" else {
        throw StripeError("The customer session does not allow payment methods to be removed.")
      }
      return try call.performed("/v1/payment_methods/{id}/detach", on: try savedMethod(call))
    }
  }

  private static let secret = "customer_session_client_secret!"

  private static func session(_ call: Call) throws(StripeError) -> CustomerSession {
    let secret = try call.arguments.required("customer_session_client_secret")
    guard let session = call.sandbox.store[CustomerSession.self][secret] else {
      throw StripeError(
        "The customer session client secret is not valid.", code: "customer_session_invalid",
        param: "customer_session_client_secret")
    }
    guard session.expiresAt > call.now else {
      throw StripeError(
        "The customer session has expired.", code: "customer_session_expired",
        param: "customer_session_client_secret")
    }
    return session
  }

  private static func savedMethod(_ call: Call) throws(StripeError) -> String {
    let session = try session(call)
    let id = call.id
    guard let features = session.paymentElement,
      call.sandbox.savedMethods(of: session.customer, features).contains(id)
    else { throw .notFound(PaymentMethod.self, id) }
    return id
  }
}

extension Call {
  /// Runs an operation of the API on an object, with what the request says besides the session's secret.
  fileprivate func performed(_ pattern: String, on id: String) throws(StripeError) -> Answer {
    var form = JSON.Object(
      arguments.values.compactMap { name, value in value.formValue.map { (key: name, value: $0) } })
    form["customer_session_client_secret"] = nil
    _ = try perform(.post, pattern, form, at: [id])
    return answer(PaymentMethod.self, id)
  }
}

extension Sandbox {
  /// Payment methods of a customer that a page may show again, the newest first.
  func savedMethods(of customer: String, _ features: Arguments) -> [String] {
    guard features.string("payment_method_redisplay") == "enabled" else { return [] }
    let filters = features.strings("payment_method_allow_redisplay_filters") ?? ["always"]
    let methods = store[PaymentMethod.self]
    let found = (methods.positions("customer", customer) ?? []).reversed().compactMap { methods[Int($0)] }
      .filter { $0.card != nil && filters.contains($0.allowRedisplay) }
    return found.prefix(features.integer("payment_method_redisplay_limit") ?? 3).map(\.id)
  }
}
