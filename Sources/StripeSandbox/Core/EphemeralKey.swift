import Wire

/// A key for an hour, with which a customer's phone may manage that customer's payment methods.
package struct EphemeralKey: Resource {
  package static let object: StaticString = "ephemeral_key"
  package static let noun = "ephemeral key"
  package static let idPrefixes = ["ephkey_"]
  package static let example: Script? = "ephemeral: POST ephemeral_keys customer={customer}"

  package let id: String
  package let created: Int
  let expires: Int
  let secret: String
  let customer: String?
  /// Of the card issued or the identity check that it is for, where it is for no customer.
  let other: Other?

  struct Other: Codable, Sendable {
    let id: String
    let type: String
  }

  package func write(_ w: inout ObjectWriter) { write(&w, showsSecret: false) }

  private func write(_ w: inout ObjectWriter, showsSecret: Bool) {
    let object = customer.map { Other(id: $0, type: "customer") } ?? other
    w.array("associated_objects", object.map { [$0] } ?? []) { w, object in
      w.field("id", object.id)
      w.field("type", object.type)
    }
    w.field("created", created)
    w.field("expires", expires)
    w.field("livemode", false)
    if showsSecret { w.field("secret", secret) }
  }
}

extension EphemeralKey {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let lifetime = 3600

  private static let routes = Routes("/v1/ephemeral_keys", of: EphemeralKey.self) {
    $0.post("", takes: Parameters("customer: id\nissuing_card: id\nnonce: id\nverification_session: id"), create)
    $0.delete("{key}") { call throws(StripeError) in
      let key = try call.found(EphemeralKey.self)
      call.sandbox.store[EphemeralKey.self].delete(key.id)
      return { w in w.whole(key) }
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.referenced(Customer.self, "customer")
    var other: Other?
    for type in ["issuing_card", "verification_session"] {
      if let id = call.arguments.string(type) {
        other = Other(id: id, type: type == "issuing_card" ? "issuing.card" : "identity.verification_session")
      }
    }
    guard customer != nil || other != nil else { throw .missing("customer") }
    let sandbox = call.sandbox
    let key = EphemeralKey(
      id: sandbox.identifiers.dated("ephkey_", now: call.now), created: call.now,
      expires: call.now.addingReportingOverflow(lifetime).partialValue,
      secret: secret(of: sandbox.name, sandbox.identifiers.random("", 24)), customer: customer?.id, other: other)
    sandbox.store[EphemeralKey.self].insert(key)
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", key.id)
      w.field("object", object)
      key.write(&w, showsSecret: true)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  /// The secret names its account, as Stripe's do, so that a request needs nothing else.
  private static func secret(of sandbox: String, _ random: String) -> String {
    "ek_test_" + Base64.url.encode(Array("\(sandbox),\(random)".utf8))
  }

  /// The sandbox that a secret's text behind `ek_test_` names.
  static func sandbox(of text: String) -> String? {
    guard let bytes = Base64.url.decode(text), let pair = String(validating: bytes, as: UTF8.self),
      let comma = pair.lastIndex(of: ",")
    else { return nil }
    return String(pair[..<comma])
  }

  /// Whether the key admits a call: besides those of a publishable key, calls about its customer and that customer's
  /// payment methods.
  func admits(_ endpoint: Endpoint, _ path: [String], _ form: JSON.Object, in sandbox: Sandbox) -> Bool {
    guard let customer else { return false }
    switch endpoint.pattern {
    case "/v1/customers/{id}", "/v1/customers/{customer}/payment_methods",
      "/v1/customers/{customer}/payment_methods/{id}", "/v1/customers/{customer}/sources":
      return path.first == customer
    case "/v1/payment_methods", "/v1/payment_methods/{id}/attach": return form["customer"]?.string == customer
    case "/v1/payment_methods/{id}", "/v1/payment_methods/{id}/detach":
      return path.first.flatMap { sandbox.store[PaymentMethod.self][$0]?.customer } == customer
    default: return false
    }
  }
}
