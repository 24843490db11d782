import Testing
import Wire

@testable import StripeSandbox

@Suite struct ParametersTests {
  @Test func everyDeclarationIsWellFormed() {
    for (method, endpoint) in StripeAPI.endpoints {
      #expect(endpoint.parameters().problem == nil, "\(method.rawValue) \(endpoint.pattern)")
    }
  }
}
