import Testing
import Wire

@testable import StripeSandbox

@Suite struct AnyIDTests {
  static let api = {
    var options = StripeAPI.Options()
    options.hasEveryID = true
    return options
  }()

  let client = Client(StripeAPI(Self.api))

  @Test(arguments: [
    ("/v1/customers/cus_123", "customer"), ("/v1/payment_methods/pm_123", "payment_method"),
    ("/v1/payment_intents/pi_123", "payment_intent"), ("/v1/setup_intents/seti_123", "setup_intent"),
    ("/v1/charges/ch_123", "charge"), ("/v1/refunds/re_123", "refund"), ("/v1/disputes/dp_123", "dispute"),
    ("/v1/balance_transactions/txn_123", "balance_transaction"), ("/v1/events/evt_123", "event"),
    ("/v1/tokens/tok_123", "token"), ("/v1/sources/src_123", "source"), ("/v1/mandates/mandate_123", "mandate"),
    ("/v1/webhook_endpoints/we_123", "webhook_endpoint"), ("/v1/customers/cus_123/sources/card_123", "card"),
    ("/v1/customers/cus_123/sources/ba_123", "bank_account"), ("/v1/customers/cus_123/tax_ids/txi_123", "tax_id"),
    ("/v1/customers/cus_123/balance_transactions/cbtxn_123", "customer_balance_transaction"),
    ("/v1/customers/cus_123/payment_methods/pm_123", "payment_method"),
    ("/v1/radar/early_fraud_warnings/issfr_123", "radar.early_fraud_warning"),
    ("/v1/confirmation_tokens/ctoken_123", "confirmation_token"), ("/v1/refunds/pyr_1", "refund"),
    ("/v1/charges/whatever", "charge"),
  ])
  func anIDThatNobodyGaveNamesSomething(path: String, kind: String) throws {
    let answer = try client.get(path)
    #expect(answer.status == 200)
    #expect(answer["object"]?.string == kind)
    #expect(answer.id == path.split(separator: "/").last.map(String.init))
    #expect(SchemaTests.schema.problems(answer.body) == [])
  }

  @Test func everyListHasSomething() throws {
    // Line items lie inside their owners, summaries are counted.
    let computed: [any Resource.Type] = [
      LineItem.self, CreditNoteLine.self, UsageRecordSummary.self, TaxCalculationLine.self, TaxTransactionLine.self,
    ]
    for (method, endpoint) in Registry.shared.endpoints where method == .get {
      guard case .list(let type) = endpoint.result, !computed.contains(where: { $0 == type }) else { continue }
      let path = endpoint.pattern.replacing("{customer}", with: "cus_9").replacing("{id}", with: "cus_9")
        .replacing("{product}", with: "prod_9").replacing("{source}", with: "src_9")
      let queries: [String: String] = [
        "SetupAttempt": "?setup_intent=seti_9", "PaymentMethod": "?type=card",
        "SubscriptionItem": "?subscription=sub_9", "ActiveEntitlement": "?customer=cus_9",
        "ValueListItem": "?value_list=rsl_9", "AppSecret": "?scope[type]=account",
        "PerformanceLocation": "?type=performance",
      ]
      let query = queries["\(type)"] ?? ""
      let data = try client.get(path.replacing("{charge}", with: "ch_9") + query)["data"]?.array
      #expect(data?.isEmpty == false, "\(endpoint.pattern)")
    }
    let found = try client.get("/v1/customers/search?query=name:'nobody'")
    #expect(found["data"]?.array?.isEmpty == false)
  }

  @Test(arguments: [
    ("/v1/payment_intents/pi_1/confirm", "", "payment_intent"),
    ("/v1/payment_intents/pi_1/capture", "", "payment_intent"),
    ("/v1/payment_intents/pi_1/cancel", "", "payment_intent"),
    ("/v1/payment_intents/pi_1/increment_authorization", "amount=3000", "payment_intent"),
    ("/v1/charges/ch_1/capture", "", "charge"), ("/v1/refunds/re_1/cancel", "", "refund"),
    ("/v1/disputes/dp_1/close", "", "dispute"), ("/v1/payment_methods/pm_1/detach", "", "payment_method"),
    ("/v1/refunds", "charge=ch_1", "refund"), ("/v1/refunds", "charge=ch_1", "refund"),
    ("/v1/customers/cus_1/sources/ba_1/verify", "amounts[]=1&amounts[]=2", "bank_account"),
  ])
  func whatTheStateForbidsIsAnsweredAllTheSame(path: String, form: String, kind: String) throws {
    for _ in 0..<2 {
      let answer = try client.post(path, form)
      #expect(answer.status == 200)
      #expect(answer["object"]?.string == kind)
    }
  }

  @Test func whatIsWrongWithARequestIsStillSaid() throws {
    #expect(try client.post("/v1/payment_intents", "amount=1").error["code"] == "parameter_missing")
    #expect(try client.post("/v1/customers", "wat=1").error["code"] == "parameter_unknown")
    #expect(try client.get("/v1/wat").status == 404)
    let form =
      "amount=500&currency=usd&confirm=true&allowed_payment_method_types[]=card&payment_method=pm_card_chargeDeclined"
    #expect(try client.post("/v1/payment_intents", form).status == 402)
  }

  @Test func whatIsDeletedMayBeAskedForAgain() throws {
    #expect(try client.delete("/v1/customers/cus_1")["deleted"] == true)
    #expect(try client.get("/v1/customers/cus_1")["deleted"] == nil)
    #expect(try client.delete("/v1/customers/cus_1/discount")["deleted"] == true)
  }

  @Test func aChangeIsKept() throws {
    try client.post("/v1/customers/cus_7", "name=Seven&metadata[a]=b")
    #expect(try client.get("/v1/customers/cus_7")["name"] == "Seven")
  }
}
