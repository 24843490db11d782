import Wire

/// Reads API Blueprint: headings with `[GET /path]`, and indented lists of parameters, requests and responses.
struct BlueprintReader {
  private let lines: [String]
  private var resource = ""
  private var current: Int?
  private var starts: [Document.Name] = []
  /// The block that indented lines belong to.
  private var block = Block.none
  private var part = ""
  private var status: String?
  /// Attributes of a named type, and of requests and responses, resolved when all are known.
  private var schema: String?
  private var schemas: [String: [DocumentTable.Row]] = [:]
  private var bodies: [(operation: Int, rows: [DocumentTable.Row])] = []
  private var answers: [(operation: Int, code: String, rows: [DocumentTable.Row])] = []
  private var shared: [DocumentTable.Row] = []
  private var content: (text: String, line: Int)?

  private enum Block { case none, parameters, request, response, attributes }

  init(_ lines: [String]) { self.lines = lines }

  mutating func read(into document: inout Document) {
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("#") {
        endContent(&document)
        enter(line, index + 1, &document)
      } else if line.drop(while: { $0 == " " }).hasPrefix("+ ") {
        endContent(&document)
        item(line, index + 1, &document)
      } else if part == "body" || part == "headers" || part == "schema" {
        indented(line, index + 1, &document)
      }
    }
    endContent(&document)
    resolve(&document)
    document.divide(lines, at: starts)
  }

  // MARK: Headings

  private mutating func enter(_ line: String, _ number: Int, _ document: inout Document) {
    let title = String(line.drop { $0 == "#" }.drop { $0 == " " })
    (block, part, status, schema) = (.none, "", nil, nil)
    document.headings.append(Document.Name(name: title, line: number))
    starts.append(Document.Name(name: title, line: number))
    let inside = title.lastIndex(of: "[").map { title[title.index(after: $0)...].prefix { $0 != "]" } } ?? title[...]
    let words = inside.split(separator: " ").map(String.init)
    if words.count == 1, words[0].hasPrefix("/") {
      resource = words[0]
      (current, shared) = (nil, [])
    } else if let method = words.first, Method(rawValue: method) != nil, words.count <= 2 {
      begin(method, words.count == 2 ? words[1] : resource, title, number, &document)
    } else if title.hasSuffix(")"), let open = title.lastIndex(of: "(") {
      schema = String(title[..<open].reversed().drop { $0 == " " }.reversed())
      block = .attributes
      current = nil
    } else {
      current = nil
    }
  }

  private mutating func begin(
    _ method: String, _ path: String, _ title: String, _ number: Int, _ document: inout Document
  ) {
    guard let found = DocumentLine.found("\(method) \(path)", isDeclared: true) else { return }
    var operation = Document.Operation(operation: found.operation, name: found.name, heading: title, line: number)
    for name in Self.queryNames(path) {
      operation.parameters.append(Document.Field(name: name, place: "query", traits: [], line: number))
    }
    document.operations.append(operation)
    current = document.operations.count - 1
    for row in shared { addParameter(row, &document) }
  }

  /// `{?page,limit}`
  private static func queryNames(_ path: String) -> [String] {
    guard let start = path.firstRange(of: "{?") ?? path.firstRange(of: "{&") else { return [] }
    return path[start.upperBound...].prefix { $0 != "}" }.split(separator: ",").map(String.init)
  }

  // MARK: Lists

  private mutating func item(_ line: String, _ number: Int, _ document: inout Document) {
    let indent = line.prefix { $0 == " " }.count
    let text = String(line.dropFirst(indent + 2).drop { $0 == " " })
    let word = text.prefix { $0.isLetter }.lowercased()
    if indent == 0, schema == nil, beginBlock(word, text, number, &document) { return }
    if block == .request || block == .response,
      ["headers", "body", "schema", "attributes", "parameters"].contains(word),
      text.dropFirst(word.count).first.map({ " (".contains($0) }) ?? true
    {
      part = word
      if word == "attributes" { addType(text, number) }
      return
    }
    let depth = max(0, indent / 4 - (schema != nil ? 0 : block == .parameters || block == .attributes ? 1 : 2))
    let row = Self.row(text, depth, number)
    switch (block, part) {
    case (.parameters, _) where indent <= 4:
      if current == nil { shared.append(row) } else { addParameter(row, &document) }
    case (.parameters, _): addValue(row, &document)
    case (.attributes, _), (.request, "attributes"), (.response, "attributes"): addAttribute(row)
    default: break
    }
  }

  /// `+ Response 200 (application/json)`
  private mutating func beginBlock(
    _ word: String, _ text: String, _ number: Int, _ document: inout Document
  ) -> Bool {
    let type = text.lastIndex(of: "(").map { String(text[text.index(after: $0)...].prefix { $0 != ")" }) }
    switch word {
    case "parameters": (block, part) = (.parameters, "")
    case "attributes":
      (block, part) = (.attributes, "attributes")
      addType(text, number)
    case "request": (block, part) = (.request, "body")
    case "response":
      (block, part) = (.response, "body")
      status = String(text.dropFirst(word.count).drop { $0 == " " }.prefix { $0.isNumber })
      if let current, let status {
        document.operations[current].meet(status, number) { if let type { $0.types = [type] } }
      }
    default: return false
    }
    return true
  }

  /// `name: example (type, required) - words`
  private static func row(_ text: String, _ depth: Int, _ number: Int) -> DocumentTable.Row {
    let head = text.firstRange(of: " - ").map { text[..<$0.lowerBound] } ?? text[...]
    let open = head.lastIndex(of: "(")
    let before = String(open.map { head[..<$0] } ?? head).split(separator: ":", maxSplits: 1).map { part in
      String(part.filter { $0 != "`" }.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    var row = DocumentTable.Row(name: before.first ?? "", line: number)
    row.depth = depth
    let inside = open.map { head[head.index(after: $0)...].prefix { $0 != ")" } } ?? ""
    row.traits = inside.split(separator: ",").map { String($0.drop { $0 == " " }) }
    row.type = row.traits.first { !["required", "optional", "nullable", "fixed", "sample", "default"].contains($0) }
    if before.count > 1, !before[1].isEmpty { row.traits.append("example \(before[1])") }
    return row
  }

  private mutating func addParameter(_ row: DocumentTable.Row, _ document: inout Document) {
    guard let current else { return }
    let isQuery = document.operations[current].parameters.firstIndex { $0.name == row.name }
    let field = Document.Field(
      name: row.name, place: isQuery == nil ? "path" : "query", traits: row.traits, line: row.line)
    if let isQuery {
      document.operations[current].parameters[isQuery] = field
    } else if document.operations[current].name.contains("{\(row.name)}") || row.depth == 0 {
      document.operations[current].parameters.append(field)
    }
  }

  /// `+ Members`, `+ Default: 1`, and the members below.
  private mutating func addValue(_ row: DocumentTable.Row, _ document: inout Document) {
    guard let current, let last = document.operations[current].parameters.indices.last, row.name != "Members" else {
      return
    }
    let value = ([row.name] + row.traits).joined(separator: " ")
    document.operations[current].parameters[last].traits.append("value \(value)")
  }

  private mutating func addType(_ text: String, _ number: Int) {
    guard let open = text.firstIndex(of: "(") else { return }
    addAttribute(
      DocumentTable.Row(root: String(text[text.index(after: open)...].prefix { $0 != ")" && $0 != "," }), number))
  }

  private mutating func addAttribute(_ row: DocumentTable.Row) {
    if let schema {
      schemas[schema, default: []].append(row)
    } else if let current {
      // The root is no level of its own.
      var row = row
      if !row.isRoot, block == .attributes || part == "attributes" { row.depth = max(0, row.depth) }
      if block == .response, let status {
        answers.append((current, status, [row]))
      } else {
        bodies.append((current, [row]))
      }
    }
  }

  // MARK: What is indented

  private mutating func indented(_ line: String, _ number: Int, _ document: inout Document) {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if text.isEmpty { return }
    if part == "headers" {
      let halves = text.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
      guard halves.count == 2, let current else { return }
      let field = Document.Field(name: halves[0], place: "header", traits: ["example \(halves[1])"], line: number)
      if block == .response, let status {
        document.operations[current].meet(status, number) { $0.headers.append(field) }
      } else {
        if halves[0].lowercased() == "authorization" {
          document.operations[current].authentication = halves[1].split(separator: " ").first.map(String.init)
        }
        document.operations[current].parameters.append(field)
      }
    } else if part == "body" {
      content = ((content?.text ?? "") + line + "\n", content?.line ?? number)
    }
  }

  /// A body that is JSON is an example.
  private mutating func endContent(_ document: inout Document) {
    guard let (text, line) = content else { return }
    content = nil
    guard let json = try? JSONParser.parse(text) else { return }
    let heading = current.flatMap { document.operations[$0].heading }
    document.examples.append(Document.Example(json: json, heading: heading, line: line))
  }

  private func resolve(_ document: inout Document) {
    let tree = DocumentTree(schemas)
    let grouped = Dictionary(grouping: bodies, by: \.operation).mapValues { $0.flatMap(\.rows) }
    for (operation, rows) in grouped { document.operations[operation].body += tree.fields(rows) }
    let told = Dictionary(grouping: answers) { "\($0.operation) \($0.code)" }
    for group in told.values {
      guard let first = group.first else { continue }
      document.operations[first.operation].meet(first.code, 0) { $0.fields += tree.fields(group.flatMap(\.rows)) }
    }
  }
}
