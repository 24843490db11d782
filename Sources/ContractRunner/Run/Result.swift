import Wire

/// One request and what came back.
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
  package let received: Received?
  package let seconds: Double
  package let differences: [Difference]
  package let assertions: Int
  /// How often the target asked to be left alone for a while, and was asked again.
  package let backoffs: Int
  /// What the expectation's `${…}` stood for, so that it can be judged again.
  package let variables: Variables

  package var expectation: Expectation? {
    if case .request(_, let expectation) = step.action { expectation } else { nil }
  }
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

  package var assertions: Int { exchanges.map(\.assertions).reduce(0, +) + checks.map(\.assertions).reduce(0, +) }

  package var hasPassed: Bool { if case .passed = outcome { true } else { false } }
  package var hasFailed: Bool { if case .failed = outcome { true } else { false } }

  package var differences: [Difference] { exchanges.flatMap(\.differences) + checks.flatMap(\.differences) }
}
