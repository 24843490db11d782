import Testing

@testable import StripeSandbox

@Suite struct ExchangeTests {
  /// As recorded on one day: money that came, and money that went back.
  @Test(arguments: [("cad", 1.35576, 1.38343), ("sgd", 1.3389, 1.36622)])
  func whatGoesBackIsConvertedInFull(currency: String, incoming: Double, returning: Double) {
    #expect(Exchange.rate("usd", currency) == incoming)
    #expect(Exchange.rate("usd", currency, isReturn: true) == returning)
  }

  @Test func amountsAreRoundedToTheSmallestUnit() {
    #expect(Exchange.convert(1000, "usd", "cad") == 1356)
    #expect(Exchange.convert(500, "usd", "cad", isReturn: true) == 692)
    #expect(Exchange.convert(500, "cad", "cad") == 500)
  }
}
