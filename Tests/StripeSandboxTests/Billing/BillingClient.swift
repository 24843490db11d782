import Testing
import Wire

@testable import StripeSandbox

/// A shop with a product and a customer on a test clock.
struct BillingClient {
  var client = Client()
  let clock: String
  let customer: String
  static let start = 1_767_225_600  // 1 January 2026

  init(card: String = "pm_card_visa", version: String? = nil) throws {
    client.version = version
    clock = try client.post("/v1/test_helpers/test_clocks", "frozen_time=\(Self.start)").id
    customer = try client.post("/v1/customers", "email=jenny@example.com&test_clock=\(clock)").id
    if !card.isEmpty { try give(card) }
  }

  /// Makes a card the customer's default.
  func give(_ card: String) throws {
    let method = try client.post("/v1/payment_methods/\(card)/attach", "customer=\(customer)")
    #expect(method.status == 200)
    try client.post("/v1/customers/\(customer)", "invoice_settings[default_payment_method]=\(method.id)")
  }

  func price(_ amount: Int = 2000, _ form: String = "recurring[interval]=month", name: String = "Gold") throws -> String
  {
    let price = try client.post(
      "/v1/prices", "currency=usd&unit_amount=\(amount)&product_data[name]=\(name)&\(form)")
    #expect(price.status == 200)
    return price.id
  }

  func subscribe(_ price: String, _ form: String = "") throws -> Client.Answer {
    try client.post("/v1/subscriptions", "customer=\(customer)&items[0][price]=\(price)&\(form)")
  }

  func advance(to moment: Int) throws {
    let answer = try client.post("/v1/test_helpers/test_clocks/\(clock)/advance", "frozen_time=\(moment)")
    #expect(answer["status"] == "advancing")
    #expect(try client.get("/v1/test_helpers/test_clocks/\(clock)")["status"] == "ready")
  }

  func subscription(_ id: String) throws -> Client.Answer { try client.get("/v1/subscriptions/\(id)") }

  func invoices(_ subscription: String) throws -> [JSON] {
    try client.get("/v1/invoices?subscription=\(subscription)&limit=100")["data"]?.array ?? []
  }

  /// The types of all events, oldest first.
  func events(_ pattern: String = "*") throws -> [String] {
    let events = try client.get("/v1/events?limit=100")["data"]?.array ?? []
    return events.reversed().compactMap { $0["type"]?.string }.filter { Event.matches($0, pattern) }
  }
}
