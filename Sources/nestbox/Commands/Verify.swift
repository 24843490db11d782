import ContractRunner
import Glibc
import Wire

struct Verify: Command {
  static let name = "verify"
  static let summary = "Holds the fakes, or a real service, to the contracts"
  static var argument: Argument<Self>? { RunOptions.argument(\.setup) }

  static var options: [Option<Self>] {
    RunOptions.options(\.setup) + [
      .list(
        "against", "API=URL", \.against,
        "A second service to run the same contracts on, to report what differs"),
      .value("times", "N", \.times, "How often each contract is run; more than once tells only failures and the time"),
      .list("report", "KIND=FILE", \.reports, "Write a report: junit, json, tap, html or github; - is standard output"),
    ]
  }

  var setup = RunOptions()
  var against: [Assignment] = []
  var times = Count(1)
  var reports: [Assignment] = []

  func run() throws -> Exit {
    let writers = try reports.map(ReportWriter.init)
    let catalog = try setup.catalog().repeated(times.value)
    let console = Console(takesOutput: writers.contains(where: \.usesOutput))
    let targets = try makeTargets(catalog, writers)
    let result = verify(catalog, targets, console)
    for writer in writers { try writer.write(result) }
    if against.isEmpty { return try exit(result) }
    let other = verify(catalog, try setup.reach(against), console)
    let drift = Drift(result, other)
    console.write(DriftText(colour: console.hasColour).text(drift))
    let exits = [try exit(result), try exit(other)]
    return exits.contains(.contractFailed) || drift.isSerious ? .contractFailed : .good
  }

  /// Reports tell of a target that is not there as well.
  private func makeTargets(_ catalog: Catalog, _ writers: [ReportWriter]) throws -> Targets {
    do {
      return try setup.makeTargets()
    } catch let failure as Failure where failure.exit == .unreachable {
      let result = SuiteResult(catalog, unreachable: failure.description)
      for writer in writers { try writer.write(result) }
      throw failure
    }
  }

  private func verify(_ catalog: Catalog, _ targets: Targets, _ console: Console) -> SuiteResult {
    let report = TextReport(colour: console.hasColour)
    let suite = Suite(catalog, targets, environment: setup.environment, jobs: setup.jobs.value)
    let lines = Turnstile { console.write($0) }
    console.write(report.heading(targets.all.map(\.label).joined(separator: ", ")))
    let tellsAll = times.value == 1
    let result = suite.run { lines.put(tellsAll || $1.hasFailed ? report.line($1) : nil, at: $0) }
    for failed in result.failed { console.write(report.failure(failed)) }
    for broken in result.broken { console.write("\n" + result.secrets.masked(broken.description)) }
    console.write(report.summary(result))
    return result
  }

  private func exit(_ result: SuiteResult) throws -> Exit {
    switch result.verdict {
    case .passed: return .good
    case .failed: return .contractFailed
    case .broken where result.passed.isEmpty && result.broken.isEmpty:
      throw Failure(exit: .wrongUsage, description: "nothing was verified: every contract was skipped")
    case .broken: return .wrongUsage
    case .unreachable: throw Failure(exit: .unreachable, description: result.unreachable ?? "")
    }
  }
}

/// Lets lines pass in their order, whatever the order in which they come.
private final class Turnstile: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: String?] = [:]
  }

  private let state = Locked(State())
  private let pass: @Sendable (String) -> Void

  init(_ pass: @escaping @Sendable (String) -> Void) { self.pass = pass }

  func put(_ line: String?, at index: Int) {
    state.withLock { state in
      state.waiting.updateValue(line, forKey: index)
      while let line = state.waiting.removeValue(forKey: state.next) {
        if let line { pass(line) }
        state.next += 1
      }
    }
  }
}
