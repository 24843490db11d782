/// The result for people at a terminal, part by part.
enum TextReport {
  static func heading(_ result: BenchmarkResult) -> String {
    let others = result.others.isEmpty ? "" : ", side by side with " + result.others.joined(separator: ", ")
    return "Nestbox \(result.version) on \(result.machine)\(others)"
  }

  static func starts(_ result: BenchmarkResult) -> String {
    "First answer \(startText(result)); \(Figures.size(result.emptyBytes)) resident"
  }

  static func startText(_ result: BenchmarkResult) -> String {
    let starts = result.starts
    guard let best = starts.first else { return "not measured" }
    let median = Figures.time(seconds: starts[starts.count / 2])
    return "after \(Figures.time(seconds: best)) (median of \(starts.count): \(median))"
  }

  /// All about one size.
  static func block(_ result: BenchmarkResult, objects: Int) -> String {
    var lines = [""]
    if let filled = result.filled.first(where: { $0.objects == objects }) { lines.append(line(filled)) }
    lines.append(table(result, objects).text)
    let wasLimited = result.own.contains { $0.objects == objects && $0.clientShare > 0.9 }
    if wasLimited { lines.append("  * the client was busy all the time: the server can do more") }
    return lines.joined(separator: "\n")
  }

  static func line(_ filled: BenchmarkResult.Filled) -> String {
    """
    \(Figures.grouped(filled.objects)) customers, made in \(Figures.time(seconds: filled.seconds)): \
    \(Figures.size(filled.residentBytes)) resident, \(Figures.grouped(filled.bytesPerObject)) bytes a customer
    """
  }

  private static func table(_ result: BenchmarkResult, _ objects: Int) -> TextTable {
    let rows = result.own.filter { $0.objects == objects }
    let others = result.others.filter { other in rows.contains { result.other(other, than: $0) != nil } }
    let heading = ["", "connections", "requests/s", "p50", "p99", "p99.9", "CPU/request"]
    var table = TextTable(heading + others.flatMap { [$0, "CPU/request", "ratio", "by CPU"] })
    for row in rows {
      var cells = [row.workload, Figures.grouped(row.connections)] + figures(row)
      cells.insert(contentsOf: [50, 99, 99.9].map { percentile(row, $0) }, at: 3)
      for other in others {
        guard let measured = result.other(other, than: row) else {
          cells += ["–", "–", "–", "–"]
          continue
        }
        cells += figures(measured) + ratios(row, measured)
      }
      table.add(cells)
    }
    return table
  }

  /// Requests a second, and what each cost.
  private static func figures(_ row: Measurement) -> [String] {
    [Figures.rate(row.rate) + (row.clientShare > 0.9 ? "*" : ""), processor(row)]
  }

  /// How many times as fast it is, and how many times as cheap: on a busy machine the latter says more.
  private static func ratios(_ own: Measurement, _ other: Measurement) -> [String] {
    let rate = Figures.fixed(own.rate / max(other.rate, 0.001), 2) + " ×"
    guard let cost = own.processorMicroseconds, let others = other.processorMicroseconds, cost > 0 else {
      return [rate, "–"]
    }
    return [rate, Figures.fixed(others / cost, 2) + " ×"]
  }

  static func processor(_ row: Measurement) -> String {
    row.processorMicroseconds.map { Figures.time(nanoseconds: $0 * 1000) } ?? "–"
  }

  static func percentile(_ row: Measurement, _ percent: Double) -> String {
    Figures.time(nanoseconds: Double(row.latency.percentile(percent)))
  }
}
