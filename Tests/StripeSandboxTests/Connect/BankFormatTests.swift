import Testing
import Wire

@testable import StripeSandbox

@Suite struct BankFormatTests {
  private let client = Client()

  private func token(_ country: String, _ number: String, _ routing: String?) throws -> Client.Answer {
    let routing = routing.map { "&bank_account[routing_number]=\($0)" } ?? ""
    return try client.post(
      "/v1/tokens", "bank_account[country]=\(country)&bank_account[account_number]=\(number)\(routing)")
  }

  @Test(arguments: [
    ("US", "000123456789", "110000000"), ("AU", "000123456", "110-000"), ("BR", "000123456789", "110-0000"),
    ("CA", "000123456789", "11000-000"), ("GB", "00012345", "108800"), ("HK", "000123-456", "110-000"),
    ("IN", "000123456789", "HDFC0000261"), ("JP", "0001234", "1100000"), ("SG", "000123456", "1100-000"),
    ("DE", "DE89370400440532013000", nil), ("FR", "FR89370400440532013000", nil),
    ("FR", "FR1420041010050500013M02606", nil), ("GB", "GB82WEST12345698765432", nil),
    ("MX", "000000001234567897", nil), ("NZ", "1100000000000010", nil),
  ])
  func testAccountsOfManyCountriesAreTaken(country: String, number: String, routing: String?) throws {
    let made = try token(country, number, routing)
    #expect(made.status == 200)
    #expect(made["bank_account"]?["country"]?.string == country)
    #expect(made["bank_account"]?["routing_number"]?.string == routing ?? "110000000")
  }

  @Test(arguments: [
    (
      "US", "000123456780", "110000000", "account_number_invalid",
      "You must use a test bank account number in test mode. Try 000123456789 or"
    ),
    (
      "FR", "DE89370400440532013000", nil, "account_number_invalid",
      "You must use a test bank account number in test mode. Try FR89370400440532013000 or"
    ),
    ("DE", "DE89370400440532013009", nil, "account_number_invalid", "You must use a test bank account number"),
    (
      "GB", "000123456789", "108800", "account_number_invalid",
      "Invalid account number: must contain only digits, and be at most 8 digits long"
    ),
    (
      "CA", "000123A56789", "11000-000", "account_number_invalid",
      "Invalid account number: must contain only digits, and be at most 12"
    ),
    ("US", "000123456789", "11000000", "routing_number_invalid", "Routing number must have 9 digits"),
    ("AU", "000123456", "1100", "routing_number_invalid", "Routing number must have 6 digits"),
    (
      "CA", "000123456789", "110", "routing_number_invalid",
      "Invalid transit number. The transit number should contain the bank number, including the dash, e.g. 11000-000."
    ),
    ("IN", "000123456789", "110000000", "routing_number_invalid", "Invalid routing number"),
    ("GB", "00012345", nil, "parameter_missing", "Missing required param: bank_account[routing_number]."),
    ("XX", "1", nil, "country_code_invalid", "Country 'XX' is unknown."),
  ])
  func otherNumbersAreRefused(country: String, number: String, routing: String?, code: String, message: String) throws {
    let refused = try token(country, number, routing)
    #expect(refused.status == 400)
    #expect(refused.error["code"]?.string == code)
    #expect(refused.error["message"]?.string?.hasPrefix(message) == true)
  }

  @Test(arguments: [
    ("DE", "DE62370400440532013001", "no_account"), ("IT", "IT89370400440532013002", "account_closed"),
    ("ES", "ES89370400440532013003", "insufficient_funds"), ("NL", "NL89370400440532013005", "invalid_currency"),
  ])
  func payoutsToSomeIBANsFail(country: String, number: String, failure: String) throws {
    let client = Self.patient
    let account = try client.post(
      "/v1/accounts",
      """
      type=custom&country=\(country)&capabilities[transfers][requested]=true&external_account[object]=bank_account\
      &external_account[country]=\(country)&external_account[account_number]=\(number)
      """
    ).id
    let acting: Headers = ["Stripe-Account": account]
    try client.post("/v1/charges", "amount=5000&currency=eur&source=tok_bypassPending", headers: acting)
    let payout = try client.post("/v1/payouts", "amount=1000&currency=eur", headers: acting).id
    for name in ["tests", "tests/\(account)"] {
      let sandbox = client.api.sandbox(named: name)
      sandbox.clock = SandboxClock(.frozen(at: 1_800_000_000 + 7 * 24 * 60 * 60))
    }
    let failed = try client.send(.get, "/v1/payouts/\(payout)", headers: acting)
    #expect(failed["status"]?.string == "failed")
    #expect(failed["failure_code"]?.string == failure)
  }

  private static var patient: Client {
    var options = StripeAPI.Options()
    options.clock = SandboxClock(.frozen(at: 1_800_000_000))
    return Client(StripeAPI(options))
  }
}
