import Testing
import Wire

@testable import StripeSandbox

@Suite struct QuoteTests {
  private func quote(_ shop: BillingClient, _ form: String) throws -> Client.Answer {
    let quote = try shop.client.post("/v1/quotes", "customer=\(shop.customer)&\(form)")
    #expect(quote.status == 200)
    return quote
  }

  @Test func aQuoteExpiresByTheClock() throws {
    let shop = try BillingClient()
    let quote = try quote(shop, "line_items[0][price]=\(shop.price())&expires_at=\(BillingClient.start + 86_400)")
    try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    try shop.advance(to: BillingClient.start + 86_400)
    let expired = try shop.client.get("/v1/quotes/\(quote.id)")
    #expect(expired["status"] == "canceled")
    #expect(expired["status_transitions"]?["canceled_at"]?.integer == BillingClient.start + 86_400)
    #expect(try shop.client.post("/v1/quotes/\(quote.id)/accept").status == 400)
  }

  @Test func aSubscriptionsFirstInvoiceIsADraftForAnHour() throws {
    let shop = try BillingClient()
    let quote = try quote(shop, "line_items[0][price]=\(shop.price())")
    try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    let subscription = try shop.client.post("/v1/quotes/\(quote.id)/accept")["subscription"]?.string ?? ""
    #expect(try shop.subscription(subscription)["status"] == "active")
    #expect(try shop.invoices(subscription).map { $0["status"] } == ["draft"])
    try shop.advance(to: BillingClient.start + 7200)
    #expect(try shop.invoices(subscription).map { $0["status"] } == ["paid"])
  }

  @Test func aRevisionTakesThePlaceOfItsOriginal() throws {
    let shop = try BillingClient()
    let quote = try quote(shop, "line_items[0][price]=\(shop.price())")
    let number = try shop.client.post("/v1/quotes/\(quote.id)/finalize")["number"]?.string ?? ""
    let revision = try shop.client.post(
      "/v1/quotes", "from_quote[quote]=\(quote.id)&from_quote[is_revision]=true")
    let final = try shop.client.post("/v1/quotes/\(revision.id)/finalize")
    #expect(final["number"]?.string == number.dropLast() + "2")
    #expect(try shop.client.get("/v1/quotes/\(quote.id)")["status"] == "canceled")
  }

  @Test func whatWasAgreedIsWhatIsBilled() throws {
    let shop = try BillingClient()
    let coupon = try shop.client.post("/v1/coupons", "amount_off=300&currency=usd&duration=once").id
    let own = try shop.client.post("/v1/coupons", "percent_off=50&duration=once").id
    let rate = try shop.client.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=20").id
    let setup = try shop.client.post("/v1/prices", "currency=usd&unit_amount=1000&product_data[name]=Setup").id
    let quote = try quote(
      shop,
      """
      line_items[0][price]=\(shop.price())&line_items[0][quantity]=2&line_items[1][price]=\(setup)&\
      line_items[1][discounts][0][coupon]=\(own)&discounts[0][coupon]=\(coupon)&default_tax_rates[]=\(rate)
      """)
    // 40.00 and half of 10.00, 3.00 off, 20 percent on top.
    #expect(quote["amount_total"] == 5040)
    try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    let accepted = try shop.client.post("/v1/quotes/\(quote.id)/accept")
    #expect(accepted.status == 200)
    let invoice = try shop.client.get("/v1/invoices/\(accepted["invoice"]?.string ?? "")")
    #expect(invoice["total"] == 5040)
    #expect(try shop.client.get("/v1/coupons/\(coupon)")["times_redeemed"] == 1)
  }

  @Test func stripeTaxIsInTheTotals() throws {
    let shop = try BillingClient()
    try shop.client.post("/v1/customers/\(shop.customer)", "address[country]=US&address[state]=CA")
    let setup = try shop.client.post("/v1/prices", "currency=usd&unit_amount=1000&product_data[name]=Setup").id
    let quote = try quote(
      shop,
      "automatic_tax[enabled]=true&line_items[0][price]=\(shop.price())&line_items[1][price]=\(setup)")
    // 7.25 percent of 20.00, and of 10.00.
    #expect(quote["total_details"]?["amount_tax"] == 218)
    #expect(quote["computed"]?["recurring"]?["total_details"]?["amount_tax"] == 145)
    #expect(quote["amount_total"] == 3218)
    #expect(quote["automatic_tax"]?["status"] == "complete")
    try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    let accepted = try shop.client.post("/v1/quotes/\(quote.id)/accept")
    #expect(try shop.client.get("/v1/invoices/\(accepted["invoice"]?.string ?? "")")["total"] == 3218)
  }

  @Test func stripeTaxHasToKnowWhereTheCustomerIs() throws {
    let shop = try BillingClient()
    let quote = try quote(shop, "automatic_tax[enabled]=true&line_items[0][price]=\(shop.price())")
    #expect(quote["automatic_tax"]?["status"] == "requires_location_inputs")
    let refused = try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    #expect(refused["error"]?["code"] == "customer_tax_location_invalid")
    try shop.client.post("/v1/customers/\(shop.customer)", "address[country]=DE")
    #expect(try shop.client.post("/v1/quotes/\(quote.id)/finalize")["total_details"]?["amount_tax"] == 380)
  }

  @Test func onlyWhatLastsIsTakenOffWhatRecurs() throws {
    let shop = try BillingClient()
    let once = try shop.client.post("/v1/coupons", "percent_off=50&duration=once").id
    let always = try shop.client.post("/v1/coupons", "percent_off=10&duration=forever").id
    let quote = try quote(
      shop, "line_items[0][price]=\(shop.price())&discounts[0][coupon]=\(once)&discounts[1][coupon]=\(always)")
    #expect(quote["amount_total"] == 900)
    #expect(quote["computed"]?["upfront"]?["amount_total"] == 900)
    #expect(quote["computed"]?["recurring"]?["amount_total"] == 1800)
  }

  @Test func aScheduleForLaterHasTheTermsOfItsQuote() throws {
    let shop = try BillingClient()
    try shop.client.post("/v1/customers/\(shop.customer)", "address[country]=US&address[state]=CA")
    let start = BillingClient.start + 86_400
    let quote = try quote(
      shop,
      """
      line_items[0][price]=\(shop.price())&automatic_tax[enabled]=true&subscription_data[metadata][plan]=gold&\
      subscription_data[effective_date]=\(start)&subscription_data[description]=Gold
      """)
    try shop.client.post("/v1/quotes/\(quote.id)/finalize")
    let accepted = try shop.client.post("/v1/quotes/\(quote.id)/accept", "expand[]=subscription_schedule")
    let phase = accepted["subscription_schedule"]?["phases"]?[0]
    #expect(phase?["automatic_tax"]?["enabled"] == true)
    #expect(phase?["metadata"]?["plan"] == "gold")
    try shop.advance(to: start)
    let id = accepted["subscription_schedule"]?["id"]?.string ?? ""
    let schedule = try shop.client.get("/v1/subscription_schedules/\(id)?expand[]=subscription.latest_invoice")
    #expect(schedule["subscription"]?["description"] == "Gold")
    #expect(schedule["subscription"]?["metadata"]?["plan"] == "gold")
    #expect(schedule["subscription"]?["latest_invoice"]?["total"] == 2145)
  }

  static let refusals = [
    ("expires_at=5", "expires_at"), ("line_items[0][price]=price_none", "line_items[0][price]"),
    ("line_items[0][quantity]=1", "line_items[0]"),
    ("subscription_data[trial_period_days]=0", "subscription_data[trial_period_days]"),
    ("subscription_data[effective_date]=5", "subscription_data[effective_date]"),
    ("subscription_data[effective_date]=current_period_end", "subscription_data[effective_date]"),
    ("from_quote[quote]=qt_none", "from_quote[quote]"),
    ("invoice_settings[days_until_due]=5", "invoice_settings[days_until_due]"),
  ]

  @Test(arguments: refusals) func whatCannotBeOfferedIsRefused(form: String, param: String) throws {
    let shop = try BillingClient()
    let refused = try shop.client.post("/v1/quotes", form)
    #expect(refused.status == 400)
    #expect(refused["error"]?["param"]?.string == param)
  }
}
