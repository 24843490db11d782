import Wire

/// A JSON text whose values have been found, but not made.
///
/// Used for one value after the other, so that its arrays are made once.
final class StateText {
  enum Kind: UInt8 { case object, array, string, number, yes, no, null }

  /// A value, or the name of a member, which stands before the member's value.
  struct Token {
    let kind: Kind
    /// A string that stands for itself: of ASCII, without escapes.
    var isPlain = false
    /// Of a string: without its quotes.
    let start: UInt32
    var end: UInt32
    /// The token behind all that belongs to this one.
    var next: UInt32
  }

  /// As deep as what is read from clients.
  private static let depth = 64
  /// How many values one value may consist of: what is known of them takes eight times as much memory as `[0],[0]`.
  static let standardLimit = 8 << 20
  private let limit: Int

  private(set) var bytes: [UInt8] = []
  private(set) var tokens: [Token] = []
  /// Tokens of the objects and arrays that have begun and not ended.
  private var open: [Int] = []

  /// Finds the values of one text.
  init(_ bytes: [UInt8]) throws(StateError) {
    self.bytes = bytes
    limit = .max
    guard let end = try scan(from: 0, isLast: true),
      bytes[end...].allSatisfy({ [0x20, 0x0A, 0x0D, 0x09].contains($0) })
    else { throw StateError("It is not JSON") }
  }

  init(limit: Int) { self.limit = limit }

  /// Takes more bytes, and forgets those before an offset.
  func append(_ more: [UInt8], forgetting used: Int) {
    bytes.removeFirst(used)
    bytes += more
  }

  /// Gives the values that were found last, for as long as the call lasts.
  func withValues<T>(_ body: (FoundValues) throws -> T) rethrows -> T {
    try bytes.withUnsafeBufferPointer { bytes in
      try tokens.withUnsafeBufferPointer { try body(FoundValues(bytes: bytes, tokens: $0)) }
    }
  }

  private enum Expected { case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd }

  /// Finds the value that begins at an offset, and says where it ends. Nil: it goes on where the bytes end.
  ///
  /// - Parameter isLast: no more bytes will come.
  func scan(from offset: Int, isLast: Bool) throws(StateError) -> Int? {
    tokens.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    var tokens = tokens
    self.tokens = []
    defer { self.tokens = tokens }
    let result = bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(StateError) in try scan(bytes, offset, isLast, &tokens) }
    }
    return try result.get()
  }

  private func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool, _ tokens: inout [Token]
  ) throws(StateError) -> Int? {
    guard bytes.count < Int(UInt32.max) else { throw StateError("It is too large") }
    var position = start
    var expected = Expected.value
    while position < bytes.count {
      guard tokens.count < limit else { throw StateError("One value consists of more than \(limit) others") }
      let byte = bytes[position]
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        position += 1
        continue
      }
      switch (byte, expected) {
      case (UInt8(ascii: "\""), .value), (UInt8(ascii: "\""), .valueOrEnd), (UInt8(ascii: "\""), .name),
        (UInt8(ascii: "\""), .nameOrEnd):
        guard let token = try Self.string(bytes, position + 1, tokens.count) else { return nil }
        tokens.append(token)
        position = Int(token.end) + 1
        expected = expected == .name || expected == .nameOrEnd ? .colon : .commaOrEnd
      case (UInt8(ascii: ":"), .colon):
        position += 1
        expected = .value
        continue
      case (UInt8(ascii: ","), .commaOrEnd):
        position += 1
        expected = open.last.map { tokens[$0].kind } == .object ? .name : .value
        continue
      case (UInt8(ascii: "{"), .value), (UInt8(ascii: "{"), .valueOrEnd):
        try begin(.object, position, &tokens)
        position += 1
        expected = .nameOrEnd
        continue
      case (UInt8(ascii: "["), .value), (UInt8(ascii: "["), .valueOrEnd):
        try begin(.array, position, &tokens)
        position += 1
        expected = .valueOrEnd
        continue
      case (UInt8(ascii: "}"), .nameOrEnd), (UInt8(ascii: "}"), .commaOrEnd), (UInt8(ascii: "]"), .valueOrEnd),
        (UInt8(ascii: "]"), .commaOrEnd):
        guard let begun = open.popLast(), (tokens[begun].kind == .object) == (byte == UInt8(ascii: "}")) else {
          throw StateError("It is not JSON: an object or an array does not end as it began")
        }
        position += 1
        tokens[begun].end = UInt32(position)
        tokens[begun].next = UInt32(tokens.count)
        expected = .commaOrEnd
      case (_, .value), (_, .valueOrEnd):
        guard let token = try Self.word(bytes, position, isLast, tokens.count) else { return nil }
        tokens.append(token)
        position = Int(token.end)
        expected = .commaOrEnd
      default: throw StateError("It is not JSON")
      }
      if open.isEmpty { return position }
    }
    return nil
  }

  private func begin(_ kind: Kind, _ position: Int, _ tokens: inout [Token]) throws(StateError) {
    guard open.count < Self.depth else { throw StateError("It is nested too deeply") }
    open.append(tokens.count)
    tokens.append(Token(kind: kind, start: UInt32(position), end: 0, next: 0))
  }

  private static func string(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ index: Int
  ) throws(StateError) -> Token? {
    var position = start
    var isPlain = true
    while position < bytes.count {
      let (end, isASCII) = JSONText.plain(bytes.span, from: position)
      guard end < bytes.count else { return nil }
      if !isASCII { isPlain = false }
      switch bytes[end] {
      case UInt8(ascii: "\""):
        return Token(kind: .string, isPlain: isPlain, start: UInt32(start), end: UInt32(end), next: UInt32(index + 1))
      case UInt8(ascii: "\\"):
        isPlain = false
        position = end + 2
      default: throw StateError("It is not JSON: a control character in a string")
      }
    }
    return nil
  }

  /// A number or a literal. Whether it is one is seen when it is read.
  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool, _ index: Int
  ) throws(StateError) -> Token? {
    var position = start
    while position < bytes.count, case let byte = bytes[position],
      0x30...0x39 ~= byte || 0x61...0x7A ~= byte || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x45
    { position += 1 }
    guard position > start else { throw StateError("It is not JSON") }
    // A number at the end of what is there may go on.
    guard position < bytes.count || isLast else { return nil }
    let kind: Kind =
      switch bytes[start] {
      case UInt8(ascii: "t"): .yes
      case UInt8(ascii: "f"): .no
      case UInt8(ascii: "n"): .null
      default: .number
      }
    let length = position - start
    guard kind == .number || length == (kind == .no ? 5 : 4) else { throw StateError("It is not JSON") }
    return Token(kind: kind, start: UInt32(start), end: UInt32(position), next: UInt32(index + 1))
  }
}
