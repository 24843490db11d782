import Coding
import StripeSandbox
import Wire

/// A file with the state of one sandbox or of all.
private struct StateFile: Encodable {
  enum Part: String, CodingKey {
    case format = "nestbox_state"
    case isComplete = "all"
    case sandboxes
  }

  static let format = 1

  let isComplete: Bool
  let sandboxes: [SandboxEntry]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Part.self)
    try container.encode(Self.format, forKey: .format)
    try container.encode(isComplete, forKey: .isComplete)
    try container.encode(sandboxes, forKey: .sandboxes)
  }
}

extension ControlAPI {
  /// One sandbox, or with `?all=true` every one of them.
  func exportState(_ call: ControlCall) throws(ControlError) -> Response {
    let isComplete = call.query["all"]?.string == "true"
    let names = isComplete ? stripe.allSandboxes.map(\.name) : [call.sandboxName]
    do {
      let bytes = try StateEncoder.encode(StateFile(isComplete: isComplete, sandboxes: names.map(entry)))
      return Response(200, headers: ["Content-Type": "application/json"], body: bytes)
    } catch {
      throw ControlError(500, "The state cannot be written: \(error)")
    }
  }

  private func entry(_ name: String) -> SandboxEntry {
    SandboxEntry(
      name: name, stripe: (stripe.sandbox(named: name).state, true),
      applications: applications.map { ($0.written(name), true) })
  }

  /// What was exported: a file of one sandbox replaces that of the call, a file of all replaces all there are. Nothing
  /// changes unless everything is in order.
  func importState(_ call: ControlCall) throws(ControlError) -> JSON {
    func member(_ part: StateFile.Part) -> JSON? { call.body[part.rawValue] }
    guard member(.format) == .integer(StateFile.format), let list = member(.sandboxes)?.array else {
      throw ControlError(
        400, "This is no state that GET /_sandbox/state of this version of Nestbox (format \(StateFile.format)) wrote.")
    }
    var states: [WrittenSandbox] = []
    for item in list { states.append(try read(item)) }
    if member(.isComplete)?.bool == true {
      let names = Set(states.map(\.name))
      guard names.count == states.count else { throw ControlError(400, "The state has a sandbox twice.") }
      for sandbox in stripe.allSandboxes where !names.contains(sandbox.name) { empty(sandbox.name) }
      for state in states { replace(state.name, with: state) }
      return ["imported": .array(states.map { .string($0.name) })]
    }
    guard let state = states.first, states.count == 1 else {
      throw ControlError(400, "The state has \(states.count) sandboxes and is not one of “all”.")
    }
    replace(call.sandboxName, with: state)
    return ["imported": [.string(call.sandboxName)]]
  }

  private func read(_ json: JSON) throws(ControlError) -> WrittenSandbox {
    do throws(StateError) {
      let state = try WrittenSandbox(json, applications)
      guard state.stripe?.isWhole == true else { throw StateError("“stripe” is missing") }
      return state
    } catch {
      throw ControlError(400, "The state cannot be read: \(error).")
    }
  }

  private func replace(_ name: String, with written: WrittenSandbox) {
    empty(name)
    let sandbox = stripe.sandbox(named: name)
    if let (state, _) = written.stripe { sandbox.contents = Sandbox.Contents(state) }
    if let (state, _) = written.applications { applications?.apply(state, isWhole: true, to: name) }
    webhooks?.pump(sandbox)
  }

  private func empty(_ name: String) {
    stripe.reset(name)
    applications?.reset(name)
  }
}
