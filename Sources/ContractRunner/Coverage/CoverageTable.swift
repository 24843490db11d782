import Wire

/// The endpoints, statuses and fields that a run's contracts covered.
package struct CoverageTable: Sendable {
  package enum Mark: Int, Sendable, Comparable {
    /// The answers have it, and no contract looks at it.
    case returned
    case asserted

    package static func < (left: Mark, right: Mark) -> Bool { left.rawValue < right.rawValue }
  }

  package struct Row: Sendable {
    package var contracts: Set<String> = []
    /// By JSON pointer, `header Location`, `cookie sid`, or `text` for a body that is no JSON.
    package var fields: [String: Mark] = [:]
    /// The parts that requests sent: `body /name`, `query limit`, `header X-Key`, `cookie sid`.
    package var sent: Set<String> = []

    mutating func add(_ field: String, _ mark: Mark) { fields[field] = max(fields[field] ?? mark, mark) }
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

  package func rows(of operation: Operation, _ apis: Set<String>) -> [(key: Key, row: Row)] {
    rows.filter { $0.key.operation == operation && apis.contains($0.key.api) }.map { ($0.key, $0.value) }
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
    row.sent.formUnion(exchange.request.sentFields)
    for field in received.fields { row.add(field, .returned) }
    if let expectation = exchange.expectation, exchange.phase == .step {
      row.contracts.insert(result.contract.path)
      var matcher = Matcher(exchange.variables)
      expectation.judge(received, &matcher)
      for assertion in matcher.assertions where assertion.subject != "status" {
        row.add(Self.general(assertion.subject), .asserted)
      }
      if expectation.text != nil || expectation.events != nil { row.add("text", .asserted) }
      row.fields[""] = nil
    }
    rows[key] = row
  }

  /// List indexes as `[]`, and headers' names as everybody writes them.
  private static func general(_ subject: String) -> String {
    if let space = subject.firstIndex(of: " "), !subject.hasPrefix("/") {
      let name = subject[space...].dropFirst().prefix { $0 != "/" }
      return "\(subject[..<space]) \(subject.hasPrefix("header") ? name.lowercased() : String(name))"
    }
    return subject.split(separator: "/", omittingEmptySubsequences: false)
      .map { !$0.isEmpty && $0.allSatisfy(\.isNumber) ? "[]" : String($0) }.joined(separator: "/")
  }
}

extension Received {
  /// Headers that tell of the resource, and not of the server.
  private static let telling = [
    "allow", "content-disposition", "etag", "last-modified", "link", "location", "retry-after", "www-authenticate",
  ]

  /// All that there is to assert of it.
  fileprivate var fields: [String] {
    var fields: [String] = []
    switch body {
    case .json(let json): json.eachField("") { fields.append($0) }
    case .text: fields.append("text")
    case .empty: break
    }
    fields += headers.fields.map { $0.name.lowercased() }.filter(Self.telling.contains).map { "header \($0)" }
    return fields + cookies.keys.map { "cookie \($0)" }
  }
}

extension Request {
  /// Headers that clients send by themselves.
  private static let implied = ["accept", "connection", "content-length", "content-type", "host", "user-agent"]

  fileprivate var sentFields: Set<String> {
    var fields: Set<String> = []
    func add(_ place: String, _ json: JSON) { json.eachField("") { fields.insert("\(place) \($0)") } }
    let type = headers["Content-Type"] ?? ""
    let content = headers["Content-Encoding"] == "gzip" ? Gzip.unwrapped(body) ?? body : body
    if let json = try? JSONParser.parse(content) {
      add("body", json)
    } else if let boundary = Multipart.boundary(of: type),
      let parts = try? Multipart.parts(of: content, boundary: boundary)
    {
      for part in parts {
        let pointer = "/\(Pointer.escaped(part.name))"
        fields.insert("body \(pointer)")
        guard MediaType(part.contentType ?? "").isJSON, let json = try? JSONParser.parse(part.bytes) else { continue }
        json.eachField(pointer) { fields.insert("body \($0)") }
      }
    } else if type.contains("form"), let form = try? Form.parse(content) {
      add("body", .object(form))
    }
    for (name, value) in (try? Form.parse(query)) ?? JSON.Object() {
      fields.insert("query \(name)")
      value.eachField("") { fields.insert("query \(name)\($0)") }
    }
    for field in headers.fields where !Self.implied.contains(field.name.lowercased()) {
      fields.insert("header \(field.name.lowercased())")
    }
    for pair in (headers["Cookie"] ?? "").split(separator: ";") {
      fields.insert("cookie \(pair.prefix { $0 != "=" }.drop { $0 == " " })")
    }
    return fields
  }
}

extension JSON {
  /// Calls with the pointer of every value that is no object or list, list indexes as `[]`.
  fileprivate func eachField(_ pointer: String, _ visit: (String) -> Void) {
    switch self {
    case .object(let members) where !members.isEmpty:
      for member in members { member.value.eachField("\(pointer)/\(Pointer.escaped(member.key))", visit) }
    case .array(let items) where !items.isEmpty:
      for item in items { item.eachField("\(pointer)/[]", visit) }
    default: if !pointer.isEmpty { visit(pointer) }
    }
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
