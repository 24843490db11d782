import Testing
import Wire

@testable import StripeSandbox

@Suite struct CarryOverTests {
  let client = Client()
  static let mandate =
    "&payment_method_options[card][mandate_options][reference]=r&payment_method_options[card][mandate_options][amount]=1000"
    + "&payment_method_options[card][mandate_options][amount_type]=maximum"
    + "&payment_method_options[card][mandate_options][start_date]=1900000000"
    + "&payment_method_options[card][mandate_options][interval]=month"

  @Test func anIndianCardAuthenticatesWhereThatIsAskedFor() throws {
    let form = "amount=599&currency=usd&allowed_payment_method_types[]=card&confirm=true&payment_method="
    let card = "pm_card_indiaRecurringMandateSetupAndRenewalsSuccess"
    #expect(try client.post("/v1/payment_intents", form + card)["status"] == "succeeded")
    let any = "&payment_method_options[card][request_three_d_secure]=any"
    #expect(try client.post("/v1/payment_intents", form + card + any)["status"] == "requires_action")
  }

  @Test func aChargeOffSessionSaysSo() throws {
    let form = "amount=599&currency=usd&allowed_payment_method_types[]=card&confirm=true&payment_method=pm_card_visa"
    func indicator(_ more: String) throws -> JSON? {
      let intent = try client.post("/v1/payment_intents", form + more + "&expand[]=latest_charge")
      return intent["latest_charge"]?["payment_method_details"]?["card"]?["electronic_commerce_indicator"]
    }
    #expect(try indicator("&off_session=true") == "02")
    #expect(try indicator("") == "07")
  }

  @Test func aWithdrawnMandateIsRefusedAtOnce() throws {
    let customer = try client.post("/v1/customers").id
    let setup = try client.post(
      "/v1/setup_intents",
      "customer=\(customer)&confirm=true&allowed_payment_method_types[]=card"
        + "&payment_method=pm_card_indiaRecurringPaymentFailureCanceledMandate"
        + "&payment_method_options[card][mandate_options][currency]=usd" + Self.mandate)
    let mandate = try #require(setup["mandate"]?.string)
    let answer = try client.post(
      "/v1/payment_intents",
      "amount=599&currency=usd&allowed_payment_method_types[]=card&confirm=true&off_session=true&customer=\(customer)"
        + "&payment_method=\(setup["payment_method"]?.string ?? "")&mandate=\(mandate)")
    #expect(answer.status == 402)
    #expect(answer.error["code"] == "india_recurring_payment_mandate_canceled")
  }
}
