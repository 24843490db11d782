import Reporting
import Wire

/// JUnit's XML, as CI servers read it: a suite for each API.
struct JUnitReport {
  let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    let groups = suite.byAPI
    lines.append("<testsuites \(Self.counts(suite.results)) time=\"\(suite.seconds)\">")
    for (api, results) in groups {
      let time = results.map(\.seconds).reduce(0, +)
      lines.append("  <testsuite name=\"\(escapedMarkup(api))\" \(Self.counts(results)) time=\"\(time)\">")
      lines += results.flatMap(Self.lines)
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func counts(_ results: [ContractResult]) -> String {
    let names = results.map(\.outcomeName)
    let errors = names.count { $0 == "broken" || $0 == "unreachable" }
    return "tests=\"\(names.count)\" failures=\"\(names.count { $0 == "failed" })\""
      + " errors=\"\(errors)\" skipped=\"\(names.count { $0 == "skipped" })\""
  }

  private static func lines(_ result: ContractResult) -> [String] {
    let place = result.contract.place
    let open =
      "    <testcase name=\"\(escapedMarkup(result.contract.name))\" classname=\"\(escapedMarkup(result.contract.api))\""
      + " file=\"\(escapedMarkup(place.path))\" line=\"\(place.line)\" time=\"\(result.seconds)\""
    let message = escapedMarkup(result.reasons.first ?? "")
    let all = escapedMarkup(result.reasons.joined(separator: "\n"))
    switch result.outcome {
    case .passed: return [open + "/>"]
    case .skipped: return [open + ">", "      <skipped message=\"\(message)\"/>", "    </testcase>"]
    case .failed: return [open + ">", "      <failure message=\"\(message)\">\(all)</failure>", "    </testcase>"]
    case .broken, .unreachable:
      return [open + ">", "      <error message=\"\(message)\">\(all)</error>", "    </testcase>"]
    }
  }
}

/// The Test Anything Protocol, version 13.
struct TAPReport {
  let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    var lines = ["TAP version 13", "1..\(suite.results.count)"]
    for (index, result) in suite.results.enumerated() {
      let name = "\(index + 1) - \(result.contract.api): \(result.contract.name.replacing("#", with: "\\#"))"
      switch result.outcome {
      case .passed: lines.append("ok \(name)")
      case .skipped(let reason): lines.append("ok \(name) # SKIP \(result.secrets.masked(reason))")
      case .failed, .broken, .unreachable:
        lines += ["not ok \(name)", "  ---"]
        let reasons = result.reasons.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        lines += ["  message: |"] + reasons.map { "    \($0)" } + ["  ..."]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// GitHub's workflow commands: an annotation at the line of each expectation that failed.
struct GitHubReport {
  let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String { suite.results.flatMap(Self.lines).map { $0 + "\n" }.joined() }

  private static func lines(_ result: ContractResult) -> [String] {
    let place = result.contract.place
    switch result.outcome {
    case .passed: return []
    case .failed:
      return result.differences.map { difference in
        annotation("error", difference.place, result, difference.summary(result.secrets))
      }
    case .skipped(let reason): return [annotation("notice", place, result, "skipped: \(result.secrets.masked(reason))")]
    case .broken(let diagnostic):
      return [annotation("error", place, result, result.secrets.masked(diagnostic.description))]
    case .unreachable(let reason): return [annotation("error", place, result, result.secrets.masked(reason))]
    }
  }

  private static func annotation(_ kind: String, _ place: Place, _ result: ContractResult, _ message: String) -> String
  {
    let at =
      "file=\(property(place.path)),line=\(place.line),col=\(place.column),title=\(property(result.contract.name))"
    return "::\(kind) \(at)::\(escaped(message))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}

extension SuiteResult {
  /// The results of each API, in the order in which the APIs first come.
  var byAPI: [(api: String, results: [ContractResult])] {
    var order: [String] = []
    var groups: [String: [ContractResult]] = [:]
    for result in results {
      if groups[result.contract.api] == nil { order.append(result.contract.api) }
      groups[result.contract.api, default: []].append(result)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }
}
