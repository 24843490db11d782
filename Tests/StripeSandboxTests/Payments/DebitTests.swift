import Testing
import Wire

@testable import StripeSandbox

@Suite struct DebitTests {
  let client = Client()

  func pay(_ paymentMethod: String, _ more: String = "") throws -> Client.Answer {
    try client.post(
      "/v1/payment_intents",
      "amount=10000&currency=usd&confirm=true&allowed_payment_method_types[]=us_bank_account&payment_method="
        + paymentMethod + more)
  }

  @Test func aDebitWaitsForItsBank() throws {
    let intent = try pay("pm_usBankAccount_success", "&capture_method=automatic&expand[]=latest_charge")
    #expect(intent["status"] == "processing")
    let charge = try #require(intent["latest_charge"])
    #expect(charge["id"]?.string?.hasPrefix("py_") == true)
    #expect(charge["status"] == "pending")
    #expect(charge["paid"] == false)
    let details = try #require(charge["payment_method_details"]?["us_bank_account"])
    #expect(details["last4"] == "6789")
    #expect(details["bank_name"] == "STRIPE TEST BANK")
    let mandate = try #require(details["mandate"]?.string)
    #expect(try client.get("/v1/mandates/\(mandate)")["type"] == "single_use")
    let later = try client.get("/v1/payment_intents/\(intent.id)?expand[]=latest_charge.balance_transaction")
    #expect(later["status"] == "succeeded")
    #expect(later["amount_received"] == 10000)
    #expect(later["latest_charge"]?["status"] == "succeeded")
    #expect(later["latest_charge"]?["balance_transaction"]?["fee"] == 80)
    #expect(later["latest_charge"]?["balance_transaction"]?["type"] == "payment")
  }

  @Test func aDebitCannotBeHeld() throws {
    let refused = try pay("pm_usBankAccount_success", "&capture_method=manual")
    #expect(refused.status == 400)
    #expect(refused.error["param"] == "capture_method")
    #expect(
      refused.error["message"]?.string?.contains("is not supported by payment method type `us_bank_account`") == true)
    #expect(try client.get("/v1/payment_intents")["data"]?.array?.isEmpty == true)
    let later = try client.post(
      "/v1/payment_intents",
      "amount=10000&currency=usd&allowed_payment_method_types[]=us_bank_account&payment_method=pm_usBankAccount_success"
    )
    let confirmed = try client.post("/v1/payment_intents/\(later.id)/confirm", "capture_method=manual")
    #expect(confirmed.error["param"] == "capture_method")
  }

  @Test(arguments: [
    ("pm_usBankAccount_accountClosed", "account_closed"), ("pm_usBankAccount_noAccount", "no_account"),
    ("pm_usBankAccount_insufficientFunds", "insufficient_funds"),
    ("pm_usBankAccount_debitNotAuthorized", "debit_not_authorized"),
  ])
  func aBankSaysNoLater(paymentMethod: String, code: String) throws {
    let intent = try pay(paymentMethod)
    #expect(intent["status"] == "processing")
    let later = try client.get("/v1/payment_intents/\(intent.id)?expand[]=latest_charge")
    #expect(later["status"] == "requires_payment_method")
    #expect(later["last_payment_error"]?["code"]?.string == code)
    #expect(later["latest_charge"]?["status"] == "failed")
    #expect(later["latest_charge"]?["failure_balance_transaction"] != .null)
  }

  @Test func aDisputedDebitIsLostAtOnce() throws {
    let intent = try pay("pm_usBankAccount_dispute")
    try client.get("/v1/payment_intents/\(intent.id)")
    let disputes = try client.get("/v1/disputes?payment_intent=\(intent.id)")["data"]?.array ?? []
    #expect(disputes.count == 1)
    #expect(disputes.first?["status"] == "lost")
    #expect(disputes.first?["reason"] == "debit_not_authorized")
    #expect(disputes.first?["balance_transactions"]?.array?.count == 1)
    #expect(disputes.first?["payment_method_details"] == nil)
  }

  @Test func aEuropeanDebitTellsOfItsMandate() throws {
    let made = try client.post(
      "/v1/payment_methods",
      "type=sepa_debit&sepa_debit[iban]=AT611904300234573201&billing_details[name]=A&billing_details[email]=a@example.com"
    )
    #expect(made["sepa_debit"]?["last4"] == "3201")
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=1000&currency=eur&confirm=true&allowed_payment_method_types[]=sepa_debit&payment_method=\(made.id)"
        + "&mandate_data[customer_acceptance][type]=offline&expand[]=latest_charge")
    #expect(intent["status"] == "processing")
    let details = try #require(intent["latest_charge"]?["payment_method_details"]?["sepa_debit"])
    #expect(details["bank_code"] == "19043")
    #expect(details["country"] == "AT")
    let mandate = try client.get("/v1/mandates/\(details["mandate"]?.string ?? "")")
    #expect(mandate["customer_acceptance"]?["type"] == "offline")
    #expect(mandate["payment_method_details"]?["sepa_debit"]?["reference"]?.string?.isEmpty == false)
  }

  @Test func aDebitThatIsKeptForLaterNeedsTheDataOfItsMandate() throws {
    let account = "type=sepa_debit&sepa_debit[iban]=AT611904300234573201"
    let owner = "&billing_details[name]=A&billing_details[email]=a@example.com"
    let method = try client.post("/v1/payment_methods", account + owner).id
    let form = """
      amount=1000&currency=eur&allowed_payment_method_types[]=sepa_debit&setup_future_usage=off_session\
      &payment_method=\(method)
      """
    let message = """
      When confirming a PaymentIntent with a `sepa_debit` PaymentMethod and `setup_future_usage`, `mandate_data` is \
      required.
      """
    let refused = try client.post("/v1/payment_intents", form + "&confirm=true")
    #expect(refused.status == 400)
    #expect(refused.error["code"] == "parameter_missing")
    #expect(refused.error["message"]?.string == message)
    let id = try client.post("/v1/payment_intents", form).id
    let unconfirmed = try client.post("/v1/payment_intents/\(id)/confirm")
    #expect(unconfirmed.error["message"]?.string == message)
    #expect(unconfirmed.error["payment_intent"]?["status"] == "requires_confirmation")
    let data = "mandate_data[customer_acceptance][type]=offline"
    #expect(try client.post("/v1/payment_intents/\(id)/confirm", data)["status"] == "processing")
  }

  @Test func aPaymentByLinkIsTakenAtOnce() throws {
    let made = try client.post("/v1/payment_methods", "type=link&billing_details[email]=a@example.com")
    #expect(made["link"]?["email"] == "a@example.com")
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=1000&currency=usd&confirm=true&allowed_payment_method_types[]=link&payment_method=\(made.id)&expand[]=latest_charge"
    )
    #expect(intent["status"] == "succeeded")
    #expect(intent["latest_charge"]?["payment_method_details"]?["type"] == "link")
  }
}
