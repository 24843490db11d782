import Testing
import Wire

@testable import StripeSandbox

@Suite struct RefundTests {
  let client = Client()

  private func charge(_ token: String = "tok_visa", _ form: String = "") throws -> String {
    try client.post("/v1/charges", "amount=2500&currency=usd&source=\(token)&\(form)").id
  }

  @Test func aRefundGivesAllBack() throws {
    let charge = try charge("tok_visa", "description=Books")
    let refund = try client.post(
      "/v1/refunds", "charge=\(charge)&reason=duplicate&metadata[a]=1&expand[]=balance_transaction")
    #expect(refund.status == 200)
    #expect(refund.id.hasPrefix("re_3"))
    #expect(refund["amount"] == 2500)
    #expect(refund["status"] == "succeeded")
    #expect(refund["reason"] == "duplicate")
    #expect(refund["metadata"] == ["a": "1"])
    #expect(refund["destination_details"]?["card"]?["reference_status"] == "pending")
    #expect(refund["balance_transaction"]?["net"] == -2500)
    #expect(refund["balance_transaction"]?["description"] == "REFUND FOR CHARGE (Books)")
    #expect(refund["balance_transaction"]?["fee_details"] == [])
    let after = try client.get("/v1/charges/\(charge)")
    #expect(after["amount_refunded"] == 2500)
    #expect(after["refunded"] == true)
  }

  @Test func partsAddUpToTheChargeAndNoFurther() throws {
    let charge = try charge()
    let tooMuch = try client.post("/v1/refunds", "charge=\(charge)&amount=2501")
    #expect(tooMuch.error["message"] == "Refund amount ($25.01) is greater than charge amount ($25.00)")
    #expect(try client.post("/v1/refunds", "charge=\(charge)&amount=1000")["amount"] == 1000)
    #expect(try client.get("/v1/charges/\(charge)")["refunded"] == false)
    let over = try client.post("/v1/refunds", "charge=\(charge)&amount=3000")
    #expect(
      over.error["message"] == "Refund amount ($30.00) is greater than unrefunded amount on charge ($15.00)")
    #expect(over.error["param"] == "amount")
    #expect(try client.post("/v1/charges/\(charge)/refunds")["amount"] == 1500)
    let nothing = try client.post("/v1/refunds", "charge=\(charge)&amount=1")
    #expect(nothing.error["code"] == "charge_already_refunded")
    #expect(nothing.error["message"]?.string == "Charge \(charge) has already been refunded.")
  }

  @Test(
    arguments: [
      ("", 400, nil, nil),
      ("charge=ch_nope", 404, "resource_missing", "id"),
      ("payment_intent=pi_nope", 404, "resource_missing", "intent"),
      ("charge=CHARGE&amount=0", 400, "parameter_invalid_integer", "amount"),
      ("charge=CHARGE&amount=-9223372036854775808", 400, "parameter_invalid_integer", "amount"),
      ("charge=CHARGE&amount=9223372036854775807", 400, nil, "amount"),
      ("charge=CHARGE&reason=whim", 400, nil, "reason"),
      ("charge=CHARGE&reverse_transfer=true", 400, nil, "reverse_transfer"),
      ("charge=CHARGE&nope=1", 400, "parameter_unknown", "nope"),
    ] as [(String, Int, String?, String?)])
  func aWrongRequestIsRefused(form: String, status: Int, code: String?, param: String?) throws {
    let answer = try client.post("/v1/refunds", form.replacing("CHARGE", with: try charge()))
    #expect(answer.status == status)
    #expect(answer.error["code"]?.string == code)
    #expect(answer.error["param"]?.string == param)
    #expect(try client.get("/v1/refunds")["data"] == [])
  }

  @Test func nothingComesBackFromOthersWhoGotNothing() throws {
    let charge = try charge()
    let fee = try client.post("/v1/refunds", "charge=\(charge)&refund_application_fee=true")
    #expect(
      fee.error["message"]?.string
        == "Attempting to refund_application_fee on \(charge), but it has no application fee")
    let transfer = try client.post("/v1/refunds", "charge=\(charge)&reverse_transfer=true")
    #expect(
      transfer.error["message"]?.string
        == "Cannot reverse transfer on charge \(charge) because it does not have an associated transfer.")
  }

  @Test func aRefundIsFoundUnderItsOwnChargeOnly() throws {
    let first = try charge()
    let second = try charge()
    let refund = try client.post("/v1/charges/\(first)/refunds", "amount=1").id
    #expect(try client.get("/v1/charges/\(first)/refunds/\(refund)").status == 200)
    let elsewhere = try client.get("/v1/charges/\(second)/refunds/\(refund)")
    #expect(elsewhere.status == 404)
    #expect(elsewhere.error["param"] == "refund")
    #expect(elsewhere.error["message"]?.string == "No such refund: '\(refund)'")
    #expect(try client.post("/v1/charges/\(first)/refunds/\(refund)", "metadata[a]=1")["metadata"] == ["a": "1"])
    #expect(try client.post("/v1/charges/\(second)/refund", "amount=2").id == second)
  }

  @Test func theListOfOneChargeIsCounted() throws {
    let charge = try charge()
    for _ in 0..<3 { try client.post("/v1/refunds", "charge=\(charge)&amount=1") }
    let page = try client.get("/v1/refunds?charge=\(charge)&limit=2")
    #expect(page["count"] == 3)
    #expect(page["has_more"] == true)
    #expect(page.body.object?.keys.prefix(3) == ["object", "count", "data"])
    #expect(try client.get("/v1/refunds")["count"] == nil)
    #expect(try client.get("/v1/charges/\(charge)/refunds")["count"] == nil)
  }

  @Test func theBanksReferenceArrivesASecondLater() throws {
    var options = StripeAPI.Options()
    options.clock = SandboxClock(.frozen(at: 1_800_000_000))
    let client = Client(StripeAPI(options))
    let charge = try client.post("/v1/charges", "amount=2500&currency=usd&source=tok_visa").id
    let refund = try client.post("/v1/refunds", "charge=\(charge)").id
    #expect(try details(client, refund)["reference"] == nil)
    client.api.sandbox(named: "tests").clock = SandboxClock(.frozen(at: 1_800_000_001))
    let later = try details(client, refund)
    #expect(later["reference"]?.string?.utf8.count == 16)
    #expect(later["reference_status"] == "available")
  }

  private func details(_ client: Client, _ refund: String) throws -> JSON {
    try client.get("/v1/refunds/\(refund)")["destination_details"]?["card"] ?? .null
  }

  @Test func aPendingRefundSucceedsAfterTheAnswer() throws {
    let refund = try client.post("/v1/refunds", "charge=\(try charge("tok_pendingRefund"))")
    #expect(refund["status"] == "pending")
    #expect(refund["pending_reason"] == "processing")
    let later = try client.get("/v1/refunds/\(refund.id)")
    #expect(later["status"] == "succeeded")
    #expect(later["pending_reason"] == nil)
  }

  @Test func aFailingRefundGivesTheMoneyBackToTheMerchant() throws {
    let charge = try charge("tok_refundFail")
    let refund = try client.post("/v1/refunds", "charge=\(charge)&amount=1000")
    #expect(refund["status"] == "succeeded")
    let later = try client.get("/v1/refunds/\(refund.id)?expand[]=failure_balance_transaction")
    #expect(later["status"] == "failed")
    #expect(later["failure_reason"]?.string != nil)
    #expect(later["failure_balance_transaction"]?["amount"] == 1000)
    #expect(later["failure_balance_transaction"]?["type"] == "refund_failure")
    #expect(try client.get("/v1/charges/\(charge)")["amount_refunded"] == 0)
  }

  @Test func aSucceededRefundCannotBeCanceled() throws {
    let refund = try client.post("/v1/refunds", "charge=\(try charge())").id
    let answer = try client.post("/v1/refunds/\(refund)/cancel")
    #expect(answer.status == 400)
    #expect(answer.error["message"] == "Canceling this refund is unsupported.")
  }

  @Test func aRefundTellsOfItselfInStripesOrder() throws {
    var events: [String] = []
    let charge = try charge("tok_refundFail")
    client.api.sandbox(named: "tests").observers.append { _, news in events += news.map(\.event) }
    let refund = try client.post("/v1/refunds", "charge=\(charge)").id
    try client.post("/v1/refunds/\(refund)", "metadata[a]=1")
    #expect(
      events == [
        "charge.refunded", "refund.created", "refund.updated", "charge.refund.updated", "refund.failed",
        "refund.updated", "charge.refund.updated",
      ])
  }
}
