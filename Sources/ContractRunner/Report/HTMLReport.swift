import Reporting

/// A run as a page: failures open, everything else a line that opens.
struct HTMLReport {
  private let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    let groups = suite.byAPI.map { api, results in
      "<section><h2>\(escapedMarkup(api)) <span class=\"soft\">\(results.count)</span></h2>\n"
        + results.map(Self.contract).joined(separator: "\n") + "</section>"
    }
    let body = [head, Self.filters] + groups + (suite.drift.map { [Self.drift($0)] } ?? [])
    return HTMLPage(title: "Contracts: \(verdict)", body: body.joined(separator: "\n"), script: Self.script).text
  }

  private static func drift(_ drift: Drift) -> String {
    let rows = drift.items.map { item in
      """
      <tr><td class="\(item.rank <= .type ? "bad" : "warn")">\(item.rank)</td>
      <td><code>\(escapedMarkup(item.subject.isEmpty ? "body" : item.subject))</code></td>
      <td><code>\(escapedMarkup(item.left))</code></td><td><code>\(escapedMarkup(item.right))</code></td>
      <td class="soft">\(escapedMarkup("\(item.contract.name): \(item.step)"))</td></tr>
      """
    }
    let labels = escapedMarkup("\(drift.leftLabel) against \(drift.rightLabel)")
    return "<section><h2>Drift <span class=\"soft\">\(labels), \(drift.compared) pairs of answers</span></h2>"
      + "<div class=\"card\"><table>\(rows.joined(separator: "\n"))</table></div></section>"
  }

  private var verdict: String {
    suite.verdict == .passed ? "all kept" : suite.failed.isEmpty ? "not verified" : "\(suite.failed.count) broken"
  }

  private var head: String {
    let targets = Set(suite.results.map(\.target)).sorted().joined(separator: ", ")
    let counts = [
      ("good", suite.passed.count, "passed"), ("bad", suite.failed.count, "failed"),
      ("warn", suite.results.count - suite.passed.count - suite.failed.count, "not run"),
    ]
    let bar = counts.filter { $0.1 > 0 }.map { "<i class=\"\($0.0)\" style=\"flex:\($0.1)\"></i>" }.joined()
    let words = counts.filter { $0.1 > 0 }.map { "<span class=\"\($0.0)\">\($0.1) \($0.2)</span>" }
    return """
      <h1>Contracts</h1>
      <p>\(words.joined(separator: " · ")) · \(suite.assertions) assertions · \(TextReport.milliseconds(suite.seconds))</p>
      <p class="soft">\(escapedMarkup(targets))</p>
      <div class="bar">\(bar)</div>
      """
  }

  private static let filters = """
    <nav>
    <button data-show="all" aria-pressed="true">All</button>
    <button data-show="failed" aria-pressed="false">Failed</button>
    <button data-show="skipped" aria-pressed="false">Not run</button>
    <button data-show="differs" aria-pressed="false">Document and service differ</button>
    </nav>
    """

  private static let script = """
    document.querySelectorAll('nav button').forEach(function (button) {
      button.onclick = function () {
        document.querySelectorAll('nav button').forEach(function (other) {
          other.setAttribute('aria-pressed', other === button);
        });
        document.querySelectorAll('details').forEach(function (item) {
          var show = button.dataset.show;
          item.hidden = show !== 'all' && item.dataset.is.split(' ').indexOf(show) < 0;
        });
      };
    });
    """

  private static func contract(_ result: ContractResult) -> String {
    let (tone, mark) =
      switch result.outcome {
      case .passed: ("good", "✓")
      case .failed: ("bad", "✗")
      case .skipped: ("warn", "–")
      case .broken, .unreachable: ("bad", "!")
      }
    let kind = result.hasPassed || result.hasFailed ? result.outcomeName : "skipped"
    let tags = kind + (result.isFlaky ? " flaky" : "") + (result.contract.differs == nil ? "" : " differs")
    return """
      <details data-is="\(tags)"\(result.hasFailed ? " open" : "")>
      <summary><span class="\(tone)">\(mark)</span><span class="name">\(escapedMarkup(result.contract.name))</span>
      <span class="soft">\(result.assertions) assertions · \(TextReport.milliseconds(result.seconds))</span></summary>
      <div class="inside">\(inside(result))</div>
      </details>
      """
  }

  private static func inside(_ result: ContractResult) -> String {
    var parts: [String] = []
    let sources = result.contract.sources.map { source in
      escapedMarkup(source.document + (source.heading.map { " › \($0)" } ?? ""))
    }
    parts.append(
      "<p class=\"soft\"><code>\(escapedMarkup(result.contract.place.description))</code> · \(sources.joined(separator: " · "))</p>"
    )
    if let differs = result.contract.differs { parts.append("<p class=\"note\">\(escapedMarkup(differs))</p>") }
    if !result.hasPassed, !result.hasFailed {
      parts.append("<pre>\(escapedMarkup(result.reasons.joined(separator: "\n")))</pre>")
    }
    for check in result.checks where !check.differences.isEmpty {
      parts.append("<p><b>\(escapedMarkup(check.step.name))</b></p>")
      parts += differences(check.differences, result.secrets)
    }
    if !result.exchanges.isEmpty { parts.append(steps(result)) }
    for exchange in result.exchanges where !exchange.differences.isEmpty {
      parts.append("<p><b>\(escapedMarkup(TextReport.name(exchange)))</b></p>")
      parts += differences(exchange.differences, result.secrets)
      parts.append("<pre>\(escapedMarkup(Curl(result.secrets).line(exchange)))</pre>")
      parts.append("<pre>\(escapedMarkup(TextReport.answer(exchange, result.secrets)))</pre>")
    }
    return parts.joined(separator: "\n")
  }

  private static func differences(_ differences: [Difference], _ secrets: Secrets) -> [String] {
    differences.map { difference in
      let subject = difference.subject.isEmpty ? "body" : difference.subject
      let remark = difference.remark.map { " <span class=\"soft\">\(escapedMarkup(secrets.masked($0)))</span>" } ?? ""
      return """
        <p><code>\(escapedMarkup(subject))</code>\(remark)</p>
        <dl><dt>expected</dt><dd class="good"><code>\(escapedMarkup(secrets.masked(difference.expected)))</code></dd>
        <dt>actual</dt><dd class="bad"><code>\(escapedMarkup(difference.actualText(secrets)))</code></dd>
        <dt>at</dt><dd><code>\(escapedMarkup(difference.place.description))</code></dd></dl>
        """
    }
  }

  private static func steps(_ result: ContractResult) -> String {
    let rows = result.exchanges.map { exchange in
      let request = exchange.request
      let path = escapedMarkup(result.secrets.masked(request.path))
      let status = exchange.received.map { String($0.status) } ?? "–"
      let tone = exchange.differences.isEmpty ? "soft" : "bad"
      return """
        <tr><td class="\(tone)">\(escapedMarkup(TextReport.name(exchange)))</td>
        <td><code>\(request.method.rawValue) \(path)</code></td><td class="number">\(status)</td>
        <td class="number soft">\(TextReport.milliseconds(exchange.seconds))</td></tr>
        """
    }
    return "<table>\(rows.joined(separator: "\n"))</table>"
  }
}
