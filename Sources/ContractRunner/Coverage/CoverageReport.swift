import Wire

/// The table of what was asserted, and what that makes of the documents.
package struct CoverageReport: Sendable {
  package let table: CoverageTable
  package let documents: DocumentCoverage
  package let hasDocuments: Bool

  /// - Parameter kept: the facts of the documents as they were kept last; nil if none were.
  package init(_ suite: SuiteResult, _ catalog: Catalog, _ documents: [Document], kept: DocumentFacts? = nil) {
    table = CoverageTable(suite, catalog, documents)
    self.documents = DocumentCoverage(documents, catalog, table, suite, kept)
    hasDocuments = !documents.isEmpty
  }

  /// The rows by API, path and status.
  var sorted: [(api: String, rows: [(key: CoverageTable.Key, row: CoverageTable.Row)])] {
    let apis = Set(table.rows.keys.map(\.api)).sorted()
    return apis.map { api in
      let rows = table.rows.filter { $0.key.api == api }
        .sorted {
          ($0.key.operation.path, $0.key.operation.method.rawValue, $0.key.status)
            < ($1.key.operation.path, $1.key.operation.method.rawValue, $1.key.status)
        }
      return (api, rows.map { ($0.key, $0.value) })
    }
  }

  package var json: JSON {
    [
      "endpoints": .array(sorted.flatMap(\.rows).map { Self.row($0.key, $0.row) }),
      "neverExercised": .array(
        table.idle.map { ["api": .string($0.api), "operation": .string($0.operation.description)] }),
      "documents": .array(documents.items.map(Self.item)),
    ]
  }

  private static func row(_ key: CoverageTable.Key, _ row: CoverageTable.Row) -> JSON {
    [
      "api": .string(key.api), "operation": .string(key.operation.description), "status": .integer(key.status),
      "asserted": .array(row.names(.asserted).map(JSON.string)),
      "neverAsserted": .array(row.names(.returned).map(JSON.string)),
      "contracts": .array(row.contracts.sorted().map(JSON.string)),
    ]
  }

  private static func item(_ item: DocumentCoverage.Item) -> JSON {
    [
      "kind": .string(item.kind.rawValue), "name": .string(item.name), "place": .string(item.place),
      "contracts": .array(item.contracts.map(JSON.string)), "fault": item.fault.map(JSON.string) ?? .null,
    ]
  }
}

extension CoverageTable.Row {
  func names(_ mark: CoverageTable.Mark) -> [String] {
    fields.filter { $0.value == mark }.keys.sorted()
  }
}
