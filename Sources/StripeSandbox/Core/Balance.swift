import Wire

/// The account's balance. It has no id, so that it is no resource of a table.
enum Balance: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/balance") {
    // Only accounts with instant payouts are told the amount that could be paid out at once.
    $0.get("", absent: ["instant_available.net_available"]) { call throws(StripeError) in
      let sandbox = call.sandbox
      return { write(sandbox, &$0) }
    }
  }

  fileprivate static func write(_ sandbox: Sandbox, _ w: inout ObjectWriter) {
    let ledger = sandbox.store.ledger
    let now = sandbox.now
    // An account that never earned anything still has a balance in its own currency.
    let currencies = ledger.currencies.isEmpty ? [sandbox.account?.defaultCurrency ?? "usd"] : ledger.currencies
    let balances = currencies.map { (currency: $0, sums: ledger.balance($0, now: now)) }
    w.json.open(UInt8(ascii: "{"))
    w.field("object", "balance")
    w.array("available", balances) { w, balance in write(balance.sums.available, balance.currency, &w) }
    if sandbox.store[Account.self].count > 0 { writeReserve(of: sandbox, currencies, &w) }
    writeInstant(balances, of: sandbox, &w)
    w.field("livemode", false)
    w.array("pending", balances) { w, balance in write(balance.sums.pending, balance.currency, &w) }
    w.object("refund_and_dispute_prefunding") { w in
      for key in ["available", "pending"] as [StaticString] {
        w.array(key, currencies) { w, currency in
          w.field("amount", 0)
          w.field("currency", currency)
        }
      }
    }
    w.json.close(UInt8(ascii: "}"))
  }

  /// The reserve of a platform for accounts that owe money.
  private static func writeReserve(of platform: Sandbox, _ currencies: [String], _ w: inout ObjectWriter) {
    let worlds = platform.store[Account.self].all.filter { $0.controller.lossesPayer == "application" }
      .compactMap { platform.world(of: $0.id) }
    w.array("connect_reserved", currencies) { w, currency in
      let debts = worlds.map { world in
        let sums = world.store.ledger.balance(currency, now: world.now)
        return max(0, -(sums.available + sums.pending))
      }
      w.field("amount", debts.reduce(0, +))
      w.field("currency", currency)
    }
  }

  /// The amount that could be paid out at once, for an account with a bank that takes instant payouts.
  private static func writeInstant(
    _ balances: [(currency: String, sums: (available: Int, pending: Int))], of sandbox: Sandbox,
    _ w: inout ObjectWriter
  ) {
    guard sandbox.isConnected else { return }
    let externals = sandbox.platform.store.externalAccounts(of: sandbox.accountID).filter(\.allowsInstantPayouts)
    let suitable = balances.filter { balance in externals.contains { $0.currency == balance.currency } }
    guard !suitable.isEmpty else { return }
    w.array("instant_available", suitable) { w, balance in
      let amount = max(0, balance.sums.available)
      w.field("amount", amount)
      w.field("currency", balance.currency)
      if w.isExpanded("net_available") {
        w.array("net_available", externals.filter { $0.currency == balance.currency }) { w, external in
          let net = max(0, amount - max(instantFee(of: amount), 0))
          w.field("amount", net)
          w.field("destination", external.id)
          w.object("source_types") { $0.field("card", net) }
        }
      }
      w.object("source_types") { $0.field("card", amount) }
    }
  }

  /// Stripe's price for an instant payout: one per cent.
  private static func instantFee(of amount: Int) -> Int { (amount + 99) / 100 }

  private static func write(_ amount: Int, _ currency: String, _ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("currency", currency)
    w.object("source_types") { $0.field("card", amount) }
  }
}

extension Call {
  /// Money that was pending can be paid out.
  func announceBalance() {
    sandbox.announce("balance.available", about: sandbox.accountID, by: self) { [sandbox] in
      Balance.write(sandbox, &$0)
    }
  }
}
