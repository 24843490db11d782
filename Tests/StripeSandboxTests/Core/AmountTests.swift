import Testing

@testable import StripeSandbox

/// What Stripe says of currencies whose amounts are special.
@Suite struct AmountTests {
  private let client = Client()

  private func create(_ amount: Int, _ currency: String) throws -> Client.Answer {
    try client.post(
      "/v1/payment_intents", "amount=\(amount)&currency=\(currency)&allowed_payment_method_types[]=card")
  }

  @Test(arguments: [
    (1001, "kwd", false), (1010, "kwd", true), (15, "bhd", false), (5124, "tnd", false), (101, "isk", false),
    (500, "isk", true), (150, "ugx", false), (500, "ugx", true), (500, "jpy", true), (101, "jpy", true),
    (1001, "usd", true), (17501, "huf", true), (999_999_999_999, "idr", true), (1_000_000_000_000, "idr", false),
    (99_999_999, "usd", true), (100_000_000, "usd", false), (100_000_000, "jpy", false),
  ])
  func anAmountIsTakenOrRefused(amount: Int, currency: String, isTaken: Bool) throws {
    let answer = try create(amount, currency)
    #expect(answer.status == (isTaken ? 200 : 400), "\(answer.body.text)")
    if !isTaken { #expect(answer.error["param"] == "amount") }
  }

  @Test func aPartIsAmountEnough() throws {
    let charge = try client.post("/v1/charges", "amount=5000&currency=kwd&source=tok_visa").id
    #expect(try client.post("/v1/refunds", "charge=\(charge)&amount=1001").status == 400)
    #expect(try client.post("/v1/refunds", "charge=\(charge)&amount=1010").status == 200)
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=5000&currency=kwd&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true&capture_method=manual"
    ).id
    #expect(try client.post("/v1/payment_intents/\(intent)/capture", "amount_to_capture=4001").status == 400)
    #expect(try client.post("/v1/payment_intents/\(intent)/capture", "amount_to_capture=4010").status == 200)
  }
}
