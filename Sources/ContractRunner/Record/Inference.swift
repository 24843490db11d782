import Wire

/// The pattern that an answer's value suggests: what the story knows by name, ids and times as markers, the rest as it is.
struct Inference {
  private let known: [(name: String, value: JSON)]
  /// Where this answer's own captures come from: there the value cannot be held against itself.
  private let captured: [String]

  init(_ variables: Variables, _ captures: [Step.Capture]) {
    captured = captures.map(\.origin.subject)
    // A short text may be equal by chance.
    known = variables.all.filter { ($0.value.string?.count ?? 0) >= 6 }
  }

  func pattern(_ value: JSON, at pointer: String = "") -> JSON {
    switch value {
    case .object(let members):
      return .object(
        JSON.Object(
          members.map { member in
            let pointer = "\(pointer)/\(Pointer.escaped(member.key))"
            return (Self.escapedName(member.key), pattern(member.value, at: pointer))
          }))
    case .array(let items):
      return .array(items.enumerated().map { pattern($0.element, at: "\(pointer)/\($0.offset)") })
    case .integer where Volatile(value) != nil: return "#integer"
    case .double where Volatile(value) != nil: return "#number"
    case .string(let text): return .string(pattern(text, at: pointer))
    default: return value
    }
  }

  private func pattern(_ text: String, at pointer: String) -> String {
    let isCaptured = captured.contains(pointer)
    if let variable = known.first(where: { $0.value == .string(text) }), !isCaptured { return "${\(variable.name)}" }
    if let variable = known.first(where: { text.contains($0.value.plainText) }), !isCaptured {
      let parts = text.split(separator: variable.value.plainText, maxSplits: 1, omittingEmptySubsequences: false)
      let around = parts.map(Self.expression)
      return "#regex " + around.joined(separator: "${\(variable.name)}")
    }
    if Volatile(.string(text)) != nil { return "#regex " + Self.expression(text[...]) }
    if Secrets.isSecretName(Pointer.segments(pointer).last ?? ""), !text.isEmpty { return "#string 1.." }
    return Self.escaped(text)
  }

  /// The text as a regular expression in which what was drawn may be anything of its kind.
  private static func expression(_ text: Substring) -> String {
    var expression = ""
    var word = ""
    func flush() {
      expression += Volatile.isDrawn(word) ? kind(word) : word
      word = ""
    }
    for character in text {
      if Volatile.isWordCharacter(character) {
        word.append(character)
      } else {
        flush()
        expression += character == "_" || character == " " || !character.isASCII ? String(character) : "\\\(character)"
      }
    }
    flush()
    return expression
  }

  private static func kind(_ word: String) -> String {
    if word.allSatisfy(\.isNumber) { return "\\d+" }
    let isHexadecimal = word.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    return isHexadecimal ? "[0-9a-f]{\(word.count)}" : "\\w+"
  }

  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("${", with: "$${")
    return plain.hasPrefix("#") ? "#" + plain : plain
  }

  private static func escapedName(_ name: String) -> String { name.hasPrefix("#") ? "#" + name : name }
}
