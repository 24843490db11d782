import StripeSandbox
import Wire

extension ControlAPI {
  func listTriggers(_ call: ControlCall) throws(ControlError) -> JSON {
    ["events": .array(Set(Registry.shared.events.map(\.event)).sorted().map(JSON.string))]
  }

  /// `{"event": "payment_intent.succeeded"}`: answers with what the last call made. `override`, `add`, `remove` and
  /// `customer` change the calls: see `TriggerChanges`.
  func trigger(_ call: ControlCall) throws(ControlError) -> JSON {
    let event = call.body["event"]?.string ?? ""
    guard let recipe = Registry.shared.events.first(where: { $0.event == event }) else { throw Self.noRecipe(event) }
    let changes = try TriggerChanges(.object(call.body))
    try changes.check(against: recipe.script)
    let headers: Headers = [
      "Authorization": "Bearer sk_test_nestbox", "Content-Type": "application/x-www-form-urlencoded",
    ]
    var answers: [String: JSON] = [:]
    var answer = JSON.null
    for step in recipe.script.steps {
      if let customer = changes.customer, step.makesCustomer {
        answer = ["id": .string(customer), "object": "customer"]
      } else {
        let request = changes.applied(to: step).request(with: answers, headers: headers, sandbox: call.sandboxName)
        answer = (try? JSONParser.parse(stripe.respond(to: request).body)) ?? .null
      }
      if let name = step.name { answers[name] = answer }
      try changes.check(answer, event)
    }
    return ["event": .string(event), "sandbox": .string(call.sandboxName), "object": answer]
  }

  private static func noRecipe(_ event: String) -> ControlError {
    let known = Registry.shared.events.map(\.event)
    if EventTypes.contains(event) {
      return ControlError(400, "Stripe has “\(event)”, but this sandbox has no way to bring it about.")
    }
    let meant = EventTypes.suggestion(for: event, among: known) ?? EventTypes.suggestion(for: event)
    let hint = meant.map { " Did you mean “\($0)”?" } ?? ""
    return ControlError(400, "There is no event “\(event)”.\(hint) GET /_sandbox/trigger lists what there is.")
  }
}
