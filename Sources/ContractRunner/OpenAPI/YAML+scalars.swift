import Wire

extension YAML {
  /// The value of a text without quotes: YAML 1.2's core schema.
  static func scalar(_ text: String) -> JSON {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16) { return .integer(value) }
    if text.hasPrefix("0o"), let value = Int(text.dropFirst(2), radix: 8) { return .integer(value) }
    return number(text) ?? .string(text)
  }

  /// `012`, `+1`, `1.` and `.5` are numbers here, and not in JSON.
  private static func number(_ text: String) -> JSON? {
    guard let first = text.utf8.first, first < 0x40, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else {
      return nil
    }
    var rest = text[...]
    let sign = rest.first == "-" ? "-" : ""
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    if rest.first == "." { rest = "0" + rest }
    let whole = rest.prefix { $0 != "." && $0 != "e" && $0 != "E" }
    var tail = rest.dropFirst(whole.count)
    if tail.first == ".", tail.dropFirst().first.map({ !$0.isNumber }) ?? true { tail = tail.dropFirst() }
    let zeros = whole.prefix { $0 == "0" }.count
    let digits = whole.count > zeros ? whole.dropFirst(zeros) : whole.suffix(1)
    let written = sign + digits + tail.replacing("e+", with: "e")
    guard let json = try? JSONParser.parse(Array(written.utf8), keepingNumbers: true), json.isNumber else { return nil }
    return json
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let text = bytes.drop(while: isBlank)
    let end = text.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[..<end], as: UTF8.self)
  }

  // MARK: Without quotes

  /// May go on over lines that stand further to the right than the parent.
  mutating func plain(parent: Int) throws(Fault) -> String {
    if let first = peek, [0x2C, 0x5D, 0x7D, 0x40, 0x60, 0x25].contains(first) {
      throw Fault(reason: "a text cannot begin with “\(Character(Unicode.Scalar(first)))” without quotes")
    }
    var text = try plainLine()
    while true {
      let mark = self
      try skipSpace()
      let skipped = mark.bytes[mark.position..<position]
      // A comment ends the text.
      guard !isEnd, column > parent, skipped.contains(UInt8(ascii: "\n")), !skipped.contains(UInt8(ascii: "#")) else {
        self = mark
        return text
      }
      let breaks = skipped.count { $0 == UInt8(ascii: "\n") }
      text += breaks == 1 ? " " : String(repeating: "\n", count: breaks - 1)
      text += try plainLine()
    }
  }

  private mutating func plainLine() throws(Fault) -> String {
    let start = position
    while let next = peek, next != UInt8(ascii: "\n") {
      if isColon { throw Fault(reason: "“: ” within a text needs quotes around the text") }
      if next == UInt8(ascii: "#"), position > start, Self.isBlank(bytes[position - 1]) { break }
      advance()
    }
    return Self.trimmed(bytes[start..<position])
  }

  mutating func flowPlain() throws(Fault) -> String {
    var words: [String] = []
    while true {
      let start = position
      while let next = peek, !Self.isBlank(next), ![0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(next) {
        if next == UInt8(ascii: ":"), Self.endsFlowKey(byte(at: 1)) { break }
        position += 1
      }
      if start == position { break }
      words.append(String(decoding: bytes[start..<position], as: UTF8.self))
      try skipSpace()
      if peek == UInt8(ascii: ":") { break }
    }
    if words.isEmpty { throw Fault(reason: peek == nil ? "the file ends within brackets" : "a value belongs here") }
    return words.joined(separator: " ")
  }

  private static func endsFlowKey(_ byte: UInt8?) -> Bool {
    isBlank(byte) || [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte ?? 0)
  }

  // MARK: In quotes

  mutating func singleQuoted() throws(Fault) -> String {
    position += 1
    var text: [UInt8] = []
    while let next = peek {
      if next == UInt8(ascii: "'") {
        position += 1
        guard peek == UInt8(ascii: "'") else { return String(decoding: text, as: UTF8.self) }
      } else if next == UInt8(ascii: "\n") {
        fold(&text)
        continue
      }
      text.append(next)
      position += 1
    }
    throw Fault(reason: "the file ends within quotes")
  }

  mutating func doubleQuoted() throws(Fault) -> String {
    position += 1
    var text: [UInt8] = []
    while let next = peek {
      switch next {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\n"): fold(&text)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(&text)
      default:
        text.append(next)
        position += 1
      }
    }
    throw Fault(reason: "the file ends within quotes")
  }

  /// The end of a line is a space, and each empty line behind it an end of a line.
  private mutating func fold(_ text: inout [UInt8]) {
    while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text.removeLast() }
    var breaks = 0
    while let next = peek, Self.isBlank(next) {
      if next == UInt8(ascii: "\n") { breaks += 1 }
      advance()
    }
    text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: max(0, breaks - 1))
  }

  private static let escapes: [UInt8: String] = [
    0x30: "\0", 0x61: "\u{7}", 0x62: "\u{8}", 0x74: "\t", 0x09: "\t", 0x6E: "\n", 0x76: "\u{B}", 0x66: "\u{C}",
    0x72: "\r", 0x65: "\u{1B}", 0x20: " ", 0x22: "\"", 0x2F: "/", 0x5C: "\\", 0x4E: "\u{85}", 0x5F: "\u{A0}",
    0x4C: "\u{2028}", 0x50: "\u{2029}",
  ]

  private mutating func escape(_ text: inout [UInt8]) throws(Fault) {
    guard let next = peek else { throw Fault(reason: "the file ends within quotes") }
    if next == UInt8(ascii: "\n") {
      advance()
      while peek == 0x20 || peek == 0x09 { position += 1 }
      return
    }
    position += 1
    if let plain = Self.escapes[next] {
      text += Array(plain.utf8)
      return
    }
    let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
    guard let length = lengths[next], let first = hexadecimal(length) else {
      throw Fault(reason: "there is no such escape")
    }
    var value = first
    if (0xD800..<0xDC00).contains(value), peek == UInt8(ascii: "\\"), byte(at: 1) == UInt8(ascii: "u") {
      position += 2
      guard let second = hexadecimal(4), (0xDC00..<0xE000).contains(second) else {
        throw Fault(reason: "half a character")
      }
      value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw Fault(reason: "there is no such character") }
    text += Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard position + count <= bytes.count else { return nil }
    let digits = bytes[position..<(position + count)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    position += count
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: Blocks

  /// `|` keeps the ends of lines, `>` folds them; `-` takes those at the end away and `+` keeps them all.
  mutating func blockScalar(parent: Int) throws(Fault) -> String {
    let isFolded = peek == UInt8(ascii: ">")
    position += 1
    var chomping: UInt8 = 0
    var indent: Int?
    while let next = peek, !Self.isBlank(next) {
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
        chomping = next
      } else if (0x31...0x39).contains(next) {
        indent = max(parent, 0) + Int(next - 0x30)
      } else {
        throw Fault(reason: "only “-”, “+” and a digit stand behind “|” and “>”")
      }
      position += 1
    }
    skipBlanks()
    if peek == UInt8(ascii: "#") { skipLine() }
    skipCarriageReturn()
    guard peek == nil || peek == UInt8(ascii: "\n") else {
      throw Fault(reason: "a block's text begins on the next line")
    }
    if peek != nil { advance() }
    return Self.text(blockLines(parent, indent), isFolded, chomping)
  }

  private mutating func skipCarriageReturn() { if peek == UInt8(ascii: "\r") { position += 1 } }

  private mutating func blockLines(_ parent: Int, _ given: Int?) -> [String] {
    var lines: [String] = []
    var indent = given
    while peek != nil, !isMark("---"), !isMark("...") {
      let spaces = bytes[position...].prefix { $0 == UInt8(ascii: " ") }.count
      let next = byte(at: spaces)
      let isEmpty = next == nil || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r")
      if !isEmpty {
        if spaces <= parent || indent.map({ spaces < $0 }) ?? false { break }
        indent = indent ?? spaces
      }
      let start = position
      skipLine()
      let kept = bytes[start..<position].dropFirst(isEmpty ? min(spaces, indent ?? spaces) : indent ?? 0)
      lines.append(String(decoding: kept.last == 0x0D ? kept.dropLast() : kept, as: UTF8.self))
      if peek != nil { advance() }
    }
    return lines
  }

  private static func text(_ lines: [String], _ isFolded: Bool, _ chomping: UInt8) -> String {
    let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    let body = lines[..<end]
    var text = isFolded ? folded(Array(body)) : body.joined(separator: "\n")
    switch chomping {
    case UInt8(ascii: "-"): break
    case UInt8(ascii: "+"): text += String(repeating: "\n", count: lines.count - end + (end > 0 ? 1 : 0))
    default: text += end > 0 ? "\n" : ""
    }
    return text
  }

  private static func folded(_ lines: [String]) -> String {
    var text = ""
    var breaks = 0
    var isMoreIndented = false
    for (index, line) in lines.enumerated() {
      if line.isEmpty {
        breaks += 1
        continue
      }
      let stands = line.first == " " || line.first == "\t"
      if index > 0, !text.isEmpty || breaks > 0 {
        let keeps = stands || isMoreIndented
        if text.isEmpty {
          text += String(repeating: "\n", count: breaks)
        } else {
          text +=
            keeps
            ? String(repeating: "\n", count: breaks + 1) : breaks == 0 ? " " : String(repeating: "\n", count: breaks)
        }
      }
      text += line
      breaks = 0
      isMoreIndented = stands
    }
    return text
  }
}
