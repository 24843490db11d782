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
    var answers: [String: JSON] = ["soon": soon(after: call.sandbox.now)]
    var answer = JSON.null
    for step in recipe.script.steps {
      if let customer = changes.customer, step.makesCustomer {
        answer = ["id": .string(customer), "object": "customer"]
      } else if step.path.hasPrefix("/_sandbox/") {
        answer = try perform(changes.applied(to: step), with: answers, in: call.sandboxName)
      } else {
        let request = changes.applied(to: step).request(with: answers, headers: headers, sandbox: call.sandboxName)
        answer = (try? JSONParser.parse(stripe.respond(to: request).body)) ?? .null
      }
      if let name = step.name { answers[name] = answer }
      try changes.check(answer, event)
    }
    return ["event": .string(event), "sandbox": .string(call.sandboxName), "object": answer]
  }

  /// A step that is a call of this API: `POST /_sandbox/clock advance=86400`.
  private func perform(
    _ step: Script.Step, with answers: [String: JSON], in sandbox: String
  ) throws(ControlError) -> JSON {
    let form: JSON.Object = (try? Form.parse(step.form)) ?? JSON.Object()
    let values = form.members.map { name, text -> JSON.Object.Member in
      let value = text.string ?? ""
      return (name, Int(value).map(JSON.integer) ?? (value == "true" ? .bool(true) : text))
    }
    var request = step.request(with: answers, headers: [:], sandbox: sandbox)
    request.body = Array(JSON.object(JSON.Object(values)).text.utf8)
    var response = Response(200)
    handle(request, Reply { response = $0 })
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    guard response.status < 400 else {
      throw ControlError(response.status, answer["error"]?["message"]?.string ?? "The call failed: \(step.path)")
    }
    return answer
  }

  /// `{soon.month}` and `{soon.year}` in a recipe: when a card expires that is still good for a month or less.
  private func soon(after now: Int) -> JSON {
    let day = CivilDate(now + 31 * 86_400)
    return ["month": .integer(day.month), "year": .integer(day.year)]
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
