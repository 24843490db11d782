import Testing
import Wire

@testable import StripeSandbox

/// Where customers are, and what that costs.
@Suite struct TaxTests {
  let client = Client()

  private static let places: [(country: String, state: String?, code: String?, found: String?)] = [
    ("US", "CA", nil, "US-CA"), ("US", nil, "10001", "US-NY"), ("us", nil, "94080-1234", "US-CA"),
    ("US", nil, "96813", "US-HI"), ("US", nil, "05001", "US-VT"), ("US", nil, "88510", "US-TX"),
    ("US", nil, nil, nil), ("US", "California", nil, nil), ("US", "California", "94080", "US-CA"),
    ("US", nil, "123", nil), ("US", "XX", nil, nil), ("CA", nil, "M5V 2T6", "CA-ON"), ("CA", "QC", nil, "CA-QC"),
    ("CA", nil, "Z1A 1A1", nil), ("DE", nil, nil, "DE"), ("DE", "BY", nil, "DE"), ("", nil, nil, nil),
  ]

  @Test(arguments: places.indices) func anAddressSaysWhereTaxIsOwed(index: Int) {
    let place = Self.places[index]
    var address = Address()
    address.country = place.country
    address.state = place.state
    address.postalCode = place.code
    let location = TaxLocation(address, .billing)
    #expect(location.map { [$0.country, $0.state].compactMap(\.self).joined(separator: "-") } == place.found)
  }

  @Test func everyStateAndCountryHasARate() {
    for state in ["AK", "CA", "DC", "NY", "PR", "WY"] {
      #expect(TaxTable.entries(country: "US", state: state).map(\.type) == ["sales_tax"])
    }
    for country in TaxTable.europeanUnion {
      #expect(TaxTable.entries(country: country, state: nil).map(\.type) == ["vat"])
    }
    #expect(TaxTable.entries(country: "CA", state: "QC").map(\.type) == ["gst", "qst"])
    #expect(TaxTable.entries(country: "AQ", state: nil).isEmpty)
  }

  private static let cases: [(form: String, tax: Int, reason: String)] = [
    ("currency=usd&customer_details[address][country]=US&customer_details[address][state]=CA", 73, "standard_rated"),
    ("currency=usd&customer_details[address][country]=US&customer_details[address][state]=OR", 0, "zero_rated"),
    ("currency=eur&customer_details[address][country]=DE", 190, "standard_rated"),
    (
      "currency=eur&customer_details[address][country]=DE&customer_details[tax_ids][0][type]=eu_vat&customer_details[tax_ids][0][value]=DE123456789",
      0, "reverse_charge"
    ),
    (
      "currency=eur&customer_details[address][country]=FR&customer_details[taxability_override]=customer_exempt", 0,
      "customer_exempt"
    ),
    ("currency=eur&customer_details[address][country]=FR&line_items[0][tax_code]=txcd_00000000", 0, "product_exempt"),
    ("currency=eur&customer_details[address][country]=FR&line_items[0][tax_behavior]=inclusive", 167, "standard_rated"),
  ]

  @Test(arguments: cases.indices) func taxesFollowTheTable(index: Int) throws {
    let one = Self.cases[index]
    let form = "line_items[0][amount]=1000&customer_details[address_source]=billing&" + one.form
    let answer = try client.post("/v1/tax/calculations", form)
    let part = answer["tax_breakdown"]?[0]
    #expect(part?["amount"] == .integer(one.tax))
    #expect(part?["taxability_reason"] == .string(one.reason))
  }

  @Test func aReversalInPartsTakesBackAllOfIt() throws {
    let calculation = try client.post(
      "/v1/tax/calculations",
      "currency=usd&customer_details[address][country]=US&customer_details[address][state]=CA&customer_details[address_source]=billing&line_items[0][amount]=1000&line_items[1][amount]=333&shipping_cost[amount]=99"
    )
    let total = calculation["amount_total"]?.integer ?? 0
    let transaction = try client.post(
      "/v1/tax/transactions/create_from_calculation", "calculation=\(calculation.id)&reference=order")
    var sum = 0
    for (number, amount) in [total / 3, total / 3, total - 2 * (total / 3)].enumerated() {
      let reversal = try client.post(
        "/v1/tax/transactions/create_reversal",
        "mode=partial&original_transaction=\(transaction.id)&reference=\(number)&flat_amount=-\(amount)&expand[]=line_items"
      )
      let lines = (reversal["line_items"]?["data"]?.array ?? []) + [reversal["shipping_cost"] ?? .null]
      sum += lines.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) + ($1["amount_tax"]?.integer ?? 0) }
    }
    #expect(sum == -total)
    let more = try client.post(
      "/v1/tax/transactions/create_reversal",
      "mode=partial&original_transaction=\(transaction.id)&reference=more&flat_amount=-1")
    #expect(more.status == 400)
  }

  @Test func aCheckoutSessionIsTaxedWhereTheCustomerIs() throws {
    let session = try client.post(
      "/v1/checkout/sessions",
      "mode=payment&success_url=https://example.com&automatic_tax[enabled]=true&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=10000&line_items[0][price_data][product_data][name]=Jacket"
    )
    #expect(session["automatic_tax"]?["status"] == "requires_location_inputs")
    #expect(session["amount_total"] == 10_000)
    let updated = try client.post(
      "/v1/payment_pages/\(session.id)", "billing_address[country]=US&billing_address[postal_code]=10001")
    #expect(updated["session"]?["amount_total"] == 10_400)
    #expect(updated["session"]?["total_details"]?["amount_tax"] == 400)
    #expect(updated["session"]?["automatic_tax"]?["status"] == "complete")
    let paid = try client.post(
      "/v1/payment_pages/\(session.id)/confirm", "email=a@example.com&payment_method=pm_card_visa&expected_amount=10400"
    )
    #expect(paid["session"]?["payment_status"] == "paid")
    #expect(paid["page"]?["intent"]?["amount"] == 10_400)
  }
}
