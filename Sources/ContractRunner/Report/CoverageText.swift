/// Coverage for people: a line an endpoint and status, then what the documents have that no contract carries.
package struct CoverageText: Sendable {
  private let style: Style

  package init(colour: Bool) { style = Style(colour) }

  package func text(_ report: CoverageReport) -> String {
    var lines: [String] = []
    for (api, rows) in report.sorted {
      lines.append(style.bold(api))
      let width = rows.map(\.key.operation.description.count).max() ?? 0
      for (key, row) in rows { lines.append(line(key, row, width)) }
      for idle in report.table.idle where idle.api == api {
        lines.append("  \(pad(idle.operation.description, width))  \(style.red("never exercised"))")
      }
    }
    if report.hasDocuments { lines += documents(report.documents) }
    return lines.joined(separator: "\n")
  }

  private func line(_ key: CoverageTable.Key, _ row: CoverageTable.Row, _ width: Int) -> String {
    let asserted = row.names(.asserted).count
    let returned = row.names(.returned)
    let shown = returned.prefix(4).joined(separator: " ") + (returned.count > 4 ? " …" : "")
    let loose = returned.isEmpty ? "" : style.yellow("  \(returned.count) never asserted: ") + style.dim(shown)
    return "  \(pad(key.operation.description, width))  \(key.status)  \(asserted) asserted\(loose)"
  }

  private func documents(_ coverage: DocumentCoverage) -> [String] {
    var lines = ["", style.bold("Documents")]
    for kind in DocumentCoverage.Item.Kind.allCases where kind != .change {
      let items = coverage.items.filter { $0.kind == kind }
      let carried = items.count { $0.fault == nil }
      if items.isEmpty { continue }
      let count = "\(carried) of \(items.count)"
      lines.append(
        "  \(pad(kind.plural, 12))  \(carried == items.count ? style.green(count) : style.red(count)) carried")
    }
    if let facts = coverage.facts {
      let changed = coverage.items.count { $0.kind == .change }
      let count = changed == 0 ? style.green("\(facts) as accepted") : style.red("\(changed) changes since accepted")
      lines.append("  \(pad("facts", 12))  \(count)")
    }
    for item in coverage.faults {
      lines.append("  \(style.red("✗")) \(item.name): \(item.fault ?? "")")
      lines.append("      " + style.cyan(item.place))
    }
    return lines
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension DocumentCoverage.Item.Kind {
  var plural: String { self == .status ? "statuses" : rawValue + "s" }
}
