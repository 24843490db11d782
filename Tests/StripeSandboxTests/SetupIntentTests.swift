import Testing
import Wire

@testable import StripeSandbox

@Suite struct SetupIntentTests {
  let client = Client()

  func create(_ more: String = "") throws -> Client.Answer {
    try client.post("/v1/setup_intents", "payment_method_types[]=card" + more)
  }

  func intent(in status: SetupIntent.Status) throws -> String {
    switch status {
    case .requiresPaymentMethod: return try create().id
    case .requiresConfirmation: return try create("&payment_method=pm_card_visa").id
    case .requiresAction: return try create("&payment_method=pm_card_authenticationRequired&confirm=true").id
    case .succeeded: return try create("&payment_method=pm_card_visa&confirm=true").id
    case .canceled:
      let id = try create().id
      try client.post("/v1/setup_intents/\(id)/cancel")
      return id
    case .processing:
      let id = try create("&payment_method=pm_card_visa").id
      client.api.sandbox(named: "tests").store.setupIntents.update(id) { $0.status = .processing }
      return id
    }
  }

  static let transitions: [(SetupIntent.Status, String, String)] = [
    (.requiresPaymentMethod, "confirm", "400 setup_intent_unexpected_state"),
    (.requiresPaymentMethod, "confirm?payment_method=pm_card_visa", "succeeded"),
    (.requiresPaymentMethod, "cancel", "canceled"),
    (.requiresPaymentMethod, "verify_microdeposits?amounts[]=32&amounts[]=45", "400 intent_invalid_state"),
    (.requiresConfirmation, "confirm", "succeeded"),
    (.requiresConfirmation, "cancel", "canceled"),
    (.requiresAction, "confirm?payment_method=pm_card_visa", "succeeded"),
    (.requiresAction, "cancel", "canceled"),
    (.processing, "confirm", "400 setup_intent_unexpected_state"),
    (.processing, "cancel", "400 setup_intent_unexpected_state"),
    (.succeeded, "confirm", "400 setup_intent_unexpected_state"),
    (.succeeded, "cancel", "400 setup_intent_unexpected_state"),
    (.canceled, "confirm", "400 setup_intent_unexpected_state"),
    (.canceled, "cancel", "400 setup_intent_unexpected_state"),
  ]

  @Test(arguments: transitions)
  func eachActionHasItsOutcome(status: SetupIntent.Status, action: String, outcome: String) throws {
    let id = try intent(in: status)
    #expect(try client.get("/v1/setup_intents/\(id)")["status"]?.string == status.rawValue)
    let parts = action.split(separator: "?")
    let answer = try client.post("/v1/setup_intents/\(id)/\(parts[0])", parts.count > 1 ? String(parts[1]) : "")
    if answer.status == 200 {
      #expect(answer["status"]?.string == outcome)
    } else {
      #expect("\(answer.status) \(answer.error["code"]?.string ?? "")" == outcome)
      #expect(answer.error["setup_intent"]?["id"]?.string == id)
    }
  }

  @Test func successAttachesTheCardToTheCustomer() throws {
    let customer = try client.post("/v1/customers").id
    let intent = try create("&customer=\(customer)&payment_method=pm_card_visa&confirm=true&expand[]=payment_method")
    #expect(intent["payment_method"]?["customer"]?.string == customer)
    #expect(intent["payment_method"]?["card"]?["checks"]?["cvc_check"] == "pass")
    let attempts = try client.get("/v1/setup_attempts?setup_intent=\(intent.id)")
    #expect(attempts["data"]?[0]?["id"] == intent["latest_attempt"])
    #expect(attempts["data"]?[0]?["status"] == "succeeded")
  }

  @Test func aDeclinedCardFailsTheSetup() throws {
    let answer = try create("&payment_method=pm_card_visa_chargeDeclined&confirm=true")
    #expect(answer.status == 402)
    #expect(answer.error["charge"] == nil)
    #expect(answer.error["setup_intent"]?["last_setup_error"]?["code"] == "card_declined")
    #expect(answer.error["setup_intent"]?["payment_method"] == .null)
  }

  @Test func aSetUpCardPaysOffSession() throws {
    let customer = try client.post("/v1/customers").id
    let setup = try create("&customer=\(customer)&payment_method=pm_card_authenticationRequiredOnSetup&confirm=true")
    #expect(setup["status"] == "requires_action")
    try Call(in: client.api.sandbox(named: "tests")).authenticateSetup(setup.id, succeeded: true)
    let method = try #require(try client.get("/v1/setup_intents/\(setup.id)")["payment_method"]?.string)
    let payment = try client.post(
      "/v1/payment_intents",
      """
      amount=500&currency=usd&customer=\(customer)&payment_method=\(method)&off_session=true&confirm=true\
      &payment_method_types[]=card
      """)
    #expect(payment["status"] == "succeeded")
  }
}
