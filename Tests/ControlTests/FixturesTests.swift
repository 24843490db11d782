import StripeSandbox
import Testing
import Wire

@testable import Control

@Suite struct FixturesTests {
  private let stripe = StripeAPI()

  private func run(_ text: String) throws {
    try Fixtures(Array(text.utf8)).run(key: "sk_test_seed", environment: { $0 == "CITY" ? "Bern" : nil }) {
      stripe.respond(to: $0)
    }
  }

  @Test func laterRequestsReferToEarlierAnswers() throws {
    try run(
      #"""
      {"_meta": {"template_version": 0}, "fixtures": [
        {"name": "cust", "path": "/v1/customers", "method": "post",
         "params": {"name": "A", "address": {"city": "${.env:CITY}", "state": "${.env:NOPE|BE}"}, "metadata": {"n": 1}}},
        {"name": "pm", "path": "/v1/payment_methods/pm_card_visa/attach", "method": "post",
         "params": {"customer": "${cust:id}"}},
        {"name": "pi", "path": "/v1/payment_intents", "method": "post", "expected_error_type": "card_error",
         "params": {"amount": 500, "currency": "usd", "confirm": true, "payment_method": "pm_card_chargeDeclined",
                    "allowed_payment_method_types": ["card"]}},
        {"name": "again", "path": "/v1/customers/${cust:id}", "method": "get"}
      ]}
      """#)
    let store = stripe.sandbox(named: "seed").store
    #expect(store[Customer.self].count == 1)
    #expect(store[PaymentIntent.self].count == 1)
  }

  @Test(arguments: [
    ("{", "not JSON"), ("{}", "no list"), (#"{"fixtures":[{}]}"#, "needs a “name”"),
    (#"{"fixtures":[{"name":"a","path":"/v1/customers","params":{"wat":1}}]}"#, "unknown parameter"),
    (#"{"fixtures":[{"name":"a","path":"/v1/customers","params":{"name":"${b:id}"}}]}"#, "no fixture before it"),
    (#"{"fixtures":[{"name":"a","path":"/v1/customers","params":{"name":"${.env:NOPE}"}}]}"#, "is not set"),
    (#"{"fixtures":[{"name":"a","path":"/v1/customers","expected_error_type":"card_error"}]}"#, "should have failed"),
  ])
  func aBrokenFileSaysWhatIsWrong(text: String, complaint: String) {
    let failure = #expect(throws: Fixtures.Failure.self) { try run(text) }
    #expect(failure?.description.contains(complaint) == true)
  }
}
