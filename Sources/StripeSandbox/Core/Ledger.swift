/// The sums of an account by currency and by the day on which they become available, so that a balance costs no walk
/// over its transactions.
package struct Ledger: Sendable {
  private struct Account {
    let currency: String
    var days: [Int: Int] = [:]
  }

  /// In the order in which their currencies first came. They are few, so that a linear search is short.
  private var accounts: [Account] = []

  private static let day = 24 * 60 * 60

  var currencies: [String] { accounts.map(\.currency) }

  /// Whether it is the first amount of its day.
  @discardableResult
  mutating func add(_ amount: Int, _ currency: String, due: Int) -> Bool {
    let index = accounts.firstIndex { $0.currency == currency } ?? accounts.endIndex
    if index == accounts.endIndex { accounts.append(Account(currency: currency)) }
    let before = accounts[index].days.count
    accounts[index].days[due / Self.day, default: 0] &+= amount
    return accounts[index].days.count > before
  }

  func balance(_ currency: String, now: Int) -> (available: Int, pending: Int) {
    let today = now / Self.day
    var available = 0
    var pending = 0
    for (day, amount) in accounts.first(where: { $0.currency == currency })?.days ?? [:] {
      if day <= today { available &+= amount } else { pending &+= amount }
    }
    return (available, pending)
  }
}
