import Testing
import Wire

@testable import StripeSandbox

/// The address of the bank's page leads to the sandbox that the payment is in, however that was reached.
@Suite struct ChallengeAddressTests {
  private let form = """
    amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_threeDSecure2Required&confirm=true\
    &return_url=https://shop.example/
    """

  private func address(_ api: StripeAPI = StripeAPI(), _ change: (inout Request) -> Void) throws -> String {
    var request = Request(
      .post, "/v1/payment_intents", headers: ["Authorization": "Bearer sk_test_a", "Host": "localhost:12111"],
      body: Array(form.utf8))
    change(&request)
    let answer = try JSONParser.parse(api.respond(to: request).body)
    let url = try #require(answer["next_action"]?["redirect_to_url"]?["url"]?.string, "\(answer.text)")
    return String(url.prefix { $0 != "?" }).replacing(answer["id"]?.string ?? "-", with: "ID")
  }

  @Test func aSubAccountIsOneSegment() throws {
    var platform = Client()
    platform.key = "sk_test_a"
    let account = try platform.post("/v1/accounts", "type=standard").id
    #expect(
      try address(platform.api) { $0.headers["Stripe-Account"] = account }
        == "http://localhost:12111/s/a%2F\(account)/_sandbox/3ds/ID")
  }

  @Test(arguments: ["a b", "a?b", "a#b", "a%b", "ä"]) func anyNameIsOneSegment(name: String) throws {
    #expect(
      try address { $0.sandbox = name } == "http://localhost:12111/s/\(percentEncoded(name))/_sandbox/3ds/ID")
  }

  @Test func itIsAsSecureAsTheRequest() throws {
    #expect(try address { $0.isSecure = true }.hasPrefix("https://localhost:12111/s/a/"))
    let stripes = try address {
      $0.isSecure = true
      $0.headers["Host"] = "api.stripe.com"
    }
    #expect(stripes.hasPrefix("https://hooks.stripe.com/s/a/"))
    let others = try address { $0.headers["Host"] = "api.stripe.com.evil.example" }
    #expect(!others.hasPrefix("https://hooks"))
  }
}
