import Wire

/// Which contract carries what the documents promise, and what none does.
package struct DocumentCoverage: Sendable {
  package struct Item: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case operation, heading, status, field, parameter, example, change
    }
    package let kind: Kind
    package let name: String
    /// `file:line` of the document, or of the contract where that one is at fault.
    package let place: String
    package let contracts: [String]
    /// The mistake, if no contract carries it.
    package let fault: String?
  }

  package private(set) var items: [Item] = []
  package var faults: [Item] { items.filter { $0.fault != nil } }

  /// The number of facts that are kept of the documents; nil if it was not asked for.
  package private(set) var facts: Int?

  private let documents: [Document]
  private let contracts: [Contract]
  private let table: CoverageTable
  private let suite: SuiteResult

  package init(
    _ documents: [Document], _ catalog: Catalog, _ table: CoverageTable, _ suite: SuiteResult, _ kept: DocumentFacts?
  ) {
    self.documents = documents
    contracts = catalog.contracts
    self.table = table
    self.suite = suite
    for document in documents { read(document) }
    for contract in contracts { check(contract) }
    guard let kept else { return }
    let changes = DocumentChanges(documents, kept)
    items += changes.items
    facts = changes.count
  }

  // MARK: From the document to the contracts

  /// The APIs that a document is about: those of the contracts that cite it, or any.
  private func apis(_ document: Document) -> Set<String> {
    let citing = Set(contracts.filter { $0.cites(document.name) }.map(\.api))
    return citing.isEmpty ? Set(table.rows.keys.map(\.api)) : citing
  }

  private mutating func read(_ document: Document) {
    let apis = apis(document)
    for operation in document.operations { read(operation, document, apis) }
    for example in document.examples {
      let carriers = contracts.filter { contract in
        contract.sources.contains { $0.examples.contains { $0.json == example.json } }
      }
      let name = "example under \(example.heading ?? "no heading")"
      add(.example, name, document, example.line, carriers.map(\.path), "no contract keeps this example, or it changed")
    }
  }

  private mutating func read(_ operation: Document.Operation, _ document: Document, _ apis: Set<String>) {
    let rows = table.rows(of: operation.operation, apis)
    let name = operation.operation.description
    let all = Set(rows.flatMap(\.row.contracts)).sorted()
    add(.operation, name, document, operation.line, all, "no contract asks for it")
    if let heading = operation.heading {
      let citing = contracts.filter { $0.cites(document.name, heading) }.map(\.path)
      // Other renderings of a document have the same operations under headings of their own.
      if contracts.contains(where: { $0.cites(document.name) }) {
        add(.heading, heading, document, operation.line, citing, "no contract names this heading as its source")
      }
    }
    for status in operation.statuses { read(status, operation, document, rows) }
    for field in operation.body where !field.name.isEmpty {
      let sending = rows.filter { row in row.row.sent.contains { $0.isOrIsIn("body \(field.name)") } }
      add(
        .field, "\(name) ← \(field.name)", document, field.line, sending.flatMap(\.row.contracts),
        "no contract sends it")
    }
    for parameter in operation.parameters { read(parameter, operation, document, rows) }
  }

  private mutating func read(
    _ status: Document.Status, _ operation: Document.Operation, _ document: Document,
    _ rows: [(key: CoverageTable.Key, row: CoverageTable.Row)]
  ) {
    let name = "\(operation.operation) → \(status.code)"
    let own = rows.filter { operation.status(of: $0.key.status) == status.code }.map(\.row)
    add(.status, name, document, status.line, own.flatMap(\.contracts), "no contract expects it")
    for field in status.fields where !field.name.isEmpty && field.place.isEmpty {
      let carriers = own.filter { $0.asserts(field.name) }.flatMap(\.contracts)
      add(.field, "\(name) \(field.name)", document, field.line, carriers, "no contract asserts it")
    }
    for header in status.headers where header.name.lowercased() != "content-type" {
      let carriers = own.filter {
        $0.asserts("header \(header.name.lowercased())") || header.isCookie && $0.assertsCookie
      }
      add(
        .field, "\(name) header \(header.name)", document, header.line, carriers.flatMap(\.contracts),
        "no contract asserts it")
    }
    let isText = !status.types.isEmpty && status.types.allSatisfy { $0.hasPrefix("text/") }
    if isText, status.code != "default" {
      let carriers = own.filter { $0.asserts("text") }.flatMap(\.contracts)
      add(.field, "\(name) text", document, status.line, carriers, "no contract asserts it")
    }
  }

  private mutating func read(
    _ parameter: Document.Field, _ operation: Document.Operation, _ document: Document,
    _ rows: [(key: CoverageTable.Key, row: CoverageTable.Row)]
  ) {
    let name = "\(operation.operation): \(parameter.name)"
    var carriers: [String] = []
    switch parameter.place {
    case "path": carriers = rows.flatMap(\.row.contracts)
    case "query", "header", "cookie":
      let wanted = "\(parameter.place) \(parameter.place == "header" ? parameter.name.lowercased() : parameter.name)"
      let list = wanted.replacing("[]", with: "")
      carriers = rows.filter { $0.row.sent.contains(wanted) || $0.row.sent.contains(list) }.flatMap(\.row.contracts)
    default:
      let places = ["query ", "header ", "body /", "cookie "].map { $0 + parameter.name }
      carriers = rows.filter { !$0.row.sent.isDisjoint(with: places) }.flatMap(\.row.contracts)
      let naming = contracts.filter { $0.cites(document.name, operation.heading) && mentions($0, parameter.name) }
      carriers += naming.map(\.path)
    }
    add(
      .parameter, name, document, parameter.line, carriers,
      parameter.place.isEmpty ? "no contract of this heading sends or asserts it" : "no contract sends it")
  }

  private mutating func add(
    _ kind: Item.Kind, _ name: String, _ document: Document, _ line: Int, _ carriers: [String], _ fault: String
  ) {
    let carriers = Set(carriers).sorted()
    items.append(
      Item(
        kind: kind, name: name, place: "\(document.path):\(line)", contracts: carriers,
        fault: carriers.isEmpty ? fault : nil))
  }

  /// Whether a story sends the name, asserts it, or speaks of it in a variable.
  private func mentions(_ contract: Contract, _ name: String) -> Bool {
    guard let result = suite.results.first(where: { $0.contract.path == contract.path }) else { return false }
    return result.exchanges.contains { exchange in
      guard case .request(let request, let expectation) = exchange.step.action else { return false }
      let templates = request.templates + (expectation?.templates ?? [])
      let variables = templates.flatMap(\.references).map(\.source)
      return variables.contains { $0 == name || $0.hasSuffix(".\(name)") }
        || table.rows.contains { $0.value.contracts.contains(contract.path) && $0.value.knows(name) }
    }
  }

  // MARK: From the contract to the documents

  private mutating func check(_ contract: Contract) {
    for source in contract.sources where !source.document.contains("://") {
      guard let document = documents.first(where: { $0.name == source.document }) else {
        let name = "document \(source.document)"
        items.append(
          Item(
            kind: .heading, name: name, place: source.place.description, contracts: [],
            fault: "there is no such document"))
        continue
      }
      if let heading = source.heading, !document.headings.contains(where: { $0.name == heading }) {
        let fault =
          "\(document.name) has no such heading (any more)" + didYouMean(heading, document.headings.map(\.name))
        items.append(Item(kind: .heading, name: heading, place: source.place.description, contracts: [], fault: fault))
      }
      for example in source.examples { check(example, contract, document) }
    }
  }

  /// The contract's copy has to be the document's, and a step has to have the same fields.
  private mutating func check(_ example: Node, _ contract: Contract, _ document: Document) {
    let fault: String?
    if !document.examples.contains(where: { $0.json == example.json }) {
      fault = "\(document.name) has no such example (any more)"
    } else if let field = unusedField(example.json, contract) {
      fault = "\(field) of this example is neither sent nor asserted by the contract that keeps it"
    } else {
      return
    }
    items.append(
      Item(kind: .example, name: "example", place: example.place.description, contracts: [], fault: fault))
  }

  private func unusedField(_ example: JSON, _ contract: Contract) -> String? {
    let own = table.rows.values.filter { $0.contracts.contains(contract.path) }
    return Self.names(example).first { name in !own.contains { $0.knows(name) } }
  }

  private static func names(_ json: JSON) -> [String] {
    switch json {
    case .object(let members): members.flatMap { [$0.key] + names($0.value) }
    case .array(let items): items.flatMap(names)
    default: []
    }
  }
}

extension Document.Operation {
  /// Under which of the documented codes a status falls.
  fileprivate func status(of status: Int) -> String? {
    let codes = statuses.map(\.code)
    return ["\(status)", "\(status / 100)XX", "\(status / 100)xx", "default"].first(where: codes.contains)
  }
}

extension Document.Field {
  fileprivate var isCookie: Bool { name.lowercased() == "set-cookie" }
}

extension CoverageTable.Row {
  fileprivate func asserts(_ name: String) -> Bool { fields[name] == .asserted }

  fileprivate var assertsCookie: Bool { fields.contains { $0.key.hasPrefix("cookie ") && $0.value == .asserted } }

  fileprivate func knows(_ name: String) -> Bool {
    sent.contains { $0.hasSuffix(" \(name)") || Pointer.segments($0).contains(name) }
      || fields.contains { $0.value == .asserted && Pointer.segments($0.key).contains(name) }
  }
}

extension String {
  /// Whether it names that place, or one inside of it.
  fileprivate func isOrIsIn(_ place: String) -> Bool { self == place || hasPrefix(place + "/") }
}

extension Contract {
  func cites(_ document: String, _ heading: String? = nil) -> Bool {
    sources.contains { $0.document == document && (heading == nil || $0.heading == heading) }
  }
}
