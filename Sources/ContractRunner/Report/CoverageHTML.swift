import Reporting

/// Coverage as a page of tables.
package struct CoverageHTML {
  private let report: CoverageReport

  package init(_ report: CoverageReport) { self.report = report }

  package var text: String {
    let tables = report.sorted.map { api, rows in section(api, rows) }
    let documents = report.hasDocuments ? [self.documents] : []
    let body = ["<h1>What the contracts assert</h1>"] + documents + tables
    return HTMLPage(title: "Contract coverage", body: body.joined(separator: "\n")).text
  }

  private func section(_ api: String, _ rows: [(key: CoverageTable.Key, row: CoverageTable.Row)]) -> String {
    let idle = report.table.idle.filter { $0.api == api }.map { idle in
      "<tr><td><code>\(escapedMarkup(idle.operation.description))</code></td><td></td>"
        + "<td colspan=\"3\" class=\"bad\">never exercised</td></tr>"
    }
    let head = """
      <tr><th>Endpoint</th><th class="number">Status</th><th class="number">Asserted</th><th>Returned, never asserted</th>
      <th class="number">Contracts</th></tr>
      """
    let lines = rows.map { Self.line($0.key, $0.row) } + idle
    return
      "<h2>\(escapedMarkup(api))</h2><div class=\"card\"><table>\(head)\(lines.joined(separator: "\n"))</table></div>"
  }

  private static func line(_ key: CoverageTable.Key, _ row: CoverageTable.Row) -> String {
    let returned = row.names(.returned).map { "<code>\(escapedMarkup($0))</code>" }.joined(separator: " ")
    let contracts = row.contracts.sorted().joined(separator: "\n")
    return """
      <tr><td><code>\(escapedMarkup(key.operation.description))</code></td><td class="number">\(key.status)</td>
      <td class="number" title="\(escapedMarkup(row.names(.asserted).joined(separator: "\n")))">\(row.names(.asserted).count)</td>
      <td class="soft">\(returned)</td><td class="number" title="\(escapedMarkup(contracts))">\(row.contracts.count)</td></tr>
      """
  }

  private var documents: String {
    let items = report.documents.items
    let faults = report.documents.faults.count
    let verdict =
      faults == 0
      ? "<p class=\"good\">Every one of \(items.count) promises of the documents is carried by a contract.</p>"
      : "<p class=\"bad\">\(faults) of \(items.count) promises of the documents are not carried.</p>"
    let rows = items.map { item in
      let carriers = item.contracts.map { "<code>\(escapedMarkup($0))</code>" }.joined(separator: "<br>")
      let state = item.fault.map { "<span class=\"bad\">\(escapedMarkup($0))</span>" } ?? carriers
      return "<tr><td>\(item.kind.rawValue)</td><td>\(escapedMarkup(item.name))</td>"
        + "<td class=\"soft\"><code>\(escapedMarkup(item.place))</code></td><td>\(state)</td></tr>"
    }
    return """
      <h2>Documents</h2>\(verdict)
      <details><summary>All \(items.count)</summary><div class="inside"><table>\(rows.joined(separator: "\n"))</table></div></details>
      """
  }
}
