/// A table of a document: with pipes, or what a rendered page leaves of one that says “Name Type Required”.
struct DocumentTable {
  enum Kind { case fields, statuses, headers, values, other }

  struct Row {
    var name: String
    /// How many `»` stand before the name.
    var depth = 0
    var place: String?
    var type: String?
    var status: String?
    var traits: [String] = []
    let line: Int

    /// Stands for a whole body.
    var isRoot: Bool { name == "*anonymous*" || name == "anonymous" || place == "body" && depth == 0 && name == "body" }

    init(name: String, line: Int) {
      self.name = name
      self.line = line
    }

    init(root type: String, _ line: Int) {
      self.init(name: "*anonymous*", line: line)
      self.type = type
    }
  }

  let kind: Kind
  private(set) var rows: [Row] = []
  /// The index of the first line behind it.
  private(set) var end: Int

  /// The table whose head is this line; nil if it is none.
  init?(_ lines: [String], _ index: Int, first: String, isMarkdown: Bool) {
    if first.contains("|"), index + 1 < lines.count, Self.isRule(lines[index + 1]) {
      let head = Self.cells(first)
      kind = Self.kind(head)
      end = index + 2
      while end < lines.count, lines[end].contains("|"), !lines[end].drop(while: { $0 == " " }).isEmpty {
        add(Self.cells(lines[end]), head, end + 1)
        end += 1
      }
      return
    }
    let words = first.split(separator: " ").map(String.init)
    guard !isMarkdown, words.count > 2,
      words.prefix(3) == ["Name", "Type", "Required"]
        || words.prefix(4) == [
          "Name", "In", "Type", "Required",
        ] || words == ["Status", "Meaning", "Description", "Schema"]
    else { return nil }
    kind = Self.kind(words)
    end = index + 1
    while end < lines.count, let cells = Self.cells(ofWords: lines[end], words) {
      add(cells, words, end + 1)
      end += 1
    }
  }

  private static func isRule(_ line: String) -> Bool {
    line.contains("-") && line.contains("|") && line.allSatisfy { "-:| \t".contains($0) }
  }

  private static func cells(_ line: String) -> [String] {
    var text = line[...]
    while text.last == " " { text = text.dropLast() }
    // A line of a rendered page may have text before the first pipe.
    if let pipe = text.firstIndex(of: "|"), text[..<pipe].allSatisfy({ " }])".contains($0) }) {
      text = text[text.index(after: pipe)...]
    }
    if text.last == "|" { text = text.dropLast() }
    return text.replacing("\\|", with: "¦").split(separator: "|", omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// `email string true none The address.`: the type ends before `true` or `false`.
  private static func cells(ofWords line: String, _ head: [String]) -> [String]? {
    var words = line.split(separator: " ").map(String.init)
    if head[0] == "Status" {
      guard words.count >= 3, Int(words[0]) != nil, words[0].count == 3, let schema = words.last else { return nil }
      return [words[0], words[1...].dropLast().joined(separator: " "), "", schema]
    }
    let marks = words.prefix { $0 == "»" }.count
    words.removeFirst(marks)
    let lead = head[1] == "In" ? 2 : 1
    guard let end = words.firstIndex(where: { $0 == "true" || $0 == "false" }), end > lead, end < lead + 4 else {
      return nil
    }
    let name = String(repeating: "» ", count: marks) + words[0]
    let rest = words[(end + 1)...].joined(separator: " ")
    return [name] + words[1..<lead] + [words[lead..<end].joined(separator: " "), words[end], rest]
  }

  // MARK: Columns

  private static let names = [
    "name", "parameter", "parameters", "field", "property", "attribute", "argument", "key", "header", "member", "query",
    "param", "variable",
  ]

  private static let types = ["string", "number", "integer", "boolean", "object", "array"]

  private static func kind(_ head: [String]) -> Kind {
    let words = head.map { $0.lowercased().filter { $0.isLetter || $0 == " " } }
    let first = words.first ?? ""
    let second = words.dropFirst().first ?? ""
    if ["status", "status code", "code", "error code", "http status", "response"].contains(first) {
      return second == "header" ? .headers : .statuses
    }
    if ["property", "parameter"].contains(first), second == "value", words.count == 2 { return .values }
    return names.contains(first) ? .fields : .other
  }

  private mutating func add(_ cells: [String], _ head: [String], _ line: Int) {
    var row = Row(name: "", line: line)
    for (column, cell) in zip(head.map { $0.lowercased() }, cells) {
      switch column {
      case "status", "status code", "code", "error code", "http status", "response":
        if kind == .headers { row.status = cell } else { row.name = cell }
      case "in", "location", "where": row.place = cell.lowercased()
      case "type", "schema":
        row.type = cell
        if kind != .statuses, !cell.isEmpty { row.traits.append(Self.plain(cell)) }
      case "required", "mandatory":
        let isRequired = ["true", "yes", "required", "y", "✓"].contains(cell.lowercased())
        row.traits.append(isRequired ? "required" : "optional")
      case "default", "format", "example", "value":
        if !cell.isEmpty, cell != "none" { row.traits.append(column == "value" ? cell : "\(column) \(cell)") }
      case "restrictions", "constraints", "limits", "values", "enum", "pattern", "validation":
        if !cell.isEmpty, cell != "none" { row.traits.append(cell) }
      default: if row.name.isEmpty, Self.names.contains(column.filter(\.isLetter)) { row.name = cell }
      }
    }
    row.depth = row.name.count { $0 == "»" }
    row.name = row.name.filter { $0 != "»" && $0 != " " && $0 != "`" }
    if row.name.count > 4, row.name.hasPrefix("**"), row.name.hasSuffix("**") {
      row.name = String(row.name.dropFirst(2).dropLast(2))
    }
    let isCode = Int(row.name).map { (100..<600).contains($0) } ?? (row.name == "default")
    // Some pages lose a name, and the cells behind it move up.
    let isLost = Self.types.contains(row.name) && ["true", "false"].contains(row.type)
    if row.name.isEmpty || isLost || kind == .statuses && !isCode { return }
    if kind == .statuses, row.type == "None" || row.type == "Inline" || row.type == "" { row.type = nil }
    rows.append(row)
  }

  /// `[User](#schemauser)` without the link.
  private static func plain(_ cell: String) -> String {
    var text = ""
    var isInLink = false
    for character in cell {
      if character == "(", text.hasSuffix("]") { isInLink = true }
      if !isInLink, character != "`" { text.append(character) }
      if character == ")" { isInLink = false }
    }
    return text
  }
}

/// Tables of fields and schemas that refer to each other, told as pointers.
struct DocumentTree {
  private let schemas: [String: [DocumentTable.Row]]

  init(_ schemas: [String: [DocumentTable.Row]]) { self.schemas = schemas }

  func fields(_ rows: [DocumentTable.Row]) -> [Document.Field] { fields(rows, "", []) }

  private func fields(_ rows: [DocumentTable.Row], _ base: String, _ open: [String]) -> [Document.Field] {
    var fields: [Document.Field] = []
    var prefixes = [base]
    for (index, row) in rows.enumerated() {
      let depth = min(row.depth, prefixes.count - 1)
      var path = prefixes[depth]
      if !row.isRoot, !Self.joins(row.name) {
        path += "/" + Pointer.escaped(row.name)
        fields.append(Document.Field(name: path, place: "", traits: row.traits, line: row.line))
      }
      if Self.isList(row.type) { path += "/[]" }
      prefixes = prefixes.prefix(depth + 1) + [path]
      let isTold = index + 1 < rows.count && rows[index + 1].depth > row.depth
      guard !isTold, let name = schemaName(row.type), !open.contains(name), open.count < 12 else { continue }
      fields += self.fields(schemas[name] ?? [], path, open + [name])
    }
    return fields
  }

  /// Words of generators for schemas made of schemas.
  private static func joins(_ name: String) -> Bool {
    ["allOf", "anyOf", "oneOf", "and", "or", "xor", "not", "continued"].contains(name)
  }

  private static func isList(_ type: String?) -> Bool {
    guard let type else { return false }
    return type.hasPrefix("[[") || type.hasPrefix("[") && !type.contains("](") || type.hasPrefix("array")
  }

  /// The one of the known schemas that the type names.
  private func schemaName(_ type: String?) -> String? {
    guard let type else { return nil }
    let word = type.drop { $0 == "[" || $0 == " " }.prefix { $0 != "]" && $0 != "(" && $0 != "¦" && $0 != "|" }
    return schemas[String(word)] == nil ? nil : String(word)
  }
}
