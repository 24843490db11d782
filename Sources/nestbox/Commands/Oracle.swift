import ContractRunner
import Wire

struct Oracle: Command {
  static let name = "oracle"
  static let summary = "Holds the sandbox to your own Stripe account in test mode, and reports what differs"

  static let examples = [
    (line: "nestbox oracle", purpose: "Against Stripe, with STRIPE_API_KEY=sk_test_… in the environment"),
    (
      line: "nestbox oracle Contracts/stripe/refund-in-parts.json --report html=fidelity.html",
      purpose: "Refunds, as a page"
    ),
    (line: "nestbox oracle --target http://localhost:12111", purpose: "Against another sandbox"),
  ]

  static var argument: Argument<Self>? {
    .many("CONTRACT", \.setup.contracts, "Contract files or folders (default Contracts/stripe)")
  }

  static var options: [Option<Self>] {
    [
      .value("target", "URL", \.target, "What the sandbox is held to"),
      .value("sandbox", "URL", \.sandbox, "The sandbox that is held to it, if not one in this process"),
      .value("only", "GLOB", \.setup.only, "Only the contracts whose name or file matches"),
      .list("exclude", "GLOB", \.setup.excluded, "Not the contracts whose name, file or tag matches"),
      .value("jobs", "N", \.setup.jobs, "How many contracts run at once"),
      .value("least", "PERCENT", \.least, "End with 1 if less is the same"),
      .list("report", "KIND=FILE", \.reports, "Write a report: json or html; - is standard output"),
      .json(\.reports),
    ] + RunOptions.reaching(\.setup)
  }

  var setup = RunOptions()
  var target = HTTPURL("https://api.stripe.com")
  var sandbox: HTTPURL?
  var least: Int?
  var reports: [Assignment] = []

  func run() throws -> Exit {
    let writers = try reports.map(writer)
    let console = Console(takesOutput: reports.contains { $0.value == "-" })
    let key = setup.environment["STRIPE_API_KEY"] ?? ""
    guard !LiveKeys.isIn(key) else {
      throw Failure(exit: .wrongUsage, description: "STRIPE_API_KEY is a live key; only test keys are sent")
    }
    guard let target else { return .wrongUsage }
    if target.host.hasSuffix("stripe.com"), key.isEmpty {
      throw Failure(exit: .wrongUsage, description: "set STRIPE_API_KEY to a secret key of test mode (sk_test_…)")
    }
    let catalog = try catalog()
    Interruption.listen()
    console.write("asking \(target.origin) …")
    let real = run(catalog, try setup.reach([Assignment("stripe", "\(target)")]))
    if let reason = real.unreachable { throw Failure(exit: .unreachable, description: real.secrets.masked(reason)) }
    func askSandbox() throws -> SuiteResult {
      run(catalog, try sandbox.map { try setup.reach([Assignment("stripe", "\($0)")]) } ?? setup.makeTargets())
    }
    let fidelity = Fidelity(real: real, fake: try askSandbox(), again: try askSandbox())
    guard fidelity.answers > 0 else {
      throw Failure(exit: .wrongUsage, description: "there is nothing to compare: no story was told on both sides")
    }
    let report = FidelityReport(fidelity, real: target.origin, fake: sandbox?.origin ?? "the sandbox in this process")
    for writer in writers { try writer(report) }
    console.write(report.text)
    return fidelity.total.share * 100 < Double(least ?? 0) ? .contractFailed : .good
  }

  private func catalog() throws -> Catalog {
    var setup = setup
    if setup.contracts.isEmpty { setup.contracts = ["Contracts/stripe"] }
    return try setup.catalog()
  }

  private func run(_ catalog: Catalog, _ targets: Targets) -> SuiteResult {
    var options = Suite.Options()
    options.isInterrupted = { Interruption.isAsked }
    return Suite(catalog, targets, environment: setup.environment, jobs: setup.jobs.value, options).run()
  }

  private func writer(_ report: Assignment) throws -> (FidelityReport) throws -> Void {
    let file = OutputFile(report.value)
    try file.check()
    switch report.name {
    case "json": return { try file.write($0.json.prettyText + "\n") }
    case "html": return { try file.write($0.html) }
    default:
      throw UsageError.invalidValue(
        report.name, source: "--report", expected: "json or html",
        suggestion: suggestion(for: report.name, among: ["json", "html"]))
    }
  }
}
