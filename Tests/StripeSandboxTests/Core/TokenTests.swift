import Testing
import Wire

@testable import StripeSandbox

@Suite struct TokenTests {
  let client = Client()
  let card = "card[number]=4242424242424242&card[exp_month]=9&card[exp_year]=2040&card[cvc]=314"

  @Test func aTokenWorksOnce() throws {
    let token = try client.post("/v1/tokens", card)
    #expect(token["used"] == false)
    let first = try client.post("/v1/payment_methods", "type=card&card[token]=\(token.id)")
    #expect(first["card"]?["last4"] == "4242")
    let second = try client.post("/v1/payment_methods", "type=card&card[token]=\(token.id)")
    #expect(second.error["code"] == "token_already_used")
    #expect(
      second.error["message"]?.string == "You cannot use a Stripe token more than once: \(token.id).")
    #expect(try client.get("/v1/tokens/\(token.id)")["used"] == true)
  }

  @Test(arguments: [("123", 200), ("1234", 200), ("12", 402), ("12a", 402)])
  func aNewSecurityCodeHasItsDigits(code: String, status: Int) throws {
    let answer = try client.post("/v1/tokens", "cvc_update[cvc]=\(code)")
    #expect(answer.status == status)
    if status == 402 { #expect(answer.error["code"] == "invalid_cvc") }
  }

  @Test func aRequestThatFailsLeavesTheTokenUsable() throws {
    let token = try client.post("/v1/tokens", card).id
    let many = (0...50).map { "metadata[k\($0)]=v" }.joined(separator: "&")
    #expect(try client.post("/v1/payment_methods", "type=card&card[token]=\(token)&\(many)").status == 400)
    #expect(try client.post("/v1/payment_methods", "type=card&card[token]=\(token)").status == 200)
  }

  @Test func theCardKeepsTheTokensNameAndAddress() throws {
    let token = try client.post("/v1/tokens", card + "&card[name]=Jane&card[address_zip]=12345").id
    let billing = try client.post("/v1/payment_methods", "type=card&card[token]=\(token)")["billing_details"]
    #expect(billing?["name"] == "Jane")
    #expect(billing?["address"]?["postal_code"] == "12345")
  }

  @Test func testTokensWorkForever() throws {
    for _ in 0..<3 {
      #expect(try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa").status == 200)
    }
    let token = try client.get("/v1/tokens/tok_visa")
    #expect(token["card"]?["last4"] == "4242")
    #expect(token.id != "tok_visa")
  }

  @Test func bankAccountsPersonalDataAndCodesHaveTokensToo() throws {
    let bank = try client.post(
      "/v1/tokens",
      "bank_account[country]=US&bank_account[currency]=usd&bank_account[routing_number]=110000000"
        + "&bank_account[account_number]=000123456789")
    #expect(bank.id.hasPrefix("btok_"))
    #expect(bank["type"] == "bank_account")
    #expect(bank["bank_account"]?["last4"] == "6789")
    #expect(try client.post("/v1/tokens", "pii[id_number]=000000000")["type"] == "pii")
    #expect(try client.post("/v1/tokens", "cvc_update[cvc]=123")["type"] == "cvc_update")
    #expect(try client.post("/v1/tokens").status == 400)
    #expect(try client.get("/v1/tokens/tok_nope").status == 404)
  }

  @Test func aBrowserMayMakeTokens() throws {
    var browser = client
    browser.key = "pk_test_tests"
    let token = try browser.post("/v1/tokens", card)
    #expect(token.status == 200)
    #expect(try client.post("/v1/customers", "source=\(token.id)").status == 200)
  }
}
