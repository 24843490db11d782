import Testing
import Wire

@testable import StripeSandbox

@Suite struct ParametersTests {
  @Test func everyDeclarationIsWellFormed() {
    for (method, endpoint) in StripeAPI.endpoints {
      #expect(endpoint.parameters().problem == nil, "\(method.rawValue) \(endpoint.pattern)")
    }
  }

  /// Every way to pay may be named in an intent and told what it needs.
  @Test func everyWayToPayHasItsOptions() throws {
    let client = Client()
    for type in PaymentMethodType.all.split(separator: "|") {
      let form = "payment_method_types[]=\(type)&payment_method_options[\(type)]="
      let answer = try client.post("/v1/payment_intents", "amount=500&currency=usd&" + form)
      #expect(answer.status == 200, "\(type): \(answer.error["message"]?.string ?? "")")
      #expect(answer["payment_method_types"] == [.string(String(type))])
    }
  }
}
