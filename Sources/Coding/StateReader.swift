import Wire

/// Reads a JSON text that comes in pieces, value by value: no more of it is held than the value that is read. Call
/// `members` at an object, `items` at an array; anything else is an error.
package final class StateReader {
  private let text: StateText
  private let more: () throws -> [UInt8]?
  private let limit: Int
  /// How many threads may make values at once.
  let threads: Int
  private var position = 0

  /// - Parameters:
  ///   - limit: how many bytes may come.
  ///   - values: how many values one value may consist of.
  ///   - threads: how many threads may make values at once.
  ///   - more: the next piece; nil behind the last.
  package init(
    limit: Int = .max, values: Int? = nil, threads: Int = 1, _ more: @escaping () throws -> [UInt8]?
  ) {
    text = StateText(limit: values ?? StateText.standardLimit)
    self.limit = limit
    self.threads = threads
    self.more = more
  }

  package convenience init(_ bytes: [UInt8], limit: Int = .max, values: Int? = nil, threads: Int = 1) {
    var bytes: [UInt8]? = bytes
    self.init(limit: limit, values: values, threads: threads) {
      defer { bytes = nil }
      return bytes
    }
  }

  /// Calls back at the value of every member; what is not read there is passed over.
  package func members(_ body: (_ name: String) throws -> Void) throws {
    try list("{", "}") {
      let name = try value(String.self)
      try take(":")
      let before = consumed
      try body(name)
      if consumed == before { try skip() }
    }
  }

  /// Calls back at every item.
  package func items(_ body: () throws -> Void) throws {
    try list("[", "]") {
      let before = consumed
      try body()
      if consumed == before { try skip() }
    }
  }

  private func list(_ start: Unicode.Scalar, _ end: Unicode.Scalar, _ element: () throws -> Void) throws {
    try take(start)
    guard try next() != UInt8(ascii: end) else { return advance(by: 1) }
    while true {
      try element()
      if try next() == UInt8(ascii: end) { return advance(by: 1) }
      try take(",")
    }
  }

  package func value<T: Decodable>(_ type: T.Type) throws -> T {
    let end = try scan()
    let value = try StateDecoder.decode(type, from: text)
    advance(by: end - position)
    return value
  }

  /// The bytes of a value as they stand.
  package func raw() throws -> [UInt8] {
    _ = try next()
    let end = try scan()
    let bytes = Array(text.bytes[position..<end])
    advance(by: end - position)
    return bytes
  }

  package func skip() throws { advance(by: try scan() - position) }

  /// Whether an object comes next, rather than an array.
  package var isAtObject: Bool { get throws { try next() == UInt8(ascii: "{") } }

  /// Nothing may follow.
  package func finish() throws {
    while true {
      if position == text.bytes.count, !(try pull()) { return }
      guard Self.isSpace(text.bytes[position]) else { throw StateError("It is not JSON: there is text behind its end") }
      advance(by: 1)
    }
  }

  // MARK: Pieces

  /// There is no other piece.
  private var isAtEnd = false
  private var received = 0
  /// How many bytes were read since the start.
  private var consumed = 0

  private func advance(by count: Int) {
    position += count
    consumed += count
  }

  /// Gets another piece; false at the end.
  private func pull() throws -> Bool {
    while let piece = try more() {
      guard !piece.isEmpty else { continue }
      received += piece.count
      guard received <= limit else { throw StateError("It is larger than the memory that there is for it") }
      text.append(piece, forgetting: position)
      position = 0
      return true
    }
    isAtEnd = true
    return false
  }

  private func scan() throws -> Int {
    while true {
      if let end = try text.scan(from: position, isLast: isAtEnd) { return end }
      guard !isAtEnd else { throw StateError("It is not JSON: it ends too early") }
      // A value that is longer than many pieces is not looked at anew for each of them.
      let wanted = 2 * (text.bytes.count - position)
      while try pull(), text.bytes.count < wanted {}
    }
  }

  /// The next byte that is no white space.
  private func next() throws -> UInt8 {
    while true {
      if position == text.bytes.count, !(try pull()) { throw StateError("It is not JSON: it ends too early") }
      guard Self.isSpace(text.bytes[position]) else { return text.bytes[position] }
      advance(by: 1)
    }
  }

  private func take(_ mark: Unicode.Scalar) throws {
    guard try next() == UInt8(ascii: mark) else { throw StateError("It is not JSON, or not what it should be") }
    advance(by: 1)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
