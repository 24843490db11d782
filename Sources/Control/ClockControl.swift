import StripeSandbox
import Wire

extension ControlAPI {
  private func describe(_ sandbox: Sandbox) -> JSON {
    let mode: String
    switch sandbox.clock.mode {
    case .real: mode = "real"
    case .shifted: mode = "shifted"
    case .frozen: mode = "frozen"
    }
    return [
      "sandbox": .string(sandbox.name), "mode": .string(mode), "now": .integer(sandbox.now),
      "next": sandbox.prospect().map(describe) ?? .null,
    ]
  }

  private func describe(_ prospect: Prospect) -> JSON {
    [
      "object": .string(prospect.object), "id": .string(prospect.id), "job": .string(prospect.job),
      "at": .integer(prospect.due),
    ]
  }

  func showClock(_ call: ControlCall) throws(ControlError) -> JSON { describe(call.sandbox) }

  /// The next due job of a test clock.
  func showTestClock(_ call: ControlCall) throws(ControlError) -> JSON {
    guard let clock = call.sandbox.store[TestClock.self][call.id] else {
      throw ControlError(404, "There is no test clock \(call.id).")
    }
    return [
      "id": .string(clock.id), "now": .integer(clock.frozenTime), "status": .string(clock.status.rawValue),
      "next": call.sandbox.prospect(onTestClock: clock.id).map(describe) ?? .null,
    ]
  }

  /// `{"freeze": true}`, `{"set": 1767225600}`, `{"advance": 3600}`, `{"mode": "real"}`; what follows from the time
  /// passing happens before the answer.
  func setClock(_ call: ControlCall) throws(ControlError) -> JSON {
    let sandbox = call.sandbox
    let body = call.body
    if let moment = body["set"]?.integer {
      guard SandboxClock.reach.contains(moment) else { throw ControlError(400, "“set” takes seconds since 1970.") }
      sandbox.clock.mode =
        body["freeze"]?.bool == false ? .shifted(by: moment - SandboxClock().now) : .frozen(at: moment)
    } else if let seconds = body["advance"]?.integer {
      try advance(sandbox, seconds)
    } else if body["freeze"]?.bool == true {
      sandbox.clock.mode = .frozen(at: sandbox.now)
    } else if body["mode"]?.string == "real" {
      sandbox.clock.mode = .real
    } else {
      throw ControlError(
        400, "Say {\"freeze\": true}, {\"set\": SECONDS}, {\"advance\": SECONDS} or {\"mode\": \"real\"}.")
    }
    settle(sandbox)
    return describe(sandbox)
  }

  /// A platform's accounts have the time of the platform.
  func settle(_ sandbox: Sandbox) {
    for sandbox in [sandbox] + sandbox.accountSandboxes {
      sandbox.settle()
      webhooks?.pump(sandbox)
    }
  }

  func advance(_ sandbox: Sandbox, _ seconds: Int) throws(ControlError) {
    let (moment, overflow) = sandbox.now.addingReportingOverflow(seconds)
    guard !overflow, SandboxClock.reach.contains(moment) else {
      throw ControlError(
        400, "The time is out of range: \(SandboxClock.reach.lowerBound) to \(SandboxClock.reach.upperBound - 1).")
    }
    switch sandbox.clock.mode {
    case .frozen: sandbox.clock.mode = .frozen(at: moment)
    case .real, .shifted: sandbox.clock.mode = .shifted(by: moment - SandboxClock().now)
    }
  }
}
