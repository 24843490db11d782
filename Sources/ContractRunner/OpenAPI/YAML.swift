import Wire

/// As much of YAML 1.2 as descriptions of APIs use, as the JSON value that it stands for: block and flow collections,
/// anchors, aliases and merge keys, every kind of scalar. Tags, other than those of JSON's own types, and several
/// documents in a file are refused.
struct YAML {
  struct Fault: Error { let reason: String }

  /// Aliases of aliases of aliases can stand for more than any memory holds.
  private static let limit = 1_000_000
  private static let depth = 100

  private(set) var lines: [String: Int] = [:]
  var position = 0
  let bytes: [UInt8]
  private var lineStart = 0
  private var line = 1
  private var level = 0
  private var values = 0
  private var anchors: [String: (value: JSON, count: Int)] = [:]

  /// The value, and the line on which the value of each pointer begins.
  static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> (json: JSON, lines: [String: Int]) {
    var yaml = YAML(bytes: bytes)
    do throws(Fault) {
      guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(reason: "the file is not UTF-8") }
      let json = try yaml.document()
      return (json, yaml.lines)
    } catch {
      let text = bytes[yaml.lineStart...].prefix { $0 != UInt8(ascii: "\n") }
      throw Diagnostic(
        error.reason, path: path, line: yaml.line, column: yaml.column + 1, text: String(decoding: text, as: UTF8.self),
        width: 1)
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func document() throws(Fault) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
    try skipSpace()
    while column == 0, peek == UInt8(ascii: "%") {
      skipLine()
      try skipSpace()
    }
    if isMark("---") { position += 3 }
    let json = try node("", parent: -1)
    try skipSpace()
    if isMark("...") { position += 3 }
    try skipSpace()
    if isMark("---") { throw Fault(reason: "several documents in one file are not read") }
    guard peek == nil else { throw Fault(reason: "unexpected text behind the value; is the indentation right?") }
    return json
  }

  // MARK: Bytes

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  var column: Int { position - lineStart }

  func byte(at offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }

  mutating func advance() {
    if peek == UInt8(ascii: "\n") {
      line += 1
      lineStart = position + 1
    }
    position += 1
  }

  mutating func skipLine() { while let next = peek, next != UInt8(ascii: "\n") { position += 1 } }

  mutating func skipBlanks() { while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\t") { position += 1 } }

  static func isBlank(_ byte: UInt8?) -> Bool {
    byte == nil || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Blanks, ends of lines and comments. A tab may not indent.
  mutating func skipSpace() throws(Fault) {
    while let next = peek {
      switch next {
      case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      case UInt8(ascii: "\t"):
        let before = bytes[lineStart..<position]
        position += 1
        if before.allSatisfy({ $0 == UInt8(ascii: " ") }), !Self.endsLine(bytes[position...]) {
          throw Fault(reason: "a tab does not indent")
        }
      case UInt8(ascii: "#") where position == lineStart || Self.isBlank(bytes[position - 1]): skipLine()
      default: return
      }
    }
  }

  private static func endsLine(_ rest: ArraySlice<UInt8>) -> Bool {
    let next = rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
    return next == nil || next == UInt8(ascii: "\n") || next == UInt8(ascii: "#")
  }

  func isMark(_ mark: String) -> Bool {
    column == 0 && bytes[position...].starts(with: mark.utf8) && Self.isBlank(byte(at: 3))
  }

  /// Whether a document ends here.
  var isEnd: Bool { peek == nil || isMark("---") || isMark("...") }

  // MARK: Nodes

  /// The properties before a value: `&anchor`, `!!str`.
  private struct Properties {
    var anchor: String?
    var isText = false
  }

  /// The value that begins here or on a later line, further to the right than its parent; null if none does.
  private mutating func node(_ pointer: String, parent: Int, mayBeMapping: Bool = true) throws(Fault) -> JSON {
    level += 1
    defer { level -= 1 }
    guard level < Self.depth else { throw Fault(reason: "the values are nested too deeply") }
    let first = line
    var properties = Properties()
    try skipSpace()
    var isFresh = mayBeMapping || line != first
    guard !isEnd, column > parent else { return .null }
    lines[pointer] = line
    try take(&properties, &isFresh)
    guard !isEnd, column > parent else { return try keep(.null, properties, 1) }
    let before = values
    let value = try content(pointer, parent, isFresh, properties)
    return try keep(value, properties, values - before + 1)
  }

  private mutating func take(_ properties: inout Properties, _ isFresh: inout Bool) throws(Fault) {
    while let next = peek, next == UInt8(ascii: "&") || next == UInt8(ascii: "!") {
      let word = takeWord()
      if next == UInt8(ascii: "&") {
        properties.anchor = String(word.dropFirst())
      } else if word == "!!str" || word == "!" {
        properties.isText = true
      } else if !["!!map", "!!seq", "!!int", "!!float", "!!bool", "!!null"].contains(word) {
        throw Fault(reason: "the tag \(word) is not read")
      }
      let old = line
      try skipSpace()
      if line != old { isFresh = true }
    }
  }

  mutating func takeWord() -> String {
    let start = position
    while let next = peek, !Self.isBlank(next), ![0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(next) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func keep(_ value: JSON, _ properties: Properties, _ count: Int) throws(Fault) -> JSON {
    try add(1)
    if let anchor = properties.anchor { anchors[anchor] = (value, count) }
    return value
  }

  private mutating func add(_ count: Int) throws(Fault) {
    values += count
    if values > Self.limit { throw Fault(reason: "the file stands for too many values") }
  }

  private mutating func content(
    _ pointer: String, _ parent: Int, _ isFresh: Bool, _ properties: Properties
  ) throws(Fault) -> JSON {
    if isItem {
      guard isFresh else { throw Fault(reason: "a list begins on a line of its own") }
      return try list(pointer, at: column)
    }
    if isFresh, try isKey() { return try mapping(pointer, at: column) }
    switch peek {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return try flow(pointer)
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return .string(try blockScalar(parent: parent))
    case UInt8(ascii: "\""): return .string(try doubleQuoted())
    case UInt8(ascii: "'"): return .string(try singleQuoted())
    case UInt8(ascii: "*"): return try alias()
    default:
      let text = try plain(parent: parent)
      return properties.isText ? .string(text) : Self.scalar(text)
    }
  }

  private mutating func alias() throws(Fault) -> JSON {
    let name = String(takeWord().dropFirst())
    guard let (value, count) = anchors[name] else { throw Fault(reason: "nothing is called &\(name)") }
    try add(count)
    return value
  }

  private var isItem: Bool { peek == UInt8(ascii: "-") && Self.isBlank(byte(at: 1)) }

  private mutating func list(_ pointer: String, at column: Int) throws(Fault) -> JSON {
    var items: [JSON] = []
    while !isEnd, self.column == column, isItem {
      position += 1
      items.append(try node("\(pointer)/\(items.count)", parent: column))
      try skipSpace()
    }
    if !isEnd, self.column > column { throw Fault(reason: "this is indented further than its list") }
    return .array(items)
  }

  // MARK: Mappings

  /// Whether a key and its colon stand here, on this line.
  private mutating func isKey() throws(Fault) -> Bool {
    let (start, oldLine, oldStart) = (position, line, lineStart)
    defer { (position, line, lineStart) = (start, oldLine, oldStart) }
    switch peek {
    case UInt8(ascii: "?") where Self.isBlank(byte(at: 1)): throw Fault(reason: "keys that are no texts are not read")
    case UInt8(ascii: "\""): _ = try doubleQuoted()
    case UInt8(ascii: "'"): _ = try singleQuoted()
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: ">"): return false
    case UInt8(ascii: "*"): _ = takeWord()
    default:
      while let next = peek, next != UInt8(ascii: "\n") {
        if isColon { return true }
        if next == UInt8(ascii: "#"), position > start, Self.isBlank(bytes[position - 1]) { return false }
        position += 1
      }
      return false
    }
    guard line == oldLine else { return false }
    skipBlanks()
    return isColon
  }

  var isColon: Bool { peek == UInt8(ascii: ":") && Self.isBlank(byte(at: 1)) }

  private mutating func key() throws(Fault) -> String {
    let text: String
    switch peek {
    case UInt8(ascii: "\""): text = try doubleQuoted()
    case UInt8(ascii: "'"): text = try singleQuoted()
    case UInt8(ascii: "*"): text = try alias().plainText
    default:
      let start = position
      while peek != nil, !isColon { position += 1 }
      text = Self.trimmed(bytes[start..<position])
    }
    skipBlanks()
    guard isColon else { throw Fault(reason: "a key needs “:” and a space behind it") }
    position += 1
    return text
  }

  private mutating func mapping(_ pointer: String, at column: Int) throws(Fault) -> JSON {
    var object = JSON.Object()
    var merged: [JSON.Object] = []
    while !isEnd, self.column == column {
      guard try isKey() else { throw Fault(reason: "a key with “:” belongs here") }
      let keyLine = line
      let name = try key()
      let inside = "\(pointer)/\(Pointer.escaped(name))"
      let value = try value(of: inside, at: column)
      if lines[inside] == nil { lines[inside] = keyLine }
      if name == "<<" {
        merged += (value.array ?? [value]).compactMap(\.object)
      } else if object[name] == nil {
        object.append(name, value)
      } else {
        throw Fault(reason: "“\(name)” is in this object already")
      }
      try skipSpace()
    }
    if !isEnd, self.column > column { throw Fault(reason: "this is indented further than its object") }
    for member in merged.joined() where object[member.key] == nil { object.append(member.key, member.value) }
    return .object(object)
  }

  /// A list may stand as far left as the key that it belongs to.
  private mutating func value(of pointer: String, at column: Int) throws(Fault) -> JSON {
    let (start, oldLine, oldStart) = (position, line, lineStart)
    try skipSpace()
    if line != oldLine, self.column == column, isItem, !isEnd {
      lines[pointer] = line
      return try list(pointer, at: column)
    }
    (position, line, lineStart) = (start, oldLine, oldStart)
    return try node(pointer, parent: column, mayBeMapping: false)
  }

  // MARK: Flow collections

  private mutating func flow(_ pointer: String) throws(Fault) -> JSON {
    level += 1
    defer { level -= 1 }
    guard level < Self.depth else { throw Fault(reason: "the values are nested too deeply") }
    try add(1)
    if lines[pointer] == nil { lines[pointer] = line }
    var properties = Properties()
    var isFresh = true
    try take(&properties, &isFresh)
    let before = values
    let value: JSON
    switch peek {
    case UInt8(ascii: "["): value = try flowList(pointer)
    case UInt8(ascii: "{"): value = try flowMapping(pointer)
    case UInt8(ascii: "\""): value = .string(try doubleQuoted())
    case UInt8(ascii: "'"): value = .string(try singleQuoted())
    case UInt8(ascii: "*"): value = try alias()
    default:
      let text = try flowPlain()
      value = properties.isText ? .string(text) : Self.scalar(text)
    }
    return try keep(value, properties, values - before + 1)
  }

  private mutating func flowList(_ pointer: String) throws(Fault) -> JSON {
    position += 1
    var items: [JSON] = []
    while true {
      try skipSpace()
      if peek == UInt8(ascii: "]") { break }
      items.append(try flow("\(pointer)/\(items.count)"))
      try skipSpace()
      if peek == UInt8(ascii: ":") { throw Fault(reason: "a pair without braces in a list is not read") }
      try separator(UInt8(ascii: "]"))
    }
    position += 1
    return .array(items)
  }

  private mutating func flowMapping(_ pointer: String) throws(Fault) -> JSON {
    position += 1
    var object = JSON.Object()
    while true {
      try skipSpace()
      if peek == UInt8(ascii: "}") { break }
      let name = try flowKey()
      let inside = "\(pointer)/\(Pointer.escaped(name))"
      try skipSpace()
      var value = JSON.null
      if peek == UInt8(ascii: ":") {
        position += 1
        try skipSpace()
        if peek != UInt8(ascii: ","), peek != UInt8(ascii: "}") { value = try flow(inside) }
      }
      guard object[name] == nil else { throw Fault(reason: "“\(name)” is in this object already") }
      object.append(name, value)
      try skipSpace()
      try separator(UInt8(ascii: "}"))
    }
    position += 1
    return .object(object)
  }

  private mutating func flowKey() throws(Fault) -> String {
    switch peek {
    case UInt8(ascii: "\""): try doubleQuoted()
    case UInt8(ascii: "'"): try singleQuoted()
    default: try flowPlain()
    }
  }

  private mutating func separator(_ end: UInt8) throws(Fault) {
    if peek == UInt8(ascii: ",") {
      position += 1
    } else if peek != end {
      throw Fault(reason: peek == nil ? "the file ends within brackets" : "“,” or the end of the brackets belongs here")
    }
  }
}
