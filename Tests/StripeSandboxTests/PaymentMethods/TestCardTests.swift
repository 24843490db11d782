import Testing
import Wire

@testable import StripeSandbox

@Suite struct TestCardTests {
  let client = Client()

  @Test func everyWordOfTheTableIsUnderstood() {
    let table = TestCardTable()
    #expect(table.misread.isEmpty)
    #expect(table.byNumber.count > 120)
    for (number, row) in table.byNumber {
      #expect(CardNumber.isValid(number), "\(number)")
      #expect(row.brand != .unknown, "\(number)")
    }
  }

  @Test func thePageAboutTestCardsNamesThemAsTheTableDoes() throws {
    let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    let page = try #require(Disk.read(folder + "/Sources/WebAssets/Files/docs/test-cards.md"))
    let rows = String(decoding: page, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count > 5)
    for row in rows {
      let words = row.split(separator: "`").map(String.init)
      #expect(TestCard.row(paymentMethod: words[3])?.number == words[1], "\(row)")
    }
  }

  @Test(arguments: [
    ("visa", "visa", "US", "credit", "4242"), ("visa_debit", "visa", "US", "debit", "5556"),
    ("mastercard_prepaid", "mastercard", "US", "prepaid", "5100"), ("amex", "amex", "US", "credit", "8431"),
    ("discover", "discover", "US", "credit", "9424"), ("diners", "diners", "US", "credit", "0004"),
    ("jcb", "jcb", "JP", "credit", "0505"), ("unionpay", "unionpay", "CN", "credit", "0005"),
    ("de", "visa", "DE", "credit", "0016"), ("gb_debit", "visa", "GB", "debit", "0005"),
    ("gb_mastercard", "mastercard", "GB", "credit", "4449"), ("ae_mastercard", "mastercard", "AE", "credit", "0022"),
    ("th_debit", "visa", "TH", "debit", "0008"), ("createMultipleDisputes", "visa", "US", "credit", "0079"),
    ("threeDSecure2Required", "visa", "IE", "credit", "3220"),
    ("authenticationRequired", "visa", "DE", "credit", "3184"),
  ])
  func tokensAndPaymentMethodsOfOneNameAreTheSameCard(
    name: String, brand: String, country: String, funding: String, last4: String
  ) throws {
    let byID = try client.get("/v1/payment_methods/pm_card_\(name)")
    let byToken = try client.post("/v1/payment_methods", "type=card&card[token]=tok_\(name)")
    #expect(byID["card"] == byToken["card"])
    #expect(byID.id != byToken.id && byID.id.hasPrefix("pm_1") && byID.id.count == 27)
    #expect(byID["card"]?["brand"]?.string == brand)
    #expect(byID["card"]?["country"]?.string == country)
    #expect(byID["card"]?["funding"]?.string == funding)
    #expect(byID["card"]?["last4"]?.string == last4)
    #expect(byID["card"]?["checks"]?["cvc_check"] == "unchecked")
  }

  @Test(arguments: ["visa_createDispute", "visa_riskLevelElevated", "visa_bypassPending", "mastercard_createDispute"])
  func visaCardsAlsoGoByTheirBrand(name: String) throws {
    let isKnown = !name.hasPrefix("mastercard_")
    let answer = try client.post("/v1/payment_methods", "type=card&card[token]=tok_\(name)")
    #expect(answer.status == (isKnown ? 200 : 400))
  }

  @Test func aTestCardIsValidForAYear() throws {
    let client = Client(StripeAPI(frozen: 1_785_715_140))
    let card = try client.get("/v1/payment_methods/pm_card_visa")["card"]
    #expect(card?["exp_month"] == 8)
    #expect(card?["exp_year"] == 2027)
  }

  @Test func coBrandedCardsHaveTwoNetworks() throws {
    let card = try client.get("/v1/payment_methods/pm_card_visa_cartesBancaires")["card"]
    #expect(card?["networks"] == ["available": ["cartes_bancaires", "visa"], "preferred": .null])
    let chosen = try client.post(
      "/v1/payment_methods",
      "type=card&card[number]=4000002500001001&card[exp_month]=1&card[exp_year]=40"
        + "&card[networks][preferred]=cartes_bancaires")
    #expect(chosen["card"]?["networks"]?["preferred"] == "cartes_bancaires")
    #expect(chosen["card"]?["display_brand"] == "cartes_bancaires")
  }

  @Test(arguments: [
    ("2030-01-01", 1_893_456_000), ("1970-01-01", 0), ("2024-02-29", 1_709_164_800), ("2024-03-01", 1_709_251_199 + 1),
    ("2026-12-31", 1_798_761_599), ("1969-12-31", -1),
  ])
  func daysAreThoseOfTheCalendar(day: String, moment: Int) {
    let date = CivilDate(moment)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    #expect("\(date.year)-\(padded(date.month))-\(padded(date.day))" == day)
  }

  @Test(arguments: [
    ("visa_chargeDeclined", "card_declined", "generic_decline", "try_again_later", "01"),
    ("chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds", "try_again_later", "51"),
    ("visa_chargeDeclinedLostCard", "card_declined", "lost_card", "do_not_try_again", "41"),
    ("chargeDeclinedExpiredCard", "expired_card", "expired_card", "confirm_card_data", "54"),
    ("chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc", "confirm_card_data", "N7"),
    ("chargeDeclinedProcessingError", "processing_error", "processing_error", "try_again_later", "06"),
    ("visa_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded", "try_again_later", "61"),
  ])
  func aDecliningCardIsMadeButNotAttached(
    name: String, code: String, decline: String, advice: String, network: String
  ) throws {
    let customer = try client.post("/v1/customers").id
    let card = try client.post("/v1/payment_methods", "type=card&card[token]=tok_\(name)")
    #expect(card.status == 200)
    let answer = try client.post("/v1/payment_methods/\(card.id)/attach", "customer=\(customer)")
    #expect(answer.status == 402)
    #expect(answer.error["type"] == "card_error")
    #expect(answer.error["code"]?.string == code)
    #expect(answer.error["decline_code"]?.string == decline)
    #expect(answer.error["advice_code"]?.string == advice)
    #expect(answer.error["network_decline_code"]?.string == network)
    #expect(answer.error["param"] == (["expired_card": "exp_month", "incorrect_cvc": "cvc"][code] ?? ""))
    #expect(try client.get("/v1/payment_methods/\(card.id)")["customer"] == .null)
  }

  @Test func aCardThatFailsLaterAttaches() throws {
    let customer = try client.post("/v1/customers").id
    let card = try client.post("/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=\(customer)")
    #expect(card.status == 200)
    #expect(card["card"]?["checks"]?["cvc_check"] == "pass")
  }

  @Test func aWrongSecurityCodeNeedsASecurityCode() throws {
    let customer = try client.post("/v1/customers").id
    let number = "type=card&card[number]=4000000000000127&card[exp_month]=1&card[exp_year]=2040"
    let without = try client.post("/v1/payment_methods", number)
    #expect(without["card"]?["checks"]?["cvc_check"] == .null)
    #expect(try client.post("/v1/payment_methods/\(without.id)/attach", "customer=\(customer)").status == 200)
    let with = try client.post("/v1/payment_methods", number + "&card[cvc]=123")
    #expect(try client.post("/v1/payment_methods/\(with.id)/attach", "customer=\(customer)").status == 402)
  }

  @Test(arguments: [
    ("cvcCheckFail", "fail", "pass", "pass"), ("avsZipFail", "pass", "fail", "pass"),
    ("avsLine1Fail", "pass", "pass", "fail"), ("avsFail", "pass", "fail", "fail"),
    ("avsUnchecked", "pass", "unavailable", "unavailable"), ("visa", "pass", "pass", "pass"),
  ])
  func theIssuerChecksWhatItWasGiven(name: String, cvc: String, postalCode: String, line1: String) throws {
    let customer = try client.post("/v1/customers").id
    let card = try client.post(
      "/v1/payment_methods",
      "type=card&card[token]=tok_\(name)&billing_details[address][postal_code]=1&billing_details[address][line1]=x")
    let attached = try client.post("/v1/payment_methods/\(card.id)/attach", "customer=\(customer)")
    #expect(
      attached["card"]?["checks"] == [
        "address_line1_check": .string(line1), "address_postal_code_check": .string(postalCode),
        "cvc_check": .string(cvc),
      ])
  }
}

@Suite struct CardNumberTests {
  let client = Client()

  @Test(arguments: [
    ("number=4242424242424241&exp_month=1&exp_year=2099", "incorrect_number", "number"),
    ("number=42&exp_month=1&exp_year=2099", "incorrect_number", "number"),
    ("number=4242424242424242&exp_month=13&exp_year=2099", "invalid_expiry_month", "exp_month"),
    ("number=4242424242424242&exp_month=1&exp_year=1995", "invalid_expiry_year", "exp_year"),
    ("number=4242424242424242&exp_month=1&exp_year=2000", "invalid_expiry_year", "exp_year"),
    ("number=4242424242424242&exp_month=1&exp_year=2099", "invalid_expiry_year", "exp_year"),
    ("number=4242424242424242&exp_month=1&exp_year=2060&cvc=99", "invalid_cvc", "cvc"),
    ("number=4242424242424242&exp_month=1&exp_year=2060&cvc=1234", "invalid_cvc", "cvc"),
    ("number=4242424242424242&exp_month=1&exp_year=2060&cvc=12a", "invalid_cvc", "cvc"),
    ("number=4242424242424242&exp_month=7&exp_year=2026", "invalid_expiry_month", "exp_month"),
  ])
  func aWrongCardIsRefusedAtOnce(form: String, code: String, param: String) throws {
    let client = Client(StripeAPI(frozen: 1_785_715_140))
    let parameters = form.split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return "card[\(name)]" + pair.dropFirst(name.count)
    }
    for answer in [
      try client.post("/v1/payment_methods", "type=card&" + parameters.joined(separator: "&")),
      try client.post("/v1/tokens", parameters.joined(separator: "&")),
    ] {
      #expect(answer.status == 402)
      #expect(answer.error["type"] == "card_error")
      #expect(answer.error["code"]?.string == code)
      #expect(answer.error["param"]?.string == param)
    }
  }

  @Test(arguments: ["4242 4242 4242 4242", "4242-4242-4242-4242", " 4242424242424242 "])
  func aNumberMayHaveSpacesAndDashes(number: String) throws {
    let form = "type=card&card[number]=\(number)&card[exp_month]=8&card[exp_year]=34&card[cvc]=314"
    let card = try client.post("/v1/payment_methods", form)["card"]
    #expect(card?["last4"] == "4242")
    #expect(card?["exp_year"] == 2034)
  }

  @Test func anyNumberWithAGoodCheckDigitIsACard() throws {
    let form = "type=card&card[exp_month]=8&card[exp_year]=34&card[number]="
    let card = try client.post("/v1/payment_methods", form + "5425233430109903")
    #expect(card.status == 200)
    #expect(card["card"]?["brand"] == "mastercard")
    #expect(try client.post("/v1/payment_methods", form + "378734493671000&card[cvc]=1234").status == 200)
  }

  @Test func theFingerprintIsTheNumbersAndTheAccounts() throws {
    func fingerprint(_ client: Client, _ token: String) throws -> String? {
      try client.post("/v1/payment_methods", "type=card&card[token]=\(token)")["card"]?["fingerprint"]?.string
    }
    var other = client
    other.key = "sk_test_other"
    let first = try fingerprint(client, "tok_visa")
    #expect(first?.count == 16)
    #expect(try fingerprint(client, "tok_visa") == first)
    #expect(try fingerprint(client, "tok_mastercard") != first)
    #expect(try fingerprint(other, "tok_visa") != first)
  }
}

extension StripeAPI {
  /// At a standstill.
  convenience init(frozen moment: Int) {
    var options = Options()
    options.clock = SandboxClock(.frozen(at: moment))
    self.init(options)
  }
}
