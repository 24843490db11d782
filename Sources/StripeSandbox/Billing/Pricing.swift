/// The pricing of one currency: the arithmetic of Stripe's billing schemes, apart from everything else.
package struct Pricing: Codable, Sendable, Equatable {
  package enum Scheme: Codable, Sendable, Equatable {
    case perUnit(ExactAmount)
    /// Each tier's units cost what that tier says.
    case graduated([Tier])
    /// All units cost what the tier of the whole quantity says.
    case volume([Tier])
  }

  package struct Tier: Codable, Sendable, Equatable {
    /// The last unit that belongs to it; nil: there is no last.
    package var upTo: Int?
    package var flatAmount: ExactAmount?
    package var unitAmount: ExactAmount?

    package init(upTo: Int?, flatAmount: ExactAmount? = nil, unitAmount: ExactAmount? = nil) {
      self.upTo = upTo
      self.flatAmount = flatAmount
      self.unitAmount = unitAmount
    }
  }

  /// Units are sold in packages: the quantity is divided before it is priced.
  package struct Transform: Codable, Sendable, Equatable {
    package var divideBy: Int
    package var roundsUp: Bool

    package func callAsFunction(_ quantity: Int) -> Int {
      guard divideBy > 0 else { return quantity }
      let (packages, rest) = quantity.quotientAndRemainder(dividingBy: divideBy)
      return packages + (roundsUp && rest > 0 ? 1 : 0)
    }
  }

  /// A share of the amount, as an invoice shows it in a line of its own.
  package struct Part: Sendable, Equatable {
    package var quantity: Int
    package var unitAmount: ExactAmount
    package var amount: Int
    /// Counted from 1; nil: the price has no tiers.
    package var tier: Int?
    /// A tier's fixed fee, whatever the quantity.
    package var isFlat = false
  }

  /// No amount is larger, so that the sum of all lines of an invoice stays in range.
  package static let most = 1_000_000_000_000_000

  package var scheme: Scheme
  package var transform: Transform?

  package init(_ scheme: Scheme, transform: Transform? = nil) {
    self.scheme = scheme
    self.transform = transform
  }

  package func amount(for quantity: Int) -> Int {
    parts(for: quantity).reduce(0) { Self.limited(Int(clamping: Int128($0) + Int128($1.amount))) }
  }

  /// One part for a simple price; for tiers one for each tier that the quantity reaches, and one for each fixed fee.
  package func parts(for quantity: Int) -> [Part] {
    switch scheme {
    case .perUnit(let unitAmount):
      return [
        Part(quantity: quantity, unitAmount: unitAmount, amount: Self.limited((unitAmount * units(quantity)).rounded))
      ]
    case .volume(let tiers):
      let units = units(quantity)
      guard let index = tiers.firstIndex(where: { $0.contains(units) }) else { return [] }
      return Self.parts(units, of: tiers[index], index)
    case .graduated(let tiers):
      let units = units(quantity)
      var parts: [Part] = []
      var below = 0
      for (index, tier) in tiers.enumerated() {
        parts += Self.parts(min(units, tier.upTo ?? units) - below, of: tier, index)
        guard let last = tier.upTo, last < units else { break }
        below = last
      }
      return parts
    }
  }

  static func limited(_ amount: Int) -> Int { min(max(amount, -most), most) }

  private func units(_ quantity: Int) -> Int { transform?(quantity) ?? quantity }

  private static func parts(_ quantity: Int, of tier: Tier, _ index: Int) -> [Part] {
    var parts: [Part] = []
    if let unitAmount = tier.unitAmount {
      parts.append(
        Part(
          quantity: quantity, unitAmount: unitAmount, amount: limited((unitAmount * quantity).rounded), tier: index + 1)
      )
    }
    if let flat = tier.flatAmount, flat != .zero || tier.unitAmount == nil {
      parts.append(Part(quantity: 0, unitAmount: flat, amount: limited(flat.rounded), tier: index + 1, isFlat: true))
    }
    return parts
  }
}

extension Pricing.Tier {
  fileprivate func contains(_ quantity: Int) -> Bool { upTo.map { quantity <= $0 } ?? true }
}
