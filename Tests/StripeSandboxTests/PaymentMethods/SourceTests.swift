import Testing
import Wire

@testable import StripeSandbox

@Suite struct SourceTests {
  let client = Client()

  private func sources(_ customer: String, _ query: String = "") throws -> [String] {
    let list = try client.get("/v1/customers/\(customer)/sources\(query)")
    return list["data"]?.array?.compactMap { $0["id"]?.string } ?? []
  }

  @Test func theFirstSourceIsTheDefault() throws {
    let customer = try client.post("/v1/customers").id
    let first = try client.post("/v1/customers/\(customer)/sources", "source=tok_visa&metadata[a]=1")
    #expect(first["object"] == "card")
    #expect(first["customer"]?.string == customer)
    #expect(first["metadata"] == ["a": "1"])
    #expect(first["brand"] == "Visa")
    #expect(first["cvc_check"] == "pass")
    let second = try client.post("/v1/customers/\(customer)/cards", "card=tok_mastercard").id
    #expect(try client.get("/v1/customers/\(customer)")["default_source"]?.string == first.id)
    #expect(try sources(customer) == [second, first.id])
    let chosen = try client.post("/v1/customers/\(customer)", "default_source=\(second)")
    #expect(chosen["default_source"]?.string == second)
    #expect(try client.post("/v1/customers/\(customer)", "default_source=card_nope").status == 400)
  }

  @Test func aCustomersSourceIsThatOfTheToken() throws {
    let token = try client.post("/v1/tokens", "card[number]=4242424242424242&card[exp_month]=9&card[exp_year]=2040")
    let customer = try client.post("/v1/customers", "source=\(token.id)")
    #expect(customer["default_source"] == token["card"]?["id"])
    #expect(try client.get("/v1/tokens/\(token.id)")["used"] == true)
  }

  @Test func aDeclinedSourceMakesNoCustomer() throws {
    let answer = try client.post("/v1/customers", "source=tok_chargeDeclined")
    #expect(answer.status == 402)
    #expect(answer.error["param"] == "")
    #expect(try client.get("/v1/customers")["data"] == [])
  }

  @Test func aNewSourceReplacesTheDefault() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa")
    let old = try #require(customer["default_source"]?.string)
    let updated = try client.post("/v1/customers/\(customer.id)", "source=tok_mastercard")
    let new = try #require(updated["default_source"]?.string)
    #expect(new != old)
    #expect(try sources(customer.id) == [new])
    #expect(try client.get("/v1/customers/\(customer.id)/sources/\(old)").status == 404)
  }

  @Test func deletingTheDefaultPromotesTheNewest() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa")
    let first = try #require(customer["default_source"]?.string)
    let others = try ["tok_mastercard", "tok_amex"].map {
      try client.post("/v1/customers/\(customer.id)/sources", "source=\($0)").id
    }
    let deleted = try client.delete("/v1/customers/\(customer.id)/sources/\(first)")
    #expect(deleted.body == ["id": .string(first), "object": "card", "deleted": true])
    #expect(try client.get("/v1/customers/\(customer.id)")["default_source"]?.string == others[1])
    for id in others { try client.delete("/v1/customers/\(customer.id)/cards/\(id)") }
    #expect(try client.get("/v1/customers/\(customer.id)")["default_source"] == .null)
  }

  @Test func aCardIsASourceAndAPaymentMethod() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa&expand[]=default_source")
    let id = try #require(customer["default_source"]?["id"]?.string)
    #expect(customer["default_source"]?["object"] == "card")
    let updated = try client.post(
      "/v1/customers/\(customer.id)/sources/\(id)", "name=Jane&address_zip=1&exp_month=2&exp_year=2044")
    #expect(updated["name"] == "Jane")
    #expect(updated["exp_year"] == 2044)
    let method = try client.get("/v1/payment_methods/\(id)")
    #expect(method["object"] == "payment_method")
    #expect(method["billing_details"]?["name"] == "Jane")
    #expect(method["card"]?["exp_month"] == 2)
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=100&currency=usd&customer=\(customer.id)&payment_method=\(id)&allowed_payment_method_types[]=card"
        + "&expand[]=payment_method")
    #expect(intent["payment_method"]?["object"] == "payment_method")
  }

  @Test func cardsAndBankAccountsAreToldApart() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa").id
    let bank = try client.post(
      "/v1/customers/\(customer)/sources",
      "source[object]=bank_account&source[country]=US&source[currency]=usd&source[routing_number]=110000000"
        + "&source[account_number]=000123456789&source[account_holder_name]=Jane")
    #expect(bank["object"] == "bank_account")
    #expect(bank["status"] == "new")
    #expect(try sources(customer, "?object=bank_account") == [bank.id])
    #expect(try sources(customer, "?object=card").count == 1)
    let path = "/v1/customers/\(customer)/sources/\(bank.id)/verify"
    let wrong = try client.post(path, "amounts[]=1&amounts[]=2")
    #expect(wrong.error["code"] == "bank_account_verification_failed")
    #expect(try client.post(path, "amounts[]=32&amounts[]=45")["status"] == "verified")
    #expect(try client.post(path, "amounts[]=32&amounts[]=45").status == 400)
    let renamed = try client.post("/v1/customers/\(customer)/sources/\(bank.id)", "account_holder_name=John")
    #expect(renamed["account_holder_name"] == "John")
  }

  @Test func sourcesAreShownOnTheCustomerWhenAskedFor() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa")
    #expect(customer["sources"] == nil)
    let expanded = try client.get(
      "/v1/customers/\(customer.id)?expand[]=sources&expand[]=subscriptions&expand[]=tax_ids")
    #expect(expanded["sources"]?["total_count"] == 1)
    #expect(expanded["sources"]?["data"]?[0]?["id"] == customer["default_source"])
    #expect(expanded["subscriptions"]?["data"] == [])
    #expect(expanded["tax_ids"]?["url"]?.string == "/v1/customers/\(customer.id)/tax_ids")
  }

  @Test func aSourceOfTheNewerKindAttachesAndIsConsumed() throws {
    let source = try client.post("/v1/sources", "type=card&token=tok_visa&owner[email]=a@b.co")
    #expect(source["status"] == "chargeable")
    #expect(source["card"]?["last4"] == "4242")
    let customer = try client.post("/v1/customers").id
    #expect(try client.post("/v1/customers/\(customer)/sources", "source=\(source.id)")["object"] == "source")
    #expect(try client.post("/v1/customers/\(customer)/sources", "source=\(source.id)").status == 400)
    let gone = try client.delete("/v1/customers/\(customer)/sources/\(source.id)")
    #expect(gone["status"] == "consumed")
    #expect(try client.get("/v1/sources/\(source.id)")["status"] == "consumed")
    #expect(try client.post("/v1/customers/\(customer)/sources", "source=\(source.id)").status == 400)
  }

  @Test(arguments: [
    ("source=tok_nope", "No such token: 'tok_nope'"), ("source=src_nope", "No such source: 'src_nope'"),
    (
      "source=pm_card_visa",
      "You cannot use a PaymentMethod as a source for Customers. Instead, use the PaymentMethods API to Attach a "
        + "Customer to a PaymentMethod. See https://stripe.com/docs/api/payment_methods/attach"
    ), ("metadata[a]=1", "Missing required param: source."),
  ])
  func whatIsNoSourceIsRefused(form: String, message: String) throws {
    let customer = try client.post("/v1/customers").id
    let answer = try client.post("/v1/customers/\(customer)/sources", form)
    #expect(answer.status == 400)
    #expect(answer.error["message"]?.string == message)
  }

  @Test func changesAreTold() throws {
    var news: [String] = []
    client.api.observe { _, announcements in news += announcements.map(\.event) }
    let customer = try client.post("/v1/customers", "source=tok_visa")
    let id = try #require(customer["default_source"]?.string)
    try client.post("/v1/customers/\(customer.id)/sources/\(id)", "name=A")
    try client.delete("/v1/customers/\(customer.id)/sources/\(id)")
    #expect(
      news == [
        "customer.created", "customer.source.created", "customer.source.updated", "customer.source.deleted",
        "customer.updated",
      ])
  }
}
