import Wire

/// A customer's permission to debit, which bank debits need.
package struct Mandate: Resource {
  package static let object: StaticString = "mandate"
  package static let idPrefixes = ["mandate_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let pathParameter = "mandate"
  package static var expandable: [String: Expandable] {
    ["on_behalf_of": .one("account"), "payment_method": .one("payment_method")]
  }

  package static let indexes = [Index<Mandate>(name: "payment_method") { $0.method }]
  package static let events: [EventRecipe] = [
    .init(
      "mandate.updated",
      """
      a: POST customers
      b: POST setup_intents customer={a}&allowed_payment_method_types[]=us_bank_account&confirm=true\
      &payment_method=pm_usBankAccount_success&mandate_data[customer_acceptance][type]=offline
      POST payment_methods/{b.payment_method}/detach
      """)
  ]

  static let dataDeclaration = """
    {
      customer_acceptance: {
        accepted_at: timestamp
        offline: {}
        online: {ip_address, user_agent}
        type: offline|online!
      }!
    }
    """

  package let id: String
  package let created: Int
  let acceptance: JSON
  let details: JSON
  let method: String
  let type: String
  let singleUse: JSON?
  /// Taken back: by the customer, who is gone, or by the bank.
  var isRevoked: Bool?

  package func write(_ w: inout ObjectWriter) {
    w.field("customer_acceptance", acceptance)
    w.field("livemode", false)
    if singleUse == nil { w.object("multi_use") { _ in } }
    w.reference("payment_method", method)
    w.object("payment_method_details") {
      $0.json.key(type)
      $0.json.value(details)
      $0.field("type", type)
    }
    if let singleUse { w.field("single_use", singleUse) }
    w.field("status", isRevoked == true ? "inactive" : "active" as String)
    w.field("type", singleUse == nil ? "multi_use" : "single_use")
  }

  static let routes = Routes("/v1/mandates", of: Mandate.self) {
    $0.get("{mandate}") { call throws(StripeError) in
      try call.answerFound(Mandate.self)
    }
  }
}

extension Call {
  /// Nothing can be debited from an account any more.
  func revokeMandates(of method: String) {
    let mandates = sandbox.store[Mandate.self]
    for position in mandates.positions("payment_method", method) ?? [] {
      guard let mandate = mandates.row(at: Int(position))?.value, mandate.isRevoked != true else { continue }
      update(Mandate.self, mandate.id, announcing: "mandate.updated") { $0.isRevoked = true }
    }
  }

  /// Writes down the customer's permission as the request tells of it.
  func makeMandate(for method: PaymentMethod, isSingleUse: Bool) -> String {
    let given = arguments.object("mandate_data")?.object("customer_acceptance")
    let kind = given?.string("type") ?? "online"
    var acceptance: JSON.Object = ["accepted_at": .integer(given?.integer("accepted_at") ?? now)]
    if kind == "online" {
      acceptance["online"] = [
        "ip_address": given?.object("online")?["ip_address"] ?? .null,
        "user_agent": given?.object("online")?["user_agent"] ?? .null,
      ]
    } else {
      acceptance["offline"] = [:]
    }
    acceptance["type"] = .string(kind)
    let reference = sandbox.identifiers.uppercase(16)
    let details = method.kind.mandate?(reference, "\(origin)/mandates/\(reference)") ?? [:]
    let mandate = Mandate(
      id: sandbox.identifiers.dated("mandate_", now: now), created: now, acceptance: .object(acceptance),
      details: details, method: method.id, type: method.type,
      singleUse: isSingleUse
        ? [
          "amount": arguments["amount"] ?? .null, "currency": arguments["currency"] ?? .null,
        ] : nil)
    sandbox.store[Mandate.self].insert(mandate)
    return mandate.id
  }
}

extension StripeError {
  static var invalidMandate: StripeError {
    StripeError(
      "The provided mandate is invalid and can not be used for the payment intent.",
      code: "payment_intent_mandate_invalid", param: "mandate")
  }
}
