import Wire

/// The account's balance. It has no id, so that it is no resource of a table.
enum Balance: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/balance") {
    // What could be paid out at once is told to accounts that have instant payouts.
    $0.get("", absent: ["instant_available.net_available"]) { call throws(StripeError) in
      let sandbox = call.sandbox
      return { write(sandbox.store.ledger, now: sandbox.now, &$0) }
    }
  }

  private static func write(_ ledger: Ledger, now: Int, _ w: inout ObjectWriter) {
    // An account that never earned anything still has a balance in its own currency.
    let currencies = ledger.currencies.isEmpty ? ["usd"] : ledger.currencies
    let balances = currencies.map { (currency: $0, sums: ledger.balance($0, now: now)) }
    w.json.open(UInt8(ascii: "{"))
    w.field("object", "balance")
    w.array("available", balances) { w, balance in write(balance.sums.available, balance.currency, &w) }
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

  private static func write(_ amount: Int, _ currency: String, _ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("currency", currency)
    w.object("source_types") { $0.field("card", amount) }
  }
}
