import Wire

/// Everything about a run, for programs.
struct JSONReport {
  /// Tells a report from a contract.
  static let mark = "nestboxReport"

  private let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    let counts: JSON = [
      "contracts": .integer(suite.results.count), "passed": .integer(suite.passed.count),
      "failed": .integer(suite.failed.count), "skipped": .integer(suite.skipped.count),
      "broken": .integer(suite.broken.count), "assertions": .integer(suite.assertions),
    ]
    let report: JSON = [
      Self.mark: "verify", "seconds": .double(suite.seconds), "counts": counts,
      "contracts": .array(suite.results.map(Self.contract)),
    ]
    return report.prettyText + "\n"
  }

  private static func contract(_ result: ContractResult) -> JSON {
    var object = JSON.Object()
    let contract = result.contract
    object["name"] = .string(contract.name)
    object["api"] = .string(contract.api)
    object["file"] = .string(contract.path)
    object["line"] = .integer(contract.place.line)
    object["target"] = .string(result.target)
    object["outcome"] = .string(result.outcomeName)
    object["seconds"] = .double(result.seconds)
    object["assertions"] = .integer(result.assertions)
    object["sources"] = .array(contract.sources.map(source))
    if let differs = contract.differs { object["differs"] = .string(differs) }
    if !result.hasPassed { object["reasons"] = .array(result.reasons.map(JSON.string)) }
    object["steps"] = .array(result.exchanges.map { step($0, result.secrets) })
    return .object(object)
  }

  private static func source(_ source: Contract.Source) -> JSON {
    var object: JSON.Object = JSON.Object([("document", .string(source.document))])
    if let heading = source.heading { object["heading"] = .string(heading) }
    return .object(object)
  }

  private static func step(_ exchange: Exchange, _ secrets: Secrets) -> JSON {
    [
      "name": .string(TextReport.name(exchange)), "method": .string(exchange.request.method.rawValue),
      "path": .string(secrets.masked(exchange.request.path)),
      "status": exchange.received.map { .integer($0.status) } ?? .null, "seconds": .double(exchange.seconds),
      "differences": .array(exchange.differences.map { difference($0, secrets) }),
    ]
  }

  private static func difference(_ difference: Difference, _ secrets: Secrets) -> JSON {
    [
      "kind": .string(difference.kind.rawValue), "subject": .string(difference.subject),
      "expected": .string(secrets.masked(difference.expected)), "actual": .string(difference.actualText(secrets)),
      "file": .string(difference.place.path), "line": .integer(difference.place.line),
      "column": .integer(difference.place.column),
    ]
  }
}
