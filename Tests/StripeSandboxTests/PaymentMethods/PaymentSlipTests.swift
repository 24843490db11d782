import Testing
import Wire

@testable import StripeSandbox

/// Vouchers and codes, which are paid elsewhere.
@Suite struct PaymentSlipTests {
  let client = Client()

  private func pay(_ type: String, _ currency: String, email: String = "jenny@example.com", _ more: String = "") throws
    -> Client.Answer
  {
    var client = client
    client.version = "2025-03-31.basil"
    return try client.post(
      "/v1/payment_intents",
      """
      amount=5000&currency=\(currency)&payment_method_types[]=\(type)&payment_method_data[type]=\(type)&confirm=true\
      &payment_method_data[billing_details][name]=Jenny&payment_method_data[billing_details][email]=\(email)\
      &return_url=https://example.com/done\(more)
      """)
  }

  private func status(_ id: String) throws -> String? { try client.get("/v1/payment_intents/\(id)")["status"]?.string }

  private func advance(_ seconds: Int) {
    let sandbox = client.api.sandbox(named: "tests")
    sandbox.clock.mode = .frozen(at: sandbox.now + seconds)
    sandbox.settle()
  }

  @Test(arguments: [
    ("", 200, "succeeded"), ("succeed_immediately", 0, "succeeded"),
    ("expire_immediately", 0, "requires_payment_method"), ("expire_with_delay", 200, "requires_payment_method"),
    ("fill_never", 4 * 86_400, "requires_payment_method"), ("fill_never", 86_400, "requires_action"),
  ])
  func anEmailAddressSaysWhatBecomesOfAVoucher(_ wish: String, _ wait: Int, _ end: String) throws {
    let id = try pay("oxxo", "mxn", email: "jenny\(wish)@example.com").id
    advance(wait)
    #expect(try status(id) == end)
    guard end == "requires_payment_method" else { return }
    let error = try client.get("/v1/payment_intents/\(id)")["last_payment_error"]
    #expect(error?["code"] == "payment_intent_payment_attempt_expired")
  }

  @Test func aVoucherExpiresWhenTheRequestSays() throws {
    let more = "&payment_method_options[oxxo][expires_after_days]=1"
    let id = try pay("oxxo", "mxn", email: "fill_never@example.com", more).id
    advance(86_399)
    #expect(try status(id) == "requires_action")
    advance(2)
    #expect(try status(id) == "requires_payment_method")
  }

  @Test func aPaidVoucherIsPaidOnce() throws {
    let id = try pay("oxxo", "mxn").id
    advance(200)
    advance(4 * 86_400)
    #expect(try status(id) == "succeeded")
    #expect(try client.get("/v1/charges?payment_intent=\(id)")["data"]?.array?.count == 1)
  }

  @Test(arguments: [("ideal", "eur", "succeeded"), ("sofort", "eur", "processing"), ("klarna", "usd", "succeeded")])
  func banksAnswerAtOnceOrLater(_ type: String, _ currency: String, _ end: String) throws {
    let more = type == "sofort" ? "&payment_method_data[sofort][country]=DE" : ""
    let id = try pay(type, currency, more).id
    let sandbox = client.api.sandbox(named: "tests")
    try Call(in: sandbox).authenticatePayment(id, succeeded: true)
    #expect(sandbox.store[PaymentIntent.self][id]?.status.rawValue == end)
  }

  @Test func onlySomeCanBeHeldForALaterCapture() throws {
    #expect(try pay("klarna", "usd", "&capture_method=manual")["status"] == "requires_action")
    let refused = try pay("ideal", "eur", "&capture_method=manual")
    #expect(refused.status == 400)
    #expect(refused.error["param"] == "capture_method")
  }

  @Test func everyTypeHasARow() {
    for type in PaymentMethodType.rows {
      #expect(PaymentMethodType.named(type.name).name == type.name)
      #expect(type.shownSetupOptions == nil || type.setupOptions != nil, "\(type.name)")
      #expect(type.mandate == nil || type.settles == .later, "\(type.name)")
    }
  }
}
