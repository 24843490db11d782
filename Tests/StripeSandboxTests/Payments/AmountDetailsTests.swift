import Testing
import Wire

@testable import StripeSandbox

@Suite struct AmountDetailsTests {
  private let client = Client()

  private func create(_ details: String) throws -> Client.Answer {
    let fields = details.split(separator: "&").map { field in
      let halves = field.split(separator: "=", maxSplits: 1)
      let name = halves[0].split(separator: ".").map { "[\($0)]" }.joined()
      return "amount_details\(name)=\(halves[1])"
    }
    let form = "amount=1000&currency=usd&allowed_payment_method_types[]=card&" + fields.joined(separator: "&")
    return try client.post("/v1/payment_intents", form)
  }

  private static let line = "line_items.0.product_name=Rope&line_items.0.quantity=2&line_items.0.unit_cost="

  @Test(arguments: [
    line + "500", line + "450&line_items.0.tax.total_tax_amount=100", line + "450&tax.total_tax_amount=100",
    line + "400&shipping.amount=200", line + "600&discount_amount=200", line + "600&line_items.0.discount_amount=200",
    "tax.total_tax_amount=100&shipping.amount=900", "shipping.amount=0",
  ])
  func whatAddsUpIsTaken(details: String) throws {
    let intent = try create(details)
    #expect(intent.status == 200, "\(intent.body.text)")
    #expect(intent["amount_details"]?["error"] == nil)
  }

  @Test(arguments: [
    (line + "499", "amount_details_amount_mismatch", "amount_details"),
    (line + "9223372036854775807", "amount_details_amount_mismatch", "amount_details"),
    (line + "500&shipping.amount=1", "amount_details_amount_mismatch", "amount_details"),
    (
      "tax.total_tax_amount=500&discount_amount=501", "amount_details_tax_shipping_discount_greater_than_amount",
      "amount_details"
    ), ("discount_amount=0", "parameter_invalid_integer", "amount_details[discount_amount]"),
    ("shipping.amount=-1", "parameter_invalid_integer", "amount_details[shipping][amount]"),
    (line + "-500", "parameter_invalid_integer", "amount_details[line_items][0][unit_cost]"),
    (
      "line_items.0.product_name=Rope&line_items.0.quantity=0&line_items.0.unit_cost=1", "parameter_invalid_integer",
      "amount_details[line_items][0][quantity]"
    ), (line + "500&discount_amount=1&line_items.0.discount_amount=1", nil, "amount_details[discount_amount]"),
    (line + "500&tax.total_tax_amount=1&line_items.0.tax.total_tax_amount=1", nil, "amount_details[tax]"),
    (line + "500&line_items.0.product_code=1234567890123", nil, "amount_details[line_items][0][product_code]"),
  ])
  func whatDoesNotIsRefused(details: String, code: String?, param: String) throws {
    let answer = try create(details)
    #expect(answer.status == 400)
    #expect(answer.error["code"]?.string == code)
    #expect(answer.error["param"]?.string == param)
  }

  @Test func aMismatchCanBeShownInstead() throws {
    let intent = try create(Self.line + "499&enforce_arithmetic_validation=false")
    #expect(intent.status == 200)
    #expect(intent["amount_details"]?["error"]?["code"] == "amount_details_amount_mismatch")
    let changed = try client.post("/v1/payment_intents/\(intent.id)", "amount_details=")
    #expect(changed["amount_details"] == ["tip": [:]])
  }

  @Test func aCaptureIsHeldToItsOwnDetails() throws {
    let id = try client.post(
      "/v1/payment_intents",
      "amount=1000&currency=usd&allowed_payment_method_types[]=card&capture_method=manual&confirm=true&payment_method=pm_card_visa"
    ).id
    let form = "amount_to_capture=600&amount_details[line_items][0][product_name]=Rope"
    let line = "&amount_details[line_items][0][quantity]=1&amount_details[line_items][0][unit_cost]="
    let path = "/v1/payment_intents/\(id)/capture"
    #expect(try client.post(path, form + line + "1000").error["code"] == "amount_details_amount_mismatch")
    #expect(try client.post(path, form + line + "600")["status"] == "succeeded")
  }

  @Test func aFeeNeedsAnAccountWhenItIsCaptured() throws {
    let intent = "amount=1000&currency=usd&allowed_payment_method_types[]=card"
    let held = try client.post(
      "/v1/payment_intents", intent + "&capture_method=manual&confirm=true&payment_method=pm_card_visa"
    ).id
    let open = try client.post("/v1/payment_intents", intent).id
    for path in ["\(held)/capture", open] {
      let answer = try client.post("/v1/payment_intents/\(path)", "application_fee_amount=10")
      #expect(answer.status == 400)
      #expect(answer.error["param"] == "application_fee_amount")
    }
  }
}
