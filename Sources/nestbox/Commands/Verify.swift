import ContractRunner
import Platform
import Wire

struct Verify: Command {
  static let name = "verify"
  static let summary = "Holds the fakes, or a real service, to the contracts"

  static let examples = [
    (line: "nestbox verify", purpose: "The fakes, against everything under Contracts"),
    (line: "nestbox verify --target stripe=http://localhost:12111", purpose: "A service elsewhere"),
    (
      line: "nestbox verify Contracts/stripe --only '*refund*' --verbose",
      purpose: "Some contracts, with all that was sent"
    ),
    (line: "nestbox verify --report junit=report.xml", purpose: "For a CI job's test results"),
  ]

  static var argument: Argument<Self>? { RunOptions.argument(\.setup) }

  static var options: [Option<Self>] {
    RunOptions.options(\.setup) + [
      .list(
        "against", "API=URL", \.against,
        "A second service to run the same contracts on, to report what differs"),
      .list(
        "openapi", "FILE", \.setup.descriptions,
        "Also hold every answer against this OpenAPI description (API=FILE where contracts are about several APIs)"),
      .value("times", "N", \.times, "How often each contract is run; more than once tells only failures and the time"),
      .value("retries", "N", \.retries, "How often a contract that fails is run again; passing then counts as flaky"),
      .flag("fail-fast", \.failsFast, "Begin no other contract after the first that fails"),
      .flag("fail-on-skip", \.failsOnSkip, "Fail when a contract was skipped"),
      .flag("verbose", \.isVerbose, "Show every difference, and every request with its answer"),
      .flag("list", \.lists, "Only name the contracts that would be run"),
      .flag("update", \.updates, "Show what expectations would have to be, and rewrite these in their files"),
      .flag("watch", \.watches, "Run again whenever a contract's file changes"),
      .list("report", "KIND=FILE", \.reports, "Write a report: junit, json, tap, html or github; - is standard output"),
      .json(\.reports), .color(\.color),
    ]
  }

  var setup = RunOptions()
  var against: [Assignment] = []
  var times = Count(1)
  var retries = 0
  var failsFast = false
  var failsOnSkip = false
  var isVerbose = false
  var lists = false
  var updates = false
  var watches = false
  var reports: [Assignment] = []
  var color = OutputStyle.Color.auto

  func run() throws -> Exit {
    guard retries >= 0 else { throw Failure(exit: .wrongUsage, description: "--retries is a number from 0 on") }
    let writers = try reports.map(ReportWriter.init)
    let console = Console(color, takesOutput: writers.contains(where: \.usesOutput))
    if lists { return try list(console) }
    if updates, !reports.isEmpty {
      throw Failure(exit: .wrongUsage, description: "--update rewrites contracts and makes no report")
    }
    Interruption.listen()
    if watches { return try Watch(setup.paths).run(console) { try runOnce(writers, console) } }
    return try runOnce(writers, console)
  }

  private func list(_ console: Console) throws -> Exit {
    let contracts = try setup.catalog().contracts
    for report in reports {
      guard report.name == "json" else {
        throw Failure(exit: .wrongUsage, description: "of --list there is no report but json")
      }
      try OutputFile(report.value).write(JSON.array(contracts.map(Self.json)).prettyText + "\n")
    }
    for contract in contracts where !reports.contains(where: { $0.value == "-" }) {
      let tags = contract.tags.isEmpty ? "" : "  [\(contract.tags.joined(separator: ", "))]"
      console.write("\(contract.place.path):\(contract.place.line)  \(contract.api): \(contract.name)\(tags)")
    }
    return .good
  }

  private static func json(_ contract: Contract) -> JSON {
    [
      "name": .string(contract.name), "api": .string(contract.api), "file": .string(contract.place.path),
      "line": .integer(contract.place.line), "tags": .array(contract.tags.map(JSON.string)),
    ]
  }

  private func runOnce(_ writers: [ReportWriter], _ console: Console) throws -> Exit {
    let catalog = try setup.catalog().repeated(times.value)
    let targets = try makeTargets(catalog, writers)
    if updates { return try ContractUpdate(setup: setup, targets: targets, options: suiteOptions).run(console) }
    var result = verify(catalog, targets, console)
    var exits = [exit(result)]
    if !against.isEmpty {
      let other = verify(catalog, try setup.reach(against), console)
      // A difference between two runs on one target is no difference between two targets.
      let again = suite(catalog, targets).run()
      let drift = Drift(result, other, again: again)
      console.write(DriftText(colour: console.hasColour).text(drift))
      result.drift = drift
      exits += [exit(other), drift.isSerious ? .contractFailed : .good]
    }
    for writer in writers { try writer.write(result) }
    explain(result)
    if Interruption.isAsked { return .contractFailed }
    // A target that could not be reached or run outweighs a story that failed.
    return exits.max { $0.rawValue < $1.rawValue } ?? .good
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

  private var suiteOptions: Suite.Options {
    var options = Suite.Options()
    options.retries = retries
    options.failsFast = failsFast
    options.isInterrupted = { Interruption.isAsked }
    return options
  }

  private func suite(_ catalog: Catalog, _ targets: Targets) -> Suite {
    Suite(catalog, targets, environment: setup.environment, jobs: setup.jobs.value, suiteOptions)
  }

  private func verify(_ catalog: Catalog, _ targets: Targets, _ console: Console) -> SuiteResult {
    let report = TextReport(colour: console.hasColour, isVerbose: isVerbose)
    let lines = Turnstile { console.write($0) }
    console.write(report.heading(targets.labels.joined(separator: ", ")))
    let tellsAll = times.value == 1
    let result = suite(catalog, targets).run { index, result in
      let line = tellsAll || result.hasFailed ? report.line(result) : nil
      lines.put(line.map { line in report.passed(result).map { "\(line)\n\($0)" } ?? line }, at: index)
    }
    for failed in result.failed { console.write(report.failure(failed)) }
    for broken in result.broken { console.write("\n" + result.secrets.masked(broken.description)) }
    console.write(report.summary(result))
    if let seed = setup.shuffle { console.write("--shuffle=\(seed) gives this order again") }
    return result
  }

  private func exit(_ result: SuiteResult) -> Exit {
    switch result.verdict {
    case .passed: failsOnSkip && !result.skipped.isEmpty ? .contractFailed : .good
    case .failed: .contractFailed
    case .broken: .wrongUsage
    case .unreachable: .unreachable
    }
  }

  /// Why a run that shows no failure is none that passed.
  private func explain(_ result: SuiteResult) {
    switch result.verdict {
    case .unreachable: Stream.error.write("nestbox: \(result.secrets.masked(result.unreachable ?? ""))\n")
    case .broken where result.passed.isEmpty && result.broken.isEmpty:
      Stream.error.write("nestbox: nothing was verified: every contract was skipped\n")
    case .passed where failsOnSkip && !result.skipped.isEmpty:
      Stream.error.write("nestbox: \(result.skipped.count) contracts were skipped\n")
    default: break
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
