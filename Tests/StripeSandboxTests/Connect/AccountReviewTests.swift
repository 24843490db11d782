import Testing
import Wire

@testable import StripeSandbox

@Suite struct AccountReviewTests {
  private let client: Client

  init() {
    var options = StripeAPI.Options()
    options.clock = SandboxClock(.frozen(at: 1_800_000_000))
    client = Client(StripeAPI(options))
  }

  static let seller = """
    type=custom&country=US&business_type=individual&capabilities[transfers][requested]=true\
    &capabilities[card_payments][requested]=true&business_profile[mcc]=5734&business_profile[url]=https://example.com\
    &tos_acceptance[date]=1767225600&tos_acceptance[ip]=127.0.0.1&individual[first_name]=Jenny\
    &individual[last_name]=Rosen&individual[email]=jenny@example.com&individual[phone]=%2B14155550100\
    &individual[ssn_last_4]=0000&individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901\
    &individual[address][line1]=address_full_match&individual[address][city]=Oakland&individual[address][state]=CA\
    &individual[address][postal_code]=94607&external_account[object]=bank_account&external_account[country]=US\
    &external_account[routing_number]=110000000&external_account[account_number]=000123456789
    """

  @Test func theFirstAnswerShowsAnAccountUnderReviewAndTheSecondTheResult() throws {
    let account = try client.post("/v1/accounts", Self.seller)
    #expect(account["requirements"]?["disabled_reason"]?.string == "requirements.pending_verification")
    let path = "/v1/accounts/\(account.id)"
    try client.get(path + "/persons")
    #expect(try client.get(path)["charges_enabled"]?.bool == false)
    #expect(try client.get(path)["charges_enabled"]?.bool == true)
  }

  @Test func itIsReviewedWithoutBeingAskedFor() throws {
    let account = try client.post("/v1/accounts", Self.seller).id
    client.api.sandbox(named: "tests").clock = SandboxClock(.frozen(at: 1_800_000_002))
    #expect(try client.get("/v1/accounts/\(account)")["payouts_enabled"]?.bool == true)
  }

  @Test func aRequestThatChangesIsNoQuestion() throws {
    let path = "/v1/accounts/\(try client.post("/v1/accounts", Self.seller).id)"
    try client.get(path)
    let changed = try client.post(path, "metadata[shop]=7")
    #expect(changed["capabilities"]?["card_payments"]?.string == "pending")
  }

  @Test func moneyThatAPlatformSendsDoesNotWaitForAReview() throws {
    let form = Self.seller.replacing("&capabilities[card_payments][requested]=true", with: "")
    let account = try client.post("/v1/accounts", form)
    #expect(account["capabilities"] == ["transfers": "active"])
    #expect(account["individual"]?["verification"]?["status"]?.string == "pending")
  }

  @Test func aWebsiteIsReviewedByTheRequestAfterTheFirstQuestion() throws {
    var old = client
    old.version = "2023-10-16"
    let path = "/v1/accounts/\(try old.post("/v1/accounts", Self.seller).id)"
    func pending() throws -> Bool {
      let answer = try old.get(path)
      return answer["future_requirements"]?["pending_verification"]?.array?.contains("business_profile.url") == true
    }
    #expect(try pending())
    #expect(try !pending())
    let changed = try old.post(path, "business_profile[url]=https://shop.example.com")
    #expect(changed["future_requirements"]?["pending_verification"] == ["business_profile.url"])
  }

  @Test func aCompanyIsReviewedByTheNextRequest() throws {
    let account = try client.post(
      "/v1/accounts",
      """
      type=custom&country=US&business_type=company&capabilities[card_payments][requested]=true\
      &company[address][line1]=address_full_match&company[tax_id]=000000000
      """)
    #expect(
      account["requirements"]?["pending_verification"] == ["company.address.line1", "company.tax_id"])
    #expect(try client.get("/v1/accounts/\(account.id)")["requirements"]?["pending_verification"] == [])
  }
}
