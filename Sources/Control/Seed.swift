import StripeSandbox
import Wire

extension ControlAPI {
  /// `{"example": "shop"}`: a shop with 200 customers and three months behind it. `{"fixtures": […]}`: the steps of a seed
  /// file, as `nestbox seed` takes it.
  func seed(_ call: ControlCall) throws(ControlError) -> JSON {
    switch (call.body["example"]?.string, call.body["fixtures"]) {
    case (_?, nil):
      let shop = ExampleShop(call.sandbox) { [self] request throws(ControlError) in try answer(to: request, call) }
      try shop.open()
    case (nil, _?): try runFixtures(call)
    default: throw ControlError(400, "Say {\"example\": \"shop\"} or {\"fixtures\": […]}.")
    }
    webhooks?.pump(call.sandbox)
    let counts = Registry.shared.kinds.compactMap { kind -> (key: String, value: JSON)? in
      let count = call.sandbox.store.count(of: kind)
      return count == 0 ? nil : (kind.object.description, .integer(count))
    }
    return ["sandbox": .string(call.sandboxName), "objects": .object(JSON.Object(counts))]
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

  private func answer(to request: Request, _ call: ControlCall) throws(ControlError) -> JSON {
    let response = stripe.respond(to: named(request, call))
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    // A card that is declined is part of a shop's life.
    guard response.status < 300 || response.status == 402 else {
      throw ControlError(500, "\(request.path): \(answer["error"]?["message"]?.string ?? answer.text)")
    }
    return answer
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
