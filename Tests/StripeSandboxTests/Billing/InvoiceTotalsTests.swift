import Testing

@testable import StripeSandbox

@Suite struct InvoiceTotalsTests {
  private func line(_ amount: Int, price: String = "price_1", discounts: [String] = [], taxRates: [String] = [])
    -> InvoiceLine
  {
    InvoiceLine(
      id: "il_\(amount)", amount: amount, isDiscountable: amount >= 0, discounts: discounts, origin: .none,
      period: BillingPeriod(start: 0, end: 1), price: price, quantity: 1, taxRates: taxRates)
  }

  private func invoice(_ lines: [InvoiceLine], discounts: [String] = [], _ conditions: InvoiceConditions) -> Invoice {
    var invoice = Invoice(
      id: "in_1", created: 0, customer: "cus_1", currency: "usd", period: BillingPeriod(start: 0, end: 0))
    invoice.lines = lines
    invoice.discounts = discounts
    invoice.computeAmounts(conditions)
    return invoice
  }

  private func percent(_ id: String, _ percent: Int, products: [String] = []) -> DiscountTerms {
    DiscountTerms(discount: id, percent: ExactAmount(percent), products: products)
  }

  /// Amounts off, lines, what each line gets off, total.
  @Test(
    arguments: [
      ([1000], [400], [400], 0), ([1000], [3000], [1000], 2000), ([1000], [1000, 1000, 1000], [333, 334, 333], 2000),
      ([100], [5000, 0], [100, 0], 4900), ([300, 200], [1000], [300, 200], 500), ([100], [700, -200], [100], 400),
    ] as [([Int], [Int], [Int], Int)])
  func fixedAmountsAreSharedOutWithoutLoss(off: [Int], lines: [Int], each: [Int], total: Int) {
    var conditions = InvoiceConditions()
    for (index, amount) in off.enumerated() {
      conditions.discounts["di_\(index)"] = DiscountTerms(discount: "di_\(index)", amount: amount)
    }
    let invoice = invoice(lines.map { line($0) }, discounts: off.indices.map { "di_\($0)" }, conditions)
    #expect(invoice.lines.flatMap { $0.discountAmounts.map(\.amount) } == each)
    #expect(invoice.total == total)
    #expect(invoice.subtotal == lines.reduce(0, +))
  }

  @Test func percentagesApplyOneAfterTheOther() {
    var conditions = InvoiceConditions()
    conditions.discounts = ["a": percent("a", 50), "b": percent("b", 10)]
    let invoice = invoice([line(1000)], discounts: ["a", "b"], conditions)
    #expect(invoice.totalDiscounts.map(\.amount) == [500, 50])
    #expect(invoice.total == 450)
  }

  @Test func aLinesOwnDiscountIsInTheSubtotal() {
    var conditions = InvoiceConditions()
    conditions.discounts = ["a": percent("a", 50)]
    let invoice = invoice([line(1900, discounts: ["a"])], conditions)
    #expect(invoice.subtotal == 950)
    #expect(invoice.total == 950)
    #expect(invoice.totalDiscounts == [InvoiceLine.DiscountAmount(amount: 950, discount: "a")])
  }

  @Test func aCouponForAProductLeavesOthersAlone() {
    var conditions = InvoiceConditions()
    conditions.discounts = ["a": percent("a", 50, products: ["prod_1"])]
    conditions.products = ["price_1": "prod_1", "price_2": "prod_2"]
    let invoice = invoice([line(1000), line(500, price: "price_2")], discounts: ["a"], conditions)
    #expect(invoice.total == 1000)
    #expect(invoice.lines[1].discountAmounts == [])
  }

  /// Amount, percentage, inclusive or not, subtotal, tax, total.
  @Test(
    arguments: [
      (1000, "20", false, 200, 1200), (1000, "8.875", false, 89, 1089), (999, "19", true, 160, 999),
      (1, "50", false, 1, 2), (0, "20", false, 0, 0), (-1000, "20", false, -200, -1200),
    ])
  func taxIsRoundedLineByLine(amount: Int, rate: String, isInclusive: Bool, tax: Int, total: Int) {
    var conditions = InvoiceConditions()
    conditions.taxes["txr"] = TaxTerms(rate: "txr", percentage: ExactAmount(rate) ?? .zero, isInclusive: isInclusive)
    let invoice = invoice([line(amount, taxRates: ["txr"])], conditions)
    #expect(invoice.totalTaxes.map(\.amount) == [tax])
    #expect(invoice.total == total)
  }

  /// Total, balance before, least charge, amount due, balance after.
  @Test(
    arguments: [
      (2000, 0, 2000, 0), (2000, -500, 1500, 0), (2000, -5000, 0, -3000), (2000, 300, 2300, 0), (40, 0, 0, 40),
      (40, 20, 60, 0), (-700, 0, 0, -700), (-700, -300, 0, -1000), (0, -300, 0, -300), (0, 80, 0, 80),
    ])
  func theCustomersBalanceIsSettled(total: Int, balance: Int, due: Int, after: Int) {
    var conditions = InvoiceConditions()
    conditions.balance = balance
    let invoice = invoice([line(total)], conditions)
    #expect(invoice.amountDue == due)
    #expect(invoice.balanceAfter == after)
  }
}

@Suite struct SubscriptionStatusTests {
  /// Every status, every occasion.
  @Test(
    arguments: [
      (.incomplete, .paid(isLatest: true), .active), (.incomplete, .failed, .incomplete),
      (.incomplete, .expired, .incompleteExpired), (.trialing, .paid(isLatest: true), .trialing),
      (.trialing, .failed, .pastDue), (.active, .failed, .pastDue), (.active, .paid(isLatest: true), .active),
      (.pastDue, .paid(isLatest: true), .active), (.pastDue, .paid(isLatest: false), .pastDue),
      (.pastDue, .failed, .pastDue), (.pastDue, .givenUp(.cancel), .canceled), (.pastDue, .givenUp(.unpaid), .unpaid),
      (.pastDue, .givenUp(.pastDue), .pastDue), (.active, .givenUp(.cancel), .canceled),
      (.unpaid, .paid(isLatest: true), .active), (.unpaid, .failed, .unpaid),
      (.canceled, .paid(isLatest: true), .canceled),
      (.canceled, .failed, .canceled), (.paused, .failed, .paused),
      (.incompleteExpired, .paid(isLatest: true), .incompleteExpired),
    ] as [(Subscription.Status, Subscription.Status.Occasion, Subscription.Status)])
  func aStatusFollows(from: Subscription.Status, occasion: Subscription.Status.Occasion, to: Subscription.Status) {
    #expect(from.after(occasion) == to)
  }

  @Test func retriesComeAfterTheirDays() {
    let dunning = Dunning()
    #expect((0...4).map { dunning.next(after: $0, from: 0) } == [nil, 3 * 86_400, 5 * 86_400, 7 * 86_400, nil])
  }
}
