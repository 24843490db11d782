import Testing
import Wire

@testable import StripeSandbox

@Suite struct ParametersTests {
  @Test func everyDeclarationIsWellFormed() {
    for (method, endpoint) in Registry.shared.endpoints {
      #expect(endpoint.parameters().problem == nil, "\(method.rawValue) \(endpoint.pattern)")
    }
  }

  /// Every way to pay may be named in an intent and told what it needs.
  @Test func everyWayToPayHasItsOptions() throws {
    let client = Client()
    for type in PaymentMethodType.ofIntents.split(separator: "|") {
      let form = "allowed_payment_method_types[]=\(type)&payment_method_options[\(type)]="
      let currency = PaymentMethodType.named(String(type)).currencies.first ?? "usd"
      let answer = try client.post("/v1/payment_intents", "amount=5000&currency=\(currency)&" + form)
      #expect(answer.status == 200, "\(type): \(answer.error["message"]?.string ?? "")")
      #expect(answer["payment_method_types"] == [.string(String(type))])
    }
  }

  @Test(arguments: [
    ("guid=1&key=pk_test_x&referrer=x&client_attribution_metadata[a]=b", nil), ("shipping[guid]=1", "shipping[guid]"),
    ("tax_id_data[][key]=1", "tax_id_data[0][key]"), ("nmae=x&shipping[nmae]=y", "nmae"),
  ])
  func whatStripeJSAddsIsKnownOnTheOutsideOnly(form: String, unknown: String?) throws {
    let answer = try Client().post("/v1/customers", form)
    #expect(answer.status == (unknown == nil ? 200 : 400))
    #expect(answer.error["param"]?.string == unknown)
  }

  @Test func aNameOfAnyLengthIsRefusedByItsName() throws {
    let name = String(repeating: "x", count: 200_000)
    let answer = try Client().post("/v1/customers", name + "=1")
    #expect(answer.status == 400)
    #expect(answer.error["param"]?.string == name, "the whole name")
  }

  @Test func whatTheDescriptorExceedsIsCountedAsItsLengthIs() throws {
    let family = "👨‍👩‍👧"
    let text = String(repeating: family, count: 5)
    let answer = try Client().post("/v1/payment_intents", "amount=500&currency=usd&statement_descriptor=" + text)
    #expect(
      answer.error["message"]?.string
        == "The statement descriptor must be at most 22 characters. \(text) is 25 characters long.")
  }
}
