import StripeSandbox
import Wire

extension ControlAPI {
  /// `{"example": "shop"}`: a shop with 200 customers and three months behind it. `{"fixtures": […]}`: the steps of a seed
  /// file, as `nestbox seed` takes it. All of it is made, or nothing.
  func seed(_ call: ControlCall) throws(ControlError) -> JSON {
    let isExample = call.body["example"] != nil
    guard isExample != (call.body["fixtures"] != nil) else {
      throw ControlError(400, "Say {\"example\": \"shop\"} or {\"fixtures\": […]}.")
    }
    do throws(ControlError) {
      try stripe.attempt(in: call.sandbox) { () throws(ControlError) in
        if isExample { try openShop(call) } else { try runFixtures(call) }
      }
    } catch {
      throw ControlError(error.status, "Nothing was made, because \(error.message)")
    }
    let counts = Registry.shared.kinds.compactMap { kind -> (key: String, value: JSON)? in
      let count = call.sandbox.store.count(of: kind)
      return count == 0 ? nil : (kind.object.description, .integer(count))
    }
    return ["sandbox": .string(call.sandboxName), "objects": .object(JSON.Object(counts))]
  }

  private func openShop(_ call: ControlCall) throws(ControlError) {
    let shop = ExampleShop(call.sandbox) { [self] request throws(ControlError) in
      let response = stripe.respond(to: named(request, call))
      let answer = (try? JSONParser.parse(response.body)) ?? .null
      // A card that is declined is part of a shop's life.
      guard response.status < 300 || response.status == 402 else {
        let message = answer["error"]?["message"]?.string ?? answer.text
        throw ControlError(400, "\(request.method.rawValue) \(request.path) failed with \(response.status): \(message)")
      }
      return answer
    }
    try shop.open()
  }

  private func runFixtures(_ call: ControlCall) throws(ControlError) {
    do {
      try Fixtures(JSON.object(call.body).bytes).run(key: "sk_test_nestbox", environment: { _ in nil }) { request in
        guard request.path.hasPrefix("/v1/") || request.path.hasPrefix("/v2/") else {
          throw Fixtures.Failure("a seed sent here has paths under /v1 and /v2 only, not \(request.path)")
        }
        return stripe.respond(to: named(request, call))
      }
    } catch {
      throw ControlError(400, "\(error)")
    }
  }

  /// In the sandbox of the call, or in the account that it speaks for.
  private func named(_ request: Request, _ call: ControlCall) -> Request {
    var request = request
    let parts = call.sandboxName.split(separator: "/").map(String.init)
    request.headers["Authorization"] = request.headers["Authorization"] ?? "Bearer sk_test_nestbox"
    request.sandbox = parts.first
    if parts.count > 1 { request.headers["Stripe-Account"] = parts[1] }
    return request
  }
}
