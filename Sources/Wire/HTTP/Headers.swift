/// Header fields in the order they came, names compared without regard to case (RFC 9110, 5.1).
package struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  /// The fields as they stand on the wire, `Name: value` and CR LF each: one allocation to read, one copy to send.
  private(set) var bytes: [UInt8] = []
  /// A bit for each kind of name that may be there: most questions are about fields that are not.
  private var kinds: UInt64 = 0
  private var starts = LineStarts()

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(named: name, value) }
  }

  package var fields: [(name: String, value: String)] {
    lines.map { (text($0.start..<$0.colon), text($0.value)) }
  }

  /// The first field of this name; setting replaces all of them.
  package subscript(name: StaticString) -> String? {
    get { line(named: name).map { text($0.value) } }
    set { self[named: name.description] = newValue }
  }

  /// The same for a name that is not known beforehand.
  package subscript(named name: String) -> String? {
    get { line(named: name.utf8.span, from: 0).map { text($0.value) } }
    set {
      remove(name)
      if let newValue { append(named: name, newValue) }
    }
  }

  package func contains(_ name: StaticString) -> Bool { line(named: name) != nil }

  /// False where no name is in both.
  func mayShareNames(with other: Headers) -> Bool { kinds & other.kinds != 0 }

  /// Looks at the first field of this name in place; nil where there is none.
  package func withValue<Result>(of name: StaticString, _ body: (Span<UInt8>) -> Result) -> Result? {
    guard let line = line(named: name) else { return nil }
    return body(bytes.span.extracting(line.value))
  }

  /// Whether the first field of this name has this value.
  package func has(_ name: StaticString, _ value: String) -> Bool {
    guard let line = line(named: name) else { return false }
    return bytes.span.extracting(line.value).equals(value.utf8.span)
  }

  package mutating func append(_ name: StaticString, _ value: String) {
    name.withUTF8Buffer { append(name: $0.span, value: value.utf8.span) }
    replaceBreaks(ofValue: value.utf8.span)
  }

  /// The same for a name that is not known beforehand.
  package mutating func append(named name: String, _ value: String) {
    let start = bytes.count
    append(name: name.utf8.span, value: value.utf8.span)
    if name.utf8.span.hasControl { replaceBreaks(in: start..<(start + name.utf8.count), by: UInt8(ascii: "-")) }
    replaceBreaks(ofValue: value.utf8.span)
  }

  /// A line end would let a value that came from outside write fields of its own.
  private mutating func replaceBreaks(ofValue value: Span<UInt8>) {
    let end = bytes.count - 2
    if value.hasControl { replaceBreaks(in: (end - value.count)..<end, by: UInt8(ascii: " ")) }
  }

  private mutating func replaceBreaks(in range: Range<Int>, by replacement: UInt8) {
    for index in range where Self.isLineBreak(bytes[index]) { bytes[index] = replacement }
    // A name may be of another kind now.
    kinds = .max
  }

  /// Appends a field that is known to be valid, without spaces around its value.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    kinds |= Self.kind(name)
    let start = bytes.count
    bytes.append(addingCapacity: name.count + value.count + 4) { output in
      output.append(copying: name)
      output.append(UInt8(ascii: ":"))
      output.append(UInt8(ascii: " "))
      output.append(copying: value)
      output.append(UInt8(ascii: "\r"))
      output.append(UInt8(ascii: "\n"))
    }
    starts.note(start..<bytes.count)
  }

  /// Names that are the same but for case are of one kind. The factors are chosen so that names that are asked for, and
  /// names in answers, are of different ones.
  private static func kind(_ name: Span<UInt8>) -> UInt64 {
    guard !name.isEmpty else { return 1 }
    let letters = UInt64(name[0] & 0x1F) + 6 * UInt64(name[name.count - 1] & 0x1F)
    return 1 << ((15 * UInt64(name.count) + letters) & 63)
  }

  package mutating func append(contentsOf other: Headers) {
    bytes += other.bytes
    kinds |= other.kinds
  }

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package func all(_ name: String) -> [String] {
    var values: [String] = []
    var position = 0
    while let line = line(named: name.utf8.span, from: position) {
      values.append(text(line.value))
      position = line.end
    }
    return values
  }

  private mutating func remove(_ name: String) {
    while let line = line(named: name.utf8.span, from: 0) {
      bytes.removeSubrange(line.start..<line.end)
      starts = LineStarts()
    }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func line(named name: StaticString) -> Line? { name.withUTF8Buffer { line(named: $0.span, from: 0) } }

  /// The first field of this name from a line's start on.
  private func line(named name: Span<UInt8>, from position: Int) -> Line? {
    guard kinds & Self.kind(name) != 0 else { return nil }
    let bytes = bytes.span
    var start = position
    if position == 0 {
      for index in 0..<starts.count where Self.isNamed(name, bytes, at: starts[index]) {
        return Line(start: starts[index], colon: starts[index] + name.count, end: starts[index + 1])
      }
      start = starts[starts.count]
    }
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      if Self.isNamed(name, bytes, at: start) {
        return Line(start: start, colon: start + name.count, end: end + 1)
      }
      start = end + 1
    }
    return nil
  }

  /// Whether the line that begins here has this name. A colon ends it, so that nothing behind the line is taken for it.
  private static func isNamed(_ name: Span<UInt8>, _ bytes: Span<UInt8>, at start: Int) -> Bool {
    let colon = start + name.count
    return colon < bytes.count && bytes[colon] == UInt8(ascii: ":")
      && bytes.extracting(start..<colon).equalsIgnoringCase(name)
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0 }
}

/// Where the first lines begin, and the last of them ends: those of a request mostly, which are asked for often. Lines
/// behind them are looked for.
private struct LineStarts {
  private(set) var count = 0
  private var positions = InlineArray<16, UInt16>(repeating: 0)

  /// The line of a number; behind the last one, where the lines end that are known.
  subscript(index: Int) -> Int { Int(positions[index]) }

  /// Takes up a line that was appended, if it follows the others and there is room.
  mutating func note(_ line: Range<Int>) {
    guard count < positions.count - 1, line.lowerBound == self[count], let end = UInt16(exactly: line.upperBound) else {
      return
    }
    count += 1
    positions[count] = end
  }
}

extension Headers {
  /// Where a field stands in the bytes.
  struct Line {
    let start: Int
    let colon: Int
    /// Behind the line's CR LF.
    let end: Int

    var value: Range<Int> { (colon + 2)..<(end - 2) }
  }

  struct Lines: Sequence, IteratorProtocol {
    fileprivate let bytes: [UInt8]
    private var position = 0

    fileprivate init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Line? {
      let start = position
      guard let colon = bytes.span.firstIndex(of: UInt8(ascii: ":"), from: start),
        let end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: colon)
      else { return nil }
      position = end + 1
      return Line(start: start, colon: colon, end: position)
    }
  }

  var lines: Lines { Lines(bytes) }
}
