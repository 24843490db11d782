import Testing

@testable import StripeSandbox

@Suite struct BillingPeriodTests {
  private func moment(_ year: Int, _ month: Int, _ day: Int, _ time: Int = 0) -> Int {
    CivilDate(year: year, month: month, day: day).midnight + time
  }

  @Test(
    arguments: [
      ((2026, 1, 31), BillingInterval(.month), 1, (2026, 2, 28)),
      ((2026, 1, 31), BillingInterval(.month), 2, (2026, 3, 31)),
      ((2026, 1, 31), BillingInterval(.month), 3, (2026, 4, 30)),
      ((2028, 1, 31), BillingInterval(.month), 1, (2028, 2, 29)),
      ((2026, 1, 30), BillingInterval(.month), 13, (2027, 2, 28)),
      ((2026, 11, 30), BillingInterval(.month, 3), 1, (2027, 2, 28)),
      ((2026, 11, 30), BillingInterval(.month, 3), 2, (2027, 5, 30)),
      ((2026, 3, 31), BillingInterval(.month), -1, (2026, 2, 28)),
      ((2026, 1, 15), BillingInterval(.month), -1, (2025, 12, 15)),
      ((2028, 2, 29), BillingInterval(.year), 1, (2029, 2, 28)),
      ((2028, 2, 29), BillingInterval(.year), 4, (2032, 2, 29)),
      ((2026, 12, 31), BillingInterval(.day), 1, (2027, 1, 1)),
      ((2026, 12, 28), BillingInterval(.week, 2), 1, (2027, 1, 11)),
    ] as [((Int, Int, Int), BillingInterval, Int, (Int, Int, Int))])
  func monthsKeepTheAnchorsDay(from: (Int, Int, Int), interval: BillingInterval, number: Int, to: (Int, Int, Int)) {
    let anchor = moment(from.0, from.1, from.2, 45_296)
    let boundary = interval.boundary(number, from: anchor)
    #expect(boundary == moment(to.0, to.1, to.2, 45_296))
    #expect(interval.number(of: boundary, from: anchor) == number)
    #expect(interval.number(of: boundary - 1, from: anchor) == number - 1)
  }

  @Test(arguments: BillingInterval.Unit.allCases, [1, 2, 5])
  func periodsNeitherOverlapNorGap(unit: BillingInterval.Unit, count: Int) {
    let interval = BillingInterval(unit, count)
    let anchor = moment(2026, 1, 31, 3600)
    for number in -30..<60 {
      let start = interval.boundary(number, from: anchor)
      let period = interval.period(holding: start, from: anchor)
      #expect(period.start == start)
      #expect(interval.period(holding: period.end - 1, from: anchor) == period)
      #expect(interval.next(after: start, from: anchor) == period.end)
      #expect(period.contains(start) && !period.contains(period.end))
    }
  }

  @Test(
    arguments: [
      (BillingAnchor(dayOfMonth: 1), 2026, 7, 1), (BillingAnchor(dayOfMonth: 31), 2026, 6, 30),
      (BillingAnchor(dayOfMonth: 10), 2026, 6, 10), (BillingAnchor(dayOfMonth: 9), 2026, 7, 9),
      (BillingAnchor(dayOfMonth: 31, month: 2), 2027, 2, 28), (BillingAnchor(dayOfMonth: 1, month: 12), 2026, 12, 1),
    ] as [(BillingAnchor, Int, Int, Int)])
  func anAnchorIsTheNextOfItsDays(anchor: BillingAnchor, year: Int, month: Int, day: Int) {
    #expect(anchor.first(from: moment(2026, 6, 10, 45_296)) == moment(year, month, day, 45_296))
  }

  @Test func anAnchorMayNameItsTime() {
    let anchor = BillingAnchor(dayOfMonth: 10, month: nil, hour: 8, minute: 30, second: 0)
    #expect(anchor.first(from: moment(2026, 6, 10, 30_600)) == moment(2026, 6, 10, 30_600))
    #expect(anchor.first(from: moment(2026, 6, 10, 30_601)) == moment(2026, 7, 10, 30_600))
  }

  @Test func datesArePrintedAsOnInvoices() {
    #expect(CivilDate(moment(2026, 3, 5)).printed == "05 Mar 2026")
    #expect(CivilDate(moment(1999, 12, 31, 86_399)).printed == "31 Dec 1999")
    #expect(CivilDate(year: 2027, month: 2, day: 31) == CivilDate(year: 2027, month: 2, day: 28))
  }
}
