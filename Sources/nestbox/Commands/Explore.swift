import ContractRunner
import Platform
import Wire

struct Explore: Command {
  static let name = "explore"
  static let summary = "Asks a service what its OpenAPI description allows and forbids, and judges the answers"
  static let examples = [
    (line: "nestbox explore openapi.yaml --target api=http://localhost:8080", purpose: "valid and invalid requests"),
    (line: "nestbox verify replay --target api=http://localhost:8080", purpose: "the failures once more"),
  ]
  static var argument: Argument<Self>? {
    .one("FILE", \.file, "The description: OpenAPI 3.0 or 3.1, JSON or YAML")
  }

  static var options: [Option<Self>] {
    [
      .list("target", "API=URL", \.setup.targets, "The service to ask"),
      .list(
        "header", "API=NAME:VALUE", \.setup.headers,
        "A header for every request to that API; ${env NAME} in it is the environment's"),
      .value("cases", "N", \.cases, "How many requests to make up"),
      .value("seconds", "N", \.seconds, "How long at most"),
      .value("case-seed", "N", \.seed, "Where the cases come from; the same seed makes the same ones"),
      .value("replay", "DIR", \.folder, "Where a story goes for each failure, made as small as it can be"),
    ] + RunOptions.reaching(\.setup) + Option.printing(\.style)
  }

  var file = ""
  var setup = RunOptions()
  var style = OutputStyle()
  var cases = Count(300)
  var seconds = Count(60)
  var seed: UInt64 = 1
  var folder = "replay"

  func run() throws -> Exit {
    guard setup.targets.count == 1, let target = setup.targets.first else {
      throw Failure(exit: .wrongUsage, description: "explore needs one --target API=URL: the service to ask")
    }
    let description: OpenAPI
    do throws(Diagnostic) {
      description = try OpenAPI(path: file)
    } catch {
      throw Failure(exit: .wrongUsage, description: error.description)
    }
    Interruption.listen()
    let limits = Exploration.Limits(cases: cases.value, seconds: Double(seconds.value))
    let exploration = Exploration(
      description, name: target.name, try setup.makeTargets(), environment: setup.environment, seed: seed,
      limits: limits, folder: folder)
    return try tell(exploration.run { Interruption.isAsked }, target)
  }

  private func tell(_ outcome: Exploration.Outcome, _ target: Assignment) throws -> Exit {
    let console = Console(style)
    if let reason = outcome.unreachable { throw Failure(exit: .unreachable, description: reason) }
    if let broken = outcome.broken { throw Failure(exit: .wrongUsage, description: broken.description) }
    for failure in outcome.failures { try write(failure.text, path(failure)) }
    if style.isJSON { Output(style).line(json(outcome).prettyText) } else { write(outcome, target, console) }
    if outcome.cases == 0 {
      throw Failure(exit: .wrongUsage, description: "nothing was asked: the description has no operation")
    }
    return outcome.failures.isEmpty ? .good : .contractFailed
  }

  private func write(_ outcome: Exploration.Outcome, _ target: Assignment, _ console: Console) {
    let report = TextReport(colour: console.hasColour)
    for failure in outcome.failures {
      console.write(report.failure(failure.result))
      let times = failure.count > 1 ? "\(failure.count) cases failed so; the smallest" : "it"
      console.write(
        "    \(times) fails again with: nestbox verify \(path(failure)) --openapi \(file) --target \(target.name)=\(target.value)"
      )
    }
    for (operation, statuses) in outcome.statuses.sorted(by: { $0.key < $1.key }) {
      let counts = statuses.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }.joined(separator: ", ")
      console.write("  \(operation)  \(counts)")
    }
    let unmade = outcome.unmade == 0 ? "" : ", \(outcome.unmade) of them without what they speak of"
    console.write(
      "\n\(outcome.failures.count) failures in \(outcome.cases) cases\(unmade), \(outcome.requests) requests, \(Int(outcome.seconds * 1000)) ms (--case-seed \(seed))"
    )
  }

  private func json(_ outcome: Exploration.Outcome) -> JSON {
    let failures = outcome.failures.map { failure -> JSON in
      [
        "contract": .string(failure.result.contract.name), "cases": .integer(failure.count),
        "file": .string(path(failure)),
        "reasons": .array(failure.result.reasons.map(JSON.string)),
      ]
    }
    let operations = outcome.statuses.mapValues { statuses in
      JSON.object(JSON.Object(statuses.sorted { $0.key < $1.key }.map { ("\($0.key)", .integer($0.value)) }))
    }
    return [
      "seed": .integer(Int(clamping: seed)), "cases": .integer(outcome.cases), "unmade": .integer(outcome.unmade),
      "requests": .integer(outcome.requests), "seconds": .double(outcome.seconds), "failures": .array(failures),
      "operations": .object(JSON.Object(operations.sorted { $0.key < $1.key })),
    ]
  }

  private func path(_ failure: Exploration.Failure) -> String { "\(folder)/case-\(failure.number).json" }

  private func write(_ text: String, _ path: String) throws {
    mkdir(folder, 0o755)
    try OutputFile(path).check()
    try OutputFile(path).write(text)
  }
}
