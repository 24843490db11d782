/// A document in the Markdown that the documents use: headings, paragraphs, lists, tables, fenced code, quotes, and within
/// lines `code`, **strong**, links.
struct Markdown {
  enum Block: Equatable {
    case heading(level: Int, text: String)
    case paragraph(String)
    case list(ordered: Bool, items: [String])
    case table(rows: [[String]])
    case code(language: String, text: String)
    case quote(String)
  }

  private(set) var blocks: [Block] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.first {
      if line.allSatisfy(\.isWhitespace) {
        lines.removeFirst()
      } else if line.hasPrefix("```") {
        blocks.append(Self.code(&lines))
      } else if let heading = Self.heading(line) {
        blocks.append(heading)
        lines.removeFirst()
      } else if line.hasPrefix("|") {
        blocks.append(Self.table(&lines))
      } else if line.hasPrefix("> ") {
        let quoted = Self.take(&lines) { $0.hasPrefix(">") }
        blocks.append(.quote(quoted.map { String($0.dropFirst().drop { $0 == " " }) }.joined(separator: " ")))
      } else if let isOrdered = Self.isItem(line) {
        blocks.append(Self.list(&lines, isOrdered))
      } else {
        let text = Self.take(&lines) { !$0.allSatisfy(\.isWhitespace) && !Self.beginsBlock($0) }
        blocks.append(.paragraph(text.joined(separator: " ")))
      }
    }
  }

  var title: String {
    for case .heading(1, let text) in blocks { return text }
    return ""
  }

  private static func beginsBlock(_ line: Substring) -> Bool {
    line.hasPrefix("```") || line.hasPrefix("|") || heading(line) != nil || isItem(line) != nil
  }

  /// The lines from the first, which is taken whatever it is, as long as they go on.
  private static func take(_ lines: inout ArraySlice<Substring>, while goesOn: (Substring) -> Bool) -> [Substring] {
    var taken = [lines.removeFirst()]
    while let line = lines.first, goesOn(line) {
      taken.append(line)
      lines.removeFirst()
    }
    return taken
  }

  private static func heading(_ line: Substring) -> Block? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...4).contains(level), line.dropFirst(level).hasPrefix(" ") else { return nil }
    return .heading(level: level, text: String(line.dropFirst(level + 1)))
  }

  private static func code(_ lines: inout ArraySlice<Substring>) -> Block {
    let language = lines.removeFirst().dropFirst(3)
    let text = lines.prefix { !$0.hasPrefix("```") }
    lines = lines.dropFirst(text.count + 1)
    return .code(language: String(language), text: text.joined(separator: "\n"))
  }

  private static func table(_ lines: inout ArraySlice<Substring>) -> Block {
    let rows = take(&lines) { $0.hasPrefix("|") }.map(cells)
    return .table(rows: rows.filter { !$0.allSatisfy { $0.allSatisfy { "-: ".contains($0) } && $0.contains("-") } })
  }

  /// A bar in a cell is written `\|`.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.dropFirst() {
      switch character {
      case "\\" where !isEscaped: isEscaped = true
      case "|" where !isEscaped: cells.append("")
      default:
        if isEscaped, character != "|" { cells[cells.count - 1] += "\\" }
        cells[cells.count - 1].append(character)
        isEscaped = false
      }
    }
    return cells.dropLast().map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }

  /// Whether a line is an item, and if so, of a list with numbers.
  private static func isItem(_ line: Substring) -> Bool? {
    if line.hasPrefix("- ") { return false }
    let digits = line.prefix(while: \.isNumber)
    return !digits.isEmpty && line.dropFirst(digits.count).hasPrefix(". ") ? true : nil
  }

  private static func list(_ lines: inout ArraySlice<Substring>, _ isOrdered: Bool) -> Block {
    var items: [String] = []
    while let line = lines.first {
      if isItem(line) == isOrdered {
        items.append(String(line.drop { $0 != " " }.dropFirst()))
      } else if line.hasPrefix("  "), !items.isEmpty {
        items[items.count - 1] += " " + line.drop { $0 == " " }
      } else {
        break
      }
      lines.removeFirst()
    }
    return .list(ordered: isOrdered, items: items)
  }
}
