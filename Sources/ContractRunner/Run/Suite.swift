import Synchronization
import Wire

/// All contracts of a catalog against their targets.
package struct Suite: Sendable {
  private let catalog: Catalog
  private let targets: Targets
  private let environment: [String: String]
  private let jobs: Int

  package init(_ catalog: Catalog, _ targets: Targets, environment: [String: String], jobs: Int) {
    self.catalog = catalog
    self.targets = targets
    self.environment = environment
    self.jobs = jobs
  }

  /// `onResult` hears of each contract and its number as it ends, on any thread. Once a target is gone the rest is not
  /// tried.
  package func run(_ onResult: @escaping @Sendable (Int, ContractResult) -> Void = { _, _ in }) -> SuiteResult {
    let start = ContinuousClock.now
    let (apis, targets, environment) = (catalog.apis, targets, environment)
    let isLost = Atomic(false)
    let numbered = catalog.contracts.enumerated().map { (index: $0.offset, contract: $0.element) }
    let results = onThreads(numbered, count: jobs) { index, contract -> ContractResult? in
      if isLost.load(ordering: .relaxed) { return nil }
      var story = Story(contract, apis, targets, environment: environment)
      let result = story.run()
      if case .unreachable = result.outcome { isLost.store(true, ordering: .relaxed) }
      onResult(index, result)
      return result
    }
    return SuiteResult(results: results.compactMap(\.self), seconds: (ContinuousClock.now - start).seconds)
  }
}

package struct SuiteResult: Sendable {
  package let results: [ContractResult]
  package let seconds: Double

  package init(results: [ContractResult], seconds: Double) {
    self.results = results
    self.seconds = seconds
  }

  /// Nothing was asked, as a target is not there.
  package init(_ catalog: Catalog, unreachable reason: String) {
    let results = catalog.contracts.map { contract in
      ContractResult(
        contract: contract, target: "none", outcome: .unreachable(reason), exchanges: [], checks: [], seconds: 0,
        secrets: Secrets())
    }
    self.init(results: results, seconds: 0)
  }

  package var passed: [ContractResult] { results.filter(\.hasPassed) }
  package var failed: [ContractResult] { results.filter(\.hasFailed) }

  package var skipped: [(result: ContractResult, reason: String)] {
    results.compactMap { if case .skipped(let reason) = $0.outcome { ($0, reason) } else { nil } }
  }
  package var broken: [Diagnostic] {
    results.compactMap { if case .broken(let diagnostic) = $0.outcome { diagnostic } else { nil } }
  }
  /// Why a target could not be reached.
  package var unreachable: String? {
    results.lazy.compactMap { if case .unreachable(let reason) = $0.outcome { reason } else { nil } }.first
  }
  package var assertions: Int { results.map(\.assertions).reduce(0, +) }
  package var secrets: Secrets {
    results.reduce(into: Secrets()) { $0.formUnion($1.secrets) }
  }

  /// What the whole run comes to. Nothing verified is never a pass.
  package enum Verdict: Sendable {
    case passed, failed, broken, unreachable
  }

  package var verdict: Verdict {
    if unreachable != nil { return .unreachable }
    if !broken.isEmpty { return .broken }
    if !failed.isEmpty { return .failed }
    return passed.isEmpty ? .broken : .passed
  }
}
