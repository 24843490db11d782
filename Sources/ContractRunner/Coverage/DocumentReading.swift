import Wire

/// Reads Markdown (Widdershins, Slate, by hand), and the text that is left of a rendered page.
struct DocumentReader {
  private let isMarkdown: Bool
  private let lines: [String]
  private var index = 0
  private var heading: String?
  /// Where the sections begin.
  private var starts: [Document.Name] = []
  /// The schema whose properties the next table tells.
  private var schema: String?
  private var isInProperties = false
  private var schemas: [String: [DocumentTable.Row]] = [:]
  /// The operation that tables and statuses belong to, and the status that a table of fields does.
  private var current: Int?
  private var status: String?
  /// The tables of fields, resolved when all schemas are known.
  private var bodies: [(operation: Int, rows: [DocumentTable.Row])] = []
  private var answers: [(operation: Int, code: String, rows: [DocumentTable.Row])] = []
  /// The language of the fenced block that the line is in.
  private var fence: String?
  private var lastWord: String?

  init(isMarkdown: Bool, _ lines: [String]) {
    self.isMarkdown = isMarkdown
    self.lines = lines
  }

  mutating func read(into document: inout Document) {
    while index < lines.count {
      let line = lines[index]
      if isMarkdown, let mark = Self.fence(line) {
        fence = fence == nil ? mark : nil
        index += 1
        continue
      }
      let mayBeExample = isMarkdown ? fence == "json" : true
      if mayBeExample, line.first == "{" || line.first == "[", let rest = example(&document) {
        // A rendered page has no line break after an example.
        if !rest.isEmpty { prose(rest, &document) }
        index += 1
        continue
      }
      if fence == nil { prose(line, &document) }
      index += 1
    }
    resolve(&document)
    document.divide(lines, at: starts)
  }

  private static func fence(_ line: String) -> String? {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("```") ? text.dropFirst(3).filter { $0.isLetter }.lowercased() : nil
  }

  /// Takes an example that begins on this line; what follows it on its last line is left.
  private mutating func example(_ document: inout Document) -> String? {
    var text = ""
    for line in lines[index...].prefix(4000) {
      text += line + "\n"
      // Nothing ends before its last bracket does.
      guard line.contains("}") || line.contains("]"), let end = Self.endOfValue(text) else { continue }
      guard let json = try? JSONParser.parse(String(text[..<end])) else { return nil }
      document.examples.append(Document.Example(json: json, heading: heading, line: index + 1))
      index += text[..<end].count { $0.isNewline }
      return String(text[end...].prefix { !$0.isNewline })
    }
    return nil
  }

  /// The end of the brackets that the text begins with.
  private static func endOfValue(_ text: String) -> String.Index? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for position in text.indices {
      let character = text[position]
      if isEscaped {
        isEscaped = false
      } else if isInString {
        isEscaped = character == "\\"
        if character == "\"" { isInString = false }
      } else if character == "\"" {
        isInString = true
      } else if character == "{" || character == "[" {
        depth += 1
      } else if character == "}" || character == "]" {
        depth -= 1
        if depth == 0 { return text.index(after: position) }
      }
    }
    return nil
  }

  // MARK: Prose

  private mutating func prose(_ line: String, _ document: inout Document) {
    let number = index + 1
    if let title = Self.title(line, isMarkdown: isMarkdown) { enter(title, line, number, &document) }
    if let table = DocumentTable(lines, index, first: line, isMarkdown: isMarkdown) {
      index = table.end - 1
      take(table, &document)
      return
    }
    for found in DocumentLine.operations(line, isMarkdown: isMarkdown) { meet(found, number, &document) }
    if !isMarkdown, isWord(line) { lastWord = line }
    if line == "Properties" { beginProperties() }
    readStatus(line, number, &document)
    readAuthentication(line, &document)
  }

  private func isWord(_ line: String) -> Bool {
    line != "Properties" && !line.isEmpty && line.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private mutating func enter(_ title: String, _ line: String, _ number: Int, _ document: inout Document) {
    if title == "Properties" { return beginProperties() }
    isInProperties = false
    // Third-level headings divide a section; they do not begin one.
    guard !line.hasPrefix("###"), !line.hasPrefix("<h3") else { return }
    heading = title
    current = nil
    status = nil
    schema = line.contains("tocS_") ? title : nil
    document.headings.append(Document.Name(name: title, line: number))
    starts.append(Document.Name(name: title, line: number))
  }

  private mutating func beginProperties() {
    isInProperties = true
    if !isMarkdown { schema = lastWord }
  }

  private static func title(_ line: String, isMarkdown: Bool) -> String? {
    if !isMarkdown {
      guard line.hasSuffix(" ¶") else { return nil }
      return String(line.dropLast(2))
    }
    if line.hasPrefix("#") {
      let text = line.drop { $0 == "#" }
      return text.first == " " ? String(text.dropFirst()) : nil
    }
    guard line.hasPrefix("<h"), let start = line.firstIndex(of: ">"), let end = line.lastIndex(of: "<"), start < end
    else { return nil }
    return String(line[line.index(after: start)..<end])
  }

  private mutating func meet(_ found: DocumentLine.Found, _ number: Int, _ document: inout Document) {
    if let known = document.operations.firstIndex(where: { $0.operation == found.operation }) {
      if found.isDeclared { current = known }
      return
    }
    if !isMarkdown, found.isDeclared, heading == nil { starts.append(Document.Name(name: found.name, line: number)) }
    document.operations.append(
      Document.Operation(
        operation: found.operation, name: found.name, heading: found.isDeclared ? heading : nil, line: number))
    if found.isDeclared || current == nil { current = document.operations.count - 1 }
  }

  private mutating func readAuthentication(_ line: String, _ document: inout Document) {
    guard let current else { return }
    if line.hasPrefix("This operation does not require authentication") {
      document.operations[current].authentication = "none"
    } else if line.hasPrefix("To perform this operation, you must be authenticated") {
      let here = line.firstRange(of: "methods:").map { line[$0.upperBound...] } ?? ""
      let words = here.isEmpty && index + 1 < lines.count ? lines[index + 1][...] : here
      document.operations[current].authentication = String(words.drop { $0 == " " })
    }
  }

  /// `> 201 Response`, `201 Response`, `200Body`, `201 Created …`, `Status Code **200**`
  private mutating func readStatus(_ line: String, _ number: Int, _ document: inout Document) {
    guard let current else { return }
    var text = line[...]
    for lead in ["> ", "Status Code **", "Status Code "] where text.hasPrefix(lead) {
      text = text.dropFirst(lead.count)
    }
    let code = String(text.prefix(3))
    guard let value = Int(code), (100..<600).contains(value) else { return }
    let after = text.dropFirst(3)
    guard after.hasPrefix(" ") || after.hasPrefix("*") || after.hasPrefix("Body") || after.isEmpty else { return }
    document.operations[current].meet(code, number)
    status = code
  }

  // MARK: Tables

  private mutating func take(_ table: DocumentTable, _ document: inout Document) {
    if isInProperties {
      if let schema, schemas[schema] == nil { schemas[schema] = table.rows }
      return
    }
    guard let current else { return }
    switch table.kind {
    case .statuses:
      for row in table.rows {
        document.operations[current].meet(row.name, row.line)
        if let schema = row.type { answers.append((current, row.name, [.init(root: schema, row.line)])) }
      }
    case .headers:
      for row in table.rows {
        document.operations[current].meet(row.status ?? "", row.line) {
          $0.headers.append(Document.Field(name: row.name, place: "header", traits: row.traits, line: row.line))
        }
      }
    case .values: addValues(table.rows, &document.operations[current])
    case .fields:
      let isAnswer = status != nil && table.rows.allSatisfy { $0.place == nil }
      let isTree = table.rows.contains { $0.depth > 0 || $0.isRoot }
      if isAnswer, let status, isTree {
        answers.append((current, status, table.rows))
      } else {
        takeParameters(table.rows, current, &document)
      }
    case .other: break
    }
  }

  private mutating func takeParameters(_ rows: [DocumentTable.Row], _ current: Int, _ document: inout Document) {
    // Without headings nothing tells where an operation ends.
    if !isMarkdown, heading == nil, rows.allSatisfy({ $0.place == nil }) { return }
    let body = rows.filter { $0.place == "body" }
    if !body.isEmpty { bodies.append((current, body)) }
    for row in rows where row.place != "body" && row.depth == 0 && !row.isRoot {
      document.operations[current].parameters.append(
        Document.Field(name: row.name, place: row.place ?? "", traits: row.traits, line: row.line))
    }
  }

  /// A row for each value that a field may have.
  private mutating func addValues(_ rows: [DocumentTable.Row], _ operation: inout Document.Operation) {
    for row in rows {
      if let index = operation.parameters.firstIndex(where: { $0.name == row.name }) {
        operation.parameters[index].traits.append("value \(row.traits.joined(separator: " "))")
      }
    }
  }

  private func resolve(_ document: inout Document) {
    let tree = DocumentTree(schemas)
    for body in bodies { document.operations[body.operation].body += tree.fields(body.rows) }
    for answer in answers {
      document.operations[answer.operation].meet(answer.code, 0) { status in
        for field in tree.fields(answer.rows) where !status.fields.contains(where: { $0.name == field.name }) {
          status.fields.append(field)
        }
      }
    }
  }
}

extension Document.Operation {
  /// The status, which is new if it was not met before.
  mutating func meet(_ code: String, _ line: Int, _ change: (inout Document.Status) -> Void = { _ in }) {
    guard !code.isEmpty else { return }
    if let index = statuses.firstIndex(where: { $0.code == code }) { return change(&statuses[index]) }
    var status = Document.Status(code: code, line: line)
    change(&status)
    statuses.append(status)
  }
}
