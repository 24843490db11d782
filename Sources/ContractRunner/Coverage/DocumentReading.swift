import Wire

extension Document {
  /// Reads Markdown as generators and people write it, and the text that is left of a rendered page.
  package init(path: String, text: String) {
    self.path = path
    var reader = DocumentReader(isMarkdown: path.hasSuffix(".md"), text: text)
    reader.read(into: &self)
  }
}

private struct DocumentReader {
  private let isMarkdown: Bool
  private let lines: [String]
  private var index = 0
  private var heading: String?
  private var schema: String?
  private var isInProperties = false
  /// The language of the fenced block that the line is in.
  private var fence: String?

  init(isMarkdown: Bool, text: String) {
    self.isMarkdown = isMarkdown
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
  }

  mutating func read(into document: inout Document) {
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") {
        fence = fence == nil ? String(line.dropFirst(3)) : nil
        index += 1
        continue
      }
      let mayBeExample = isMarkdown ? fence == "json" : true
      if mayBeExample, line.first == "{" || line.first == "[", let rest = example(&document) {
        // What is left of a rendered page has no line break after an example.
        if !rest.isEmpty { prose(rest, &document) }
        index += 1
        continue
      }
      if fence == nil { prose(line, &document) }
      index += 1
    }
  }

  /// Takes an example that begins on this line; what follows it on its last line is left.
  private mutating func example(_ document: inout Document) -> String? {
    let text = lines[index...].joined(separator: "\n")
    guard let end = Self.endOfValue(text), let json = try? JSONParser.parse(String(text[..<end])) else { return nil }
    document.examples.append(Document.Example(json: json, heading: heading, line: index + 1))
    index += text[..<end].count { $0.isNewline }
    return String(text[end...].prefix { !$0.isNewline })
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
    if let title = Self.title(line, isMarkdown: isMarkdown) {
      enter(title, level: line, number, &document)
    }
    if let operation = Self.operation(line, isMarkdown: isMarkdown) {
      if !document.operations.contains(where: { $0.operation == operation }) {
        document.operations.append(Document.Operation(operation: operation, heading: heading, line: number))
      }
      return
    }
    let cells = Self.cells(line)
    if cells.count > 1 {
      row(cells, number, &document)
    } else {
      status(line, nil, number, &document)
    }
  }

  private mutating func enter(_ title: String, level line: String, _ number: Int, _ document: inout Document) {
    if title == "Properties" {
      isInProperties = true
      if let schema, !document.schemas.contains(where: { $0.name == schema }) {
        document.schemas.append(Document.Schema(name: schema, line: number))
      }
      return
    }
    // Third-level headings divide a section; they do not begin one.
    guard !line.hasPrefix("###"), !line.hasPrefix("<h3") else { return }
    isInProperties = false
    heading = title
    schema = line.contains("tocS_") ? title : nil
    document.headings.append(Document.Name(name: title, line: number))
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

  /// `` `POST /user` `` alone on its line, a heading that is one, or, in text, one at the end of a line.
  private static func operation(_ line: String, isMarkdown: Bool) -> Operation? {
    if isMarkdown {
      let bare = line.drop { $0 == "#" || $0 == " " || $0 == "`" }
      return Operation(String(bare.last == "`" ? bare.dropLast() : bare))
    }
    let methods = Method.allCases.map(\.rawValue)
    for method in methods {
      for separator in [" /", "/"] {
        guard let range = line.ranges(of: method + separator).last else { continue }
        let path = line[range.lowerBound...].dropFirst(method.count).drop { $0 == " " }
        let isWord = line[..<range.lowerBound].last.map { $0.isUppercase } ?? false
        if !isWord, !path.contains(where: \.isWhitespace) { return Operation("\(method) \(path)") }
      }
    }
    return nil
  }

  // MARK: Tables

  private static func cells(_ line: String) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    return line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  private mutating func row(_ cells: [String], _ number: Int, _ document: inout Document) {
    let name = cells[0]
    if name.isEmpty || name.hasPrefix("--") || ["Name", "Status", "Parameter"].contains(name) { return }
    if isInProperties {
      guard let last = document.schemas.indices.last, document.schemas[last].name == schema else { return }
      document.schemas[last].properties.append(Document.Name(name: name, line: number))
      return
    }
    guard let last = document.operations.indices.last else { return }
    if name.hasPrefix("»") {
      let field = Document.Name(name: String(name.dropFirst().drop { $0 == " " }), line: number)
      document.operations[last].fields.append(field)
    } else if Int(name) != nil {
      status(name + " ", cells.dropFirst().reversed().first { !$0.isEmpty }, number, &document)
    } else if cells.count > 2, cells[1] == "body" {
      document.operations[last].requestSchema = Self.linkText(cells[2])
    } else if isMarkdown, cells.count > 1, cells[1] != "path", name.first != "*" {
      document.operations[last].parameters.append(Document.Name(name: name, line: number))
    }
  }

  /// `[Name](#anchor)` or plain words.
  private static func linkText(_ cell: String) -> String {
    String(cell.drop { $0 == "[" }.prefix { $0 != "]" })
  }

  /// `|201|…`, `> 201 Response`, `201 Response`, `200Body`, `201 Created …`
  private mutating func status(_ line: String, _ schema: String?, _ number: Int, _ document: inout Document) {
    guard let last = document.operations.indices.last else { return }
    let text = line.hasPrefix("> ") ? line.dropFirst(2) : line[...]
    guard let code = Int(text.prefix(3)), (100..<600).contains(code) else { return }
    let after = text.dropFirst(3)
    guard after.hasPrefix(" ") || after.hasPrefix("Body") || after.isEmpty else { return }
    let named = schema.map(Self.linkText).flatMap { $0 == "Inline" ? nil : $0 }
    if let known = document.operations[last].statuses.firstIndex(where: { $0.code == code }) {
      let first = document.operations[last].statuses[known]
      document.operations[last].statuses[known] = Document.Status(
        code: code, schema: first.schema ?? named, line: first.line)
    } else {
      document.operations[last].statuses.append(Document.Status(code: code, schema: named, line: number))
    }
  }
}
