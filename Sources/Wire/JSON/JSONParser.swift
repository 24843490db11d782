/// RFC 8259, strictly: one value, valid UTF-8, no trailing commas, no lone surrogates, bounded depth.
package struct JSONParser {
  package struct Failure: Error, Equatable, CustomStringConvertible, Sendable {
    package let reason: String
    package let offset: Int
    package let line: Int
    package let column: Int
    package var description: String { "\(reason) at line \(line), column \(column)" }
  }

  /// A failure whose place is where the parser stands.
  struct Fault: Error { let reason: String }

  package static let defaultDepth = 64

  var position = 0
  private var depth: Int
  let keepsNumbers: Bool

  /// - Parameter keepingNumbers: whether a number that is not written as an `Int` or a `Double` is stays as it is.
  package static func parse(
    _ bytes: [UInt8], depth: Int = defaultDepth, keepingNumbers: Bool = false
  ) throws(Failure) -> JSON {
    try parse(bytes.span, depth: depth, keepingNumbers: keepingNumbers)
  }

  package static func parse(_ text: String, depth: Int = defaultDepth) throws(Failure) -> JSON {
    try parse(Array(text.utf8).span, depth: depth)
  }

  package static func parse(
    _ input: Span<UInt8>, depth: Int = defaultDepth, keepingNumbers: Bool = false
  ) throws(Failure) -> JSON {
    var parser = JSONParser(depth: depth, keepsNumbers: keepingNumbers)
    do throws(Fault) {
      let value = try parser.value(input)
      parser.skipSpace(input)
      guard parser.position == input.count else { throw Fault(reason: "Unexpected text after the value") }
      return value
    } catch {
      throw parser.locate(error.reason, input)
    }
  }

  private init(depth: Int, keepsNumbers: Bool) {
    self.depth = depth
    self.keepsNumbers = keepsNumbers
  }

  private func locate(_ reason: String, _ input: Span<UInt8>) -> Failure {
    var line = 1
    var column = 1
    for index in 0..<min(position, input.count) {
      if input[index] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if input[index] & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Failure(reason: reason, offset: position, line: line, column: column)
  }

  private mutating func skipSpace(_ input: Span<UInt8>) {
    while position < input.count {
      switch input[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value(_ input: Span<UInt8>) throws(Fault) -> JSON {
    skipSpace(input)
    guard position < input.count else { throw Fault(reason: "Unexpected end of JSON") }
    switch input[position] {
    case UInt8(ascii: "{"): return try object(input)
    case UInt8(ascii: "["): return try array(input)
    case UInt8(ascii: "\""): return .string(try string(input))
    case UInt8(ascii: "t"): return try literal("true", .bool(true), input)
    case UInt8(ascii: "f"): return try literal("false", .bool(false), input)
    case UInt8(ascii: "n"): return try literal("null", .null, input)
    case UInt8(ascii: "-"), 0x30...0x39: return try number(input)
    default: throw Fault(reason: "Unexpected character")
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSON, _ input: Span<UInt8>) throws(Fault) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard position + index < input.count, input[position + index] == word.utf8Start[index] else {
        throw Fault(reason: "Unexpected character")
      }
    }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func array(_ input: Span<UInt8>) throws(Fault) -> JSON {
    try enter()
    var items: [JSON] = []
    skipSpace(input)
    guard !take(UInt8(ascii: "]"), input) else { return leave(.array(items)) }
    repeat { try items.append(value(input)) } while try isFollowed(input, "Expected ',' or ']'", UInt8(ascii: "]"))
    return leave(.array(items))
  }

  private mutating func object(_ input: Span<UInt8>) throws(Fault) -> JSON {
    try enter()
    var object = JSON.Object()
    var names = MemberNames()
    skipSpace(input)
    guard !take(UInt8(ascii: "}"), input) else { return leave(.object(object)) }
    repeat {
      skipSpace(input)
      guard position < input.count, input[position] == UInt8(ascii: "\"") else {
        throw Fault(reason: "Expected a member name")
      }
      let key = try string(input)
      skipSpace(input)
      guard take(UInt8(ascii: ":"), input) else { throw Fault(reason: "Expected ':'") }
      let member = try value(input)
      // The last of several members of one name wins, as in every JavaScript engine.
      if names.insert(key, into: object) { object.append(key, member) } else { object[key] = member }
    } while try isFollowed(input, "Expected ',' or '}'", UInt8(ascii: "}"))
    return leave(.object(object))
  }

  private mutating func enter() throws(Fault) {
    depth -= 1
    guard depth >= 0 else { throw Fault(reason: "Nested too deeply") }
    position += 1
  }

  private mutating func leave(_ value: JSON) -> JSON {
    depth += 1
    return value
  }

  /// Whether another element follows, rather than the end.
  private mutating func isFollowed(_ input: Span<UInt8>, _ reason: String, _ end: UInt8) throws(Fault) -> Bool {
    skipSpace(input)
    if take(UInt8(ascii: ","), input) { return true }
    guard take(end, input) else { throw Fault(reason: reason) }
    return false
  }

  mutating func take(_ byte: UInt8, _ input: Span<UInt8>) -> Bool {
    guard position < input.count, input[position] == byte else { return false }
    position += 1
    return true
  }
}

/// Which names an object has already. Most objects are small and repeat none: a few bits tell so. A set would cost more
/// than all the rest of them; comparing each with each would take minutes for an object made to harm.
private struct MemberNames {
  private var seen: [4 of UInt64] = [0, 0, 0, 0]
  private var all: Set<String> = []

  /// Whether the name is new to the object.
  mutating func insert(_ name: String, into object: JSON.Object) -> Bool {
    if object.count < 64 { return mark(name) || object[name] == nil }
    if all.isEmpty { all = Set(object.keys) }
    return all.insert(name).inserted
  }

  /// Whether nothing like the name was marked before: nothing of its length that starts and ends like it.
  private mutating func mark(_ name: String) -> Bool {
    var name = name
    let mixed = name.withUTF8 { bytes in
      let head = Self.word(bytes.prefix(8))
      let tail = Self.word(bytes.suffix(8))
      return (head ^ (tail &* 31) ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
    }
    let word = Int(mixed >> 62)
    let bit: UInt64 = 1 << (mixed >> 56 & 63)
    defer { seen[word] |= bit }
    return seen[word] & bit == 0
  }

  private static func word(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    guard bytes.count == 8 else { return bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    return UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes)).loadUnaligned(as: UInt64.self)
  }
}
