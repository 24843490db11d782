import Wire

/// What a run's contracts said about each endpoint, status and field.
package struct CoverageTable: Sendable {
  package enum Mark: Int, Sendable, Comparable {
    /// The answers have it, and no contract looks at it.
    case returned
    case asserted

    package static func < (left: Mark, right: Mark) -> Bool { left.rawValue < right.rawValue }
  }

  package struct Row: Sendable {
    package var contracts: Set<String> = []
    package var fields: [String: Mark] = [:]
    /// Names of the members and parameters that requests sent.
    package var sent: Set<String> = []
  }

  package struct Key: Hashable, Sendable {
    package let api: String
    package let operation: Operation
    package let status: Int
  }

  package private(set) var rows: [Key: Row] = [:]
  /// Operations that an API has and no contract asked for.
  package private(set) var idle: [(api: String, operation: Operation)] = []

  package init(_ suite: SuiteResult, _ catalog: Catalog, _ documents: [Document]) {
    let documented = documents.flatMap { $0.operations.map(\.operation) }
    for result in suite.results {
      for exchange in result.exchanges { add(exchange, result, catalog, documented) }
    }
    let used = Set(rows.keys.map { "\($0.api) \($0.operation)" })
    for api in catalog.apis.values.sorted(by: { $0.name < $1.name })
    where catalog.contracts.contains(where: { $0.api == api.name }) {
      for operation in api.operations where !used.contains("\(api.name) \(operation)") {
        idle.append((api.name, operation))
      }
    }
  }

  package func rows(of operation: Operation) -> [(key: Key, row: Row)] {
    rows.filter { $0.key.operation == operation }.map { ($0.key, $0.value) }
  }

  private mutating func add(
    _ exchange: Exchange, _ result: ContractResult, _ catalog: Catalog, _ documented: [Operation]
  ) {
    guard let received = exchange.received, case .request(let template, _) = exchange.step.action else { return }
    let (method, path) = (exchange.request.method, exchange.request.path)
    let known = catalog.apis[exchange.step.api]?.operations ?? []
    let operation =
      known.matching(method, path) ?? documented.matching(method, path) ?? Operation(method, template.pattern)
    let key = Key(api: exchange.step.api, operation: operation, status: received.status)
    var row = rows[key] ?? Row()
    row.sent.formUnion(Self.sentNames(exchange.request))
    if let json = received.json {
      Self.leaves(json, "") { row.fields[$0] = max(row.fields[$0] ?? .returned, .returned) }
    }
    if let expectation = exchange.expectation, exchange.phase == .step {
      row.contracts.insert(result.contract.path)
      var matcher = Matcher(exchange.variables)
      expectation.judge(received, &matcher)
      for assertion in matcher.assertions where assertion.subject.hasPrefix("/") {
        row.fields[Self.general(assertion.subject)] = .asserted
      }
    }
    rows[key] = row
  }

  private static func sentNames(_ request: Request) -> Set<String> {
    var names: Set<String> = []
    if let json = try? JSONParser.parse(request.body) { leaves(json, "") { names.formUnion(Pointer.segments($0)) } }
    let form = request.headers["Content-Type"]?.contains("form") == true ? request.body : []
    for fields in [try? Form.parse(form), try? Form.parse(request.query)] {
      leaves(.object(fields ?? JSON.Object()), "") { names.formUnion(Pointer.segments($0)) }
    }
    return names
  }

  /// Every value that is no object or list, by pointer, list indexes as `[]`.
  private static func leaves(_ json: JSON, _ pointer: String, _ visit: (String) -> Void) {
    switch json {
    case .object(let members) where !members.isEmpty:
      for member in members { leaves(member.value, "\(pointer)/\(Pointer.escaped(member.key))", visit) }
    case .array(let items) where !items.isEmpty:
      for item in items { leaves(item, "\(pointer)/[]", visit) }
    default: if !pointer.isEmpty { visit(pointer) }
    }
  }

  private static func general(_ pointer: String) -> String {
    pointer.split(separator: "/", omittingEmptySubsequences: false)
      .map { !$0.isEmpty && $0.allSatisfy(\.isNumber) ? "[]" : String($0) }.joined(separator: "/")
  }
}

extension RequestTemplate {
  /// The path with `{}` where variables stand.
  var pattern: String {
    path.parts.map { part in
      switch part {
      case .text(let text): text
      case .reference: "{}"
      }
    }.joined()
  }
}
