import StripeSandbox
import Wire

extension ControlAPI {
  private func describe(_ sandbox: Sandbox) -> JSON {
    let dunning = sandbox.store.dunning
    return [
      "sandbox": .string(sandbox.name), "retry_days": .array(dunning.retries.map(JSON.integer)),
      "after_retries": .string(dunning.end.rawValue),
      "test_clock_limits": .bool(dunning.limitsTestClocks ?? false),
    ]
  }

  func showBilling(_ call: ControlCall) throws(ControlError) -> JSON { describe(call.sandbox) }

  /// `{"retry_days": [3, 5, 7], "after_retries": "cancel"}`: when a failed invoice is tried again, counted in days from
  /// the try before, and what becomes of its subscription when all tries failed. `{"test_clock_limits": true}` gives test
  /// clocks the limits that Stripe's have.
  func setBilling(_ call: ControlCall) throws(ControlError) -> JSON {
    var dunning = call.sandbox.store.dunning
    if let days = call.body["retry_days"] {
      let retries = days.array?.compactMap(\.integer) ?? []
      guard days.array?.count == retries.count, retries.count <= 8, retries.allSatisfy({ (1...60).contains($0) }) else {
        throw ControlError(400, "“retry_days” takes up to 8 numbers of days from 1 to 60.")
      }
      dunning.retries = retries
    }
    if let end = call.body["after_retries"] {
      guard let chosen = end.string.flatMap(Dunning.End.init) else {
        let words = Dunning.End.allCases.map(\.rawValue).joined(separator: ", ")
        throw ControlError(400, "“after_retries” takes one of \(words).")
      }
      dunning.end = chosen
    }
    if let limits = call.body["test_clock_limits"]?.bool { dunning.limitsTestClocks = limits ? true : nil }
    call.sandbox.store.dunning = dunning
    return describe(call.sandbox)
  }
}
