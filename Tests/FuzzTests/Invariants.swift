import Testing
import Wire

@testable import StripeSandbox

/// What holds of a sandbox whatever was done to it.
extension FuzzedSandbox {
  mutating func check() {
    comeToRest()
    checkBook()
    checkIntents()
    checkCharges()
    checkBalance()
    checkBilling()
    for path in [
      "customers", "payment_intents", "charges", "refunds", "setup_intents", "disputes", "balance_transactions",
    ] {
      checkList("/v1/" + path)
    }
  }

  private mutating func checkIntents() {
    let store = sandbox.store
    for intent in store[PaymentIntent.self].all {
      let charges = store[Charge.self].all.filter { $0.paymentIntent == intent.id }
      let captured = charges.filter { $0.status == .succeeded }.map(\.amountCaptured).reduce(0, +)
      if intent.amountReceived != captured {
        fail("\(intent.id) received \(intent.amountReceived), its charges captured \(captured)")
      }
      if intent.amountReceived > intent.amount { fail("\(intent.id) received more than its amount") }
      if intent.amountReceived < 0 || intent.amount < 0 { fail("\(intent.id) has less than nothing") }
      if (intent.amountCapturable > 0) != (intent.status == .requiresCapture) {
        fail("\(intent.id) is \(intent.status.rawValue) with \(intent.amountCapturable) to capture")
      }
      if (intent.amountReceived > 0) != (intent.status == .succeeded) {
        fail("\(intent.id) is \(intent.status.rawValue) and has received \(intent.amountReceived)")
      }
      if let latest = intent.latestCharge, !charges.contains(where: { $0.id == latest }) {
        fail("\(intent.id)'s latest charge is not its own")
      }
    }
  }

  private mutating func checkCharges() {
    let store = sandbox.store
    for charge in store[Charge.self].all {
      let refunds = store[Refund.self].all.filter { $0.charge == charge.id }
      let under = refunds.filter { $0.status == .succeeded || $0.status == .pending }.map(\.amount).reduce(0, +)
      // What is let go of a hold counts as refunded, with a refund or without.
      let isHold = charge.amountCaptured < charge.amount
      if !isHold, charge.amountRefunded != under {
        fail("\(charge.id) has \(charge.amountRefunded) refunded, its refunds are \(under)")
      }
      if charge.amountRefunded < 0 || charge.amountRefunded > charge.amount {
        fail("\(charge.id) of \(charge.amount) has \(charge.amountRefunded) refunded")
      }
      if charge.amountCaptured < 0 || charge.amountCaptured > charge.amount {
        fail("\(charge.id) of \(charge.amount) has \(charge.amountCaptured) captured")
      }
      if let id = charge.balanceTransaction {
        let transaction = store[BalanceTransaction.self][id]
        if transaction?.source != charge.id { fail("\(charge.id)'s balance transaction is not its own") }
        let booked = charge.amountCaptured + (charge.amountReversed ?? 0)
        let isInParts = charge.details.features.contains("request_multicapture")
        if charge.status == .succeeded, !isInParts, transaction?.amount != booked {
          fail("\(charge.id) captured \(charge.amountCaptured), its transaction says \(transaction?.amount ?? 0)")
        }
      }
    }
    for refund in store[Refund.self].all {
      guard let charge = refund.charge else { continue }
      if store[Charge.self][charge] == nil { fail("\(refund.id) is of no charge") }
    }
  }

  private mutating func checkBalance() {
    for transaction in sandbox.store[BalanceTransaction.self].all
    where transaction.net != transaction.amount - transaction.fee {
      fail("\(transaction.id) does not add up")
    }
    let balance = send(.get, "/v1/balance")
    var shown: [String: Int] = [:]
    for part in ["available", "pending"] {
      for entry in balance[part]?.array ?? [] {
        shown[entry["currency"]?.string ?? "", default: 0] += entry["amount"]?.integer ?? 0
      }
    }
    shown = shown.filter { $0.value != 0 }
    var booked: [String: Int] = [:]
    for transaction in sandbox.store[BalanceTransaction.self].all {
      booked[transaction.currency, default: 0] += transaction.net
    }
    booked = booked.filter { $0.value != 0 }
    if booked != shown { fail("the balance is \(shown), its transactions are \(booked)") }
  }

  /// Page by page a list has everything once, and each as it is when it is asked for alone.
  private mutating func checkList(_ path: String) {
    var seen: [String] = []
    var cursor: String?
    while problem == nil {
      var pairs = [("limit", "7")]
      if let cursor { pairs.append(("starting_after", cursor)) }
      let page = send(.get, path, pairs)
      let items = page["data"]?.array ?? []
      for item in items {
        let id = item["id"]?.string ?? ""
        seen.append(id)
        let alone = send(.get, "\(path)/\(id)")
        if alone != item { fail("\(id) differs in the list: \(Self.difference(item, alone))") }
      }
      cursor = seen.last
      if page["has_more"] != true { break }
      if items.isEmpty { fail("\(path) has more, but shows nothing") }
    }
    if Set(seen).count != seen.count { fail("\(path) shows something twice") }
    if seen.count != count(path) { fail("\(path) shows \(seen.count) of \(count(path))") }
  }

  private static func difference(_ first: JSON, _ second: JSON) -> String {
    let names = first.object?.map(\.key).filter { first[$0] != second[$0] } ?? []
    return names.map { "\($0): \(first[$0]?.text ?? "") or \(second[$0]?.text ?? "")" }.joined(separator: ", ")
  }

  private func count(_ path: String) -> Int {
    let store = sandbox.store
    switch path {
    // Those on test clocks are in a list of their clock's.
    case "/v1/customers": return store[Customer.self].all.count { $0.testClock == nil }
    case "/v1/payment_intents": return store[PaymentIntent.self].count
    case "/v1/charges": return store[Charge.self].count
    case "/v1/refunds": return store[Refund.self].count
    case "/v1/setup_intents": return store[SetupIntent.self].count
    case "/v1/disputes": return store[Dispute.self].count
    default: return store[BalanceTransaction.self].count
    }
  }
}
