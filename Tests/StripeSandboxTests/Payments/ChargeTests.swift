import Testing
import Wire

@testable import StripeSandbox

@Suite struct ChargeTests {
  let client = Client()

  private func charge(_ form: String = "") throws -> Client.Answer {
    try client.post("/v1/charges", "amount=2000&currency=usd&source=tok_visa&" + form)
  }

  @Test func aChargeTakesTheMoney() throws {
    let charge = try charge("description=Books&metadata[a]=1&statement_descriptor_suffix=edgar")
    #expect(charge.status == 200)
    #expect(charge["amount_captured"] == 2000)
    #expect(charge["captured"] == true)
    #expect(charge["paid"] == true)
    #expect(charge["status"] == "succeeded")
    #expect(charge["calculated_statement_descriptor"] == "NESTBOX* EDGAR")
    #expect(charge["statement_descriptor_suffix"] == "edgar")
    #expect(charge["outcome"]?["type"] == "authorized")
    #expect(charge["payment_method_details"]?["card"]?["last4"] == "4242")
    #expect(charge["balance_transaction"]?.string?.hasPrefix("txn_3") == true)
  }

  @Test func keysAreInStripesOrder() throws {
    let keys = try #require(try charge().body.object?.keys)
    #expect(keys.prefix(2) == ["id", "object"])
    #expect(Array(keys.dropFirst(2)) == keys.dropFirst(2).sorted())
  }

  @Test func anOlderVersionHasRefundsAndInvoice() throws {
    let id = try charge().id
    #expect(try client.get("/v1/charges/\(id)")["refunds"] == nil)
    var old = client
    old.version = "2022-08-01"
    let charge = try old.get("/v1/charges/\(id)")
    #expect(charge["refunds"]?["total_count"] == 0)
    #expect(charge["refunds"]?["url"]?.string == "/v1/charges/\(id)/refunds")
    #expect(charge["invoice"] == .null)
  }

  @Test func whatIsExpandedIsWhole() throws {
    let id = try charge().id
    _ = try client.post("/v1/refunds", "charge=\(id)&amount=100")
    let charge = try client.get(
      "/v1/charges/\(id)?expand[]=balance_transaction&expand[]=refunds.data.balance_transaction")
    #expect(charge["balance_transaction"]?["fee"] == 88)
    #expect(charge["refunds"]?["data"]?[0]?["balance_transaction"]?["amount"] == -100)
  }

  @Test(arguments: [
    ("tok_chargeDeclined", "card_declined", "generic_decline"),
    ("tok_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
    ("tok_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ("tok_radarBlock", "card_declined", "fraudulent"),
  ])
  func aDeclineIsAnErrorThatNamesTheFailedCharge(token: String, code: String, declineCode: String) throws {
    let answer = try client.post("/v1/charges", "amount=500&currency=usd&source=\(token)")
    #expect(answer.status == 402)
    #expect(answer.error["code"]?.string == code)
    #expect(answer.error["decline_code"]?.string == declineCode)
    let charge = try client.get("/v1/charges/" + (answer.error["charge"]?.string ?? ""))
    #expect(charge["status"] == "failed")
    #expect(charge["paid"] == false)
    #expect(charge["captured"] == false)
    #expect(charge["failure_code"]?.string == code)
    #expect(charge["balance_transaction"] == .null)
    #expect(charge["receipt_url"] == .null)
    #expect(charge["outcome"]?["reason"]?.string == (declineCode == "fraudulent" ? "highest_risk_level" : declineCode))
    #expect(charge["payment_method_details"]?["card"]?["amount_authorized"] == .null)
  }

  @Test(
    arguments: [
      ("amount=100&currency=usd", 400, "parameter_missing", nil),
      ("amount=100&currency=usd&payment_method=pm_card_visa", 400, "parameter_missing", nil),
      ("amount=40&currency=usd&source=tok_visa", 400, "amount_too_small", "amount"),
      ("amount=100000000&currency=usd&source=tok_visa", 400, "amount_too_large", "amount"),
      ("amount=9223372036854775807&currency=usd&source=tok_visa", 400, "amount_too_large", "amount"),
      ("amount=99999999999999999999&currency=usd&source=tok_visa", 400, "parameter_invalid_integer", "amount"),
      ("currency=usd&source=tok_visa", 400, "parameter_missing", "amount"),
      ("amount=100&currency=usd&source=tok_nope", 400, "resource_missing", "source"),
      ("amount=100&currency=usd&customer=cus_nope", 400, "resource_missing", "customer"),
      ("amount=100&currency=usd&source=tok_visa&receipt_email=x", 400, "email_invalid", "receipt_email"),
      (
        "amount=100&currency=usd&source=tok_visa&transfer_data[destination]=acct_1", 400, "resource_missing",
        "transfer_data[destination]"
      ),
      ("amount=100&currency=usd&source=tok_visa&application_fee_amount=1", 400, nil, "application_fee_amount"),
    ] as [(String, Int, String?, String?)])
  func aWrongRequestIsRefused(form: String, status: Int, code: String?, param: String?) throws {
    let answer = try client.post("/v1/charges", form)
    #expect(answer.status == status)
    #expect(answer.error["code"]?.string == code)
    #expect(answer.error["param"]?.string == param)
    #expect(try client.get("/v1/charges")["data"] == [])
  }

  @Test func aCustomerWithoutLegacySourcesCannotBeCharged() throws {
    let customer = try client.post("/v1/customers").id
    let bare = try client.post("/v1/charges", "amount=100&currency=usd&customer=\(customer)")
    #expect(bare.status == 402)
    #expect(bare.error["code"] == "missing")
    #expect(bare.error["param"] == "card")
    #expect(bare.error["message"]?.string?.hasPrefix("This Customer doesn't have any saved payment details.") == true)
    try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)")
    let attached = try client.post("/v1/charges", "amount=100&currency=usd&customer=\(customer)")
    #expect(attached.error["message"]?.string?.contains("does have a Payment Method attached") == true)
  }

  @Test func aCustomersDefaultSourceIsCharged() throws {
    let customer = try client.post("/v1/customers", "source=tok_mastercard&email=a@b.co")
    let card = try #require(customer["default_source"]?.string)
    let charge = try client.post("/v1/charges", "amount=100&currency=usd&customer=\(customer.id)")
    #expect(charge["customer"]?.string == customer.id)
    #expect(charge["payment_method"]?.string == card)
    #expect(charge["source"]?["id"]?.string == card)
    #expect(charge["source"]?["object"] == "card")
    #expect(charge["source"]?["brand"] == "MasterCard")
    #expect(charge["source"]?["customer"]?.string == customer.id)
    let named = try client.post("/v1/charges", "amount=100&currency=usd&customer=\(customer.id)&source=\(card)")
    #expect(named.status == 200)
    let other = try client.post("/v1/charges", "amount=100&currency=usd&customer=\(customer.id)&source=card_x")
    #expect(other.status == 404)
    #expect(
      other.error["message"]?.string == "Customer \(customer.id) does not have a linked source with ID card_x.")
  }

  @Test func aTokenIsChargedOnce() throws {
    let token = try client.post(
      "/v1/tokens", "card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123"
    ).id
    let form = "amount=100&currency=usd&source=\(token)"
    #expect(try client.post("/v1/charges", form)["source"]?["cvc_check"] == "pass")
    #expect(try client.post("/v1/charges", form).error["code"] == "token_already_used")
  }

  @Test func aVerifiedBankAccountIsDebitedAndTheBankAnswersLater() throws {
    let customer = try client.post("/v1/customers").id
    let account = try client.post(
      "/v1/customers/\(customer)/sources",
      "source[object]=bank_account&source[country]=US&source[currency]=usd&source[account_number]=000123456789"
        + "&source[routing_number]=110000000"
    ).id
    let form = "amount=100&currency=usd&customer=\(customer)&source=\(account)"
    #expect(try client.post("/v1/charges", form).status == 400)
    try client.post("/v1/customers/\(customer)/sources/\(account)/verify", "amounts[]=32&amounts[]=45")
    let charge = try client.post("/v1/charges", form)
    #expect(charge["status"] == "pending")
    #expect(charge["payment_method_details"]?["ach_debit"]?["last4"] == "6789")
    #expect(charge["source"]?["object"] == "bank_account")
    #expect(charge.id.hasPrefix("py_"))
    #expect(try client.get("/v1/charges/\(charge.id)")["status"] == "succeeded")
  }

  @Test func aHeldChargeIsCapturedOnceAndInPart() throws {
    let held = try charge("capture=false")
    #expect(held["captured"] == false)
    #expect(held["amount_captured"] == 0)
    #expect(held["balance_transaction"] == .null)
    let created = try #require(held["created"]?.integer)
    #expect(held["payment_method_details"]?["card"]?["capture_before"] == .integer(created + 604_800))
    let path = "/v1/charges/\(held.id)/capture"
    #expect(try client.post(path, "amount=2001").error["code"] == "amount_too_large")
    #expect(try client.post(path, "amount=0").error["code"] == "parameter_invalid_integer")
    let captured = try client.post(path, "amount=1500&expand[]=balance_transaction")
    #expect(captured["captured"] == true)
    #expect(captured["amount"] == 2000)
    #expect(captured["amount_captured"] == 1500)
    #expect(captured["amount_refunded"] == 0)
    #expect(captured["refunded"] == false)
    #expect(captured["balance_transaction"]?["amount"] == 1500)
    let again = try client.post(path)
    #expect(again.error["code"] == "charge_already_captured")
    #expect(again.error["message"]?.string == "Charge \(held.id) has already been captured.")
  }

  @Test func refundingAHeldChargeLetsItGo() throws {
    let held = try charge("capture=false").id
    #expect(try client.post("/v1/refunds", "charge=\(held)&amount=5").error["param"] == "amount")
    let refund = try client.post("/v1/refunds", "charge=\(held)")
    #expect(refund["balance_transaction"] == .null)
    #expect(refund["destination_details"]?["card"]?["type"] == "reversal")
    let charge = try client.get("/v1/charges/\(held)")
    #expect(charge["refunded"] == true)
    #expect(charge["captured"] == false)
    #expect(try client.post("/v1/charges/\(held)/capture").error["code"] == "charge_already_refunded")
    #expect(try client.post("/v1/refunds", "charge=\(held)").error["code"] == "charge_already_refunded")
    #expect(try client.get("/v1/balance_transactions")["data"] == [])
  }

  @Test func anUpdateChangesWhatItNames() throws {
    let id = try charge("description=A&metadata[a]=1").id
    let updated = try client.post(
      "/v1/charges/\(id)",
      "description=B&metadata[b]=2&fraud_details[user_report]=safe&transfer_group=g"
        + "&shipping[name]=N&shipping[address][line1]=L")
    #expect(updated["description"] == "B")
    #expect(updated["metadata"] == ["a": "1", "b": "2"])
    #expect(updated["fraud_details"] == ["user_report": "safe"])
    #expect(updated["transfer_group"] == "g")
    #expect(updated["shipping"]?["address"]?["line1"] == "L")
    #expect(updated["shipping"]?["carrier"] == .null)
    #expect(try client.get("/v1/charges?transfer_group=g")["data"]?.array?.count == 1)
    #expect(try client.get("/v1/charges?transfer_group=h")["data"] == [])
  }

  @Test func anUnknownChargeIsMissing() throws {
    let answer = try client.get("/v1/charges/ch_nope")
    #expect(answer.status == 404)
    #expect(answer.error["message"] == "No such charge: 'ch_nope'")
    #expect(answer.error["param"] == "id")
  }
}

/// Charges as PaymentIntents make them.
@Suite struct PaymentIntentChargeTests {
  let client = Client()

  private func pay(_ form: String = "") throws -> Client.Answer {
    try client.post(
      "/v1/payment_intents",
      "amount=2000&currency=usd&allowed_payment_method_types[]=card&confirm=true&payment_method=pm_card_visa&" + form)
  }

  @Test func anAsyncPaymentIsBookedAWhileAfterTheAnswer() throws {
    let intent = try pay("expand[]=latest_charge")
    #expect(intent["latest_charge"]?["captured"] == true)
    #expect(intent["latest_charge"]?["balance_transaction"] == .null)
    let path = "/v1/charges/" + (intent["latest_charge"]?["id"]?.string ?? "")
    for _ in 0..<5 { #expect(try client.get(path)["balance_transaction"] == .null) }
    let charge = try client.get(path + "?expand[]=balance_transaction&expand[]=payment_intent")
    #expect(charge["balance_transaction"]?["net"] == 1912)
    #expect(charge["payment_intent"]?["id"]?.string == intent.id)
  }

  @Test func aRefundHasThePaymentBookedFirst() throws {
    let id = try #require(try pay()["latest_charge"]?.string)
    let refund = try client.post("/v1/refunds", "charge=\(id)&amount=100").id
    let sources = try client.get("/v1/balance_transactions")["data"]?.array?.map { $0["source"]?.string ?? "" }
    #expect(sources == [refund, id])
  }

  @Test func aManualCaptureIsBookedAtOnce() throws {
    let intent = try pay("capture_method=manual").id
    let captured = try client.post("/v1/payment_intents/\(intent)/capture", "expand[]=latest_charge")
    #expect(captured["latest_charge"]?["balance_transaction"]?.string?.hasPrefix("txn_3") == true)
  }

  @Test func theChargesIDResemblesItsPayments() throws {
    let intent = try pay()
    let charge = try #require(intent["latest_charge"]?.string)
    let refund = try client.post("/v1/refunds", "payment_intent=\(intent.id)").id
    for id in [charge, refund] { #expect(id.dropFirst(3).prefix(16) == intent.id.dropFirst(3).prefix(16)) }
  }

  @Test func whatBelongsToThePaymentIntentIsChangedThere() throws {
    let intent = try pay("capture_method=manual")
    let id = try #require(intent["latest_charge"]?.string)
    let group = try client.post("/v1/charges/\(id)", "transfer_group=g")
    #expect(group.status == 400)
    #expect(
      group.error["message"]?.string
        == """
        This Charge was created by a PaymentIntent (\(intent.id)). You must update the `transfer_group` on the \
        PaymentIntent instead of updating the Charge directly. See https://stripe.com/docs/api#update_payment_intent
        """)
    let capture = try client.post("/v1/charges/\(id)/capture")
    #expect(capture.error["message"]?.string?.contains("You must capture the PaymentIntent instead.") == true)
    let refund = try client.post("/v1/refunds", "charge=\(id)")
    #expect(refund.error["message"]?.string?.contains("You must cancel the PaymentIntent to reverse") == true)
  }

  @Test func aCanceledPaymentsHoldWasShownAsRefundedUntilBasil() throws {
    var client = client
    client.version = "2024-06-20"
    let intent = try pay("capture_method=manual")
    let id = try #require(intent["latest_charge"]?.string)
    try client.post("/v1/payment_intents/\(intent.id)/cancel")
    let charge = try client.get("/v1/charges/\(id)?expand[]=refunds")
    #expect(charge["captured"] == false)
    #expect(charge["refunded"] == true)
    #expect(charge["amount_refunded"] == 2000)
    #expect(charge["refunds"]?["data"]?[0]?["destination_details"]?["card"]?["type"] == "reversal")
    let refund = try client.post("/v1/refunds", "payment_intent=\(intent.id)")
    #expect(
      refund.error["message"]?.string
        == "This PaymentIntent (\(intent.id)) does not have a successful charge to refund.")
  }

  @Test func aRefundFindsThePaymentsSuccessfulCharge() throws {
    let intent = try client.post(
      "/v1/payment_intents", "amount=2000&currency=usd&allowed_payment_method_types[]=card"
    ).id
    try client.post("/v1/payment_intents/\(intent)/confirm", "payment_method=pm_card_visa_chargeDeclined")
    let early = try client.post("/v1/refunds", "payment_intent=\(intent)")
    #expect(early.error["message"]?.string?.contains("does not have a successful charge") == true)
    let paid = try client.post("/v1/payment_intents/\(intent)/confirm", "payment_method=pm_card_visa")
    let refund = try client.post("/v1/refunds", "payment_intent=\(intent)")
    #expect(refund["charge"] == paid["latest_charge"])
    #expect(try client.get("/v1/charges?payment_intent=\(intent)")["data"]?.array?.count == 2)
    #expect(try client.get("/v1/refunds?payment_intent=\(intent)")["data"]?.array?.count == 1)
  }

  @Test func aPaymentIsDisputedWithWhatIsKnownOfTheCustomer() throws {
    let customer = try client.post("/v1/customers", "email=a@b.co&description=Ann").id
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=2000&currency=usd&allowed_payment_method_types[]=card&confirm=true&payment_method=pm_card_createDispute"
        + "&description=Books&customer=\(customer)"
    ).id
    let dispute = try #require(try client.get("/v1/disputes?payment_intent=\(intent)")["data"]?[0])
    #expect(dispute["evidence"]?["customer_email_address"] == "a@b.co")
    #expect(dispute["evidence"]?["customer_name"] == "Ann")
    #expect(dispute["evidence"]?["product_description"] == "Books")
    #expect(dispute["balance_transactions"]?[0]?["status"] == "available")
  }
}
