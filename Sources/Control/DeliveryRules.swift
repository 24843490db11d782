import StripeSandbox
import Wire

// The webhook laboratory: what becomes of deliveries besides being sent once and in order.
extension DeliveryPlan.Rule {
  /// `{"type": "charge.*", "duplicate": 1}`; or `delay` in seconds, `drop`, `shuffle`; with `endpoint`, `probability`,
  /// `times`.
  fileprivate init(_ body: JSON) throws(ControlError) {
    guard let object = body.object else { throw ControlError(400, "A rule is a JSON object.") }
    var effect: DeliveryPlan.Effect?
    var type: String?
    var endpoint: String?
    var probability = 1.0
    var times: Int?
    for (name, value) in object {
      switch (name, value) {
      case ("type", .string(let text)): type = text
      case ("endpoint", .string(let text)): endpoint = text
      case ("probability", _) where value.number.map { (0...1).contains($0) } == true: probability = value.number ?? 1
      case ("times", .integer(let count)) where count > 0: times = count
      case ("duplicate", .integer(let count)) where (1...100).contains(count): effect = .duplicate(count)
      case ("duplicate", true): effect = .duplicate(1)
      case ("delay", .integer(let seconds)) where (1...31_536_000).contains(seconds): effect = .delay(seconds)
      case ("drop", true): effect = .drop
      case ("shuffle", true): effect = .shuffle
      case ("sandbox", .string), ("seed", .integer): break
      default: throw ControlError(400, "A rule has no “\(name)” of \(value.text).")
      }
    }
    guard let effect else {
      throw ControlError(400, "A rule needs “duplicate”, “delay”, “drop” or “shuffle”.")
    }
    if let type, type != "*", !type.hasSuffix(".*"), !EventTypes.contains(type) {
      let meant = EventTypes.suggestion(for: type).map { " Did you mean “\($0)”?" } ?? ""
      throw ControlError(400, "There is no event type “\(type)”.\(meant)")
    }
    self.init(effect)
    self.type = type
    self.endpoint = endpoint
    self.probability = probability
    self.times = times
  }

  fileprivate var json: JSON {
    var object: JSON.Object = ["id": .string(id)]
    if let type { object["type"] = .string(type) }
    if let endpoint { object["endpoint"] = .string(endpoint) }
    switch effect {
    case .duplicate(let count): object["duplicate"] = .integer(count)
    case .delay(let seconds): object["delay"] = .integer(seconds)
    case .drop: object["drop"] = true
    case .shuffle: object["shuffle"] = true
    }
    if probability < 1 { object["probability"] = .double(probability) }
    if let times { object["times"] = .integer(times) }
    return .object(object)
  }
}

extension ControlAPI {
  func listRules(_ call: ControlCall) throws(ControlError) -> JSON { describePlan(of: call.sandbox) }

  /// A `seed` begins chance anew.
  func addRule(_ call: ControlCall) throws(ControlError) -> JSON {
    let rule = try DeliveryPlan.Rule(.object(call.body))
    if let seed = call.body["seed"]?.integer { call.sandbox.plan.seed(UInt64(bitPattern: Int64(seed))) }
    return call.sandbox.plan.add(rule).json
  }

  func clearRules(_ call: ControlCall) throws(ControlError) -> JSON {
    call.sandbox.plan.removeAllRules()
    webhooks?.pump(call.sandbox)
    return ["cleared": .string(call.sandboxName)]
  }

  func removeRule(_ call: ControlCall) throws(ControlError) -> JSON {
    guard call.sandbox.plan.remove(call.id) else { throw ControlError(404, "There is no rule \(call.id).") }
    webhooks?.pump(call.sandbox)
    return ["id": .string(call.id), "deleted": true]
  }

  /// `{"mode": "pause"}`, `collect` or `send`; what waited is sent then.
  func setMode(_ call: ControlCall) throws(ControlError) -> JSON {
    let name = call.body["mode"]?.string ?? ""
    guard let mode = DeliveryPlan.Mode(rawValue: name) else {
      throw ControlError(400, "The mode is send, pause or collect, not “\(name)”.")
    }
    call.sandbox.plan.mode = mode
    webhooks?.pump(call.sandbox)
    return describePlan(of: call.sandbox)
  }

  private func describePlan(of sandbox: Sandbox) -> JSON {
    ["mode": .string(sandbox.plan.mode.rawValue), "rules": .array(sandbox.plan.rules.map(\.json))]
  }
}
