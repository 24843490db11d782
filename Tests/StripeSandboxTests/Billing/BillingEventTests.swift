import Testing
import Wire

@testable import StripeSandbox

/// What events of billing say of the time before.
@Suite struct BillingEventTests {
  private let day = 86_400
  private let start = BillingClient.start

  /// The events of a type, newest first.
  private func data(_ type: String, _ shop: BillingClient) throws -> [JSON] {
    try shop.client.get("/v1/events?type=\(type)&limit=100")["data"]?.array?.compactMap { $0["data"] } ?? []
  }

  @Test func aDraftTellsOfItemsThatJoinAndLeave() throws {
    let shop = try BillingClient()
    let invoice = try shop.client.post("/v1/invoices", "customer=\(shop.customer)").id
    let item = try shop.client.post("/v1/invoiceitems", "customer=\(shop.customer)&invoice=\(invoice)&amount=500")
    let joined = try #require(data("invoice.updated", shop).first)
    #expect(joined["object"]?["total"] == 500)
    #expect(joined["previous_attributes"]?["total"] == 0)
    #expect(joined["previous_attributes"]?["lines"] == ["data": [], "total_count": 0])
    try shop.client.post("/v1/invoiceitems/\(item.id)", "amount=700")
    let changed = try #require(data("invoice.updated", shop).first)
    #expect(changed["previous_attributes"]?["amount_due"] == 500)
    #expect(changed["previous_attributes"]?["lines"]?["data"]?[0]?["amount"] == 500)
    try shop.client.delete("/v1/invoiceitems/\(item.id)")
    let left = try #require(data("invoice.updated", shop).first)
    #expect(left["object"]?["lines"]?["total_count"] == 0)
    #expect(left["previous_attributes"]?["amount_due"] == 700)
    #expect(try shop.events("invoice*").suffix(2) == ["invoiceitem.deleted", "invoice.updated"])
  }

  /// The ways in which an update makes an invoice.
  @Test(arguments: [
    "items[0][quantity]=3&proration_behavior=always_invoice", "billing_cycle_anchor=now&items[0][quantity]=2",
    "items[0][quantity]=2&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete",
  ])
  func anUpdateNamesTheInvoiceThatItMakes(change: String) throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.advance(to: start + 5 * day)
    let updated = try shop.client.post("/v1/subscriptions/\(subscription.id)", "items[0][id]=\(item)&\(change)")
    let event = try #require(data("customer.subscription.updated", shop).first)
    #expect(event["previous_attributes"]?["latest_invoice"] == subscription["latest_invoice"])
    #expect(event["object"]?["latest_invoice"] == updated["latest_invoice"])
    #expect(updated["latest_invoice"] != subscription["latest_invoice"])
    #expect(try shop.invoices(subscription.id).first?["status"] == "paid")
  }

  @Test func aTrialThatEndsNowIsInvoiced() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(), "trial_period_days=10")
    try shop.client.post("/v1/subscriptions/\(subscription.id)", "trial_end=now")
    let event = try #require(data("customer.subscription.updated", shop).first)
    #expect(event["previous_attributes"]?["status"] == "trialing")
    #expect(event["previous_attributes"]?["latest_invoice"] == subscription["latest_invoice"])
  }

  @Test func aChangeThatIsNotPaidWaits() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.give("pm_card_chargeCustomerFail")
    try shop.client.post(
      "/v1/subscriptions/\(subscription.id)",
      "items[0][id]=\(item)&items[0][quantity]=2&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete"
    )
    let event = try #require(data("customer.subscription.updated", shop).first)
    #expect(event["previous_attributes"]?["pending_update"] == .null)
    #expect(event["previous_attributes"]?["latest_invoice"] == subscription["latest_invoice"])
    #expect(event["object"]?["quantity"] == 1)
  }

  @Test func discountsThatAnUpdateRemovesAreDeleted() throws {
    let shop = try BillingClient()
    let coupon = try shop.client.post("/v1/coupons", "percent_off=10&duration=forever").id
    let subscription = try shop.subscribe(shop.price(), "discounts[0][coupon]=\(coupon)")
    try shop.client.post("/v1/subscriptions/\(subscription.id)", "metadata[a]=b")
    #expect(try shop.events("customer.discount.*") == ["customer.discount.created"])
    try shop.client.post("/v1/subscriptions/\(subscription.id)", "discounts=")
    #expect(try shop.events("customer.discount.*") == ["customer.discount.created", "customer.discount.deleted"])
    #expect(try data("customer.discount.deleted", shop).first?["object"]?["id"] == subscription["discounts"]?[0])
  }

  @Test func aBalanceThatAnInvoiceUsesIsTheCustomers() throws {
    let shop = try BillingClient()
    try shop.client.post("/v1/customers/\(shop.customer)", "balance=-500")
    _ = try shop.subscribe(shop.price())
    let events = try data("customer.updated", shop)
    #expect(events.contains { $0["previous_attributes"] == ["balance": -500] && $0["object"]?["balance"] == 0 })
  }

  /// Updates that leave things as they are.
  @Test func nothingIsToldOfAnUpdateThatChangesNothing() throws {
    let shop = try BillingClient()
    let price = try shop.client.post("/v1/prices/\(shop.price())", "metadata[a]=b")
    let subscription = try shop.subscribe(price.id, "metadata[a]=b")
    let before = try shop.events().filter { $0.hasSuffix(".updated") }
    shop.client.api.sandbox(named: "tests").clock.mode = .shifted(by: 60)
    try shop.client.post("/v1/customers/\(shop.customer)", "email=jenny@example.com")
    try shop.client.post("/v1/products/\(price["product"]?.string ?? "")", "name=Gold")
    try shop.client.post("/v1/prices/\(price.id)", "metadata[a]=b")
    try shop.client.post("/v1/subscriptions/\(subscription.id)", "metadata[a]=b")
    #expect(try shop.events().filter { $0.hasSuffix(".updated") } == before)
    try shop.client.post("/v1/subscriptions/\(subscription.id)", "metadata[a]=c")
    #expect(try shop.events().filter { $0.hasSuffix(".updated") }.count == before.count + 1)
  }
}
