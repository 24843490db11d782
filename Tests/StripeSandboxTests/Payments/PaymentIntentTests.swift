import Testing
import Wire

@testable import StripeSandbox

@Suite struct PaymentIntentTests {
  let client = Client()

  func create(_ more: String = "") throws -> Client.Answer {
    try client.post("/v1/payment_intents", "amount=2000&currency=usd&allowed_payment_method_types[]=card" + more)
  }

  /// An intent in each status, as a server would bring it there.
  func intent(in status: PaymentIntent.Status) throws -> String {
    switch status {
    case .requiresPaymentMethod: return try create().id
    case .requiresConfirmation: return try create("&payment_method=pm_card_visa").id
    case .requiresAction: return try create("&payment_method=pm_card_threeDSecure2Required&confirm=true").id
    case .requiresCapture: return try create("&payment_method=pm_card_visa&confirm=true&capture_method=manual").id
    case .succeeded: return try create("&payment_method=pm_card_visa&confirm=true").id
    case .canceled:
      let id = try create().id
      try client.post("/v1/payment_intents/\(id)/cancel")
      return id
    case .processing:
      let id = try create().id
      client.api.sandbox(named: "tests").store[PaymentIntent.self].update(id) {
        $0.status = .processing
        $0.paymentMethod = "pm_none"
      }
      return id
    }
  }

  @Test(arguments: PaymentIntent.Status.allCases)
  func everyStatusCanBeReached(status: PaymentIntent.Status) throws {
    let id = try intent(in: status)
    #expect(try client.get("/v1/payment_intents/\(id)")["status"]?.string == status.rawValue)
  }

  @Test func aSuccessfulPaymentHasItsChargeAndTransaction() throws {
    let intent = try create("&payment_method=pm_card_visa&confirm=true&expand[]=latest_charge")
    #expect(intent["status"] == "succeeded")
    #expect(intent["amount_received"] == 2000)
    #expect(intent["latest_charge"]?["status"] == "succeeded")
    #expect(intent["latest_charge"]?["balance_transaction"] == .null)
    let id = try #require(intent["latest_charge"]?["id"]?.string)
    let path = "/v1/payment_intents/\(intent.id)?expand[]=latest_charge.balance_transaction"
    for _ in 0..<5 { #expect(try client.get(path)["latest_charge"]?["balance_transaction"] == .null) }
    let later = try client.get(path)
    #expect(later["latest_charge"]?["balance_transaction"]?["source"]?.string == id)
    #expect(later["latest_charge"]?["balance_transaction"]?["fee"] == 88)
  }

  @Test func aDeclineIsAnErrorThatCarriesTheIntent() throws {
    let id = try create("&payment_method=pm_card_visa_chargeDeclinedInsufficientFunds").id
    let answer = try client.post("/v1/payment_intents/\(id)/confirm")
    #expect(answer.status == 402)
    #expect(answer.error["code"] == "card_declined")
    #expect(answer.error["decline_code"] == "insufficient_funds")
    #expect(answer.error["charge"] == answer.error["payment_intent"]?["latest_charge"])
    #expect(answer.error["payment_intent"]?["status"] == "requires_payment_method")
    #expect(answer.error["payment_intent"]?["last_payment_error"]?["decline_code"] == "insufficient_funds")
    #expect(answer.error["payment_intent"]?["last_payment_error"]?["payment_method_type"] == "card")
  }

  @Test func threeDSecureWaitsForTheCustomer() throws {
    let id = try intent(in: .requiresAction)
    let waiting = try client.get("/v1/payment_intents/\(id)")
    #expect(waiting["next_action"]?["type"] == "use_stripe_sdk")
    #expect(waiting["latest_charge"] == .null)
    try Call(in: client.api.sandbox(named: "tests")).authenticatePayment(id, succeeded: true)
    #expect(try client.get("/v1/payment_intents/\(id)")["status"] == "succeeded")
  }

  @Test func aFailedChallengeAsksForAnotherPaymentMethod() throws {
    let id = try intent(in: .requiresAction)
    try Call(in: client.api.sandbox(named: "tests")).authenticatePayment(id, succeeded: false)
    let intent = try client.get("/v1/payment_intents/\(id)")
    #expect(intent["status"] == "requires_payment_method")
    #expect(intent["last_payment_error"]?["code"] == "payment_intent_authentication_failure")
    #expect(
      intent["last_payment_error"]?["message"] == """
        The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new \
        PaymentMethod to attempt to fulfill this PaymentIntent again.
        """)
    #expect(intent["payment_method"] == .null)
    var page = client
    page.key = "pk_test_tests"
    let secret = intent["client_secret"]?.string ?? ""
    let shown = try page.get("/v1/payment_intents/\(id)?client_secret=\(secret)")
    #expect(
      shown["last_payment_error"]?["message"]
        == "We are unable to authenticate your payment method. Please choose a different payment method and try again.")
  }

  @Test func itsCustomerIsSetOnce() throws {
    let customers = try (0..<2).map { _ in try client.post("/v1/customers").id }
    let id = try create().id
    for _ in 0..<2 {
      let answer = try client.post("/v1/payment_intents/\(id)", "customer=\(customers[0])")
      #expect(answer["customer"]?.string == customers[0])
    }
    let answer = try client.post("/v1/payment_intents/\(id)", "customer=\(customers[1])")
    #expect(answer.status == 400)
    #expect(answer.error["code"] == "payment_intent_unexpected_state")
    #expect(answer.error["param"] == "customer")
    #expect(
      answer.error["message"] == """
        You cannot modify `customer` on a PaymentIntent once it already has been set. To fulfill a payment with a \
        different Customer, cancel this PaymentIntent and create a new one.
        """)
    #expect(answer.error["payment_intent"]?["customer"]?.string == customers[0])
  }

  @Test func aReturnURLMakesTheChallengeARedirect() throws {
    let intent = try create(
      "&payment_method=pm_card_threeDSecure2Required&confirm=true&return_url=https://shop.test/back")
    #expect(intent["next_action"]?["type"] == "redirect_to_url")
    #expect(intent["next_action"]?["redirect_to_url"]?["return_url"] == "https://shop.test/back")
  }

  @Test func offSessionNobodyIsThereToAuthenticate() throws {
    let answer = try create("&payment_method=pm_card_threeDSecure2Required&confirm=true&off_session=true")
    #expect(answer.status == 402)
    #expect(answer.error["code"] == "authentication_required")
    #expect(answer.error["charge"] == nil)
  }

  /// The error is about the customer who is not there, the charge about what the issuer asked for.
  @Test func whereNobodyWaitsForTheCustomerTheChargeTellsTheIssuersReason() throws {
    let answer = try create("&payment_method=pm_card_threeDSecure2Required&confirm=true&error_on_requires_action=true")
    let error = try #require(answer["error"])
    #expect(answer.status == 402)
    #expect(error["decline_code"] == "authentication_not_handled")
    #expect(error["charge"] == nil)
    let charge = try client.get("/v1/charges/\(error["payment_intent"]?["latest_charge"]?.string ?? "none")")
    #expect(charge["failure_message"] == "Your card was declined. This transaction requires authentication.")
    #expect(charge["outcome"]?["reason"] == "authentication_required")
  }

  @Test func dashboardMethodsNeedAReturnURL() throws {
    let form = "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true"
    #expect(try client.post("/v1/payment_intents", form).status == 400)
    #expect(try client.post("/v1/payment_intents", form + "&return_url=https://a.test").status == 200)
    #expect(
      try client.post(
        "/v1/payment_intents",
        form + "&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never"
      ).status == 200)
  }

  @Test func versionsDifferWhereStripeSaysSo() throws {
    var old = client
    old.version = "2022-08-01"
    let intent = try old.post(
      "/v1/payment_intents", "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true")
    #expect(intent["charges"]?["total_count"] == 1)
    #expect(intent["invoice"] == .null)
    #expect(intent["capture_method"] == "automatic")
    #expect(intent["automatic_payment_methods"] == .null)
    let now = try client.get("/v1/payment_intents/\(intent.id)")
    #expect(now["charges"] == nil)
    #expect(now["invoice"] == nil)
  }

  @Test func aPublishableKeyNeedsTheSecretAndSeesLess() throws {
    let intent = try create()
    var browser = client
    browser.key = "pk_test_tests"
    let secret = try #require(intent["client_secret"]?.string)
    let seen = try browser.get("/v1/payment_intents/\(intent.id)?client_secret=\(secret)")
    #expect(seen.status == 200)
    #expect(seen["metadata"] == nil)
    #expect(try browser.get("/v1/payment_intents/\(intent.id)").status == 400)
    #expect(try browser.get("/v1/payment_intents/\(intent.id)?client_secret=nope").status == 400)
    #expect(try browser.get("/v1/payment_intents").status == 401)
    let paid = try browser.post(
      "/v1/payment_intents/\(intent.id)/confirm",
      """
      client_secret=\(secret)&payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242\
      &payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34&payment_method_data[card][cvc]=123
      """)
    #expect(paid["status"] == "succeeded")
  }

  @Test func searchFindsByMetadataStatusAndAmount() throws {
    let id = try create("&metadata[order]=a1&payment_method=pm_card_visa&confirm=true").id
    _ = try create("&metadata[order]=a2")
    for query in ["metadata[\"order\"]:\"a1\"", "status:'succeeded' AND amount>=2000", "-metadata['order']:'a2'"] {
      let encoded = percentEncoded(query)
      let found = try client.get("/v1/payment_intents/search?query=\(encoded)")
      #expect(found["data"]?.array?.compactMap { $0["id"]?.string } == [id], "\(query)")
    }
    #expect(try client.get("/v1/payment_intents/search?query=nope:1").status == 400)
  }

  @Test func aTypeKeepsItsCurrency() throws {
    let id = try client.post("/v1/payment_intents", "amount=1000&currency=eur&allowed_payment_method_types[]=ideal").id
    let refused = try client.post("/v1/payment_intents/\(id)", "currency=usd")
    #expect(refused.error["param"] == "currency")
    #expect(refused.error["payment_intent"]?["currency"] == "eur")
    let both = "currency=usd&allowed_payment_method_types[]=us_bank_account"
    #expect(try client.post("/v1/payment_intents/\(id)", both)["currency"] == "usd")
  }

  @Test func allTypesOfTheAccountTakeAnyCurrency() throws {
    let form = "amount=1000&automatic_payment_methods[enabled]=true&currency="
    for currency in ["usd", "sek", "krw"] {
      #expect(try client.post("/v1/payment_intents", form + currency).status == 200)
    }
  }
}
