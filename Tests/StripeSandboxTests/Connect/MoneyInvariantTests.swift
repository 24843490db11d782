import Testing
import Wire

@testable import StripeSandbox

/// Money moves between a platform and its accounts, and none is lost or made on the way.
@Suite struct MoneyInvariantTests {
  private let client: Client
  private let accounts: [String]

  init() throws {
    var options = StripeAPI.Options()
    options.seed = 11
    options.clock = SandboxClock(.frozen(at: 1_800_000_000))
    client = Client(StripeAPI(options))
    var accounts: [String] = []
    for _ in 0..<3 {
      let bank = "external_account[object]=bank_account&external_account[country]=US&external_account[currency]="
      let made = try client.post(
        "/v1/accounts",
        """
        type=custom&country=US&capabilities[transfers][requested]=true&settings[payouts][schedule][interval]=manual\
        &\(bank)usd&external_account[routing_number]=110000000&external_account[account_number]=000123456789
        """)
      accounts.append(made.id)
      for (currency, country) in [("eur", "DE"), ("gbp", "GB")] {
        try client.post(
          "/v1/accounts/\(made.id)/external_accounts",
          """
          external_account[object]=bank_account&external_account[country]=\(country)\
          &external_account[currency]=\(currency)&external_account[account_number]=\(country)89370400440532013000
          """)
      }
    }
    self.accounts = accounts
  }

  /// What all transactions of the platform and its accounts come to, in one currency, without what left or came from
  /// outside: the customers' money less Stripe's fees and what was paid out.
  private func sums(_ currency: String) -> (inside: Int, outside: Int) {
    var inside = 0
    var outside = 0
    let platform = client.api.sandbox(named: "tests")
    for sandbox in [platform] + accounts.compactMap(platform.world) {
      let balance = sandbox.store.ledger.balance(currency, now: sandbox.now)
      inside += balance.available + balance.pending
      for transaction in sandbox.store[BalanceTransaction.self].all where transaction.currency == currency {
        switch transaction.kind {
        case .transfer, .transferRefund, .applicationFee, .applicationFeeRefund: break
        case .payment, .paymentRefund:
          // What another account sent, less the platform's fee: both have their other end inside.
          break
        default: outside += transaction.amount - transaction.fee
        }
      }
    }
    return (inside, outside)
  }

  private func act(
    _ random: inout SplitMix, _ currency: String, _ charges: inout [(id: String, account: String?)]
  ) throws {
    func pick(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    let account = accounts[pick(accounts.count)]
    let amount = 500 + pick(20_000)
    let card = "currency=\(currency)&source=tok_bypassPending"
    let acting: Headers = ["Stripe-Account": account]
    switch pick(13) {
    case 0:
      let made = try client.post("/v1/charges", "amount=\(amount)&\(card)")
      charges.append((made.id, nil))
    case 1:
      let made = try client.post(
        "/v1/charges", "amount=\(amount)&\(card)&application_fee_amount=\(amount / 7)", headers: acting)
      charges.append((made.id, account))
    case 2:
      let made = try client.post(
        "/v1/charges",
        "amount=\(amount)&\(card)&application_fee_amount=\(amount / 9)&transfer_data[destination]=\(account)")
      charges.append((made.id, nil))
    case 3:
      let made = try client.post(
        "/v1/charges",
        "amount=\(amount)&\(card)&transfer_data[destination]=\(account)&transfer_data[amount]=\(amount / 2)")
      charges.append((made.id, nil))
    case 4: try client.post("/v1/transfers", "amount=\(amount / 3)&currency=\(currency)&destination=\(account)")
    case 5:
      let transfers = try client.get("/v1/transfers?limit=100")["data"]?.array ?? []
      guard !transfers.isEmpty, let id = transfers[pick(transfers.count)]["id"]?.string else { return }
      try client.post(
        "/v1/transfers/\(id)/reversals", "amount=\(1 + pick(300))&refund_application_fee=\(pick(2) == 0)")
    case 6, 7:
      guard !charges.isEmpty else { return }
      let charge = charges[pick(charges.count)]
      let flags = "refund_application_fee=\(pick(2) == 0)&reverse_transfer=\(pick(2) == 0)"
      let headers: Headers = charge.account.map { ["Stripe-Account": $0] } ?? Headers()
      try client.post("/v1/refunds", "charge=\(charge.id)&amount=\(1 + pick(900))&\(flags)", headers: headers)
      try client.post("/v1/refunds", "charge=\(charge.id)&amount=\(1 + pick(900))", headers: headers)
    case 8:
      let headers = pick(2) == 0 ? acting : Headers()
      try client.post("/v1/charges", "amount=\(amount)&currency=\(currency)&source=tok_createDispute", headers: headers)
    case 9:
      let headers = pick(2) == 0 ? acting : Headers()
      guard let dispute = try client.send(.get, "/v1/disputes", headers: headers)["data"]?.array?.first?["id"]?.string
      else {
        return
      }
      let evidence = pick(2) == 0 ? "winning_evidence" : "losing_evidence"
      try client.post(
        "/v1/disputes/\(dispute)", "evidence[uncategorized_text]=\(evidence)&submit=true", headers: headers)
    case 10: try client.post("/v1/topups", "amount=\(amount)&currency=usd&description=More")
    case 11:
      let payouts = try client.send(.get, "/v1/payouts?limit=100", headers: acting)["data"]?.array ?? []
      guard !payouts.isEmpty, let payout = payouts[pick(payouts.count)]["id"]?.string else { return }
      try client.post("/v1/payouts/\(payout)/\(pick(2) == 0 ? "cancel" : "reverse")", headers: acting)
    default: try client.post("/v1/payouts", "amount=\(1 + pick(2000))&currency=\(currency)", headers: acting)
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func everyCentIsInExactlyOneBalance(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let currencies = ["usd", "eur", "gbp"]
    var charges: [String: [(id: String, account: String?)]] = [:]
    for _ in 0..<250 {
      let currency = currencies[Int(random.next() % 3)]
      try act(&random, currency, &charges[currency, default: []])
      for currency in currencies {
        let sums = sums(currency)
        #expect(sums.inside == sums.outside, "\(currency) with seed \(seed)")
      }
    }
  }
}
