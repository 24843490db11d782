import Testing
import Wire

@testable import StripeSandbox

@Suite struct PaymentMethodTests {
  let client = Client()

  @Test func aCustomersPaymentMethodsAreListedUnderTheCustomerOnly() throws {
    let customer = try client.post("/v1/customers").id
    let attached = try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)")
    try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa")
    #expect(attached["customer"]?.string == customer)
    let ids = { (path: String) in try client.get(path)["data"]?.array?.compactMap { $0["id"]?.string } ?? [] }
    #expect(try ids("/v1/payment_methods") == [])
    #expect(try ids("/v1/payment_methods?customer=\(customer)&type=card") == [attached.id])
    #expect(try ids("/v1/payment_methods?customer=\(customer)&type=klarna") == [])
    #expect(try ids("/v1/payment_methods?customer=\(customer)&allow_redisplay=always") == [])
    #expect(try ids("/v1/customers/\(customer)/payment_methods") == [attached.id])
    #expect(try client.get("/v1/customers/\(customer)/payment_methods/\(attached.id)").id == attached.id)
    let list = try client.get("/v1/customers/\(customer)/payment_methods")
    #expect(list["url"]?.string == "/v1/customers/\(customer)/payment_methods")
  }

  @Test func attachingTwiceIsFineAttachingToAnotherIsNot() throws {
    let customers = try (0..<2).map { _ in try client.post("/v1/customers").id }
    let id = try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa").id
    for _ in 0..<2 {
      #expect(try client.post("/v1/payment_methods/\(id)/attach", "customer=\(customers[0])").status == 200)
    }
    let answer = try client.post("/v1/payment_methods/\(id)/attach", "customer=\(customers[1])")
    #expect(answer.status == 400)
    #expect(
      answer.error["message"] == "The payment method you provided has already been attached to a customer.")
  }

  @Test func aDetachedPaymentMethodIsOfNoMoreUse() throws {
    let customer = try client.post("/v1/customers").id
    let id = try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)").id
    try client.post("/v1/customers/\(customer)", "invoice_settings[default_payment_method]=\(id)")
    let detached = try client.post("/v1/payment_methods/\(id)/detach")
    #expect(detached["customer"] == .null)
    #expect(try client.post("/v1/payment_methods/\(id)/detach").status == 400)
    let again = try client.post("/v1/payment_methods/\(id)/attach", "customer=\(customer)")
    #expect(again.error["message"]?.string?.hasPrefix("The provided PaymentMethod was previously used") == true)
    let settings = try client.get("/v1/customers/\(customer)")["invoice_settings"]
    #expect(settings?["default_payment_method"] == .null)
  }

  @Test func onlyAnAttachedPaymentMethodCanBeUpdated() throws {
    let customer = try client.post("/v1/customers").id
    let id = try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa").id
    #expect(try client.post("/v1/payment_methods/\(id)", "metadata[a]=1").status == 400)
    try client.post("/v1/payment_methods/\(id)/attach", "customer=\(customer)")
    let form = "metadata[a]=1&allow_redisplay=limited&billing_details[name]=A&card[exp_month]=3&card[exp_year]=40"
    let updated = try client.post("/v1/payment_methods/\(id)", form)
    #expect(updated["metadata"] == ["a": "1"])
    #expect(updated["allow_redisplay"] == "limited")
    #expect(updated["billing_details"]?["name"] == "A")
    #expect(updated["card"]?["exp_month"] == 3 && updated["card"]?["exp_year"] == 2040)
    let wrong = try client.post("/v1/payment_methods/\(id)", "us_bank_account[account_type]=savings")
    #expect(wrong.status == 400)
  }

  @Test(arguments: [
    ("GET", "/v1/payment_methods/pm_nope", "", 404, "payment_method"),
    ("POST", "/v1/payment_methods/pm_nope/attach", "customer=CUSTOMER", 404, "payment_method"),
    ("POST", "/v1/payment_methods/pm_card_visa/attach", "customer=cus_nope", 400, "customer"),
    ("GET", "/v1/payment_methods?customer=cus_nope", "", 400, "customer"),
    ("GET", "/v1/customers/cus_nope/payment_methods", "", 404, "id"),
    ("GET", "/v1/customers/CUSTOMER/payment_methods/pm_nope", "", 404, "payment_method"),
    ("POST", "/v1/payment_methods", "type=card&card[token]=tok_nope", 400, "card[token]"),
  ])
  func whatIsNotThereIsNamed(method: String, path: String, form: String, status: Int, param: String) throws {
    let customer = try client.post("/v1/customers").id
    let path = path.replacing("CUSTOMER", with: customer)
    let form = form.replacing("CUSTOMER", with: customer)
    let answer = try method == "GET" ? client.get(path) : client.post(path, form)
    #expect(answer.status == status)
    #expect(answer.error["code"] == "resource_missing")
    #expect(answer.error["param"]?.string == param)
  }

  @Test(arguments: [
    ("type=card", "card"), ("", "type"), ("type=card&card[number]=4242424242424242", "card[exp_month]"),
    ("type=us_bank_account&us_bank_account[routing_number]=110000000", "us_bank_account[account_number]"),
    ("type=sepa_debit", "sepa_debit[iban]"),
    ("type=sepa_debit&sepa_debit[iban]=DE89370400440532013000", "billing_details[name]"),
    ("type=sepa_debit&sepa_debit[iban]=DE89370400440532013000&billing_details[name]=A", "billing_details[email]"),
    ("type=bancontact", "billing_details[name]"), ("type=p24&billing_details[name]=A", "billing_details[email]"),
  ])
  func whatIsMissingIsNamed(form: String, param: String) throws {
    let answer = try client.post("/v1/payment_methods", form)
    #expect(answer.error["code"] == "parameter_missing")
    #expect(answer.error["param"]?.string == param)
  }

  @Test func aCustomersPaymentMethodCanBeCopied() throws {
    let customer = try client.post("/v1/customers").id
    let id = try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)").id
    let copy = try client.post("/v1/payment_methods", "payment_method=\(id)&customer=\(customer)")
    #expect(copy["card"]?["last4"] == "4242")
    #expect(copy["customer"] == .null)
    #expect(copy.id != id)
    #expect(try client.post("/v1/payment_methods", "payment_method=\(id)").status == 400)
    #expect(try client.post("/v1/payment_methods", "type=klarna&customer=\(customer)").status == 400)
  }

  @Test func attachingNeedsACustomer() throws {
    let answer = try client.post("/v1/payment_methods/pm_card_visa/attach")
    #expect(answer.error["message"] == "Must provide customer or customer_account.")
    #expect(answer.error["code"] == "parameter_missing")
    #expect(answer.error["param"] == nil)
  }

  @Test func otherTypesShowTheirOwnHashInItsPlace() throws {
    let bank = try client.post(
      "/v1/payment_methods",
      "type=us_bank_account&us_bank_account[routing_number]=110000000&us_bank_account[account_number]=000123456789"
        + "&us_bank_account[account_holder_type]=company&billing_details[name]=Jenny")
    #expect(bank["us_bank_account"]?["last4"] == "6789")
    #expect(bank["us_bank_account"]?["account_holder_type"] == "company")
    #expect(bank.body.object?.keys.last == "us_bank_account")
    let owner = "&billing_details[name]=Jenny&billing_details[email]=a@b.co"
    let sepa = try client.post(
      "/v1/payment_methods", "type=sepa_debit&sepa_debit[iban]=DE89 3704 0044 0532 0130 00" + owner)
    #expect(sepa["sepa_debit"]?["bank_code"] == "37040044")
    #expect(sepa["sepa_debit"]?["country"] == "DE")
    let keys = sepa.body.object?.keys ?? []
    #expect(keys.firstIndex(of: "sepa_debit") == keys.firstIndex(of: "metadata").map { $0 + 1 })
    let link = try client.post("/v1/payment_methods", "type=link&billing_details[email]=a@b.co")
    #expect(link["link"] == ["email": "a@b.co"])
    let klarna = try client.post("/v1/payment_methods", "type=klarna")
    #expect(klarna["klarna"] == [:])
    let wrong = try client.post(
      "/v1/payment_methods", "type=sepa_debit&sepa_debit[iban]=DE00370400440532013000" + owner)
    #expect(wrong.error["code"] == "invalid_bank_account_iban")
  }

  @Test func magicBankAccountsAnswerAsTheirNamesSay() throws {
    let closed = try client.get("/v1/payment_methods/pm_usBankAccount_accountClosed")
    #expect(closed["us_bank_account"]?["last4"] == "1113")
    let kept = try #require(client.api.sandbox(named: "tests").store[PaymentMethod.self][closed.id])
    #expect(kept.isVerified)
    guard case .fails(let decline) = kept.debitOutcome else {
      Issue.record("the account is not closed")
      return
    }
    #expect(decline.code == "account_closed")
  }

  @Test func somePaymentMethodsCannotBeKept() throws {
    let customer = try client.post("/v1/customers").id
    let id = try client.post("/v1/payment_methods", "type=blik").id
    let answer = try client.post("/v1/payment_methods/\(id)/attach", "customer=\(customer)")
    #expect(answer.error["message"] == "PaymentMethods of type 'blik' cannot be saved to customers.")
  }

  @Test func aPublishableKeySeesLess() throws {
    var browser = client
    browser.key = "pk_test_tests"
    let card = try browser.post("/v1/payment_methods", "type=card&card[token]=tok_visa&metadata[a]=1")
    #expect(card.status == 200)
    for key in ["metadata", "customer_account", "shared_payment_granted_token"] { #expect(card[key] == nil) }
    #expect(card["card"]?["fingerprint"] == nil)
    #expect(card["card"]?["checks"]?["cvc_check"] == .null)
    #expect(card["billing_details"]?.object?.keys == ["address", "email", "name", "phone"])
    #expect(try browser.get("/v1/payment_methods/\(card.id)").error["code"] == "secret_key_required")
  }

  @Test func deletingTheCustomerUsesUpItsPaymentMethods() throws {
    let customer = try client.post("/v1/customers").id
    let other = try client.post("/v1/customers").id
    let id = try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)").id
    try client.delete("/v1/customers/\(customer)")
    #expect(try client.get("/v1/payment_methods/\(id)")["customer"] == .null)
    #expect(try client.post("/v1/payment_methods/\(id)/attach", "customer=\(other)").status == 400)
    #expect(try client.get("/v1/payment_methods?customer=\(customer)").status == 400)
  }

  @Test func changesAreTold() throws {
    var news: [String] = []
    client.api.observe { _, announcements in news += announcements.map(\.event) }
    let customer = try client.post("/v1/customers", "payment_method=pm_card_visa").id
    let id = try #require(
      try client.get("/v1/customers/\(customer)/payment_methods")["data"]?[0]?["id"]?.string)
    try client.post("/v1/payment_methods/\(id)", "metadata[a]=1")
    try client.post("/v1/payment_methods/\(id)/detach")
    #expect(
      news == [
        "customer.created", "payment_method.attached", "payment_method.updated", "payment_method.detached",
      ])
  }

  @Test func aConfirmationTokenBecomesAPaymentMethodOnce() throws {
    let token = try client.post(
      "/v1/test_helpers/confirmation_tokens",
      "payment_method_data[type]=card&payment_method_data[card][token]=tok_visa&return_url=https://a.b")
    #expect(token["payment_method_preview"]?["card"]?["last4"] == "4242")
    let form = "amount=100&currency=usd&confirm=true&confirmation_token=\(token.id)"
    let intent = try client.post("/v1/payment_intents", form)
    #expect(intent["status"] == "succeeded")
    let used = try client.get("/v1/confirmation_tokens/\(token.id)")
    #expect(used["payment_intent"]?.string == intent.id)
    #expect(try client.post("/v1/payment_intents", form).status == 400)
  }
}
