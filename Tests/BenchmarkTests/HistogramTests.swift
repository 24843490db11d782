import Testing
import Wire

@testable import Benchmark

@Suite struct HistogramTests {
  @Test func ofNoTimesEveryPercentileIsZero() {
    #expect(Histogram().percentile(50) == 0)
    #expect(Histogram().mean == 0)
  }

  @Test func smallTimesAreExact() {
    var histogram = Histogram()
    for time in UInt64(1)...100 { histogram.add(time) }
    #expect(histogram.percentile(50) == 50)
    #expect(histogram.percentile(99) == 99)
    #expect(histogram.percentile(1) == 1)
    #expect(histogram.mean == 50.5)
  }

  @Test(arguments: [1, 63, 64, 65, 127, 128, 1000, 123_456, 5_000_000_000, UInt64.max / 2, .max])
  func aTimeIsKnownToAHundredthAndAHalf(time: UInt64) {
    var histogram = Histogram()
    histogram.add(time)
    for percent in [0, 50, 99.9, 100] {
      let found = Double(histogram.percentile(percent))
      #expect(abs(found - Double(time)) <= Double(time) / 64)
    }
  }

  @Test func percentilesAreThoseOfTheSortedTimes() {
    var random = SeededRandom(seed: 7)
    var histogram = Histogram()
    var times: [UInt64] = []
    for _ in 0..<10_000 {
      let time = UInt64.random(in: 1...(1 << UInt64.random(in: 1...40, using: &random)), using: &random)
      times.append(time)
      histogram.add(time)
    }
    times.sort()
    for percent in [1.0, 25, 50, 75, 99, 99.9] {
      let exact = Double(times[Int((Double(times.count) * percent / 100).rounded(.up)) - 1])
      #expect(abs(Double(histogram.percentile(percent)) - exact) <= exact / 64)
    }
  }

  @Test func mergedHistogramsAreAsOneOfAllTimes() {
    var first = Histogram()
    var second = Histogram()
    var both = Histogram()
    for time in UInt64(1)...1000 {
      if time % 3 == 0 { first.add(time * time) } else { second.add(time * time) }
      both.add(time * time)
    }
    first.merge(second)
    #expect(first == both)
  }
}

@Suite struct FiguresTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func thousandsAreGrouped(number: Int, text: String) {
    #expect(Figures.grouped(number) == text)
  }

  @Test(
    arguments: [
      (0.0, "0.00 µs"), (850, "0.85 µs"), (12_340, "12.3 µs"), (999_400, "999 µs"), (1_234_567, "1.23 ms"),
      (45_600_000, "45.6 ms"), (2_500_000_000, "2.50 s"),
    ] as [(Double, String)])
  func timesHaveThreeDigits(nanoseconds: Double, text: String) {
    #expect(Figures.time(nanoseconds: nanoseconds) == text)
  }

  @Test(arguments: [(1.005, 2, "1.00"), (0.05, 2, "0.05"), (12.996, 2, "13.00"), (-1.5, 1, "-1.5"), (3, 0, "3")])
  func fractionsKeepTheirZeros(number: Double, digits: Int, text: String) {
    #expect(Figures.fixed(number, digits) == text)
  }

  @Test func columnsOfATableStandUnderEachOther() {
    var table = TextTable(["", "a/s"])
    table.add(["GET", "12,345"])
    table.add(["µs", "7"])
    let lines = table.text.split(separator: "\n")
    #expect(lines.map(\.count) == [13, 13, 13])
    #expect(lines[2] == "  µs        7")
  }
}
