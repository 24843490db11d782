import Coding
import Testing
import Wire

@testable import StripeSandbox

/// Card numbers and codes are read once, and kept nowhere.
@Suite struct SecretsTests {
  private let client = Client()

  private func state() throws -> String {
    String(decoding: try StateEncoder.encode(client.api.sandbox(named: "tests").state), as: UTF8.self)
  }

  @Test(arguments: [
    ("/v1/tokens", "card[number]=4000056655665556&card[exp_month]=8&card[exp_year]=2044&card[cvc]=987"),
    (
      "/v1/payment_methods",
      "type=card&card%5Bnumber%5D=4000056655665556&card%5Bexp_month%5D=8&card%5Bexp_year%5D=2044&card%5Bcvc%5D=987"
    ),
    // A test card without a name.
    ("/v1/tokens", "card[number]=2223003122003222&card[exp_month]=8&card[exp_year]=2044&card[cvc]=987"),
  ])
  func theStateHoldsNoNumber(path: String, form: String) throws {
    let answer = try client.post(path, form, headers: ["Idempotency-Key": "k"])
    #expect(answer.status == 200)
    let again = try client.post(path, form, headers: ["Idempotency-Key": "k"])
    #expect(again.id == answer.id && again.headers["Idempotent-Replayed"] == "true")
    let state = try state()
    for secret in ["4000056655665556", "2223003122003222", "987"] {
      #expect(!state.contains("\"\(secret)"), "\(secret)")
    }
    let last4 = answer["card"]?["last4"]?.string ?? ""
    #expect(["5556", "3222"].contains(last4) && state.contains(last4))
    // Bodies are written as lists of bytes.
    let digits = Array("400005665566".utf8).map { String($0) }.joined(separator: ",")
    #expect(!state.contains(digits))
  }

  @Test func aCardIsWhatItWasWhenItIsReadAgain() throws {
    for number in ["4242424242424242", "2223003122003222", "4000000000009995", "4012888888881881"] {
      let id = try client.post(
        "/v1/payment_methods", "type=card&card[number]=\(number)&card[exp_month]=8&card[exp_year]=2044&card[cvc]=123"
      ).id
      let card = try client.get("/v1/payment_methods/\(id)")["card"]
      let bytes = try StateEncoder.encode(client.api.sandbox(named: "tests").state)
      let other = Client()
      var contents = Sandbox.Contents()
      try contents.read(StateReader(bytes))
      other.api.sandbox(named: "tests").contents = contents
      #expect(try other.get("/v1/payment_methods/\(id)")["card"] == card)
    }
  }

  /// As versions before this one wrote them.
  @Test func aWholeNumberInAnOldFileGoesNoFurther() throws {
    let kept = try StateDecoder.decode(LastDigits.self, from: "4242424242424242")
    #expect(kept.text == "4242")
    #expect(TestCard.row(number: "4242424242424242")?.name == "visa")
  }
}

@Suite struct IdempotencyKeyTests {
  private let client = Client()

  private func post(_ path: String, _ form: String = "", key: String) throws -> Client.Answer {
    try client.post(path, form, headers: ["Idempotency-Key": key])
  }

  @Test func parametersInTheAddressCount() throws {
    #expect(try post("/v1/customers?name=First", key: "k")["name"] == "First")
    let second = try post("/v1/customers?name=Second", key: "k")
    #expect(second.error["type"] == "idempotency_error")
    #expect(try post("/v1/customers?name=First", key: "k").headers["Idempotent-Replayed"] == "true")
  }

  @Test func aPublishableKeySeesNoSecretAnswer() throws {
    let intent = try client.post("/v1/payment_intents", "amount=500&currency=usd&allowed_payment_method_types[]=card")
    let secret = intent["client_secret"]?.string ?? ""
    let path = "/v1/payment_intents/\(intent.id)/confirm"
    let form = "client_secret=\(secret)&payment_method=pm_card_visa"
    var page = client
    page.key = "pk_test_tests"
    let confirmed = try client.post(path, form, headers: ["Idempotency-Key": "k"])
    #expect(confirmed["status"] == "succeeded" && confirmed["customer"] != nil)
    let seen = try page.post(path, form, headers: ["Idempotency-Key": "k"])
    #expect(seen.headers["Idempotent-Replayed"] == nil && seen["latest_charge"] == nil)
  }

  /// One character and two that look alike.
  @Test func bytesDecideAndNotLooks() throws {
    #expect("caf\u{E9}" == "cafe\u{301}")
    let first = try post("/v1/customers", key: "caf\u{E9}")
    #expect(try post("/v1/customers", key: "cafe\u{301}").id != first.id)
    let both = try client.post("/v1/customers", "metadata[caf\u{E9}]=1&metadata[cafe\u{301}]=2")
    #expect(both["metadata"]?.object?.count == 2)
    // The Ångström sign and the letter, three bytes and two; and marks in another order, as many bytes.
    let marks = try client.post("/v1/customers", "metadata[a\u{323}\u{307}]=1&metadata[a\u{307}\u{323}]=2")
    #expect(marks["metadata"]?.object?.count == 2)
  }
}
