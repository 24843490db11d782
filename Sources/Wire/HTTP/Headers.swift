/// Header fields in the order they came, names compared without regard to case (RFC 9110, 5.1).
package struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  /// The fields as they stand on the wire, `Name: value` and CR LF each: one allocation to read, one copy to send.
  private(set) var bytes: [UInt8] = []
  /// A bit for each kind of name that may be there: most questions are about fields that are not.
  private var kinds: UInt64 = 0

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
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
      if let newValue { append(name, newValue) }
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

  package mutating func append(_ name: String, _ value: String) {
    let name = name.utf8.span
    let value = value.utf8.span
    let start = bytes.count
    append(name: name, value: value)
    // A line end would let a value that came from outside write fields of its own.
    if name.hasControl { replaceBreaks(in: start..<(start + name.count), by: UInt8(ascii: "-")) }
    if value.hasControl { replaceBreaks(in: (start + name.count + 2)..<(bytes.count - 2), by: UInt8(ascii: " ")) }
  }

  private mutating func replaceBreaks(in range: Range<Int>, by replacement: UInt8) {
    for index in range where Self.isLineBreak(bytes[index]) { bytes[index] = replacement }
    // A name may be of another kind now.
    kinds = .max
  }

  /// Appends a field that is known to be valid, without spaces around its value.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    kinds |= Self.kind(name)
    bytes.append(addingCapacity: name.count + value.count + 4) { output in
      output.append(copying: name)
      output.append(UInt8(ascii: ":"))
      output.append(UInt8(ascii: " "))
      output.append(copying: value)
      output.append(UInt8(ascii: "\r"))
      output.append(UInt8(ascii: "\n"))
    }
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
    while let line = line(named: name.utf8.span, from: 0) { bytes.removeSubrange(line.start..<line.end) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func line(named name: StaticString) -> Line? { name.withUTF8Buffer { line(named: $0.span, from: 0) } }

  /// The first field of this name from a line's start on.
  private func line(named name: Span<UInt8>, from position: Int) -> Line? {
    guard kinds & Self.kind(name) != 0 else { return nil }
    let bytes = bytes.span
    var start = position
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      let colon = start + name.count
      if colon < end, bytes[colon] == UInt8(ascii: ":"),
        bytes.extracting(start..<colon).equalsIgnoringCase(name)
      {
        return Line(start: start, colon: colon, end: end + 1)
      }
      start = end + 1
    }
    return nil
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A || byte == 0 }
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
