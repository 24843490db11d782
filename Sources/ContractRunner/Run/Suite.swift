import Synchronization
import Wire

/// All contracts of a catalog against their targets.
package struct Suite: Sendable {
  private let catalog: Catalog
  private let targets: Targets
  private let environment: [String: String]
  private let jobs: Int
  private let options: Options

  package struct Options: Sendable {
    /// How often a contract that fails is run again.
    package var retries = 0
    /// Whether the first failure ends the run.
    package var failsFast = false
    /// Whether the user has asked for the end: running stories clean up, others do not begin.
    package var isInterrupted: @Sendable () -> Bool = { false }

    package init() {}
  }

  package init(
    _ catalog: Catalog, _ targets: Targets, environment: [String: String], jobs: Int, _ options: Options = Options()
  ) {
    self.options = options
    self.catalog = catalog
    self.targets = targets
    self.environment = environment
    self.jobs = jobs
  }

  /// `onResult` hears of each contract and its number as it ends, on any thread. Once a target is gone the rest is not
  /// tried.
  package func run(_ onResult: @escaping @Sendable (Int, ContractResult) -> Void = { _, _ in }) -> SuiteResult {
    let start = ContinuousClock.now
    let options = options
    let isLost = Atomic(false)
    let numbered = catalog.contracts.enumerated().map { (index: $0.offset, contract: $0.element) }
    let results = onThreads(numbered, count: jobs) { index, contract -> ContractResult? in
      if isLost.load(ordering: .relaxed) || options.isInterrupted() { return nil }
      let result = self.result(of: contract)
      if case .unreachable = result.outcome { isLost.store(true, ordering: .relaxed) }
      if options.failsFast, result.hasFailed { isLost.store(true, ordering: .relaxed) }
      onResult(index, result)
      return result
    }
    return SuiteResult(results: results.compactMap(\.self), seconds: (ContinuousClock.now - start).seconds)
  }

  private func result(of contract: Contract) -> ContractResult {
    var retries = 0
    while true {
      var story = Story(
        contract, catalog.apis, targets, environment: environment, isInterrupted: options.isInterrupted)
      var result = story.run()
      result.retries = retries
      guard result.hasFailed, retries < options.retries, !options.isInterrupted() else { return result }
      retries += 1
    }
  }
}

package struct SuiteResult: Sendable {
  package let results: [ContractResult]
  package let seconds: Double
  /// How a second target's answers differ, where there is one.
  package var drift: Drift?

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
  /// Those that passed, but not at once.
  package var flaky: [ContractResult] { results.filter(\.isFlaky) }

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

  /// The verdict on the whole run. Nothing verified is never a pass.
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
