import Testing
import Wire

@testable import StripeSandbox

/// What happens without a request of the merchant's.
@Suite struct OutsideTests {
  private let client = Client()
  private var sandbox: Sandbox { client.api.sandbox(named: "tests") }

  private func latestEvent() throws -> JSON {
    try client.get("/v1/events?limit=1")["data"]?[0] ?? .null
  }

  @Test func aNetworkRenewsACard() throws {
    let customer = try client.post("/v1/customers").id
    let card = try client.post("/v1/payment_methods/pm_card_visa/attach", "customer=\(customer)")
    let year = try #require(card["card"]?["exp_year"]?.integer)
    let renewed = try client.api.renewCard(card.id, number: nil, expMonth: nil, expYear: nil, in: sandbox)
    #expect(renewed["card"]?["exp_year"]?.integer == year + 4)
    #expect(renewed["card"]?["fingerprint"] == card["card"]?["fingerprint"])
    let event = try latestEvent()
    #expect(event["type"] == "payment_method.automatically_updated")
    #expect(event["data"]?["previous_attributes"]?["card"]?["exp_year"]?.integer == year)
    let other = try client.api.renewCard(
      card.id, number: "5555555555554444", expMonth: nil, expYear: year + 2, in: sandbox)
    #expect(other["card"]?["last4"] == "4444")
    #expect(other["card"]?["brand"] == "mastercard")
    #expect(other["customer"]?.string == customer)
    for (number, year) in [("4242424242424241", 2060), ("4242424242424242", 1999)] {
      #expect(throws: StripeError.self) {
        try client.api.renewCard(card.id, number: number, expMonth: nil, expYear: year, in: sandbox)
      }
    }
  }

  @Test func anOldCardIsRenewedAsASource() throws {
    let customer = try client.post("/v1/customers", "source=tok_visa")
    let id = try #require(customer["default_source"]?.string)
    _ = try client.api.renewCard(id, number: nil, expMonth: 5, expYear: 2050, in: sandbox)
    #expect(try latestEvent()["type"] == "customer.source.updated")
    #expect(try client.get("/v1/customers/\(customer.id)/sources/\(id)")["exp_year"] == 2050)
  }

  @Test func onlyACardOnFileIsRenewed() throws {
    let loose = try client.post("/v1/payment_methods", "type=card&card[token]=tok_visa").id
    for id in [loose, "pm_none"] {
      #expect(throws: StripeError.self) {
        try client.api.renewCard(id, number: nil, expMonth: nil, expYear: nil, in: sandbox)
      }
    }
  }

  @Test func aTestClockThatFailedIsOfNoMoreUse() throws {
    let clock = try client.post("/v1/test_helpers/test_clocks", "frozen_time=1800000000").id
    let failed = try client.api.failTestClock(clock, in: sandbox)
    #expect(failed["status"] == "internal_failure")
    #expect(try latestEvent()["type"] == "test_helpers.test_clock.internal_failure")
    let path = "/v1/test_helpers/test_clocks/\(clock)"
    #expect(try client.post(path + "/advance", "frozen_time=1800000001").status == 400)
    #expect(throws: StripeError.self) { try client.api.failTestClock(clock, in: sandbox) }
    #expect(try client.delete(path).status == 200)
  }

  @Test func aClockThatFailsOnItsWayStaysWhereItIs() throws {
    let clock = try client.post("/v1/test_helpers/test_clocks", "frozen_time=1800000000").id
    let path = "/v1/test_helpers/test_clocks/\(clock)"
    _ = try client.api.failTestClock(clock, in: sandbox)
    #expect(try client.get(path)["frozen_time"] == 1_800_000_000)
    #expect(try client.get(path)["status_details"] == [:])
  }

  @Test func anInvoiceAsksForAPaymentByAnotherProcessor() throws {
    let customer = try client.post("/v1/customers").id
    let method = try client.post("/v1/payment_methods", "type=custom&custom[type]=cpmt_1")
    #expect(method["custom"]?["type"] == "cpmt_1")
    try client.post("/v1/payment_methods/\(method.id)/attach", "customer=\(customer)")
    let price = try client.post(
      "/v1/prices", "currency=usd&unit_amount=2000&recurring[interval]=month&product_data[name]=Gold"
    ).id
    let subscription = try client.post(
      "/v1/subscriptions", "customer=\(customer)&items[0][price]=\(price)&default_payment_method=\(method.id)")
    #expect(subscription["status"] == "incomplete")
    let invoice = try #require(subscription["latest_invoice"]?.string)
    let events = try client.get("/v1/events?type=invoice.payment_attempt_required")
    #expect(events["data"]?[0]?["data"]?["object"]?["id"]?.string == invoice)
    #expect(try client.get("/v1/payment_intents")["data"] == [])
    #expect(try client.post("/v1/invoices/\(invoice)/pay", "paid_out_of_band=true")["status"] == "paid")
    #expect(try client.get("/v1/subscriptions/\(subscription.id)")["status"] == "active")
  }

  @Test func noIntentTakesWhatAnotherProcessorCharges() throws {
    let method = try client.post("/v1/payment_methods", "type=custom&custom[type]=cpmt_1").id
    let answer = try client.post(
      "/v1/payment_intents", "amount=100&currency=usd&confirm=true&return_url=https://a.co&payment_method=\(method)")
    #expect(answer.status == 400)
  }
}
