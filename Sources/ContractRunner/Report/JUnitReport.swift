import Platform
import Reporting
import Wire

/// JUnit's XML, as CI servers read it: a suite for each API. It holds to the schema of Ant's reports and to that of
/// Jenkins' xUnit plugin.
struct JUnitReport {
  private let suite: SuiteResult

  init(_ suite: SuiteResult) { self.suite = suite }

  var text: String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
    for (index, group) in suite.byAPI.enumerated() {
      let names = group.results.map(\.outcomeName)
      let counts = Counts(
        tests: names.count, failures: names.count { $0 == "failed" },
        errors: names.count { $0 == "broken" || $0 == "unreachable" }, skipped: names.count { $0 == "skipped" },
        seconds: group.results.map(\.seconds).reduce(0, +))
      lines += element(group.api, index, counts, Self.properties(group.results), group.results.flatMap(Self.lines))
    }
    if let drift = suite.drift { lines += self.drift(drift, suite.byAPI.count) }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private struct Counts {
    let tests: Int
    let failures: Int
    let errors: Int
    let skipped: Int
    let seconds: Double
  }

  private func element(
    _ name: String, _ index: Int, _ counts: Counts, _ properties: [(String, String)], _ cases: [String]
  ) -> [String] {
    let name = escapedMarkup(name)
    let open =
      "  <testsuite name=\"\(name)\" package=\"\(name)\" id=\"\(index)\" tests=\"\(counts.tests)\""
      + " failures=\"\(counts.failures)\" errors=\"\(counts.errors)\" skipped=\"\(counts.skipped)\""
      + " time=\"\(Self.decimal(counts.seconds))\" timestamp=\"\(Self.now)\" hostname=\"localhost\">"
    let inner = properties.map {
      "      <property name=\"\(escapedMarkup($0.0))\" value=\"\(escapedMarkup($0.1))\"/>"
    }
    let head = inner.isEmpty ? ["    <properties/>"] : ["    <properties>"] + inner + ["    </properties>"]
    return [open] + head + cases + ["    <system-out/>", "    <system-err/>", "  </testsuite>"]
  }

  private static func properties(_ results: [ContractResult]) -> [(String, String)] {
    let flaky = results.filter(\.isFlaky).map { ("flaky", $0.contract.name) }
    return Set(results.map(\.target)).sorted().map { ("target", $0) } + flaky
  }

  private static func lines(_ result: ContractResult) -> [String] {
    let open =
      "    <testcase name=\"\(escapedMarkup(result.contract.name))\" classname=\"\(escapedMarkup(className(result)))\""
      + " time=\"\(decimal(result.seconds))\""
    let message = escapedMarkup(result.reasons.first ?? "")
    switch result.outcome {
    case .passed: return [open + "/>"]
    case .skipped: return [open + ">", "      <skipped message=\"\(message)\"/>", "    </testcase>"]
    case .failed:
      let kind = result.differences.first?.kind.rawValue ?? "difference"
      let all = escapedMarkup(TextReport(colour: false).failure(result))
      return [open + ">", "      <failure type=\"\(kind)\" message=\"\(message)\">\(all)</failure>", "    </testcase>"]
    case .broken, .unreachable:
      let all = escapedMarkup(result.reasons.joined(separator: "\n"))
      let kind = result.outcomeName
      return [open + ">", "      <error type=\"\(kind)\" message=\"\(message)\">\(all)</error>", "    </testcase>"]
    }
  }

  /// API and file: neither schema has a place for a file of its own.
  private static func className(_ result: ContractResult) -> String {
    let file = result.contract.path.split(separator: "/").last ?? ""
    return "\(result.contract.api).\(file.hasSuffix(".json") ? file.dropLast(5) : file)"
  }

  /// The second target as a suite of its own: what a client could tell the two apart by is a failure.
  private func drift(_ drift: Drift, _ index: Int) -> [String] {
    let cases = drift.items.flatMap { item -> [String] in
      let name = "\(item.contract.name): \(item.step): \(item.subject.isEmpty ? "body" : item.subject)"
      let open = "    <testcase name=\"\(escapedMarkup(name))\" classname=\"drift.\(item.rank)\" time=\"0.000\""
      let text = escapedMarkup("\(item.left) ≠ \(item.right)")
      if item.rank > .type { return [open + "/>"] }
      return [open + ">", "      <failure type=\"\(item.rank)\" message=\"\(text)\"/>", "    </testcase>"]
    }
    let counts = Counts(
      tests: drift.items.count, failures: drift.items.count { $0.rank <= .type }, errors: 0, skipped: 0, seconds: 0)
    return element("drift", index, counts, [("left", drift.leftLabel), ("right", drift.rightLabel)], cases)
  }

  /// Without an exponent, whatever the number.
  static func decimal(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    let fraction = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
  }
}
