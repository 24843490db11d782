import Testing
import Wire

@testable import StripeSandbox

@Suite struct ExpandedHashTests {
  /// Hashes are whole already, and so is what holds something expandable.
  @Test(arguments: ["address", "invoice_settings", "subscriptions.data.items", "subscriptions.data.default_tax_rates"])
  func hashesMayBeExpanded(path: String) throws {
    let client = Client()
    let customer = try client.post("/v1/customers", "name=Jenny").id
    #expect(try client.get("/v1/customers/\(customer)?expand[]=\(path)").status == 200)
  }

  @Test(arguments: ["metadata", "name", "subscriptions.data.metadata"])
  func otherMembersMayNot(path: String) throws {
    let client = Client()
    let customer = try client.post("/v1/customers", "name=Jenny").id
    #expect(try client.get("/v1/customers/\(customer)?expand[]=\(path)").status == 400)
  }

  @Test func aPriceMayBeNamedThatIsThereAnyway() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(), "expand[]=items.data.price&expand[]=latest_invoice.lines")
    #expect(subscription["items"]?["data"]?[0]?["price"]?["object"] == "price")
  }

  @Test func aSessionsTotalsAreBrokenDown() throws {
    let client = Client()
    let coupon = try client.post("/v1/coupons", "percent_off=10&duration=once").id
    let price = try client.post("/v1/prices", "currency=usd&unit_amount=2000&product_data[name]=T-shirt").id
    let session = try client.post(
      "/v1/checkout/sessions",
      "mode=payment&success_url=https://example.com&line_items[0][price]=\(price)&line_items[0][quantity]=2&discounts[0][coupon]=\(coupon)&expand[]=total_details.breakdown"
    )
    let breakdown = session["total_details"]?["breakdown"]
    #expect(breakdown?["taxes"] == [])
    #expect(breakdown?["discounts"]?[0]?["amount"] == 400)
    #expect(breakdown?["discounts"]?[0]?["discount"]?["object"] == "discount")
    #expect(breakdown?["discounts"]?[0]?["discount"]?["checkout_session"]?.string == session.id)
    #expect(breakdown?["discounts"]?[0]?["discount"]?["source"]?["coupon"]?.string == coupon)
  }
}
