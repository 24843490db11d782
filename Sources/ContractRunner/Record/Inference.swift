import Platform
import Wire

/// The pattern that an answer's value suggests: what the story knows by name, ids and times as markers, the rest as it is.
struct Inference {
  private let known: [(name: String, value: JSON)]
  /// Where this answer's own captures come from: there the value cannot be held against itself.
  private let captured: [String]
  /// The values of the request: an answer that repeats them has to repeat them.
  private let sent: Set<String>
  private let now = time(nil)

  init(_ variables: Variables, captured: [String] = [], sent: Set<String> = []) {
    self.captured = captured
    self.sent = sent
    // A short text may be equal by chance.
    known = variables.all.filter { ($0.value.string?.count ?? 0) >= 6 || $0.value.integer != nil }
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
    case .integer(let number): return integer(number, at: pointer)
    case .double where Volatile(value) != nil: return "#number"
    case .string(let text): return .string(pattern(text, at: pointer))
    default: return value
    }
  }

  private func integer(_ number: Int, at pointer: String) -> JSON {
    // A value that is captured is another one in the next run.
    if captured.contains(pointer) { return "#integer" }
    // Other numbers may be equal by chance.
    if Self.namesIdentifier(pointer), let name = name(of: .integer(number), at: pointer) {
      return .string("${\(name)}")
    }
    if sent.contains("\(number)") { return .integer(number) }
    guard Volatile(.integer(number)) != nil else { return .integer(number) }
    return abs(number - now) < 3600 ? "#integer ${now -300}..${now 300}" : "#integer"
  }

  /// `/id`, `/order_id`, `/orderId`
  static func namesIdentifier(_ pointer: String) -> Bool {
    let name = Pointer.segments(pointer).last ?? ""
    return name.lowercased() == "id" || name.hasSuffix("_id") || name.hasSuffix("Id") || name.hasSuffix("ID")
  }

  private func name(of value: JSON, at pointer: String) -> String? {
    captured.contains(pointer) ? nil : known.first { $0.value.isSame(as: value) }?.name
  }

  private func pattern(_ text: String, at pointer: String) -> String {
    if let name = name(of: .string(text), at: pointer) { return "${\(name)}" }
    if sent.contains(text) { return Self.escaped(text) }
    if let marker = marker(text) { return marker }
    let isAddress = pointer.hasPrefix("header ")
    let inside = known.filter { $0.value.string != nil || isAddress && $0.value.plainText.count >= 2 }
    if let variable = inside.first(where: { Self.stands($0.value.plainText, in: text) }), !captured.contains(pointer) {
      let parts = text.split(separator: variable.value.plainText, maxSplits: 1, omittingEmptySubsequences: false)
      let around = parts.map(Self.expression)
      return "#regex " + around.joined(separator: "${\(variable.name)}")
    }
    if Volatile(.string(text)) != nil { return "#regex " + Self.expression(text[...]) }
    if Secrets.isSecretName(Pointer.segments(pointer).last ?? ""), !text.isEmpty { return "#string 1.." }
    return Self.escaped(text)
  }

  /// Whether it is there, and no part of a longer word, such as a number within a UUID.
  private static func stands(_ value: String, in text: String) -> Bool {
    guard let range = text.firstRange(of: value) else { return false }
    let around = [text[..<range.lowerBound].last, text[range.upperBound...].first]
    return around.allSatisfy { $0.map { !Volatile.isWordCharacter($0) } ?? true }
  }

  private func marker(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.map(\.count) == [8, 4, 4, 4, 12], parts.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) { return "#uuid" }
    if let seconds = Timestamp.seconds(text, .datetime)?.rounded(0).json.integer {
      return abs(seconds - now) < 3600 ? "#datetime ${now -300}..${now 300}" : "#datetime"
    }
    return Timestamp.seconds(text, .httpDate) == nil ? nil : "#http-date"
  }

  /// The text as a regular expression in which what was drawn may be anything of its kind.
  private static func expression(_ text: Substring) -> String {
    var expression = ""
    var word = ""
    func flush() {
      expression += Volatile.isDrawn(word) ? kind(word) : word
      word = ""
    }
    for character in Volatile.withoutUUIDs(String(text)) {
      if character == "\u{0}" {
        flush()
        expression += "[0-9a-fA-F-]{36}"
      } else if Volatile.isWordCharacter(character) {
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

  static func escaped(_ text: String) -> String {
    let plain = text.replacing("${", with: "$${")
    return plain.hasPrefix("#") ? "#" + plain : plain
  }

  private static func escapedName(_ name: String) -> String { name.hasPrefix("#") ? "#" + name : name }
}

extension Request {
  /// Every value that it carries, as a text: of its path, query and body.
  var sentTexts: Set<String> {
    var texts = Set(path.split(separator: "/").map { percentDecoded($0) ?? String($0) })
    for form in [query, String(decoding: body, as: UTF8.self)] where !form.isEmpty {
      for pair in form.split(separator: "&") {
        let halves = pair.split(separator: "=", maxSplits: 1)
        if halves.count == 2 { texts.insert(percentDecoded(halves[1].replacing("+", with: " ")) ?? "") }
      }
    }
    if let boundary = Multipart.boundary(of: headers["Content-Type"] ?? "") {
      let parts = (try? Multipart.parts(of: body, boundary: boundary)) ?? []
      texts.formUnion(parts.compactMap { String(validating: $0.bytes, as: UTF8.self) })
    }
    if let json = try? JSONParser.parse(body, keepingNumbers: true) { json.eachLeaf("") { texts.insert($1.plainText) } }
    return texts.subtracting([""])
  }
}

extension JSON {
  /// Calls with each value that holds no others, and its pointer.
  func eachLeaf(_ pointer: String, _ body: (String, JSON) -> Void) {
    switch self {
    case .object(let members):
      for member in members { member.value.eachLeaf("\(pointer)/\(Pointer.escaped(member.key))", body) }
    case .array(let items):
      for (index, item) in items.enumerated() { item.eachLeaf("\(pointer)/\(index)", body) }
    default: body(pointer, self)
    }
  }
}
