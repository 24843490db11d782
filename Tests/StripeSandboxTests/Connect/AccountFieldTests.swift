import Testing
import Wire

@testable import StripeSandbox

/// Which fields an account shows, by its country and by what is known of it.
@Suite struct AccountFieldTests {
  private let client = Client()

  @Test func aBusinessThatIsDescribedHasTheCategoryOfThePlatform() throws {
    func category(_ profile: String) throws -> JSON? {
      try client.post("/v1/accounts", "type=custom&country=US&\(profile)")["business_profile"]?["mcc"]
    }
    #expect(try category("business_profile[url]=https://example.com") == "5734")
    #expect(try category("business_profile[product_description]=Books") == "5734")
    #expect(try category("business_profile[mcc]=5942&business_profile[url]=https://example.com") == "5942")
    #expect(try category("email=jenny@example.com") == .null)
  }

  @Test func anAccountInJapanHasItsNamesInJapaneseScript() throws {
    let account = try client.post(
      "/v1/accounts",
      """
      type=custom&country=JP&business_type=individual&individual[address][country]=JP&individual[first_name_kanji]=Ken\
      &individual[address_kana][postal_code]=1500001
      """)
    let person = account["individual"]
    #expect(person?["first_name_kanji"]?.string == "Ken")
    #expect(person?["last_name_kana"] == .null)
    #expect(person?["address_kanji"] == .null)
    let address: JSON = [
      "city": .null, "country": .null, "line1": .null, "line2": .null, "postal_code": "1500001", "state": .null,
      "town": .null,
    ]
    #expect(person?["address_kana"] == address)
    #expect(account["company"]?["name_kana"] == .null)
    #expect(account["company"]?["address_kana"] == .null)
  }
}
