import Testing

@testable import StripeSandbox

@Suite struct ProrationTests {
  /// The name, when the period starts, how long it is, when the change comes, price and quantity before and after, and
  /// the credit, the charge and the day that Stripe's documentation or its arithmetic give.
  typealias Case = (String, Int, BillingInterval, Int, Int, Int, Int, Int, Int, Int, String)

  static let cases: [Case] = [
    (
      "documentation: 10 to 20 half way", 1775001600, BillingInterval(.month, 1), 1776297600, 1000, 1, 2000, 1, -500,
      1000, "16 Apr 2026"
    ),
    (
      "recorded: month to month four seconds in", 1762799407, BillingInterval(.month, 1), 1762799411, 2500, 1, 5000, 1,
      -2500, 5000, "10 Nov 2025"
    ),
    (
      "recorded: year four seconds in", 1762799407, BillingInterval(.year, 1), 1762799411, 25000, 1, 50000, 1, -25000,
      50000, "10 Nov 2025"
    ),
    (
      "recorded: three seconds in", 1762799253, BillingInterval(.month, 1), 1762799256, 2500, 1, 2500, 5, -2500, 12500,
      "10 Nov 2025"
    ),
    (
      "a third into month 1", 1767225600, BillingInterval(.month, 1), 1768118400, 999, 1, 2999, 1, -666, 1999,
      "11 Jan 2026"
    ),
    (
      "a third into month 2", 1769904000, BillingInterval(.month, 1), 1770796800, 999, 1, 2999, 1, -630, 1892,
      "11 Feb 2026"
    ),
    (
      "a third into month 3", 1772323200, BillingInterval(.month, 1), 1773216000, 999, 1, 2999, 1, -666, 1999,
      "11 Mar 2026"
    ),
    (
      "a third into month 4", 1775001600, BillingInterval(.month, 1), 1775894400, 999, 1, 2999, 1, -655, 1966,
      "11 Apr 2026"
    ),
    (
      "a third into month 5", 1777593600, BillingInterval(.month, 1), 1778486400, 999, 1, 2999, 1, -666, 1999,
      "11 May 2026"
    ),
    (
      "a third into month 6", 1780272000, BillingInterval(.month, 1), 1781164800, 999, 1, 2999, 1, -655, 1966,
      "11 Jun 2026"
    ),
    (
      "a third into month 7", 1782864000, BillingInterval(.month, 1), 1783756800, 999, 1, 2999, 1, -666, 1999,
      "11 Jul 2026"
    ),
    (
      "a third into month 8", 1785542400, BillingInterval(.month, 1), 1786435200, 999, 1, 2999, 1, -666, 1999,
      "11 Aug 2026"
    ),
    (
      "a third into month 9", 1788220800, BillingInterval(.month, 1), 1789113600, 999, 1, 2999, 1, -655, 1966,
      "11 Sep 2026"
    ),
    (
      "a third into month 10", 1790812800, BillingInterval(.month, 1), 1791705600, 999, 1, 2999, 1, -666, 1999,
      "11 Oct 2026"
    ),
    (
      "a third into month 11", 1793491200, BillingInterval(.month, 1), 1794384000, 999, 1, 2999, 1, -655, 1966,
      "11 Nov 2026"
    ),
    (
      "a third into month 12", 1796083200, BillingInterval(.month, 1), 1796976000, 999, 1, 2999, 1, -666, 1999,
      "11 Dec 2026"
    ),
    ("leap February", 1832976000, BillingInterval(.month, 1), 1834185600, 2900, 1, 5800, 1, -1500, 3000, "15 Feb 2028"),
    ("leap year", 1830297600, BillingInterval(.year, 1), 1835395200, 36600, 1, 73200, 1, -30700, 61400, "29 Feb 2028"),
    (
      "no leap year", 1798761600, BillingInterval(.year, 1), 1803859200, 36500, 1, 73000, 1, -30600, 61200,
      "01 Mar 2027"
    ),
    (
      "century that is no leap year", 4105123200, BillingInterval(.month, 1), 4106332800, 2800, 1, 5600, 1, -1400, 2800,
      "15 Feb 2100"
    ),
    (
      "century that is a leap year", 949363200, BillingInterval(.month, 1), 950572800, 2900, 1, 5800, 1, -1500, 3000,
      "15 Feb 2000"
    ),
    (
      "from the 31st over February", 1769817600, BillingInterval(.month, 1), 1771027200, 1000, 1, 3000, 1, -500, 1500,
      "14 Feb 2026"
    ),
    (
      "from the 31st over April", 1774915200, BillingInterval(.month, 1), 1776211200, 1000, 1, 3000, 1, -500, 1500,
      "15 Apr 2026"
    ),
    (
      "from the 30th over February", 1769774400, BillingInterval(.month, 1), 1770940800, 1000, 1, 3000, 1, -534, 1603,
      "13 Feb 2026"
    ),
    (
      "from the 29th over a leap February", 1832716800, BillingInterval(.month, 1), 1834099200, 1000, 1, 3000, 1, -484,
      1452, "14 Feb 2028"
    ),
    (
      "29 February to 28 February", 1835395200, BillingInterval(.year, 1), 1851120000, 36500, 1, 73000, 1, -18300,
      36600, "29 Aug 2028"
    ),
    (
      "clocks go forward in Europe", 1773532800, BillingInterval(.month, 1), 1774747800, 3100, 1, 6200, 1, -1694, 3388,
      "29 Mar 2026"
    ),
    (
      "clocks go back in Europe", 1792022400, BillingInterval(.month, 1), 1792891800, 3100, 1, 6200, 1, -2094, 4188,
      "25 Oct 2026"
    ),
    (
      "clocks go forward in America", 1772323200, BillingInterval(.month, 1), 1772964000, 3100, 1, 6200, 1, -2358, 4717,
      "08 Mar 2026"
    ),
    (
      "clocks go back in America", 1793491200, BillingInterval(.month, 1), 1793523600, 3000, 1, 6000, 1, -2963, 5925,
      "01 Nov 2026"
    ),
    (
      "at the very start", 1780272000, BillingInterval(.month, 1), 1780272000, 1000, 1, 2000, 1, -1000, 2000,
      "01 Jun 2026"
    ),
    (
      "one second after the start", 1780272000, BillingInterval(.month, 1), 1780272001, 1000, 1, 2000, 1, -1000, 2000,
      "01 Jun 2026"
    ),
    (
      "one second before the end", 1780272000, BillingInterval(.month, 1), 1782863999, 1000000, 1, 99999999, 1, 0, 39,
      "30 Jun 2026"
    ),
    ("a half cent is rounded up", 1780272000, BillingInterval(.month, 1), 1781568000, 1, 1, 3, 1, -1, 2, "16 Jun 2026"),
    ("just below a half cent", 1780272000, BillingInterval(.month, 1), 1781568001, 1, 1, 3, 1, 0, 1, "16 Jun 2026"),
    ("just above a half cent", 1780272000, BillingInterval(.month, 1), 1781567999, 1, 1, 3, 1, -1, 2, "15 Jun 2026"),
    ("seats added", 1780272000, BillingInterval(.month, 1), 1781568000, 1500, 2, 1500, 5, -1500, 3750, "16 Jun 2026"),
    ("seats removed", 1780272000, BillingInterval(.month, 1), 1782000000, 1500, 5, 1500, 2, -2500, 1000, "21 Jun 2026"),
    (
      "all seats removed", 1780272000, BillingInterval(.month, 1), 1782000000, 1500, 5, 1500, 0, -2500, 0, "21 Jun 2026"
    ),
    ("first seats", 1780272000, BillingInterval(.month, 1), 1782000000, 1500, 0, 1500, 3, 0, 1500, "21 Jun 2026"),
    (
      "price and seats at once", 1780272000, BillingInterval(.month, 1), 1781136000, 1500, 4, 900, 10, -4000, 6000,
      "11 Jun 2026"
    ),
    ("down to free", 1780272000, BillingInterval(.month, 1), 1781136000, 1999, 1, 0, 1, -1333, 0, "11 Jun 2026"),
    ("up from free", 1780272000, BillingInterval(.month, 1), 1781136000, 0, 1, 1999, 1, 0, 1333, "11 Jun 2026"),
    ("downgrade", 1780272000, BillingInterval(.month, 1), 1781354096, 4900, 1, 1900, 1, -2854, 1107, "13 Jun 2026"),
    ("upgrade", 1780272000, BillingInterval(.month, 1), 1781354096, 1900, 1, 4900, 1, -1107, 2854, "13 Jun 2026"),
    ("a day", 1780293600, BillingInterval(.day, 1), 1780315200, 100, 1, 300, 1, -75, 225, "01 Jun 2026"),
    ("ten days", 1780272000, BillingInterval(.day, 10), 1780556400, 1000, 1, 2500, 3, -671, 5031, "04 Jun 2026"),
    ("a week", 1780272000, BillingInterval(.week, 1), 1780444800, 700, 1, 1400, 1, -500, 1000, "03 Jun 2026"),
    (
      "a week over a year's end", 1798416000, BillingInterval(.week, 1), 1798761600, 700, 1, 1400, 1, -300, 600,
      "01 Jan 2027"
    ),
    ("two weeks", 1780272000, BillingInterval(.week, 2), 1780941600, 700, 1, 1999, 1, -313, 892, "08 Jun 2026"),
    ("four weeks", 1769904000, BillingInterval(.week, 4), 1770681600, 2800, 1, 5600, 1, -1900, 3800, "10 Feb 2026"),
    ("a quarter", 1768435200, BillingInterval(.month, 3), 1772236800, 9000, 1, 12000, 1, -4600, 6133, "28 Feb 2026"),
    (
      "half a year", 1769817600, BillingInterval(.month, 6), 1777507200, 60000, 1, 90000, 1, -30497, 45746,
      "30 Apr 2026"
    ),
    (
      "a year's middle", 1767225600, BillingInterval(.year, 1), 1782993600, 12000, 1, 24000, 1, -6000, 12000,
      "02 Jul 2026"
    ),
    ("two years", 1767225600, BillingInterval(.year, 2), 1798761600, 24000, 1, 48000, 1, -12000, 24000, "01 Jan 2027"),
    (
      "three years", 1767225600, BillingInterval(.year, 3), 1798675200, 99900, 1, 199900, 1, -66722, 133510,
      "31 Dec 2026"
    ),
    ("yen", 1780272000, BillingInterval(.month, 1), 1780894800, 500, 1, 1200, 1, -380, 912, "08 Jun 2026"),
    (
      "millions", 1780272000, BillingInterval(.month, 1), 1781839269, 99999999, 1, 99999999, 999, -39534375,
      39494840230, "19 Jun 2026"
    ),
    ("odd seconds", 1777777445, BillingInterval(.month, 1), 1779477497, 1234, 7, 4321, 3, -3155, 4735, "22 May 2026"),
    (
      "odd seconds in a year", 1777777445, BillingInterval(.year, 1), 1795375097, 1234, 7, 4321, 3, -3818, 5729,
      "22 Nov 2026"
    ),
    ("last day", 1780272000, BillingInterval(.month, 1), 1782777600, 3000, 1, 6000, 1, -100, 200, "30 Jun 2026"),
    (
      "New Year's Eve", 1798675200, BillingInterval(.month, 1), 1798761599, 3100, 1, 6200, 1, -3000, 6000, "31 Dec 2026"
    ),
    ("over New Year", 1797292800, BillingInterval(.month, 1), 1798761600, 3100, 1, 6200, 1, -1400, 2800, "01 Jan 2027"),
    (
      "over a month's short end and back", 1772236800, BillingInterval(.month, 1), 1773446400, 2800, 1, 5600, 1, -1400,
      2800, "14 Mar 2026"
    ),
  ]

  @Test(arguments: cases)
  func aChangeIsProratedByTheSecond(_ row: Case) {
    let (name, start, interval, moment, price, quantity, newPrice, newQuantity, credit, charge, day) = row
    let period = interval.period(holding: start, from: start)
    let before = item(price: price, quantity: quantity, period)
    let after = item(price: newPrice, quantity: newQuantity, period)
    let lines = Proration.lines(from: [before], to: [after], at: moment)
    #expect(lines.map(\.amount) == [credit, charge], "\(name)")
    #expect(lines.map(\.period) == Array(repeating: BillingPeriod(start: moment, end: period.end), count: 2))
    #expect(lines.first?.description == "Unused time on \(counted(quantity))Gold after \(day)")
    #expect(lines.last?.description == "Remaining time on \(counted(newQuantity))Gold after \(day)")
  }

  private func counted(_ quantity: Int) -> String { quantity == 1 ? "" : "\(quantity) × " }

  private func item(
    _ id: String = "si_1", price: Int, quantity: Int = 1, isMetered: Bool = false, _ period: BillingPeriod
  ) -> Proration.Item {
    Proration.Item(
      id: id, price: "price_\(price)", name: "Gold", quantity: quantity,
      amount: price * quantity, period: period, isMetered: isMetered)
  }

  private let june = BillingPeriod(start: 1_780_272_000, end: 1_782_864_000)
  private var middle: Int { (june.start + june.end) / 2 }

  @Test func whatDoesNotChangeIsNotProrated() {
    let items = [item(price: 1000, june), item("si_2", price: 500, june)]
    #expect(Proration.lines(from: items, to: items, at: middle) == [])
  }

  @Test func anItemThatGoesIsCreditedAndOneThatComesIsCharged() {
    let lines = Proration.lines(
      from: [item(price: 1000, june), item("si_2", price: 500, june)],
      to: [item(price: 1000, june), item("si_3", price: 800, june)], at: middle)
    #expect(lines.map(\.item.id) == ["si_2", "si_3"])
    #expect(lines.map(\.amount) == [-250, 400])
    #expect(lines.map(\.kind) == [.unused, .remaining])
  }

  @Test func linesComeInPairsInTheOrderOfTheItems() {
    let lines = Proration.lines(
      from: [item(price: 1000, june), item("si_2", price: 500, june)],
      to: [item(price: 2000, june), item("si_2", price: 700, june)], at: middle)
    #expect(lines.map(\.item.id) == ["si_1", "si_1", "si_2", "si_2"])
    #expect(lines.map(\.amount) == [-500, 1000, -250, 350])
  }

  @Test func aPeriodThatBeginsAnewIsOnlyCredited() {
    let year = BillingInterval(.year).period(holding: middle, from: middle)
    let lines = Proration.lines(
      from: [item(price: 1000, june)], to: [item(price: 10_000, year)], at: middle, charges: false)
    #expect(lines.map(\.amount) == [-500])
  }

  @Test func aLongerPeriodOfTheSameAnchorIsChargedForItsRest() {
    let year = BillingInterval(.year).period(holding: middle, from: june.start)
    let lines = Proration.lines(from: [item(price: 1000, june)], to: [item(price: 36_500, year)], at: middle)
    #expect(lines.map(\.amount) == [-500, 36_500 - 15 * 100])
    #expect(lines.last?.period.end == year.end)
  }

  @Test func meteredItemsAreNot() {
    let lines = Proration.lines(
      from: [item(price: 1000, isMetered: true, june)], to: [item(price: 2000, isMetered: true, june)], at: middle)
    #expect(lines == [])
  }

  @Test func afterThePeriodNothingIsLeft() {
    #expect(Proration.lines(from: [item(price: 1000, june)], to: [], at: june.end) == [])
    #expect(Proration.share(of: 1000, after: june.end + 1, in: june) == 0)
    #expect(Proration.share(of: 1000, after: june.start - 1, in: june) == 1000)
    #expect(Proration.share(of: 1000, after: 0, in: BillingPeriod(start: 5, end: 5)) == 0)
  }
}
