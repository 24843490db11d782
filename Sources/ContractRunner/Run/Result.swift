import Wire

/// One request and what came back; or what a service delivered by itself.
package struct Exchange: Sendable {
  package enum Phase: Sendable, Equatable {
    case given(String)
    case step
    case finally
  }

  package let phase: Phase
  package let step: Step
  package let request: Request
  package let url: String?
  /// nil where the transport failed.
  package internal(set) var received: Received?
  package let seconds: Double
  package private(set) var differences: [Difference] = []
  package private(set) var assertions = 0
  /// How often the target asked to be left alone for a while, and was asked again.
  package let backoffs: Int
  /// The values of the expectation's `${…}`, so that it can be judged again.
  package internal(set) var variables = Variables(environment: [:])

  init(phase: Phase, step: Step, request: Request, url: String?, seconds: Double, backoffs: Int) {
    self.phase = phase
    self.step = step
    self.request = request
    self.url = url
    self.seconds = seconds
    self.backoffs = backoffs
  }

  init(
    delivery: Request?, _ step: Step, _ phase: Phase, url: String, seconds: Double, variables: Variables
  ) {
    self.init(
      phase: phase, step: step, request: delivery ?? Request(.post, "/"), url: url, seconds: seconds, backoffs: 0)
    received = delivery.map(Received.init(delivered:))
    self.variables = variables
  }

  mutating func note(_ difference: Difference) { differences.append(difference) }

  mutating func add(_ verdict: Verdict) {
    differences += verdict.differences
    assertions += verdict.assertions
  }

  package var expectation: Expectation? {
    switch step.action {
    case .request(_, let expectation), .delivery(_, let expectation): expectation
    case .parallel, .check, .use: nil
    }
  }

  /// Whether it was the service that asked.
  package var isDelivery: Bool { if case .delivery = step.action { true } else { false } }
}

/// A check of captured values, which sends nothing.
package struct CheckResult: Sendable {
  package let step: Step
  package let value: JSON
  package let pattern: Pattern
  package let differences: [Difference]
  package let assertions: Int
  package let variables: Variables
}

package struct ContractResult: Sendable {
  package enum Outcome: Sendable {
    case passed
    case failed
    /// The target cannot make a state, or there is no target.
    case skipped(String)
    /// The contract itself is at fault, such as an environment variable that is not set.
    case broken(Diagnostic)
    case unreachable(String)
  }

  package let contract: Contract
  package let target: String
  package let outcome: Outcome
  package let exchanges: [Exchange]
  package let checks: [CheckResult]
  package let seconds: Double
  package let secrets: Secrets
  /// How often it failed before it ended so: more than never is flaky.
  package internal(set) var retries = 0

  package var assertions: Int { exchanges.map(\.assertions).reduce(0, +) + checks.map(\.assertions).reduce(0, +) }

  package var hasPassed: Bool { if case .passed = outcome { true } else { false } }
  package var hasFailed: Bool { if case .failed = outcome { true } else { false } }
  package var isFlaky: Bool { hasPassed && retries > 0 }

  package var differences: [Difference] { exchanges.flatMap(\.differences) + checks.flatMap(\.differences) }
}
