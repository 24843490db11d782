import Testing

@testable import StripeSandbox

@Suite struct ExactAmountTests {
  @Test(arguments: [
    ("900", "900"), ("0.5", "0.5"), (".25", "0.25"), ("-1.50", "-1.5"), ("0", "0"), ("007", "7"),
    ("12.000000000001", "12.000000000001"),
  ])
  func keepsWhatIsWritten(text: String, kept: String) {
    #expect(ExactAmount(text)?.text == kept)
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "1e3", "+1", "abc", "0.0000000000001", String(repeating: "9", count: 40)])
  func refusesWhatIsNoDecimal(text: String) {
    #expect(ExactAmount(text) == nil)
  }

  @Test(arguments: [("0.5", 1, 1), ("0.5", 3, 2), ("0.4", 1, 0), ("-0.5", 1, -1), ("3.333", 3, 10), ("0.01", 149, 1)])
  func roundsAProductOnce(unit: String, quantity: Int, amount: Int) throws {
    #expect((try #require(ExactAmount(unit)) * quantity).rounded == amount)
  }

  @Test(arguments: [("8.875", 1000, 89), ("10", 1999, 200), ("25.5", 200, 51), ("0", 500, 0), ("19", -100, -19)])
  func takesAPercentage(percentage: String, amount: Int, share: Int) throws {
    #expect(try #require(ExactAmount(percentage)).percent(of: amount) == share)
  }

  @Test(arguments: [("19", 1190, 190), ("20", 100, 17), ("0", 100, 0), ("7.5", 2000, 140)])
  func findsThePercentageInATotal(percentage: String, total: Int, share: Int) throws {
    #expect(try #require(ExactAmount(percentage)).percentWithin(total) == share)
  }

  @Test func staysAtItsBounds() {
    #expect((ExactAmount(.max) * .max).rounded == .max)
    #expect((ExactAmount(.max) * .min).rounded == .min)
    #expect((ExactAmount(.min) + ExactAmount(.min)).rounded == .min)
    #expect(ExactAmount(.max).percent(of: .max) == .max)
  }
}

@Suite struct PricingTests {
  static let tiers = [
    Pricing.Tier(upTo: 5, unitAmount: ExactAmount(700)), Pricing.Tier(upTo: 10, unitAmount: ExactAmount(650)),
    Pricing.Tier(upTo: 20, flatAmount: ExactAmount(1000), unitAmount: ExactAmount(600)),
    Pricing.Tier(upTo: nil, unitAmount: ExactAmount(550)),
  ]

  /// Stripe's example of its page on tiers: five at 7, five at 6.50 and so on; here the third has a fee of 10.
  @Test(arguments: [
    (0, 0), (1, 700), (5, 3500), (6, 4150), (10, 6750), (11, 8350), (20, 13750), (25, 16500),
  ])
  func graduatedTiersAddUp(quantity: Int, amount: Int) {
    #expect(Pricing(.graduated(Self.tiers)).amount(for: quantity) == amount)
  }

  @Test(arguments: [(1, 700), (5, 3500), (6, 3900), (20, 13000), (25, 13750)])
  func volumeTiersPriceAllUnitsAlike(quantity: Int, amount: Int) {
    #expect(Pricing(.volume(Self.tiers)).amount(for: quantity) == amount)
  }

  @Test func aTierIsALine() {
    let parts = Pricing(.graduated(Self.tiers)).parts(for: 12)
    #expect(parts.map(\.quantity) == [5, 5, 2, 0])
    #expect(parts.map(\.tier) == [1, 2, 3, 3])
    #expect(parts.map(\.amount) == [3500, 3250, 1200, 1000])
    #expect(parts.map(\.isFlat) == [false, false, false, true])
  }

  @Test(arguments: [(1, true, 100), (10, true, 100), (11, true, 200), (19, false, 100), (9, false, 0)])
  func quantitiesAreSoldInPackages(quantity: Int, roundsUp: Bool, amount: Int) {
    let pricing = Pricing(
      .perUnit(ExactAmount(100)), transform: Pricing.Transform(divideBy: 10, roundsUp: roundsUp))
    #expect(pricing.amount(for: quantity) == amount)
  }
}
