import Testing
import Wire

@testable import StripeSandbox

/// PaymentIntents before 2019-02-11.
@Suite struct OldPaymentIntentTests {
  private let client: Client

  init() {
    var client = Client()
    client.version = "2018-11-08"
    self.client = client
  }

  @Test func theySpeakOfSources() throws {
    let form = "amount=1000&currency=usd&allowed_source_types[]=card"
    let waiting = try client.post("/v1/payment_intents", form)
    #expect(waiting["status"] == "requires_source")
    #expect(waiting["allowed_source_types"] == ["card"])
    for name in ["payment_method_types", "next_action"] { #expect(waiting[name] == nil) }
    let paid = try client.post("/v1/payment_intents/\(waiting.id)/confirm", "source=tok_visa")
    #expect(paid["status"] == "succeeded")
    #expect(paid["source"] == paid["payment_method"])
    #expect(paid["next_source_action"] == .null)
    #expect(paid["charges"]?["data"]?[0]?["amount"] == 1000)
    var newer = client
    newer.version = "2019-02-11"
    let same = try newer.get("/v1/payment_intents/\(waiting.id)")
    #expect(same["payment_method_types"] == ["card"])
    #expect(same["source"] == .null)
    #expect(try newer.post("/v1/payment_intents", form).error["code"] == "parameter_unknown")
  }

  @Test func aSourceMayNeedAnAction() throws {
    let intent = try client.post(
      "/v1/payment_intents",
      "amount=1000&currency=usd&confirm=true&source=tok_threeDSecure2Required&return_url=https://example.com/return")
    #expect(intent["status"] == "requires_source_action")
    #expect(intent["next_source_action"]?["type"] == "authorize_with_url")
    #expect(intent["next_source_action"]?["authorize_with_url"]?["return_url"] == "https://example.com/return")
  }

  @Test func aSourceIsSavedToItsCustomer() throws {
    let customer = try client.post("/v1/customers").id
    let form = "amount=1000&currency=usd&confirm=true&customer=\(customer)&save_source_to_customer=true&source="
    let intent = try client.post("/v1/payment_intents", form + "tok_visa")
    let kept = try client.get("/v1/payment_methods?type=card&customer=\(customer)")
    #expect(kept["data"]?[0]?["id"] == intent["source"])
    #expect(try client.post("/v1/payment_intents", form + "src_none").error["param"] == "source")
  }
}
