import Testing
import Wire

@testable import StripeSandbox

@Suite struct UsageTests {
  private let start = BillingClient.start
  private let day = 86_400
  private var february: Int { start + 31 * day }

  private func meter(_ shop: BillingClient, _ formula: String = "sum") throws -> String {
    try shop.client.post(
      "/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=\(formula)"
    ).id
  }

  private func report(_ value: Int, at moment: Int? = nil, _ shop: BillingClient) throws {
    let time = moment.map { "&timestamp=\($0)" } ?? ""
    let event = try shop.client.post(
      "/v1/billing/meter_events",
      "event_name=calls&payload[stripe_customer_id]=\(shop.customer)&payload[value]=\(value)\(time)")
    #expect(event.status == 200)
  }

  private func metered(_ meter: String, _ more: String = "") -> String {
    "recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]=\(meter)\(more)"
  }

  /// The formula, and what three events of 40, 10 and 30 cost at 5 cents.
  @Test(arguments: [("sum", 400), ("count", 15), ("last", 150)])
  func aMeterCountsByItsFormula(formula: String, cost: Int) throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(5, metered(meter(shop, formula))))
    for (index, value) in [40, 10, 30].enumerated() {
      try shop.advance(to: start + (index + 1) * day)
      try report(value, shop)
    }
    try shop.advance(to: february + 7200)
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["total"]?.integer == cost)
    #expect(invoice["status"] == "paid")
  }

  @Test func eachMonthIsBilledByItself() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(5, metered(meter(shop))))
    try report(10, shop)
    try shop.advance(to: february + 7200)
    try report(30, shop)
    try shop.advance(to: february + 28 * day + 7200)
    #expect(try shop.invoices(subscription.id).map { $0["total"]?.integer } == [150, 50, 0])
  }

  @Test func aTrialIsFree() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(5, metered(meter(shop))), "trial_period_days=7")
    try report(100, shop)
    try shop.advance(to: start + 7 * day + 7200)
    try report(3, shop)
    try shop.advance(to: start + 38 * day + 7200)
    #expect(try shop.invoices(subscription.id).map { $0["total"]?.integer } == [15, 0, 0])
  }

  @Test func whatWasUsedIsBilledAtTheEnd() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(5, metered(meter(shop))))
    try report(8, shop)
    try shop.client.delete("/v1/subscriptions/\(subscription.id)?invoice_now=true")
    #expect(try shop.invoices(subscription.id).first?["total"] == 40)
  }

  @Test func aThresholdIsBilledAtOnce() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(5, metered(meter(shop))), "billing_thresholds[amount_gte]=500")
    try report(90, shop)
    #expect(try shop.invoices(subscription.id).count == 1)
    try report(30, shop)
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["billing_reason"] == "subscription_threshold")
    #expect(invoice["total"] == 600)
    try report(7, shop)
    try shop.advance(to: february + 7200)
    #expect(try shop.invoices(subscription.id).first?["total"] == 35)
  }

  @Test func aThresholdCanBeginANewPeriod() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(
      shop.price(5, metered(meter(shop))),
      "billing_thresholds[amount_gte]=500&billing_thresholds[reset_billing_cycle_anchor]=true")
    try shop.advance(to: start + 10 * day)
    try report(100, shop)
    let changed = try shop.subscription(subscription.id)
    #expect(changed["billing_cycle_anchor"]?.integer == start + 10 * day)
    try report(4, shop)
    try shop.advance(to: start + 41 * day + 7200)
    #expect(try shop.invoices(subscription.id).map { $0["total"]?.integer } == [20, 500, 0])
  }

  /// `aggregate_usage`, and what records of 40, 10 and 30 on three days come to.
  @Test(arguments: [("sum", 80), ("max", 40), ("last_during_period", 30), ("last_ever", 30)])
  func usageRecordsAreCountedAsThePriceSays(aggregate: String, total: Int) throws {
    let shop = try BillingClient(version: "2024-06-20")
    let price = try shop.price(
      7, "recurring[interval]=month&recurring[usage_type]=metered&recurring[aggregate_usage]=\(aggregate)")
    let subscription = try shop.subscribe(price)
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    for (index, quantity) in [40, 10, 30].enumerated() {
      try shop.advance(to: start + (index + 1) * day)
      let record = try shop.client.post("/v1/subscription_items/\(item)/usage_records", "quantity=\(quantity)")
      #expect(record.status == 200)
    }
    let summaries = "/v1/subscription_items/\(item)/usage_record_summaries"
    #expect(try shop.client.get(summaries)["data"]?[0]?["total_usage"]?.integer == total)
    try shop.advance(to: february + 7200)
    #expect(try shop.invoices(subscription.id).first?["total"]?.integer == 7 * total)
    let data = try shop.client.get(summaries)["data"]?.array ?? []
    #expect(data.map { $0["total_usage"]?.integer } == [aggregate == "last_ever" ? 30 : 0, total])
  }

  @Test func anItemWithUsageGoesOnlyWithIt() throws {
    let shop = try BillingClient(version: "2024-06-20")
    let metered = "recurring[interval]=month&recurring[usage_type]=metered"
    let subscription = try shop.subscribe(shop.price(7, metered), "items[1][price]=\(shop.price(100))")
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.client.post("/v1/subscription_items/\(item)/usage_records", "quantity=5")
    #expect(try shop.client.delete("/v1/subscription_items/\(item)").status == 400)
    #expect(try shop.client.delete("/v1/subscription_items/\(item)?clear_usage=true").status == 200)
  }

  @Test func creditsOfAVoidInvoiceComeBack() throws {
    let shop = try BillingClient(card: "")
    let subscription = try shop.subscribe(
      shop.price(5, metered(meter(shop))), "collection_method=send_invoice&days_until_due=10")
    let grant = try shop.client.post(
      "/v1/billing/credit_grants",
      "customer=\(shop.customer)&amount[type]=monetary&amount[monetary][currency]=usd&amount[monetary][value]=100&applicability_config[scope][price_type]=metered"
    )
    #expect(grant.status == 200)
    func balance() throws -> Int? {
      try shop.client.get(
        "/v1/billing/credit_balance_summary?customer=\(shop.customer)&filter[type]=credit_grant&filter[credit_grant]=\(grant.id)"
      )["balances"]?[0]?["available_balance"]?["monetary"]?["value"]?.integer
    }
    try report(50, shop)
    try shop.advance(to: february + 7200)
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["subtotal"] == 250)
    #expect(invoice["total"] == 150)
    #expect(try balance() == 0)
    try shop.client.post("/v1/invoices/\(invoice["id"]?.string ?? "")/void")
    #expect(try balance() == 100)
  }
}
