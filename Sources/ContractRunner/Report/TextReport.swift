import Wire

/// The run for people at a terminal: a line a contract, and for each failure all that is needed to act on it.
package struct TextReport: Sendable {
  private let style: Style
  private let width: Int
  private let isVerbose: Bool

  /// - Parameter isVerbose: every difference, and every request with its answer.
  package init(colour: Bool, width: Int = 100, isVerbose: Bool = false) {
    style = Style(colour)
    self.width = width
    self.isVerbose = isVerbose
  }

  /// The line of one contract, as soon as it ends.
  package func line(_ result: ContractResult) -> String {
    let time = style.dim(Self.milliseconds(result.seconds))
    switch result.outcome {
    case .passed where result.isFlaky:
      let remark = style.yellow("flaky: failed \(result.retries) × before")
      return "  \(style.yellow("✓")) \(padded(result.contract.name))  \(time)  \(remark)"
    case .passed: return "  \(style.green("✓")) \(padded(result.contract.name))  \(time)"
    case .failed: return "  \(style.red("✗")) \(style.bold(padded(result.contract.name)))  \(time)"
    case .skipped(let reason):
      return "  \(style.yellow("–")) \(result.contract.name)\n      \(style.dim("skipped: \(reason)"))"
    case .broken: return "  \(style.red("!")) \(padded(result.contract.name))  \(style.dim("cannot be run"))"
    case .unreachable: return "  \(style.red("!")) \(padded(result.contract.name))  \(style.dim("no target"))"
    }
  }

  package func heading(_ text: String) -> String { style.bold(text) }

  /// The failed step, the reason, and how to see it again.
  package func failure(_ result: ContractResult) -> String {
    var lines = ["", "\(style.red("✗")) \(style.bold(result.contract.name))  \(style.dim(result.contract.api))"]
    if let differs = result.contract.differs { lines.append("  " + style.dim("note: \(differs)")) }
    for check in result.checks where !check.differences.isEmpty {
      lines.append("  \(check.step.name)")
      lines += differences(check.differences, result.secrets)
    }
    for (index, exchange) in result.exchanges.enumerated() where isVerbose || !exchange.differences.isEmpty {
      lines.append("  \(Self.name(exchange))")
      lines += differences(exchange.differences, result.secrets)
      if !isVerbose { lines += story(result.exchanges[..<index]) }
      lines += evidence(exchange, result.secrets)
    }
    return lines.joined(separator: "\n")
  }

  private func evidence(_ exchange: Exchange, _ secrets: Secrets) -> [String] {
    let answer = Self.answer(exchange, secrets, limit: isVerbose ? .max : 600)
    let again = exchange.backoffs == 0 ? [] : ["    " + style.dim("asked \(exchange.backoffs + 1) × because of 429")]
    if exchange.isDelivery { return ["    \(style.dim("delivery")) \(answer)"] }
    return [
      "    \(style.dim("request")) \(Curl(secrets).line(exchange))", "    \(style.dim("answer ")) \(answer)",
    ] + again
  }

  /// Every request of a contract that passed, where all is wanted.
  package func passed(_ result: ContractResult) -> String? {
    guard isVerbose, result.hasPassed else { return nil }
    let lines = result.exchanges.flatMap { ["    \(Self.name($0))"] + evidence($0, result.secrets) }
    return lines.joined(separator: "\n")
  }

  package func summary(_ suite: SuiteResult) -> String {
    var counts = ["\(suite.passed.count) passed"]
    if !suite.failed.isEmpty { counts.append(style.red("\(suite.failed.count) failed")) }
    if !suite.flaky.isEmpty { counts.append(style.yellow("\(suite.flaky.count) of them flaky")) }
    if !suite.skipped.isEmpty { counts.append(style.yellow("\(suite.skipped.count) skipped")) }
    if !suite.broken.isEmpty { counts.append(style.red("\(suite.broken.count) cannot be run")) }
    let requests = suite.results.map(\.exchanges.count).reduce(0, +)
    let (assertions, answers) = (counted(suite.assertions, "assertion"), counted(requests, "answer"))
    let rest = "\(assertions) on \(answers), \(Self.milliseconds(suite.seconds))"
    return "\n\(style.bold(counts.joined(separator: ", "))): \(rest)"
  }

  // MARK: Parts of a failure

  /// With the wrong status the body is another one altogether; its differences would only hide that.
  private func differences(_ differences: [Difference], _ secrets: Secrets) -> [String] {
    let ofStatus = differences.filter { $0.kind == .status }
    let shown = isVerbose ? differences[...] : (ofStatus.isEmpty ? differences : ofStatus).prefix(12)
    let rest = differences.count - shown.count
    return shown.flatMap { lines($0, secrets) }
      + (rest > 0 ? [style.dim("    … and \(rest) more differences (--verbose shows them)")] : [])
  }

  private func lines(_ difference: Difference, _ secrets: Secrets) -> [String] {
    let subject = difference.subject.isEmpty ? "body" : difference.subject
    let remark = difference.remark.map { style.dim("  (\(secrets.masked($0)))") } ?? ""
    return [
      "    " + style.cyan(difference.place.description),
      "      \(style.bold(subject))\(remark)",
      "        expected  \(style.green(secrets.masked(difference.expected)))",
      "        actual    \(style.red(difference.actualText(secrets)))",
    ]
  }

  /// The steps before the failed one, a line each, repetitions counted.
  private func story(_ earlier: ArraySlice<Exchange>) -> [String] {
    var steps: [(line: String, count: Int)] = []
    for exchange in earlier {
      let status =
        exchange.isDelivery
        ? exchange.received == nil ? "nothing came" : "delivered"
        : exchange.received.map { String($0.status) } ?? "no answer"
      let line = "    \(style.dim("before ")) \(Self.name(exchange)) \(style.dim("→ \(status)"))"
      if steps.last?.line == line { steps[steps.count - 1].count += 1 } else { steps.append((line, 1)) }
    }
    return steps.map { $0.count > 1 ? "\($0.line) \(style.dim("× \($0.count)"))" : $0.line }
  }

  static func name(_ exchange: Exchange) -> String {
    switch exchange.phase {
    case .given(let state): "given \(state): \(exchange.step.name)"
    case .step: exchange.step.name
    case .finally: "finally: \(exchange.step.name)"
    }
  }

  static func answer(_ exchange: Exchange, _ secrets: Secrets, limit: Int = 600) -> String {
    guard let answer = exchange.received else { return "none" }
    let text = answer.json.map { secrets.masked($0).text } ?? secrets.masked(answer.text)
    let flat = text.map { $0.isNewline ? " " : String($0) }.joined()
    let status = exchange.isDelivery ? "" : "\(answer.status) "
    return status + (flat.count > limit ? flat.prefix(limit) + "…" : flat)
  }

  static func milliseconds(_ seconds: Double) -> String {
    if seconds >= 10 { return "\(Int(seconds.rounded())) s" }
    if seconds >= 1 { return "\((seconds * 10).rounded() / 10) s" }
    return "\(max(1, Int((seconds * 1000).rounded()))) ms"
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, width - 24 - name.count))
  }
}

/// Colours, or none.
struct Style: Sendable {
  private let isOn: Bool

  init(_ isOn: Bool) { self.isOn = isOn }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }
  func cyan(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

/// `1 answer`, `2 answers`
func counted(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }
