import ContractRunner

struct Mutate: Command {
  static let name = "mutate"
  static let summary = "Breaks every asserted value of every answer and expects the contracts to notice"

  static let examples = [
    (line: "nestbox mutate", purpose: "Is every asserted value missed when it is broken?"),
    (line: "nestbox mutate Contracts/stripe --json", purpose: "What survived, for a program"),
  ]

  static var argument: Argument<Self>? { RunOptions.argument(\.setup) }
  static var options: [Option<Self>] { RunOptions.options(\.setup) + Option.printing(\.style) }

  var setup = RunOptions()
  var style = OutputStyle()

  func run() throws -> Exit {
    let console = Console(style)
    let result = try setup.passingRun(console)
    let mutation = MutationRun(result)
    Output(style).show(mutation.json, MutationText(colour: console.hasColour).text(mutation))
    return mutation.survivors.isEmpty ? .good : .contractFailed
  }
}

extension RunOptions {
  /// Runs the contracts whose answers are to be looked at closer. Those that fail are no ground to stand on.
  func passingRun(_ console: Console) throws -> SuiteResult {
    let catalog = try catalog()
    let result = Suite(catalog, try makeTargets(), environment: environment, jobs: jobs.value).run()
    let report = TextReport(colour: console.hasColour)
    for failed in result.failed { console.write(report.failure(failed)) }
    switch result.verdict {
    case .passed: return result
    case .failed: throw Failure(exit: .contractFailed, description: "\(result.failed.count) contracts fail as they are")
    case .unreachable: throw Failure(exit: .unreachable, description: result.unreachable ?? "")
    case .broken:
      let reasons = result.broken.map { result.secrets.masked($0.description) }
      let text = reasons.isEmpty ? "every contract was skipped" : reasons.joined(separator: "\n")
      throw Failure(exit: .wrongUsage, description: text)
    }
  }
}
