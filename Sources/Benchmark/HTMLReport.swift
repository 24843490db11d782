import Platform
import Reporting

/// A run as a page with charts.
package struct HTMLReport {
  private let result: BenchmarkResult

  package init(_ result: BenchmarkResult) { self.result = result }

  package var text: String {
    let parts = [head, rates] + result.others.map(comparison) + [growth, tables]
    return HTMLPage(title: "Nestbox, measured", body: parts.joined(separator: "\n")).text
  }

  private var head: String {
    let filled = result.filled.map { "<p>\(escapedMarkup(TextReport.line($0)))</p>" }
    return """
      <h1>Nestbox \(escapedMarkup(result.version)), measured</h1>
      <p class="soft">\(escapedMarkup(result.machine)) · \(date) · one closed loop over loopback, the server on one thread</p>
      <p>First answer \(TextReport.startText(result)) from its start; \(Figures.size(result.emptyBytes)) resident.</p>
      \(filled.joined(separator: "\n"))
      """
  }

  private var date: String {
    var seconds = time_t(result.time)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  /// The number of connections that charts are about.
  private var connections: Int {
    let all = Set(result.own.map(\.connections))
    return all.contains(16) ? 16 : all.max() ?? 0
  }

  private var sizes: [Int] { result.filled.map(\.objects) }

  private var workloads: [String] {
    var names: [String] = []
    for row in result.own where !names.contains(row.workload) { names.append(row.workload) }
    return names
  }

  private var charted: [Measurement] { result.own.filter { $0.connections == connections } }

  private var rates: String {
    let chart = bySize { ($0.rate, Figures.rate($0.rate)) }
    return "<h2>Requests a second, with \(connections) connections</h2>\n" + legend + chart
  }

  /// Bars compare with the smallest size, so that what costs much does not hide what costs little.
  private var growth: String {
    let chart = bySize { row in
      let first = charted.first { $0.workload == row.workload && $0.objects == sizes.first }
      guard let cost = row.processorMicroseconds, let least = first?.processorMicroseconds, least > 0 else {
        return nil
      }
      let times = cost / least
      let text = TextReport.processor(row) + (times == 1 ? "" : " · \(Figures.fixed(times, 2)) ×")
      return (min(times, Self.longestGrowth), text)
    }
    return "<h2>What growth costs: processor time of a request, compared</h2>\n" + legend + chart
  }

  private static let longestGrowth = 4.0

  private var legend: String {
    let items = sizes.enumerated().map { index, size in
      "<span><i class=\"tone\(min(index, 2))\"></i>\(Figures.grouped(size)) customers</span>"
    }
    return "<div class=\"legend\">\(items.joined())</div>\n"
  }

  /// A bar for each size, by workload.
  private func bySize(_ value: (Measurement) -> (Double, String)?) -> String {
    let groups = workloads.map { name in
      let bars = sizes.enumerated().compactMap { index, size in
        charted.first { $0.workload == name && $0.objects == size }.flatMap(value).map {
          Bar(length: $0.0, text: $0.1, tone: "tone\(min(index, 2))")
        }
      }
      return Chart.Group(label: name, bars: bars)
    }
    return Chart(groups: groups).html
  }

  private func comparison(_ other: String) -> String {
    let groups = charted.compactMap { row -> Chart.Group? in
      guard let measured = result.other(other, than: row), measured.rate > 0 else { return nil }
      let ratio = Figures.fixed(row.rate / measured.rate, 2) + " ×"
      return Chart.Group(
        label: row.workload,
        bars: [
          Bar(length: row.rate, text: "\(Figures.rate(row.rate)) · \(ratio)", tone: "tone2"),
          Bar(length: measured.rate, text: Figures.rate(measured.rate), tone: "tone0"),
        ])
    }
    guard !groups.isEmpty else { return "" }
    let name = escapedMarkup(other)
    return """
      <h2>Side by side with \(name): requests a second, with \(connections) connections</h2>
      <div class="legend"><span><i class="tone2"></i>\(escapedMarkup(result.server))</span>\
      <span><i class="tone0"></i>\(name)</span></div>
      \(Chart(groups: groups).html)
      """
  }

  private var tables: String {
    let head = ["requests/s", "p50", "p99", "p99.9", "CPU/request"].map { "<th class=\"number\">\($0)</th>" }
    let rows = result.measurements.map { row in
      let numbers = [
        Figures.grouped(row.objects), Figures.grouped(row.connections), Figures.rate(row.rate),
        TextReport.percentile(row, 50), TextReport.percentile(row, 99), TextReport.percentile(row, 99.9),
        TextReport.processor(row),
      ]
      let cells = numbers.map { "<td class=\"number\">\($0)</td>" }.joined()
      return "<tr><td>\(escapedMarkup(row.workload))</td><td>\(escapedMarkup(row.server))</td>\(cells)</tr>"
    }
    return """
      <h2>Everything</h2>
      <div class="card"><table><tr><th></th><th>Server</th><th class="number">Customers</th>
      <th class="number">Connections</th>\(head.joined())</tr>
      \(rows.joined(separator: "\n"))
      </table></div>
      """
  }
}

private struct Bar {
  let length: Double
  let text: String
  let tone: String
}

/// Bars in groups, all on one scale.
private struct Chart {
  struct Group {
    let label: String
    let bars: [Bar]
  }

  let groups: [Group]

  var html: String {
    let longest = groups.flatMap(\.bars).map(\.length).max() ?? 0
    let rows = groups.filter { !$0.bars.isEmpty }.map { group in
      let bars = group.bars.map { bar in
        // The rest of the line is for the number.
        let width = longest > 0 ? Figures.fixed(bar.length / longest * 80, 2) : "0"
        return
          "<div class=\"track\"><i class=\"\(bar.tone)\" style=\"width:\(width)%\"></i><span>\(bar.text)</span></div>"
      }
      return
        "<div class=\"label\" style=\"--rows:\(group.bars.count)\">\(escapedMarkup(group.label))</div>\(bars.joined())"
    }
    return "<div class=\"card\"><div class=\"chart\">\(rows.joined(separator: "<hr>\n"))</div></div>"
  }
}
