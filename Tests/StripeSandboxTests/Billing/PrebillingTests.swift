import Testing
import Wire

@testable import StripeSandbox

/// `billing_schedules`: service periods that are billed before they begin.
@Suite struct PrebillingTests {
  private let day = 86_400
  private let start = BillingClient.start
  private var april: Int { start + 90 * day }
  private let quarter =
    "billing_schedules[0][key]=quarter&billing_schedules[0][bill_until][type]=duration&billing_schedules[0][bill_until][duration][interval]=month&billing_schedules[0][bill_until][duration][interval_count]=3"

  @Test func aQuarterIsPaidAtOnceAndThenMonths() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3000), quarter)
    #expect(
      subscription["billing_schedules"] == [
        [
          "applies_to": nil,
          "bill_until": [
            "computed_timestamp": .integer(april), "duration": ["interval": "month", "interval_count": 3],
            "timestamp": nil, "type": "duration",
          ],
          "key": "quarter",
        ]
      ])
    #expect(subscription["items"]?["data"]?[0]?["billed_until"]?.integer == april)
    let first = try #require(shop.invoices(subscription.id).first)
    #expect(first["amount_paid"] == 9000)
    let periods = first["lines"]?["data"]?.array?.compactMap { $0["period"] } ?? []
    #expect(periods.count == 3)
    #expect(periods.first?["start"]?.integer == start)
    #expect(periods.last?["end"]?.integer == april)
    for (before, after) in zip(periods, periods.dropFirst()) { #expect(before["end"] == after["start"]) }
    try shop.advance(to: april - day)
    #expect(try shop.invoices(subscription.id).count == 1)
    #expect(try shop.events("invoice.upcoming") == ["invoice.upcoming"])
    let march = try shop.subscription(subscription.id)
    #expect(march["items"]?["data"]?[0]?["current_period_end"]?.integer == april)
    #expect(march["latest_invoice"] == subscription["latest_invoice"])
    try shop.advance(to: april + 2 * 3600)
    #expect(try shop.invoices(subscription.id).map { $0["total"] } == [3000, 9000])
    let later = try shop.subscription(subscription.id)
    #expect(later["billing_schedules"] == [])
    #expect(later["items"]?["data"]?[0]?["billed_until"] == nil)
  }

  @Test func aRunningSubscriptionIsBilledAhead() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(2800))
    // Until the middle of February.
    let until = start + 45 * day
    let form = "billing_schedules[0][bill_until][type]=timestamp&billing_schedules[0][bill_until][timestamp]=\(until)"
    let changed = try shop.client.post("/v1/subscriptions/\(subscription.id)", form)
    #expect(changed["items"]?["data"]?[0]?["billed_until"]?.integer == until)
    let ahead = try #require(shop.invoices(subscription.id).first)
    #expect(ahead["total"] == 1400)
    #expect(ahead["status"] == "paid")
    try shop.advance(to: start + 31 * day + 7200)
    #expect(try shop.invoices(subscription.id).first?["total"] == 1400)
  }

  @Test func whatWasBilledAheadIsGivenBack() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3000), quarter)
    try shop.client.delete("/v1/subscriptions/\(subscription.id)?prorate=true&invoice_now=true")
    #expect(try shop.invoices(subscription.id).first?["total"] == -9000)
  }

  @Test func aSubscriptionMayEndWhereItIsBilledTo() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(), quarter + "&cancel_at=max_billed_until")
    #expect(subscription["cancel_at"]?.integer == april)
    try shop.advance(to: april + day)
    #expect(try shop.subscription(subscription.id)["status"] == "canceled")
    #expect(try shop.invoices(subscription.id).count == 1)
  }

  @Test(arguments: [
    ("billing_mode[type]=classic", "billing_schedules"),
    (
      "billing_schedules[0][applies_to][0][type]=price&billing_schedules[0][applies_to][0][price]=price_none",
      "billing_schedules[0][applies_to][0][price]"
    ),
    (
      "billing_schedules[1][bill_until][type]=timestamp&billing_schedules[1][bill_until][timestamp]=1767312000",
      "billing_schedules[1][bill_until][timestamp]"
    ),
  ])
  func schedulesAreChecked(form: String, param: String) throws {
    let shop = try BillingClient()
    let refused = try shop.subscribe(shop.price(), quarter + "&" + form)
    #expect(refused.status == 400)
    #expect(refused["error"]?["param"]?.string == param)
  }

  @Test func olderVersionsKnowNoneOfIt() throws {
    let shop = try BillingClient(version: "2026-03-25.dahlia")
    #expect(try shop.subscribe(shop.price(), quarter)["error"]?["code"] == "parameter_unknown")
  }
}
