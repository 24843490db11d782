/// What the account owns: sums by currency and by the day on which they become available, so that a balance costs
/// no walk over its transactions.
package struct Ledger: Sendable {
  /// In the order in which the account first met them.
  private(set) var currencies: [String] = []
  private var sums: [String: [Int: Int]] = [:]

  private static let day = 24 * 60 * 60

  mutating func add(_ amount: Int, _ currency: String, due: Int) {
    if sums[currency] == nil { currencies.append(currency) }
    sums[currency, default: [:]][due / Self.day, default: 0] &+= amount
  }

  func balance(_ currency: String, now: Int) -> (available: Int, pending: Int) {
    let today = now / Self.day
    var available = 0
    var pending = 0
    for (day, amount) in sums[currency] ?? [:] {
      if day <= today { available &+= amount } else { pending &+= amount }
    }
    return (available, pending)
  }
}
