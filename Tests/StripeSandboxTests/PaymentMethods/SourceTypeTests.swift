import Testing
import Wire

@testable import StripeSandbox

/// Sources that are no cards.
@Suite struct SourceTypeTests {
  private let client = Client()
  private var sandbox: Sandbox { client.api.sandbox(named: "tests") }
  private static let redirect = "&redirect[return_url]=https://example.com/return"
  private static let ideal = "type=ideal&amount=1000&currency=eur" + redirect
  private static let transfer = "type=ach_credit_transfer&currency=usd&owner[email]="
  private static let debit =
    "type=sepa_debit&currency=eur&owner[name]=Jenny&sepa_debit[iban]=DE89370400440532013000"

  private func events() throws -> [String] {
    try client.get("/v1/events?limit=100")["data"]?.array?.compactMap { $0["type"]?.string }.reversed() ?? []
  }

  private func source(_ form: String) throws -> String { try client.post("/v1/sources", form).id }

  @Test(arguments: [
    ("ach_credit_transfer&currency=usd&owner[email]=a@example.com", "receiver", "pending", "reusable"),
    ("alipay&amount=1&currency=usd" + redirect, "redirect", "pending", "single_use"),
    ("alipay&usage=reusable&currency=usd" + redirect, "redirect", "pending", "reusable"),
    ("bancontact&amount=1&currency=eur&owner[name]=A" + redirect, "redirect", "pending", "single_use"),
    ("eps&amount=1&currency=eur&owner[name]=A" + redirect, "redirect", "pending", "single_use"),
    ("giropay&amount=1&currency=eur&owner[name]=A" + redirect, "redirect", "pending", "single_use"),
    ("ideal&amount=1&currency=eur" + redirect, "redirect", "pending", "single_use"),
    (
      "klarna&amount=1&currency=eur&klarna[product]=payment&klarna[purchase_country]=DE" + redirect, "redirect",
      "pending", "single_use"
    ),
    ("multibanco&amount=1&currency=eur&owner[email]=a@example.com", "receiver", "pending", "single_use"),
    ("p24&amount=1&currency=pln&owner[email]=a@example.com" + redirect, "redirect", "pending", "single_use"),
    (String(debit.dropFirst(5)), "none", "chargeable", "reusable"),
    ("sofort&amount=1&currency=eur&sofort[country]=DE" + redirect, "redirect", "pending", "single_use"),
    ("wechat&amount=1&currency=cny", "none", "pending", "single_use"),
  ])
  func aTypeHasItsFlow(form: String, flow: String, status: String, usage: String) throws {
    let source = try client.post("/v1/sources", "type=" + form)
    #expect(source.status == 200, "\(source.body.text)")
    let type = String(form.prefix { $0 != "&" })
    #expect(source["type"]?.string == type)
    #expect(source[type]?.object != nil)
    #expect(source["flow"]?.string == flow)
    #expect(source["status"]?.string == status)
    #expect(source["usage"]?.string == usage)
    #expect((source["redirect"] != nil) == (flow == "redirect"))
    #expect((source["receiver"] != nil) == (flow == "receiver"))
    #expect(source.body.object?.keys.dropFirst(2) == source.body.object?.keys.dropFirst(2).sorted()[...])
    #expect(try client.get("/v1/sources/\(source.id)").body == source.body)
  }

  @Test(arguments: [
    ("type=ideal&amount=1000" + redirect, "currency"), ("type=ideal&currency=eur" + redirect, "amount"),
    ("type=ideal&amount=1000&currency=eur", "redirect"), ("type=ideal&amount=1000&currency=usd" + redirect, "currency"),
    ("type=ideal&amount=0&currency=eur" + redirect, "amount"), (ideal + "&usage=reusable", "usage"),
    (ideal + "&flow=receiver", "flow"), ("type=eps&amount=1&currency=eur" + redirect, "owner[name]"),
    ("type=ach_credit_transfer&currency=usd", "owner[email]"), (transfer + "a@example.com&amount=5", "amount"),
    (transfer + "nobody", "owner[email]"), ("type=sofort&amount=1&currency=eur" + redirect, "sofort[country]"),
    ("type=sepa_debit&currency=eur&owner[name]=A", "sepa_debit[iban]"),
    ("type=sepa_debit&currency=eur&owner[name]=A&sepa_debit[iban]=DE00", "sepa_debit[iban]"),
    ("type=three_d_secure&amount=1&currency=eur" + redirect, "three_d_secure[card]"),
    ("type=three_d_secure&amount=1&currency=eur&three_d_secure[card]=src_none" + redirect, "three_d_secure[card]"),
    ("type=card_present", "type"),
  ])
  func whatATypeNeedsIsAskedFor(form: String, param: String) throws {
    let answer = try client.post("/v1/sources", form)
    #expect(answer.status == 400)
    #expect(answer.error["param"]?.string == param)
  }

  @Test func anAuthorizedSourceIsChargedOnce() throws {
    let id = try source(Self.ideal)
    let charge = "currency=eur&source=\(id)&amount="
    #expect(
      try client.post("/v1/charges", charge + "1000").error["message"]
        == "The source you provided is not in a chargeable state.")
    let authorized = try client.api.finishChallenge(id, succeeded: true, in: sandbox)
    #expect(authorized["status"] == "chargeable")
    #expect(authorized["redirect"]?["status"] == "succeeded")
    #expect(try client.post("/v1/charges", charge + "999").error["param"] == "amount")
    let other = try client.post("/v1/charges", "amount=1000&currency=usd&source=\(id)")
    #expect(
      other.error["message"]
        == "The currency specified (usd) does not match the currency on the source (eur). A payment can only be created for the same currency as the corresponding source."
    )
    let paid = try client.post("/v1/charges", charge + "1000")
    #expect(paid["status"] == "succeeded")
    #expect(paid["payment_method_details"]?["type"] == "ideal")
    #expect(paid["source"]?["status"] == "consumed")
    #expect(try client.get("/v1/sources/\(id)")["status"] == "consumed")
    #expect(try client.post("/v1/charges", charge + "1000").status == 400)
    #expect(try events().filter { $0.hasPrefix("source.") } == ["source.chargeable"])
  }

  @Test func aCustomerCanDecline() throws {
    let id = try source(Self.ideal)
    let failed = try client.api.finishChallenge(id, succeeded: false, in: sandbox)
    #expect(failed["status"] == "failed")
    #expect(failed["redirect"]?["failure_reason"] == "declined")
    #expect(throws: StripeError.self) { try client.api.finishChallenge(id, succeeded: true, in: sandbox) }
    #expect(try events().contains("source.failed"))
  }

  @Test func aPageShowsItsSecret() throws {
    let id = try source(Self.ideal)
    #expect(throws: StripeError.self) {
      try client.api.finishChallenge(id, succeeded: true, clientSecret: "src_client_secret_x", in: sandbox)
    }
  }

  @Test func whatIsNotAuthorizedOrNotChargedIsCanceled() throws {
    sandbox.clock.mode = .frozen(at: 1_800_000_000)
    let waiting = try source(Self.ideal)
    let authorized = try source(Self.ideal)
    _ = try client.api.finishChallenge(authorized, succeeded: true, in: sandbox)
    sandbox.clock.mode = .frozen(at: 1_800_003_600)
    #expect(try client.get("/v1/sources/\(waiting)")["status"] == "canceled")
    #expect(try client.get("/v1/sources/\(authorized)")["status"] == "chargeable")
    sandbox.clock.mode = .frozen(at: 1_800_021_600)
    #expect(try client.get("/v1/sources/\(authorized)")["status"] == "canceled")
    #expect(try events().filter { $0 == "source.canceled" }.count == 2)
  }

  @Test func moneyThatIsSentCanBeCharged() throws {
    let id = try source(Self.transfer + "jenny@example.com")
    _ = try client.api.send(1000, to: id, in: sandbox)
    let filled = try client.get("/v1/sources/\(id)")
    #expect(filled["status"] == "chargeable")
    #expect(filled["receiver"]?["amount_received"] == 1000)
    let transactions = try client.get("/v1/sources/\(id)/source_transactions")["data"]
    #expect(transactions?[0]?["amount"] == 1000)
    #expect(transactions?[0]?["status"] == "succeeded")
    let one = try #require(transactions?[0]?["id"]?.string)
    #expect(try client.get("/v1/sources/\(id)/source_transactions/\(one)")["source"]?.string == id)
    #expect(try client.post("/v1/charges", "amount=1001&currency=usd&source=\(id)").error["param"] == "amount")
    #expect(try client.post("/v1/charges", "amount=600&currency=usd&source=\(id)")["status"] == "succeeded")
    #expect(try client.get("/v1/sources/\(id)")["status"] == "chargeable")
    #expect(try client.post("/v1/charges", "amount=400&currency=usd&source=\(id)")["status"] == "succeeded")
    let spent = try client.get("/v1/sources/\(id)")
    #expect(spent["status"] == "pending")
    #expect(spent["receiver"]?["amount_charged"] == 1000)
    #expect(
      try events().filter { $0.hasPrefix("source.") }
        == ["source.transaction.created", "source.transaction.updated", "source.chargeable"])
  }

  @Test func aTestsEmailSendsMoney() throws {
    let transfer = try source(Self.transfer + "amount_4242@example.com")
    #expect(try client.get("/v1/sources/\(transfer)")["status"] == "chargeable")
    let voucher = "type=multibanco&amount=500&currency=eur&owner[email]="
    #expect(try client.get("/v1/sources/\(source(voucher + "fill_now@example.com"))")["status"] == "chargeable")
    sandbox.clock.mode = .frozen(at: sandbox.now)
    let never = try source(voucher + "fill_never@example.com")
    let later = try source(voucher + "a@example.com")
    #expect(try client.get("/v1/sources/\(later)")["status"] == "pending")
    sandbox.clock.mode = .frozen(at: sandbox.now + 180)
    try client.get("/v1/sources/\(later)")
    #expect(try client.get("/v1/sources/\(later)")["status"] == "chargeable")
    #expect(try client.get("/v1/sources/\(never)")["status"] == "pending")
  }

  @Test func aRefundOfSentMoneyWaitsForAnAccount() throws {
    let id = try source(Self.transfer + "amount_1000@example.com&receiver[refund_attributes_method]=manual")
    let charge = try client.post("/v1/charges", "amount=1000&currency=usd&source=\(id)").id
    let refund = try client.post("/v1/refunds", "charge=\(charge)").id
    #expect(try events().contains("source.refund_attributes_required"))
    #expect(try client.get("/v1/sources/\(id)")["receiver"]?["refund_attributes_status"] == "requested")
    #expect(try client.get("/v1/refunds/\(refund)")["status"] == "pending")
    let told = try client.post(
      "/v1/sources/\(id)",
      "ach_credit_transfer[refund_account_holder_name]=Jenny&ach_credit_transfer[refund_routing_number]=110000000")
    #expect(told["receiver"]?["refund_attributes_status"] == "available")
    #expect(told["ach_credit_transfer"]?["refund_account_holder_name"] == "Jenny")
    #expect(try client.get("/v1/refunds/\(refund)")["status"] == "succeeded")
  }

  @Test func anotherRefundAsksTheCustomer() throws {
    let id = try source(Self.transfer + "amount_1000@example.com")
    let charge = try client.post("/v1/charges", "amount=1000&currency=usd&source=\(id)").id
    let refund = try client.post("/v1/refunds", "charge=\(charge)").id
    #expect(try client.get("/v1/refunds/\(refund)")["status"] == "succeeded")
    #expect(try !events().contains("source.refund_attributes_required"))
  }

  @Test func anAccountsOwnerIsToldOfADebit() throws {
    let id = try source(Self.debit + "&mandate[notification_method]=manual")
    let charge = try client.post("/v1/charges", "amount=1000&currency=eur&source=\(id)")
    #expect(charge["status"] == "pending")
    #expect(charge["payment_method_details"]?["sepa_debit"]?["last4"] == "3000")
    let events = try client.get("/v1/events?type=source.mandate_notification")
    let notification = try #require(events["data"]?[0]?["data"]?["object"])
    #expect(notification["amount"] == 1000)
    #expect(notification["reason"] == "debit_initiated")
    #expect(notification["source"]?["id"]?.string == id)
    let number = try #require(notification["id"]?.string)
    #expect(try client.get("/v1/sources/\(id)/mandate_notifications/\(number)").status == 200)
    #expect(try client.get("/v1/charges/\(charge.id)")["status"] == "succeeded")
  }

  @Test(arguments: [
    ("DE89370400440532013000", "succeeded"), ("DE62370400440532013001", "failed"),
  ])
  func theBankAnswersForADebit(iban: String, status: String) throws {
    let id = try source("type=sepa_debit&currency=eur&owner[name]=Jenny&sepa_debit[iban]=" + iban)
    let charge = try client.post("/v1/charges", "amount=1000&currency=eur&source=\(id)")
    #expect(try client.get("/v1/charges/\(charge.id)")["status"]?.string == status)
  }

  @Test func onlyACustomersSourceIsChargedAgain() throws {
    let id = try source(Self.debit)
    #expect(try client.post("/v1/charges", "amount=1000&currency=eur&source=\(id)").status == 200)
    let message = try client.post("/v1/charges", "amount=1000&currency=eur&source=\(id)").error["message"]?.string
    #expect(message?.hasPrefix("The reusable source you provided is consumed because it was") == true)
    let kept = try source(Self.debit)
    let customer = try client.post("/v1/customers", "source=\(kept)").id
    for _ in 1...2 {
      #expect(try client.post("/v1/charges", "amount=1000&currency=eur&customer=\(customer)")["status"] == "pending")
    }
    let once = try source(Self.ideal)
    #expect(try client.post("/v1/customers/\(customer)/sources", "source=\(once)").status == 400)
  }

  @Test func threeDSecureIsASourceOfItsOwn() throws {
    let card = try source("type=card&token=tok_threeDSecureRequired")
    let form = "type=three_d_secure&amount=1000&currency=usd&three_d_secure[card]=\(card)" + Self.redirect
    let secure = try client.post("/v1/sources", form)
    #expect(secure["three_d_secure"]?["card"]?.string == card)
    #expect(secure["three_d_secure"]?["authenticated"] == false)
    let done = try client.api.finishChallenge(secure.id, succeeded: true, in: sandbox)
    #expect(done["three_d_secure"]?["authenticated"] == true)
    let charge = try client.post("/v1/charges", "amount=1000&currency=usd&source=\(secure.id)")
    #expect(charge["payment_method_details"]?["card"]?["three_d_secure"]?["result"] == "authenticated")
    let simple = try source("type=card&token=tok_visa")
    let skipped = try client.post("/v1/sources", form.replacing(card, with: simple))
    #expect(skipped["status"] == "chargeable")
    #expect(skipped["redirect"]?["status"] == "not_required")
  }

  @Test func anOrderIsShown() throws {
    let form = "type=klarna&amount=1000&currency=eur&klarna[product]=payment&klarna[purchase_country]=DE"
    let items = "&source_order[items][0][type]=sku&source_order[items][0][amount]=1000"
    let source = try client.post("/v1/sources", form + items + Self.redirect)
    #expect(source["source_order"]?["items"]?[0]?["type"] == "sku")
    #expect(source["source_order"]?["items"]?[0]?["currency"] == "eur")
    #expect(source["source_order"]?["amount"] == 1000)
  }
}
