import StripeSandbox
import Wire

// The webhook laboratory: what becomes of deliveries besides being sent once and in order.
extension DeliveryPlan.Rule {
  /// `{"type": "charge.*", "duplicate": 1}`; or `delay` in seconds, `drop`, `shuffle`; with `endpoint`, `probability`,
  /// `times`. It was held against `ruleFields` already.
  fileprivate init(_ body: JSON.Object) throws(ControlError) {
    let type = try body["type"]?.string.map(ControlAPI.eventType)
    var effect: DeliveryPlan.Effect?
    if let count = body["duplicate"]?.integer ?? (body["duplicate"] == true ? 1 : nil) { effect = .duplicate(count) }
    if let seconds = body["delay"]?.integer { effect = .delay(seconds) }
    if body["drop"] == true { effect = .drop }
    if body["shuffle"] == true { effect = .shuffle }
    guard let effect else {
      throw ControlError(400, "A rule needs “duplicate”, “delay”, “drop” or “shuffle”.")
    }
    self.init(effect)
    self.type = type
    endpoint = body["endpoint"]?.string
    probability = body["probability"]?.number ?? 1
    times = body["times"]?.integer
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
  static let ruleFields = Fields(
    """
    type: string; endpoint: string; probability: number(0...1); times: integer(1...); \
    duplicate: integer(1...100)|boolean; delay: integer(1...31536000); drop: boolean; shuffle: boolean; seed: integer
    """)

  func listRules(_ call: ControlCall) throws(ControlError) -> JSON { describePlan(of: call.sandbox) }

  /// A `seed` begins chance anew.
  func addRule(_ call: ControlCall) throws(ControlError) -> JSON {
    let rule = try DeliveryPlan.Rule(call.body)
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
    guard let mode = call.body["mode"]?.string.flatMap(DeliveryPlan.Mode.init) else {
      throw ControlError(400, "Say {\"mode\": \"send\"}, \"pause\" or \"collect\".")
    }
    call.sandbox.plan.mode = mode
    webhooks?.pump(call.sandbox)
    return describePlan(of: call.sandbox)
  }

  private func describePlan(of sandbox: Sandbox) -> JSON {
    ["mode": .string(sandbox.plan.mode.rawValue), "rules": .array(sandbox.plan.rules.map(\.json))]
  }
}
