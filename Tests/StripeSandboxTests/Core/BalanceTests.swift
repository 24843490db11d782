import Testing
import Wire

@testable import StripeSandbox

@Suite struct BalanceTests {
  private static let start = 1_800_000_000
  let client: Client
  private let sandbox: Sandbox

  init() {
    var options = StripeAPI.Options()
    options.seed = 7
    options.clock = SandboxClock(.frozen(at: Self.start))
    client = Client(StripeAPI(options))
    sandbox = client.api.sandbox(named: "tests")
  }

  private func charge(_ amount: Int, _ currency: String, _ token: String = "tok_visa") throws -> Client.Answer {
    try client.post(
      "/v1/charges", "amount=\(amount)&currency=\(currency)&source=\(token)&expand[]=balance_transaction")
  }

  @Test(arguments: [
    (1000, "usd", "tok_visa", 59), (2000, "usd", "tok_visa", 88), (50, "usd", "tok_visa", 31),
    (99_999_999, "usd", "tok_visa", 2_900_030), (4400, "cad", "tok_visa", 158), (1000, "eur", "tok_fr", 74),
    (5000, "jpy", "tok_visa", 145),
  ])
  func aFeeIsTaken(amount: Int, currency: String, token: String, fee: Int) throws {
    let transaction = try #require(try charge(amount, currency, token)["balance_transaction"])
    #expect(transaction["fee"]?.integer == fee)
    #expect(transaction["net"]?.integer == amount - fee)
    #expect(transaction["fee_details"]?[0]?["type"] == "stripe_fee")
    #expect(transaction["type"] == "charge")
  }

  @Test func aPaymentBecomesAvailableAtMidnightAWeekLater() throws {
    let transaction = try #require(try charge(1000, "usd")["balance_transaction"])
    let due = (Self.start / 86_400 + 7) * 86_400
    #expect(transaction["available_on"]?.integer == due)
    #expect(transaction["status"] == "pending")
    #expect(try client.get("/v1/balance")["pending"]?[0]?["amount"] == 941)
    sandbox.clock = SandboxClock(.frozen(at: due))
    let id = transaction["id"]?.string ?? ""
    #expect(try client.get("/v1/balance_transactions/\(id)")["status"] == "available")
    let balance = try client.get("/v1/balance")
    #expect(balance["available"]?[0]?["amount"] == 941)
    #expect(balance["available"]?[0]?["source_types"] == ["card": 941])
    #expect(balance["pending"]?[0]?["amount"] == 0)
  }

  @Test func aCardThatBypassesPendingIsAvailableAtOnce() throws {
    #expect(try charge(1000, "usd", "tok_bypassPending")["balance_transaction"]?["status"] == "available")
    #expect(try client.get("/v1/balance")["available"]?[0]?["amount"] == 941)
  }

  @Test func aNewAccountHasNothing() throws {
    let balance = try client.get("/v1/balance")
    #expect(
      balance.body.object?.keys == ["object", "available", "livemode", "pending", "refund_and_dispute_prefunding"])
    #expect(balance["available"] == [["amount": 0, "currency": "usd", "source_types": ["card": 0]]])
  }

  @Test func instantPayoutsMayBeAskedFor() throws {
    #expect(try client.get("/v1/balance?expand[]=instant_available.net_available").status == 200)
    #expect(try client.get("/v1/balance?expand[]=available").status == 400)
  }

  @Test func anAccountIsToldWhatAnInstantPayoutLeaves() throws {
    try client.post("/v1/charges", "amount=20000&currency=usd&source=tok_bypassPending")
    let account = try client.post(
      "/v1/accounts",
      """
      type=custom&country=US&capabilities[transfers][requested]=true&external_account[object]=bank_account\
      &external_account[country]=US&external_account[routing_number]=110000000\
      &external_account[account_number]=000123456789
      """)
    try client.post("/v1/transfers", "amount=10000&currency=usd&destination=\(account.id)")
    let headers: Headers = ["Stripe-Account": account.id]
    let plain = try client.send(.get, "/v1/balance", headers: headers)["instant_available"]?[0]
    #expect(plain == ["amount": 10000, "currency": "usd", "source_types": ["card": 10000]])
    let path = "/v1/balance?expand[]=instant_available.net_available"
    let net = try client.send(.get, path, headers: headers)["instant_available"]?[0]?["net_available"]?[0]
    #expect(net?["amount"] == 9900)
    #expect(net?["destination"] == account["external_accounts"]?["data"]?[0]?["id"])
  }

  @Test func transactionsAreFiltered() throws {
    let usd = try charge(1000, "usd").id
    _ = try charge(1000, "eur")
    let refund = try client.post("/v1/refunds", "charge=\(usd)&amount=1").id
    let disputed = try charge(1000, "usd", "tok_createDispute").id
    let dispute = try client.get("/v1/charges/\(disputed)/dispute").id
    func count(_ query: String) throws -> Int? {
      try client.get("/v1/balance_transactions?" + query)["data"]?.array?.count
    }
    #expect(try count("") == 5)
    #expect(try count("currency=eur") == 1)
    #expect(try count("type=refund") == 1)
    #expect(try count("type=bogus") == 0)
    #expect(try count("source=\(usd)") == 1)
    #expect(try count("source=\(refund)") == 1)
    #expect(try count("source=\(dispute)") == 0)
    #expect(try count("created[lt]=\(Self.start)") == 0)
    let payout = try client.get("/v1/balance_transactions?payout=po_nope")
    #expect(payout.error["param"] == "payout")
    #expect(payout.error["message"] == "No such payout: 'po_nope'")
    let missing = try client.get("/v1/balance_transactions/txn_nope")
    #expect(missing.error["message"] == "No such balance transaction: 'txn_nope'")
    #expect(missing.error["param"] == "id")
  }

  @Test func aTransactionsSourceExpands() throws {
    _ = try charge(1000, "usd", "tok_createDispute")
    let page = try client.get("/v1/balance_transactions?expand[]=data.source")
    let kinds = page["data"]?.array?.compactMap { $0["source"]?["object"]?.string }
    #expect(kinds == ["dispute", "charge"])
  }

  /// Whatever happens in whatever order, the books agree.
  @Test(arguments: 0..<4)
  func theBalanceIsTheSumOfItsTransactions(seed: UInt64) throws {
    var chance = SplitMix(state: seed)
    func pick<T>(_ options: [T]) -> T { options[Int(chance.next() % UInt64(options.count))] }
    let tokens = ["tok_visa", "tok_createDispute", "tok_createDisputeInquiry", "tok_refundFail", "tok_pendingRefund"]
    let evidence = ["winning_evidence", "losing_evidence", "escalate_inquiry_evidence", "x"]
    let amounts = ["", "&amount=1", "&amount=300", "&amount=99999999", "&amount=9223372036854775807"]
    var charges: [String] = []
    for _ in 0..<200 {
      switch chance.next() % 6 {
      case 0, 1:
        let form = "amount=\(50 + chance.next() % 5000)&currency=\(pick(["usd", "eur", "jpy"]))&source=\(pick(tokens))"
        charges.append(try client.post("/v1/charges", form + "&capture=\(pick(["true", "false"]))").id)
      case 2: try client.post("/v1/charges/\(pick(charges + ["ch_nope"]))/capture", String(pick(amounts).dropFirst()))
      case 3, 4: try client.post("/v1/refunds", "charge=\(pick(charges + ["ch_nope"]))\(pick(amounts))")
      default:
        guard let dispute = sandbox.store[Dispute.self].all.randomElement(using: &chance)?.id else { continue }
        try client.post("/v1/disputes/\(dispute)", "evidence[uncategorized_text]=\(pick(evidence))")
      }
      sandbox.clock = SandboxClock(.frozen(at: sandbox.now + pick([0, 1, 86_400])))
    }
    try checkBooks()
  }

  private func checkBooks() throws {
    let transactions = sandbox.store[BalanceTransaction.self].all
    let balance = try client.get("/v1/balance")
    for (key, isAvailable) in [("available", true), ("pending", false)] {
      for entry in balance[key]?.array ?? [] {
        let rows = transactions.filter {
          $0.currency == entry["currency"]?.string && ($0.availableOn <= sandbox.now) == isAvailable
        }
        #expect(entry["amount"]?.integer == rows.reduce(0) { $0 + $1.net })
      }
    }
    for charge in sandbox.store[Charge.self].all {
      #expect(0...charge.amount ~= charge.amountCaptured)
      #expect(0...charge.amount ~= charge.amountRefunded)
      let disputes = sandbox.store[Dispute.self].all.filter { $0.charge == charge.id }
      let taken = disputes.filter { !$0.status.isInquiry && $0.status != .won }.reduce(0) { $0 + $1.amount }
      if charge.isCaptured { #expect(charge.amountRefunded + taken <= charge.amountCaptured) }
      let refunds = sandbox.store[Refund.self].all.filter { $0.charge == charge.id && $0.status != .failed }
      #expect(refunds.reduce(0) { $0 + $1.amount } == charge.amountRefunded)
    }
  }
}
