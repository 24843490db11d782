import Wire

/// Where each value of a JSON text stands, by JSON pointer. Walks text that `JSONParser` has accepted, so it checks nothing.
struct Positions {
  private(set) var values: [String: Range<Int>] = [:]
  private(set) var names: [String: Range<Int>] = [:]
  /// The first name that its object has already.
  private(set) var duplicate: Range<Int>?

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    value("")
  }

  private mutating func value(_ pointer: String) {
    skipSpace()
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "{"): object(pointer)
    case UInt8(ascii: "["): array(pointer)
    case UInt8(ascii: "\""): string()
    default: while position < bytes.count, !Self.ends(bytes[position]) { position += 1 }
    }
    values[pointer] = start..<position
  }

  private mutating func object(_ pointer: String) {
    enter()
    while bytes[position] != UInt8(ascii: "}") {
      let start = position
      string()
      let name = (try? JSONParser.parse(Array(bytes[start..<position])))?.string ?? ""
      let member = pointer + "/" + Pointer.escaped(name)
      if names.updateValue(start..<position, forKey: member) != nil, duplicate == nil { duplicate = start..<position }
      skipSpace()
      position += 1
      value(member)
      skipSeparator()
    }
    position += 1
  }

  private mutating func array(_ pointer: String) {
    enter()
    var index = 0
    while bytes[position] != UInt8(ascii: "]") {
      value("\(pointer)/\(index)")
      index += 1
      skipSeparator()
    }
    position += 1
  }

  private mutating func string() {
    position += 1
    while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    position += 1
  }

  private mutating func enter() {
    position += 1
    skipSpace()
  }

  private mutating func skipSeparator() {
    skipSpace()
    if bytes[position] == UInt8(ascii: ",") { enter() }
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func ends(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }
}
