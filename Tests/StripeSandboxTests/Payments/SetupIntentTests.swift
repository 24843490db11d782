import Testing
import Wire

@testable import StripeSandbox

@Suite struct SetupIntentTests {
  let client = Client()

  func create(_ more: String = "") throws -> Client.Answer {
    try client.post("/v1/setup_intents", "allowed_payment_method_types[]=card" + more)
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
      client.api.sandbox(named: "tests").store[SetupIntent.self].update(id) { $0.status = .processing }
      return id
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

  @Test func aDebitNeedsTheDataOfItsMandate() throws {
    let method = try client.post(
      "/v1/payment_methods",
      """
      type=us_bank_account&us_bank_account[routing_number]=110000000&us_bank_account[account_number]=000123456789\
      &us_bank_account[account_holder_type]=individual&billing_details[name]=Jenny
      """
    ).id
    let form = "allowed_payment_method_types[]=us_bank_account&payment_method=\(method)"
    let message =
      "When confirming a SetupIntent with a `us_bank_account` PaymentMethod, `mandate_data` is required."
    let refused = try client.post("/v1/setup_intents", form + "&confirm=true")
    #expect(refused.error["code"] == "parameter_missing")
    #expect(refused.error["message"]?.string == message)
    let id = try client.post("/v1/setup_intents", form).id
    let unconfirmed = try client.post("/v1/setup_intents/\(id)/confirm")
    #expect(unconfirmed.error["message"]?.string == message)
    #expect(unconfirmed.error["setup_intent"]?["status"] == "requires_confirmation")
    let data = "mandate_data[customer_acceptance][type]=offline"
    #expect(try client.post("/v1/setup_intents/\(id)/confirm", data)["status"] == "requires_action")
  }

  @Test func itsCustomerStays() throws {
    let customers = try (0..<2).map { _ in try client.post("/v1/customers").id }
    let id = try client.post("/v1/setup_intents", "customer=\(customers[0])").id
    let refused = try client.post("/v1/setup_intents/\(id)", "customer=\(customers[1])")
    #expect(refused.error["code"] == "setup_intent_unexpected_state")
    #expect(refused.error["param"] == "customer")
    #expect(refused.error["setup_intent"]?["customer"]?.string == customers[0])
    #expect(try client.post("/v1/setup_intents/\(id)", "customer=\(customers[0])").status == 200)
  }

  @Test func itTakesTheTypesThatItNames() throws {
    let link = try client.post("/v1/payment_methods", "type=link&billing_details[email]=a@example.com").id
    let refused = try client.post(
      "/v1/setup_intents", "allowed_payment_method_types[]=card&confirm=true&payment_method=\(link)")
    #expect(refused.error["code"] == "setup_intent_invalid_parameter")
    #expect(
      refused.error["message"]
        == """
        The PaymentMethod provided (link) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of \
        the following types: card. Alternatively update the allowed payment_method_types for this SetupIntent to \
        include "link".
        """)
  }

  @Test func aDeclinedCardFailsTheSetup() throws {
    let answer = try create("&payment_method=pm_card_visa_chargeDeclined&confirm=true")
    #expect(answer.status == 402)
    #expect(answer.error["charge"] == nil)
    #expect(answer.error["setup_intent"]?["last_setup_error"]?["code"] == "card_declined")
    #expect(answer.error["setup_intent"]?["payment_method"] == .null)
  }

  @Test func aFailedChallengeFailsTheSetup() throws {
    let id = try intent(in: .requiresAction)
    try Call(in: client.api.sandbox(named: "tests")).authenticateSetup(id, succeeded: false)
    let intent = try client.get("/v1/setup_intents/\(id)")
    #expect(intent["status"] == "requires_payment_method")
    #expect(intent["last_setup_error"]?["code"] == "setup_intent_authentication_failure")
    #expect(
      intent["last_setup_error"]?["message"]
        == "The latest attempt to set up the payment method has failed because authentication failed.")
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
      &allowed_payment_method_types[]=card
      """)
    #expect(payment["status"] == "succeeded")
  }
}
