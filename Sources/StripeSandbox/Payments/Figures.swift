import Wire

/// Sums of a sandbox's charges, for the dashboard.
package final class Figures: Scan {
  package struct Bar {
    package let start: Int
    package fileprivate(set) var sum = 0
  }

  /// As many charges as they look at, the newest.
  package static let most = 100_000
  private static let barCount = 30
  private static let day = 86_400
  private static let steps = [60, 300, 900, 3600, 4 * 3600, day, 3 * day, 7 * day, 30 * day]

  package private(set) var charges = 0
  /// How many charges are in which state, with what became of them since.
  package private(set) var states: [String: Int] = [:]
  /// The amounts paid, by currency.
  package private(set) var volumes: [String: Int] = [:]
  /// The currency of most of them.
  package private(set) var currency = "usd"
  package private(set) var step = Figures.steps[0]
  /// The latest amounts paid in that currency, oldest first.
  package private(set) var bars: [Bar] = []

  /// So many charges are looked at between two looks at the clock.
  private static let stride = 256

  private let sandbox: Sandbox
  private var position = Int.max
  private var paid: [(created: Int, amount: Int, currency: String)] = []
  private var counts: [String: Int] = [:]

  fileprivate init(of sandbox: Sandbox) { self.sandbox = sandbox }

  func goOn(for seconds: Double) -> Bool {
    let deadline = Loop.clock() + seconds
    var isDone = true
    sandbox.store[Charge.self].walkBack(from: position) { place, row in
      position = place
      add(row.value)
      guard charges < Self.most else { return false }
      isDone = charges % Self.stride != 0 || Loop.clock() < deadline
      return isDone
    }
    guard isDone else { return false }
    currency = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? currency
    draw(until: sandbox.now)
    return true
  }

  private func add(_ charge: Charge) {
    charges += 1
    states[charge.state, default: 0] += 1
    guard charge.status == .succeeded, charge.isCaptured else { return }
    volumes[charge.currency, default: 0] += charge.amountCaptured
    counts[charge.currency, default: 0] += 1
    paid.append((charge.created, charge.amountCaptured, charge.currency))
  }

  /// The smallest step by which the bars reach back to the first payment.
  private func draw(until now: Int) {
    let paid = paid.filter { $0.currency == currency }
    let first = paid.map(\.created).min() ?? now
    step = Self.steps.first { $0 * Self.barCount >= now - first } ?? 30 * Self.day
    let end = now / step * step + step
    bars = (0..<Self.barCount).map { Bar(start: end - (Self.barCount - $0) * step) }
    for (created, amount, _) in paid where created < end && created >= bars[0].start {
      bars[(created - bars[0].start) / step].sum += amount
    }
  }
}

extension StripeAPI {
  /// Sums up in slices between which others are served.
  package func figures(of sandbox: Sandbox, then done: @escaping (Figures) -> Void) {
    let figures = Figures(of: sandbox)
    run(figures, in: sandbox) { [self] isValid in
      if isValid { done(figures) } else { self.figures(of: sandbox, then: done) }
    }
  }
}

extension Charge {
  fileprivate var state: String {
    if dispute != nil { return "disputed" }
    if isRefunded { return "refunded" }
    if amountRefunded > 0 { return "partially_refunded" }
    return isHeld ? "requires_capture" : status.rawValue
  }
}
