/// RFC 8259, strictly: one value, valid UTF-8, no trailing commas, no lone surrogates, bounded depth.
package struct JSONParser {
  package struct Failure: Error, Equatable, CustomStringConvertible, Sendable {
    package let reason: String
    package let offset: Int
    package let line: Int
    package let column: Int
    package var description: String { "\(reason) at line \(line), column \(column)" }
  }

  package static let defaultDepth = 64

  private var position = 0
  private var depth: Int

  package static func parse(_ bytes: [UInt8], depth: Int = defaultDepth) throws(Failure) -> JSON {
    try parse(bytes.span, depth: depth)
  }

  package static func parse(_ text: String, depth: Int = defaultDepth) throws(Failure) -> JSON {
    try parse(Array(text.utf8).span, depth: depth)
  }

  package static func parse(_ input: Span<UInt8>, depth: Int = defaultDepth) throws(Failure) -> JSON {
    var parser = JSONParser(depth: depth)
    do throws(Fault) {
      let value = try parser.value(input)
      parser.skipSpace(input)
      guard parser.position == input.count else { throw Fault(reason: "Unexpected text after the value") }
      return value
    } catch {
      throw parser.locate(error.reason, input)
    }
  }

  private struct Fault: Error { let reason: String }

  private init(depth: Int) { self.depth = depth }

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

  private mutating func enter() throws(Fault) {
    depth -= 1
    guard depth >= 0 else { throw Fault(reason: "Nested too deeply") }
  }

  private mutating func array(_ input: Span<UInt8>) throws(Fault) -> JSON {
    try enter()
    position += 1
    var items: [JSON] = []
    skipSpace(input)
    if take(UInt8(ascii: "]"), input) {
      depth += 1
      return .array(items)
    }
    while true {
      items.append(try value(input))
      skipSpace(input)
      if take(UInt8(ascii: ","), input) { continue }
      guard take(UInt8(ascii: "]"), input) else { throw Fault(reason: "Expected ',' or ']'") }
      depth += 1
      return .array(items)
    }
  }

  private mutating func object(_ input: Span<UInt8>) throws(Fault) -> JSON {
    try enter()
    position += 1
    var object = JSON.Object()
    var names = Set<String>()
    skipSpace(input)
    if take(UInt8(ascii: "}"), input) {
      depth += 1
      return .object(object)
    }
    while true {
      skipSpace(input)
      guard position < input.count, input[position] == UInt8(ascii: "\"") else {
        throw Fault(reason: "Expected a member name")
      }
      let key = try string(input)
      skipSpace(input)
      guard take(UInt8(ascii: ":"), input) else { throw Fault(reason: "Expected ':'") }
      let member = try value(input)
      // The last of several members of one name wins, as in every JavaScript engine.
      if names.insert(key).inserted { object.append(key, member) } else { object[key] = member }
      skipSpace(input)
      if take(UInt8(ascii: ","), input) { continue }
      guard take(UInt8(ascii: "}"), input) else { throw Fault(reason: "Expected ',' or '}'") }
      depth += 1
      return .object(object)
    }
  }

  private mutating func take(_ byte: UInt8, _ input: Span<UInt8>) -> Bool {
    guard position < input.count, input[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func number(_ input: Span<UInt8>) throws(Fault) -> JSON {
    let start = position
    _ = take(UInt8(ascii: "-"), input)
    guard position < input.count else { throw Fault(reason: "Expected a digit") }
    if !take(UInt8(ascii: "0"), input) { try digits(input) }
    var isInteger = true
    if take(UInt8(ascii: "."), input) {
      isInteger = false
      try digits(input)
    }
    if take(UInt8(ascii: "e"), input) || take(UInt8(ascii: "E"), input) {
      isInteger = false
      if !take(UInt8(ascii: "+"), input) { _ = take(UInt8(ascii: "-"), input) }
      try digits(input)
    }
    let text = string(input, start, position)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw Fault(reason: "Number out of range") }
    return .double(value)
  }

  private mutating func digits(_ input: Span<UInt8>) throws(Fault) {
    let start = position
    while position < input.count, (0x30...0x39).contains(input[position]) { position += 1 }
    guard position > start else { throw Fault(reason: "Expected a digit") }
  }

  private func string(_ input: Span<UInt8>, _ start: Int, _ end: Int) -> String {
    input.extracting(start..<end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func string(_ input: Span<UInt8>) throws(Fault) -> String {
    position += 1
    let start = position
    while position < input.count {
      switch input[position] {
      case UInt8(ascii: "\""):
        let text = try validated(input, start, position)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(input, start)
      case 0x00...0x1F: throw Fault(reason: "Control character in a string")
      default: position += 1
      }
    }
    throw Fault(reason: "Unterminated string")
  }

  private func validated(_ input: Span<UInt8>, _ start: Int, _ end: Int) throws(Fault) -> String {
    let text = input.extracting(start..<end).withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
    guard let text else { throw Fault(reason: "Invalid UTF-8") }
    return text
  }

  private mutating func escapedString(_ input: Span<UInt8>, _ start: Int) throws(Fault) -> String {
    var text: [UInt8] = []
    for index in start..<position { text.append(input[index]) }
    while position < input.count {
      let byte = input[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let result = String(validating: text, as: UTF8.self) else { throw Fault(reason: "Invalid UTF-8") }
        return result
      case UInt8(ascii: "\\"): try escape(input, &text)
      case 0x00...0x1F:
        position -= 1
        throw Fault(reason: "Control character in a string")
      default: text.append(byte)
      }
    }
    throw Fault(reason: "Unterminated string")
  }

  private mutating func escape(_ input: Span<UInt8>, _ text: inout [UInt8]) throws(Fault) {
    guard position < input.count else { throw Fault(reason: "Unterminated string") }
    let byte = input[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try unicodeEscape(input))).utf8)
    default:
      position -= 1
      throw Fault(reason: "Unknown escape")
    }
  }

  private mutating func unicodeEscape(_ input: Span<UInt8>) throws(Fault) -> Unicode.Scalar {
    let first = try hexadecimal(input)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), take(UInt8(ascii: "\\"), input), take(UInt8(ascii: "u"), input) else {
      throw Fault(reason: "Lone surrogate")
    }
    let second = try hexadecimal(input)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw Fault(reason: "Lone surrogate") }
    return scalar
  }

  private mutating func hexadecimal(_ input: Span<UInt8>) throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < input.count, let digit = hexDigit(input[position]) else {
        throw Fault(reason: "Expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// The value of an ASCII hexadecimal digit.
package func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}
