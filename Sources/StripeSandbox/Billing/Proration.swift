/// Charges for what a change leaves of a billing period, and credits for what it takes away.
///
/// Stripe counts seconds: what is left of the period, times the whole amount, over the whole period; halves are rounded
/// away from zero. A discount is in the amount already, so the lines are not discountable.
struct Proration: Equatable {
  enum Kind: Equatable {
    /// A credit for what was paid in advance.
    case unused
    /// A charge for what is left of the period.
    case remaining
  }

  /// A subscription item as it is billed: before or after a change.
  struct Item: Equatable {
    var id: String
    var price: String
    /// The product's name.
    var name: String
    var quantity: Int
    /// The amount of the whole period, after discounts.
    var amount: Int
    var period: BillingPeriod
    /// Usage is billed when the period is over: there is nothing to prorate.
    var isMetered = false
  }

  var kind: Kind
  var item: Item
  var amount: Int
  var period: BillingPeriod
  var description: String

  private init(_ kind: Kind, _ item: Item, at moment: Int) {
    let moment = min(max(moment, item.period.start), item.period.end)
    let share = Self.share(of: item.amount, after: moment, in: item.period)
    self.kind = kind
    self.item = item
    amount = kind == .unused ? -share : share
    period = BillingPeriod(start: moment, end: item.period.end)
    description = Self.describe(kind, item, at: moment)
  }

  /// The part of a period's amount that falls on the time after a moment in it.
  static func share(of amount: Int, after moment: Int, in period: BillingPeriod) -> Int {
    share(of: amount, min(max(period.end - moment, 0), max(period.length, 0)), outOf: period.length)
  }

  /// `amount × part ÷ whole`, halves rounded away from zero.
  static func share(of amount: Int, _ part: Int, outOf whole: Int) -> Int {
    guard whole > 0 else { return 0 }
    // Twice the product, so that the half is whole.
    let product = 2 * Int128(amount) * Int128(part)
    let whole = Int128(whole)
    return Int(clamping: (product < 0 ? product - whole : product + whole) / (2 * whole))
  }

  /// `Unused time on 2 × Gold after 05 Mar 2026`
  private static func describe(_ kind: Kind, _ item: Item, at moment: Int) -> String {
    let verb = kind == .unused ? "Unused" : "Remaining"
    let count = item.quantity == 1 ? "" : "\(item.quantity) × "
    return "\(verb) time on \(count)\(item.name) after \(CivilDate(moment).printed)"
  }

  /// The lines for a change of items at a moment: for each item that differs its credit, then its charge, in the order
  /// of the items as they were; new items come last.
  ///
  /// - Parameter charges: false where a new period begins with the change, which is billed in full.
  static func lines(from before: [Item], to after: [Item], at moment: Int, charges: Bool = true) -> [Proration] {
    var lines: [Proration] = []
    func append(_ kind: Kind, _ item: Item) {
      if !item.isMetered, item.period.end > moment { lines.append(Proration(kind, item, at: moment)) }
    }
    for item in before {
      let next = after.first { $0.id == item.id }
      guard next != item else { continue }
      append(.unused, item)
      if charges, let next { append(.remaining, next) }
    }
    guard charges else { return lines }
    for item in after where !before.contains(where: { $0.id == item.id }) { append(.remaining, item) }
    return lines
  }
}
