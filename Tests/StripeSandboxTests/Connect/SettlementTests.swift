import Testing
import Wire

@testable import StripeSandbox

/// Payments to accounts whose balance is in another currency.
@Suite struct SettlementTests {
  private let client = Client()

  private func account(_ country: String, _ more: String = "") throws -> String {
    try client.post(
      "/v1/accounts",
      """
      type=custom&country=\(country)&capabilities[transfers][requested]=true&capabilities[card_payments][requested]=true\
      \(more)
      """
    ).id
  }

  private func read(_ path: String, in account: String? = nil) throws -> Client.Answer {
    try client.send(.get, path, headers: account.map { ["Stripe-Account": $0] } ?? Headers())
  }

  /// Recorded: 10 dollars on behalf of a Canadian account.
  @Test func aPlatformPaysItsFeeInTheCurrencyOfTheMerchant() throws {
    let seller = try account("CA")
    let charge = try client.post(
      "/v1/charges",
      """
      amount=1000&currency=usd&source=tok_visa&on_behalf_of=\(seller)&transfer_data[destination]=\(seller)\
      &application_fee_amount=100&expand[]=balance_transaction
      """)
    #expect(charge["balance_transaction"]?["amount"]?.integer == 1356)
    #expect(charge["balance_transaction"]?["fee"]?.integer == 69)
    let refund = try client.post("/v1/refunds", "charge=\(charge.id)&amount=500&expand[]=balance_transaction")
    #expect(refund["balance_transaction"]?["amount"]?.integer == -692)
    #expect(refund["balance_transaction"]?["currency"] == "cad")
  }

  /// Recorded: an account that has paid a fee of 30 US cents as 41 Canadian ones gets half of it back.
  @Test func aFeeGoesBackInTheCurrencyOfTheAccount() throws {
    let seller = try account("CA")
    let charge = try client.post(
      "/v1/charges",
      """
      amount=1000&currency=usd&source=tok_visa&on_behalf_of=\(seller)&transfer_data[destination]=\(seller)\
      &application_fee_amount=30
      """)
    let fee = charge["application_fee"]?.string ?? ""
    let refund = try client.post(
      "/v1/application_fees/\(fee)/refunds", "amount=15&expand[]=balance_transaction")
    #expect(refund["amount"]?.integer == 20)
    #expect(refund["currency"] == "cad")
    #expect(refund["balance_transaction"]?["amount"]?.integer == -15)
    #expect(refund["balance_transaction"]?["exchange_rate"] == .double(1.38343))
    let kept = try read("/v1/application_fees/\(fee)?expand[]=balance_transaction")
    #expect(kept["amount_refunded"]?.integer == 15)
    #expect(kept["balance_transaction"]?["exchange_rate"] == .double(1.35576))
  }

  @Test func aDisputeTakesWhatTheChargeBroughtIn() throws {
    let seller = try account("CA")
    let charge = try client.post(
      "/v1/charges", "amount=1000&currency=usd&source=tok_createDispute&on_behalf_of=\(seller)")
    let id = try read("/v1/charges/\(charge.id)")["dispute"]?.string ?? ""
    let taken = try read("/v1/disputes/\(id)")["balance_transactions"]?[0]
    #expect(taken?["amount"]?.integer == -1356)
    #expect(taken?["fee"]?.integer == 1500)
    #expect(taken?["currency"] == "cad")
    #expect(taken?["exchange_rate"] == .null)
  }

  /// Recorded in Singapore and Brazil, and of a French card in the United States.
  @Test(arguments: [
    ("SG", 1000, "tok_visa", "sgd", 102), ("BR", 600, "tok_visa", "brl", 171), ("US", 100, "tok_fr", "usd", 34),
    ("US", 30_000, "tok_visa", "usd", 900), ("DE", 1000, "tok_fr", "eur", 39), ("DE", 1000, "tok_visa", "eur", 54),
  ])
  func feesFollowTheCountryOfTheAccount(
    country: String, amount: Int, card: String, currency: String, fee: Int
  ) throws {
    let seller = try account(country)
    let charge = try client.post(
      "/v1/charges", "amount=\(amount)&currency=usd&source=\(card)&expand[]=balance_transaction",
      headers: ["Stripe-Account": seller])
    #expect(charge["balance_transaction"]?["currency"]?.string == currency)
    #expect(charge["balance_transaction"]?["fee"]?.integer == fee)
  }

  @Test func theStatementNamesTheMerchant() throws {
    let seller = try account("US", "&business_profile[url]=www.example.com")
    let own = try account("US", "&settings[payments][statement_descriptor]=JENNYS BOOKS")
    func shown(_ more: String, in account: String? = nil) throws -> String? {
      let headers: Headers = account.map { ["Stripe-Account": $0] } ?? Headers()
      let form = "amount=1000&currency=usd&source=tok_visa" + more
      return try client.post("/v1/charges", form, headers: headers)["calculated_statement_descriptor"]?.string
    }
    #expect(try shown("") == "NESTBOX")
    #expect(try shown("&transfer_data[destination]=\(seller)") == "NESTBOX")
    #expect(try shown("&on_behalf_of=\(seller)") == "EXAMPLE.COM")
    #expect(try shown("", in: own) == "JENNYS BOOKS")
    #expect(try shown("&statement_descriptor_suffix=order 12", in: own) == "JENNYS BOO* ORDER 12")
  }
}
