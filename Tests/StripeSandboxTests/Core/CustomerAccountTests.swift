import Testing
import Wire

@testable import StripeSandbox

/// What a customer owes and how it is taxed.
@Suite struct CustomerAccountTests {
  let client = Client()

  @Test func transactionsAddUpToTheBalance() throws {
    let customer = try client.post("/v1/customers").id
    let path = "/v1/customers/\(customer)/balance_transactions"
    let first = try client.post(path, "amount=-500&currency=usd&description=credit&metadata[a]=1")
    #expect(first.id.hasPrefix("cbtxn_"))
    #expect(first["ending_balance"] == -500)
    #expect(first["type"] == "adjustment")
    #expect(try client.post(path, "amount=200&currency=usd")["ending_balance"] == -300)
    #expect(try client.post(path, "amount=9&currency=eur")["ending_balance"] == 9)
    let after = try client.get("/v1/customers/\(customer)?expand[]=invoice_credit_balance")
    #expect(after["balance"] == -300)
    #expect(after["currency"] == "usd")
    #expect(after["invoice_credit_balance"] == ["eur": 9, "usd": -300])
    #expect(try client.get(path)["data"]?.array?.count == 3)
    #expect(try client.get(path + "/" + first.id).body == first.body)
    #expect(try client.post(path + "/" + first.id, "description=&metadata[a]=2")["metadata"] == ["a": "2"])
    let other = try client.post("/v1/customers").id
    #expect(try client.get("/v1/customers/\(other)/balance_transactions/\(first.id)").status == 404)
    #expect(try client.post(path, "amount=9223372036854775807&currency=usd").status == 400)
  }

  @Test func settingTheBalanceIsATransactionToo() throws {
    let customer = try client.post("/v1/customers", "balance=-100")
    #expect(customer["balance"] == -100)
    #expect(try client.post("/v1/customers/\(customer.id)", "balance=50")["balance"] == 50)
    let list = try client.get("/v1/customers/\(customer.id)/balance_transactions")
    #expect(list["data"]?.array?.compactMap { $0["amount"]?.integer } == [150, -100])
  }

  @Test func taxNumbersComeAndGo() throws {
    let form = "tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE123456789&expand[]=tax_ids"
    let customer = try client.post("/v1/customers", form)
    #expect(customer["tax_ids"]?["data"]?[0]?["country"] == "DE")
    let path = "/v1/customers/\(customer.id)/tax_ids"
    let number = try client.post(path, "type=us_ein&value=12-3456789")
    #expect(number["country"] == "US")
    #expect(number["owner"]?["type"] == "customer")
    #expect(try client.get(path)["data"]?.array?.count == 2)
    let gone = try client.delete(path + "/" + number.id)
    #expect(gone.body == ["id": .string(number.id), "object": "tax_id", "deleted": true])
    #expect(try client.get(path + "/" + number.id).status == 404)
    let wrong = try client.post(path, "type=eu_vat&value=1")
    #expect(wrong.error["code"] == "tax_id_invalid")
    #expect(wrong.error["message"] == "Invalid value for eu_vat.")
  }

  @Test(arguments: [
    ("eu_vat", "ATU12345678", true), ("eu_vat", "NL123456789B12", true), ("eu_vat", "X", false),
    ("us_ein", "123456789", false), ("gb_vat", "GB123456789", true), ("au_abn", "1234567890", false),
    ("ch_vat", "CHE-123.456.789 MWST", true), ("il_vat", "anything", true), ("in_gst", "12ABCDE3456FGZH", true),
  ])
  func taxNumbersLookAsTheirKindDoes(type: String, value: String, isRight: Bool) {
    #expect(TaxIDType.accepts(value, as: type) == isRight)
  }

  @Test func theCashBalanceOnlyHasSettings() throws {
    let customer = try client.post("/v1/customers").id
    let fresh = try client.get("/v1/customers/\(customer)/cash_balance")
    #expect(fresh["available"] == .null)
    #expect(fresh["settings"] == ["reconciliation_mode": "automatic", "using_merchant_default": true])
    let path = "/v1/customers/\(customer)/cash_balance"
    let manual = try client.post(path, "settings[reconciliation_mode]=manual")
    #expect(manual["settings"] == ["reconciliation_mode": "manual", "using_merchant_default": false])
    let shown = try client.get("/v1/customers/\(customer)?expand[]=cash_balance")
    #expect(shown["cash_balance"] == manual.body)
  }

  @Test func thereIsNoDiscountToDelete() throws {
    let customer = try client.post("/v1/customers").id
    #expect(try client.delete("/v1/customers/\(customer)/discount").status == 404)
    var older = client
    older.version = "2024-06-20"
    #expect(try older.post("/v1/customers", "coupon=x").error["message"] == "No such coupon: 'x'")
    #expect(try client.post("/v1/customers", "coupon=x").error["message"] == "Received unknown parameter: coupon")
  }

  @Test func theDefaultPaymentMethodIsTheCustomersOwn() throws {
    let setting = "invoice_settings[default_payment_method]"
    let made = try client.post("/v1/customers", "payment_method=pm_card_visa&\(setting)=pm_card_visa")
    let own = try #require(made["invoice_settings"]?["default_payment_method"]?.string)
    #expect(own.hasPrefix("pm_1"))
    let expanded = try client.get("/v1/customers/\(made.id)?expand[]=\(setting.replacing("[", with: ".").dropLast())")
    #expect(expanded["invoice_settings"]?["default_payment_method"]?["customer"]?.string == made.id)
    let foreign = try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa").id
    let answer = try client.post("/v1/customers/\(made.id)", "\(setting)=\(foreign)")
    #expect(answer.status == 400)
    #expect(
      answer.error["message"]?.string
        == "The customer does not have a payment method with the ID \(foreign). The payment method must be attached "
        + "to the customer.")
    #expect(answer.error["param"]?.string == setting)
    #expect(
      try client.post("/v1/customers/\(made.id)", "\(setting)=")["invoice_settings"]?["default_payment_method"] == .null
    )
  }

  @Test func aDecliningPaymentMethodMakesNoCustomer() throws {
    #expect(try client.post("/v1/customers", "payment_method=pm_card_visa_chargeDeclined").status == 402)
    #expect(try client.get("/v1/customers")["data"] == [])
  }
}
