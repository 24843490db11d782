import StripeSandbox
import Wire

extension ControlAPI {
  func listTriggers(_ call: ControlCall) throws(ControlError) -> JSON {
    ["events": .array(Registry.shared.events.map { .string($0.event) })]
  }

  /// `{"event": "payment_intent.succeeded"}`: answers with what the last call made.
  func trigger(_ call: ControlCall) throws(ControlError) -> JSON {
    let event = call.body["event"]?.string ?? ""
    guard let recipe = Registry.shared.events.first(where: { $0.event == event }) else {
      let known = Registry.shared.events.map(\.event)
      let meant = suggestion(for: event, among: known).map { ": did you mean “\($0)”?" } ?? "."
      throw ControlError(
        400, "There is no way known to make “\(event)”\(meant) GET /_sandbox/trigger lists what there is.")
    }
    let headers: Headers = [
      "Authorization": "Bearer sk_test_nestbox", "Content-Type": "application/x-www-form-urlencoded",
    ]
    var answers: [String: JSON] = [:]
    var answer = JSON.null
    for step in recipe.script.steps {
      let request = step.request(with: answers, headers: headers, sandbox: call.sandboxName)
      answer = (try? JSONParser.parse(stripe.respond(to: request).body)) ?? .null
      if let name = step.name { answers[name] = answer }
    }
    return ["event": .string(event), "sandbox": .string(call.sandboxName), "object": answer]
  }
}
