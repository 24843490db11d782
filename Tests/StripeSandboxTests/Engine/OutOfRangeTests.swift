import Testing
import Wire

@testable import StripeSandbox

/// Numbers and cursors that a client would hardly send. They are refused as Stripe refuses, or clamped: none ends the
/// process.
@Suite struct OutOfRangeTests {
  private static let most = "9223372036854775807"
  private static let least = "-9223372036854775808"

  private static let refusals = [
    ("/v1/invoices", "collection_method=send_invoice&days_until_due=\(most)", "days_until_due"),
    ("/v1/invoices", "collection_method=send_invoice&days_until_due=-1", "days_until_due"),
    ("/v1/invoices", "effective_at=\(least)", "effective_at"),
    ("/v1/invoiceitems", "amount=1&currency=usd&period[start]=\(least)&period[end]=\(most)", "period[start]"),
    ("/v1/subscriptions", "items[0][price]=PRICE&trial_period_days=\(most)", "trial_period_days"),
    ("/v1/subscriptions", "items[0][price]=PRICE&backdate_start_date=\(least)", "backdate_start_date"),
    (
      "/v1/subscriptions", "items[0][price]=PRICE&collection_method=send_invoice&days_until_due=\(most)",
      "days_until_due"
    ),
    (
      "/v1/quotes",
      """
      collection_method=send_invoice&invoice_settings[days_until_due]=\(most)\
      &line_items[0][price]=PRICE&line_items[0][quantity]=1
      """, "invoice_settings[days_until_due]"
    ),
    (
      "/v1/subscription_schedules",
      """
      start_date=now&phases[0][items][0][price]=PRICE&phases[0][collection_method]=send_invoice\
      &phases[0][invoice_settings][days_until_due]=\(most)
      """, "phases[0][invoice_settings][days_until_due]"
    ),
    (
      "/v1/checkout/sessions",
      """
      mode=subscription&success_url=https://example.com&line_items[0][price]=PRICE&line_items[0][quantity]=1\
      &subscription_data[trial_period_days]=\(most)
      """, "subscription_data[trial_period_days]"
    ),
    (
      "/v1/customer_sessions",
      """
      components[payment_element][enabled]=true\
      &components[payment_element][features][payment_method_redisplay_limit]=-1
      """, "components[payment_element][features][payment_method_redisplay_limit]"
    ),
  ]

  @Test(arguments: refusals) func areRefused(path: String, form: String, param: String) throws {
    let shop = try BillingClient()
    let price = try shop.price()
    let answer = try shop.client.post(path, "customer=\(shop.customer)&" + form.replacing("PRICE", with: price))
    #expect(answer.status == 400)
    #expect(answer.error["param"]?.string == param, "\(answer.error)")
  }

  @Test(arguments: [
    ("/v1/customers", "balance=\(most)", "balance"),
    ("/v1/customers", "next_invoice_sequence=\(most)", "next_invoice_sequence"),
    (
      "/v1/balance_settings", "payments[payouts][minimum_balance_by_currency][usd]=\(least)",
      "payments[payouts][minimum_balance_by_currency][usd]"
    ),
    (
      "/v1/prices",
      "currency=usd&unit_amount=1&product_data[name]=A&recurring[interval]=day&recurring[trial_period_days]=\(most)",
      "recurring[trial_period_days]"
    ),
    (
      "/v1/shipping_rates",
      "display_name=A&type=fixed_amount&fixed_amount[amount]=\(most)&fixed_amount[currency]=usd", "fixed_amount[amount]"
    ),
  ])
  func areRefusedWithoutACustomer(path: String, form: String, param: String) throws {
    let answer = try Client().post(path, form)
    #expect(answer.status == 400)
    #expect(answer.error["param"]?.string == param, "\(answer.error)")
  }

  @Test func taxesAreReversedByNoMoreThanTheyAre() throws {
    let client = Client()
    let large = try client.post(
      "/v1/tax/calculations",
      """
      currency=usd&customer_details[address][country]=US&customer_details[address][state]=CA\
      &customer_details[address_source]=billing&line_items[0][amount]=\(Self.most)&line_items[1][amount]=\(Self.most)\
      &shipping_cost[amount]=\(Self.most)
      """)
    #expect(large.status == 200)
    let taxed = try client.post(
      "/v1/tax/transactions/create_from_calculation", "calculation=\(large.id)&reference=first&expand[]=line_items")
    let line = taxed["line_items"]?["data"]?[0]?["id"]?.string ?? ""
    for part in [
      "flat_amount=\(Self.least)",
      """
      line_items[0][amount]=\(Self.least)&line_items[0][amount_tax]=0&line_items[0][original_line_item]=\(line)\
      &line_items[0][reference]=a
      """,
    ] {
      let answer = try client.post(
        "/v1/tax/transactions/create_reversal", "mode=partial&original_transaction=\(taxed.id)&reference=second&\(part)"
      )
      #expect(answer.error["message"]?.string?.contains("more than what is left") == true, "\(answer.error)")
    }
  }

  @Test func aPhaseHasAnEnd() throws {
    let shop = try BillingClient()
    for length in [
      "iterations]=\(Self.most)", "duration][interval]=year&phases[0][duration][interval_count]=\(Self.most)",
    ] {
      let schedule = try shop.client.post(
        "/v1/subscription_schedules",
        "customer=\(shop.customer)&start_date=now&phases[0][items][0][price]=\(shop.price())&phases[0][\(length)")
      #expect(schedule.status == 200)
      let phase = schedule["phases"]?[0]
      #expect(phase?["end_date"]?.integer ?? 0 > phase?["start_date"]?.integer ?? 0)
    }
  }

  @Test func pendingItemsAreBilledSomeDay() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(
      shop.price(),
      "pending_invoice_item_interval[interval]=year&pending_invoice_item_interval[interval_count]=\(Self.most)")
    #expect(subscription.status == 200)
    #expect(subscription["next_pending_invoice_item_invoice"]?.integer ?? 0 > BillingClient.start)
  }

  /// Some 20,000 days of the highest price.
  @Test func aBackdatedStartCostsNoMoreThanCanBeCounted() throws {
    let shop = try BillingClient()
    let price = try shop.price(99_999_999, "recurring[interval]=day")
    let subscription = try shop.client.post(
      "/v1/subscriptions",
      """
      customer=\(shop.customer)&items[0][price]=\(price)&items[0][quantity]=10000000&backdate_start_date=0\
      &collection_method=send_invoice&days_until_due=1
      """)
    let lines = try shop.invoices(subscription.id).first?["lines"]?["data"]?.array ?? []
    #expect(lines.contains { $0["amount"]?.integer == Pricing.most })
  }

  @Test func linesAreReadFromOneCursorOn() throws {
    let shop = try BillingClient()
    let invoice = try shop.client.post("/v1/invoices", "customer=\(shop.customer)").id
    for amount in 1...3 {
      try shop.client.post(
        "/v1/invoiceitems", "customer=\(shop.customer)&invoice=\(invoice)&currency=usd&amount=\(amount)")
    }
    let path = "/v1/invoices/\(invoice)/lines"
    let ids = try #require(try shop.client.get(path)["data"]?.array?.compactMap { $0["id"]?.string })
    try #require(ids.count == 3)
    func shown(_ query: String) throws -> [String?] {
      try shop.client.get(path + "?" + query)["data"]?.array?.map { $0["id"]?.string } ?? []
    }
    #expect(try shown("starting_after=\(ids[0])") == [ids[1], ids[2]])
    #expect(try shown("ending_before=\(ids[2])&limit=1") == [ids[1]])
    let both = try shop.client.get("\(path)?starting_after=\(ids[2])&ending_before=\(ids[0])")
    #expect(both.status == 400)
    #expect(both.error["message"]?.string?.hasPrefix("Received both") == true)
  }

  @Test func accountsOfTheSecondVersionAreReadPageByPage() throws {
    let client = Client()
    let ids = try (0..<3).map { _ in try client.post("/v1/accounts", "type=custom&country=US").id }
    var found: [String] = []
    var page = "/v2/core/accounts?limit=1&closed=false"
    while found.count < 5 {
      let answer = try client.get(page)
      found += answer["data"]?.array?.compactMap { $0["id"]?.string } ?? []
      guard let next = answer["next_page_url"]?.string else { break }
      #expect(next.contains("closed=false"))
      page = next
    }
    #expect(found == ids.reversed())
    for token in ["-1", "page_-1", "page_x"] {
      #expect(try client.get("/v2/core/accounts?page=\(token)").status == 400)
    }
    #expect(try client.get("/v2/core/accounts?page=page_\(Self.most)")["data"] == [])
  }
}
