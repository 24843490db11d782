/// The forms in which a run can be written down.
package enum ReportKind: String, Sendable, CaseIterable {
  case junit, json, tap, html, github

  package func text(_ suite: SuiteResult) -> String {
    switch self {
    case .junit: JUnitReport(suite).text
    case .json: JSONReport(suite).text
    case .tap: TAPReport(suite).text
    case .html: HTMLReport(suite).text
    case .github: GitHubReport(suite).text
    }
  }
}

extension ContractResult {
  /// Why it did not pass, a line each; nothing for one that did.
  package var reasons: [String] {
    switch outcome {
    case .passed: []
    case .failed: named.map { "\($0.difference.place.description): \($0.step): \($0.difference.summary(secrets))" }
    case .skipped(let reason), .unreachable(let reason): [secrets.masked(reason)]
    case .broken(let diagnostic): [secrets.masked(diagnostic.description)]
    }
  }

  /// The differences with the names of the steps that have them.
  private var named: [(step: String, difference: Difference)] {
    exchanges.flatMap { exchange in exchange.differences.map { (TextReport.name(exchange), $0) } }
      + checks.flatMap { check in check.differences.map { (check.step.name, $0) } }
  }

  var outcomeName: String {
    switch outcome {
    case .passed: "passed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .broken: "broken"
    case .unreachable: "unreachable"
    }
  }
}
