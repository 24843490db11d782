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
        let text = result.hasFailed ? TextReport(colour: false).failure(result) : result.reasons.joined(separator: "\n")
        let reasons = text.split(separator: "\n")
        lines += ["  message: |"] + reasons.map { "    \($0)" } + ["  ..."]
      }
    }
    if let drift = suite.drift {
      let count = "\(counted(drift.items.count, "difference")) in \(counted(drift.compared, "pair")) of answers"
      lines.append("# drift: \(drift.leftLabel) against \(drift.rightLabel): \(count)")
      lines += drift.items.map { item in
        "# drift, \(item.rank): \(item.contract.name): \(item.step): \(item.subject) \(item.left) ≠ \(item.right)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// GitHub's workflow commands: an annotation at the line of each expectation that failed.
struct GitHubReport {
  let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    let drift = (suite.drift?.items ?? []).map { item in
      let kind = item.rank <= .type ? "error" : "warning"
      let place = item.contract.place
      let at = "file=\(Self.property(place.path)),line=\(place.line),title=\(Self.property(item.contract.name))"
      return "::\(kind) \(at)::" + Self.escaped("\(item.step): \(item.subject) \(item.left) ≠ \(item.right)")
    }
    return (suite.results.flatMap(Self.lines) + drift).map { $0 + "\n" }.joined()
  }

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
