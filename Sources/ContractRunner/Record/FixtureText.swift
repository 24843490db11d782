import Wire

/// JSON as contracts are written: what fits on a line stays on one, but for stories and steps.
enum FixtureText {
  private static let width = 118
  static func text(_ value: JSON) -> String { text(value, indent: 0, lead: 0) }

  private static func text(_ value: JSON, indent: Int, lead: Int) -> String {
    let line = inline(value)
    if indent + lead + line.count <= width, !isLarge(value) { return line }
    let inner = indent + 2
    switch value {
    case .object(let members) where !members.isEmpty:
      let parts = members.map { member in
        let name = JSON.string(member.key).text + ": "
        return name + text(member.value, indent: inner, lead: name.count)
      }
      return "{\n" + filled(parts, inner, onePerLine: isLarge(value)) + "\n" + spaces(indent) + "}"
    case .array(let items) where !items.isEmpty:
      let parts = items.map { text($0, indent: inner, lead: 0) }
      return "[\n" + filled(parts, inner, onePerLine: false) + "\n" + spaces(indent) + "]"
    default: return line
    }
  }

  /// A whole story, and a step with more than its request: each of their members begins a line.
  private static func isLarge(_ value: JSON) -> Bool {
    ["steps", "parallel", "is"].contains { value[$0] != nil }
      || value["request"] != nil && (value["name"] != nil || value["expect"] != nil)
  }

  private static func filled(_ parts: [String], _ indent: Int, onePerLine: Bool) -> String {
    var lines: [String] = []
    var line = ""
    for (index, part) in parts.enumerated() {
      let text = part + (index < parts.count - 1 ? "," : "")
      if onePerLine || text.contains("\n") {
        if !line.isEmpty { lines.append(line) }
        lines.append(spaces(indent) + text)
        line = ""
      } else if line.isEmpty {
        line = spaces(indent) + text
      } else if line.count + 1 + text.count <= width {
        line += " " + text
      } else {
        lines.append(line)
        line = spaces(indent) + text
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.joined(separator: "\n")
  }

  static func inline(_ value: JSON) -> String {
    switch value {
    case .object(let members):
      "{" + members.map { JSON.string($0.key).text + ": " + inline($0.value) }.joined(separator: ", ") + "}"
    case .array(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    default: value.text
    }
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
