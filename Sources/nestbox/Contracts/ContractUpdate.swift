import ContractRunner

/// `verify --update`: brings expectations in line with what a service answers, one difference at a time.
struct ContractUpdate {
  let setup: RunOptions
  let targets: Targets
  let options: Suite.Options

  /// A story ends at its first failure, so that each round may bring up the next one.
  private static let rounds = 30

  func run(_ console: Console) throws -> Exit {
    var count = 0
    for _ in 0..<Self.rounds {
      let catalog = try setup.catalog()
      let suite = Suite(catalog, targets, environment: setup.environment, jobs: setup.jobs.value, options)
      let result = suite.run()
      let edits = Edits(result)
      for refusal in edits.refusals { console.write(result.secrets.masked(refusal)) }
      if edits.isEmpty { return end(result, count, console) }
      for line in edits.lines { console.write(result.secrets.masked(line)) }
      for file in edits.files {
        try File(path: file.path).write(file.bytes)
        count += file.count
      }
    }
    console.write("the answers change from run to run: nothing more was rewritten")
    return .contractFailed
  }

  private func end(_ result: SuiteResult, _ count: Int, _ console: Console) -> Exit {
    let report = TextReport(colour: console.hasColour)
    for failed in result.failed { console.write(report.failure(failed)) }
    console.write("\(count) expectations rewritten" + report.summary(result))
    switch result.verdict {
    case .passed: return .good
    case .failed: return .contractFailed
    case .broken: return .wrongUsage
    case .unreachable: return .unreachable
    }
  }
}
