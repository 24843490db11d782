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
      "broken": .integer(suite.broken.count), "flaky": .integer(suite.flaky.count),
      "assertions": .integer(suite.assertions),
    ]
    var report: JSON.Object = [
      Self.mark: "verify", "seconds": .double(suite.seconds), "counts": counts,
      "contracts": .array(suite.results.map(Self.contract)),
    ]
    if let drift = suite.drift { report["drift"] = Self.drift(drift) }
    return JSON.object(report).prettyText + "\n"
  }

  private static func drift(_ drift: Drift) -> JSON {
    let items = drift.items.map { item -> JSON in
      [
        "rank": .string("\(item.rank)"), "contract": .string(item.contract.name), "file": .string(item.contract.path),
        "step": .string(item.step), "subject": .string(item.subject), "left": .string(item.left),
        "right": .string(item.right),
      ]
    }
    return [
      "left": .string(drift.leftLabel), "right": .string(drift.rightLabel), "compared": .integer(drift.compared),
      "items": .array(items),
    ]
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
    if result.retries > 0 { object["retries"] = .integer(result.retries) }
    if !contract.tags.isEmpty { object["tags"] = .array(contract.tags.map(JSON.string)) }
    object["steps"] = .array(result.exchanges.map { step($0, result.secrets) })
    let checks = result.checks.map { check -> JSON in
      [
        "name": .string(check.step.name), "value": result.secrets.masked(check.value),
        "differences": .array(check.differences.map { difference($0, result.secrets) }),
      ]
    }
    if !checks.isEmpty { object["checks"] = .array(checks) }
    return .object(object)
  }

  private static func source(_ source: Contract.Source) -> JSON {
    var object: JSON.Object = JSON.Object([("document", .string(source.document))])
    if let heading = source.heading { object["heading"] = .string(heading) }
    return .object(object)
  }

  /// A step that failed comes with all that is needed to see it again.
  private static func step(_ exchange: Exchange, _ secrets: Secrets) -> JSON {
    var step: JSON.Object = [
      "name": .string(TextReport.name(exchange)), "method": .string(exchange.request.method.rawValue),
      "path": .string(secrets.masked(exchange.request.path)),
      "status": exchange.received.map { .integer($0.status) } ?? .null, "seconds": .double(exchange.seconds),
      "differences": .array(exchange.differences.map { difference($0, secrets) }),
    ]
    if exchange.backoffs > 0 { step["backoffs"] = .integer(exchange.backoffs) }
    if !exchange.differences.isEmpty {
      if !exchange.isDelivery { step["curl"] = .string(Curl(secrets).line(exchange)) }
      step["answer"] = .string(TextReport.answer(exchange, secrets, limit: 100_000))
    }
    return .object(step)
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
