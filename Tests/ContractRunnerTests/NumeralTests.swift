import Testing
import Wire

@testable import ContractRunner

@Suite struct NumeralTests {
  static let equal = [
    ("1", "1.0"), ("2e3", "2000"), ("0.10", "0.1"), ("-0", "0"), ("1e-2", "0.01"), ("0e999", "0"),
    ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
  ]

  @Test(arguments: equal) func aNumberIsTheSameHoweverItIsWritten(_ left: String, _ right: String) {
    #expect(Numeral(left) == Numeral(right))
    #expect(Numeral(left) != nil)
  }

  static let ordered = [
    ("9007199254740992", "9007199254740993"), ("18446744073709551615", "18446744073709551616"), ("-2", "-1"),
    ("-1", "0"), ("0.1", "0.10000000000000000001"), ("9", "10"), ("-1e9", "1e-9"),
  ]

  @Test(arguments: ordered) func neighboursAreToldApart(_ small: String, _ large: String) throws {
    let (small, large) = (try #require(Numeral(small)), try #require(Numeral(large)))
    #expect(small < large)
    #expect(!(large < small))
    #expect(small != large)
  }

  @Test(arguments: ["", "-", "1.", ".5", "1e", "0x1", "1 ", "one", "1.2.3"])
  func whatIsNoNumberIsNone(_ text: String) { #expect(Numeral(text) == nil) }

  static let sums = [
    ("0.1", "0.2", "0.3", "-0.1", "0.02"), ("99", "1", "100", "98", "99"), ("-5", "7", "2", "-12", "-35"),
    ("9007199254740993", "1", "9007199254740994", "9007199254740992", "9007199254740993"), ("3", "3", "6", "0", "9"),
    ("19.99", "3", "22.99", "16.99", "59.97"), ("0", "2", "2", "-2", "0"),
  ]

  @Test(arguments: sums.indices) func arithmeticIsExact(_ index: Int) throws {
    let (left, right, sum, difference, product) = Self.sums[index]
    let (first, second) = (try #require(Numeral(left)), try #require(Numeral(right)))
    #expect((first + second).text == sum)
    #expect((first - second).text == difference)
    #expect((first * second).text == product)
  }

  @Test func roundingGoesAwayFromZero() {
    #expect(Numeral("1.005")?.rounded(2).text == "1.01")
    #expect(Numeral("-2.5")?.rounded(0).text == "-3")
    #expect(Numeral("0.004")?.rounded(2).text == "0")
    #expect(Numeral("0.05")?.rounded(0).text == "0")
    #expect(Numeral("0.95")?.rounded(1).text == "1")
  }

  @Test func whatIsReadIsSentAsItWasWritten() throws {
    let text = #"{"a":1.10,"b":18446744073709551616,"c":1e400,"d":-0,"e":20.0,"f":7}"#
    #expect(try JSONParser.parse(Array(text.utf8), keepingNumbers: true).text == text)
  }
}
