import Testing
import Wire

@testable import ContractRunner

/// A Nest Payments that forgets to require one property has to fail its contracts, whichever it is.
@Suite struct RequiredPropertyTests {
  struct Property: Sendable, CustomTestStringConvertible {
    let path: String
    let name: String
    var testDescription: String { "POST \(path) without \(name)" }
  }

  static let properties = [
    ("/user", ["userName", "email", "password"]), ("/user/register", ["userName", "email", "password"]),
    ("/user/login", ["email", "password"]), ("/payment", ["cuid"]),
    ("/payment/confirm", ["cuid", "paymentId", "paymentMethodId"]),
  ].flatMap { path, names in names.map { Property(path: path, name: $0) } }

  @Test(arguments: properties) func everyRequiredPropertyIsMissed(_ property: Property) {
    var payment = "pi_none"
    let result = Tampered.verify { request, ask in
      let body = (try? JSONParser.parse(request.body))?.object
      let isMeant = request.method == .post && request.path == property.path
      guard isMeant, var body, body[property.name] == nil,
        request.headers["Authorization"] != nil || property.path != "/user"
      else {
        let answer = ask(request)
        if request.path == "/payment", let id = answer.json?["id"]?.string { payment = id }
        return answer
      }
      if property.path == "/user/login" { return .json(201, ["access_token": "a.b.c"]) }
      body[property.name] = Self.filled(property.name, payment)
      var lenient = request
      lenient.body = JSON.object(body).bytes
      return ask(lenient)
    }
    #expect(result.verdict == .failed)
  }

  private static func filled(_ name: String, _ payment: String) -> JSON {
    let drawn = String(UInt64.random(in: .min ... .max), radix: 36)
    switch name {
    case "email": return .string("\(drawn)@example.com")
    case "paymentId": return .string(payment)
    case "paymentMethodId": return "pm_card_visa"
    case "cuid": return .string("c" + (drawn + drawn + drawn).prefix(24))
    default: return .string("drawn \(drawn)")
    }
  }
}
