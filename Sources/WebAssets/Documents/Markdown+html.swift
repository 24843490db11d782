extension Markdown {
  var html: String { blocks.map(Self.html).joined(separator: "\n") }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      let anchor = anchor(of: text)
      return "<h\(level) id=\"\(anchor)\">\(inline(text))</h\(level)>"
    case .paragraph(let text): return "<p>\(inline(text))</p>"
    case .quote(let text): return "<blockquote><p>\(inline(text))</p></blockquote>"
    case .list(let isOrdered, let items):
      let tag = isOrdered ? "ol" : "ul"
      return "<\(tag)>\(items.map { "<li>\(inline($0))</li>" }.joined())</\(tag)>"
    case .table(let rows): return table(rows)
    case .code(let language, let text):
      let name = language.prefix { $0 != " " }
      return """
        <div class="Code"><pre tabindex="0"><code class="language-\(escaped(String(name)))">\(escaped(text))
        </code></pre></div>
        """
    }
  }

  private static func table(_ rows: [[String]]) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(inline($0))</\(tag)>" }.joined() + "</tr>"
    }
    let head = rows.first.map { row($0, "th") } ?? ""
    let body = rows.dropFirst().map { row($0, "td") }.joined(separator: "\n")
    return "<div class=\"Table\" tabindex=\"0\"><table><thead>\(head)</thead><tbody>\(body)</tbody></table></div>"
  }

  /// As GitHub makes them: `Wait for a webhook` is `wait-for-a-webhook`.
  static func anchor(of text: String) -> String {
    plain(text).lowercased().map { $0 == " " ? "-" : $0 }.filter {
      $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
    }
    .reduce(into: "") { $0.append($1) }
  }

  /// The text without its marks.
  static func plain(_ text: String) -> String {
    var plain = ""
    scan(text) { part in
      switch part {
      case .text(let text), .code(let text), .strong(let text), .link(let text, _): plain += text
      }
    }
    return plain
  }

  /// Code in a line of up to so many characters does not break.
  private static let longest = 30

  static func inline(_ text: String) -> String {
    var html = ""
    scan(text) { part in
      switch part {
      case .text(let text): html += escaped(text)
      case .code(let text):
        html += (text.count > longest ? "<code class=\"Long\">" : "<code>") + escaped(text) + "</code>"
      case .strong(let text): html += "<strong>\(inline(text))</strong>"
      case .link(let text, let target): html += "<a href=\"\(escaped(href(target)))\">\(inline(text))</a>"
      }
    }
    return html
  }

  /// A document beside this one stands under its name alone.
  private static func href(_ target: String) -> String {
    guard !target.contains("://"), let suffix = target.firstRange(of: ".md") else { return target }
    return String(target[..<suffix.lowerBound] + target[suffix.upperBound...])
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private enum Part {
    case text(String), code(String), strong(String)
    case link(String, target: String)
  }

  private static func scan(_ text: String, _ take: (Part) -> Void) {
    var rest = text[...]
    var plain = ""
    func flush() {
      if !plain.isEmpty { take(.text(plain)) }
      plain = ""
    }
    while let first = rest.first {
      if first == "`", let end = rest.dropFirst().firstIndex(of: "`") {
        flush()
        take(.code(String(rest[..<end].dropFirst())))
        rest = rest[rest.index(after: end)...]
      } else if rest.hasPrefix("**"), let end = rest.dropFirst(2).firstRange(of: "**") {
        flush()
        take(.strong(String(rest.dropFirst(2)[..<end.lowerBound])))
        rest = rest[end.upperBound...]
      } else if first == "[", let middle = rest.firstRange(of: "]("),
        let end = rest[middle.upperBound...].firstIndex(of: ")")
      {
        flush()
        take(.link(String(rest[..<middle.lowerBound].dropFirst()), target: String(rest[middle.upperBound..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    flush()
  }
}
