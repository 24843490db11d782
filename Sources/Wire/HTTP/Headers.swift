/// Header fields in the order they came, names compared without regard to case (RFC 9110, 5.1).
package struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  /// The fields as they stand on the wire, `Name: value` and CR LF each: one allocation to read, one copy to send.
  private(set) var bytes: [UInt8] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

  package var fields: [(name: String, value: String)] {
    lines.map { (text($0.start..<$0.colon), text($0.value)) }
  }

  /// The first field of this name; setting replaces all of them.
  package subscript(name: String) -> String? {
    get { line(named: name, from: 0).map { text($0.value) } }
    set {
      remove(name)
      if let newValue { append(name, newValue) }
    }
  }

  package func contains(_ name: String) -> Bool { line(named: name, from: 0) != nil }

  package mutating func append(_ name: String, _ value: String) {
    bytes.reserveCapacity(bytes.count + name.utf8.count + value.utf8.count + 4)
    append(name, insteadOfBreaks: UInt8(ascii: "-"))
    bytes.append(": ")
    append(value, insteadOfBreaks: UInt8(ascii: " "))
    bytes.append("\r\n")
  }

  /// A line end would let a value that came from outside write fields of its own.
  private mutating func append(_ text: String, insteadOfBreaks replacement: UInt8) {
    let start = bytes.count
    bytes.append(text)
    var hasControl = false
    let span = text.utf8.span
    for index in span.indices { hasControl = hasControl || span[index] < 0x20 }
    guard hasControl else { return }
    for index in start..<bytes.count where Self.isLineBreak(bytes[index]) { bytes[index] = replacement }
  }

  /// Appends a field that the request parser found valid, without spaces around its value.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    name.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    value.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
  }

  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package func all(_ name: String) -> [String] {
    var values: [String] = []
    var position = 0
    while let line = line(named: name, from: position) {
      values.append(text(line.value))
      position = line.end
    }
    return values
  }

  private mutating func remove(_ name: String) {
    while let line = line(named: name, from: 0) { bytes.removeSubrange(line.start..<line.end) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The first field of this name from a line's start on.
  private func line(named name: String, from position: Int) -> Line? {
    let bytes = bytes.span
    let name = name.utf8.span
    var start = position
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      let colon = start + name.count
      if colon < end, bytes[colon] == UInt8(ascii: ":"), bytes.extracting(start..<colon).equalsIgnoringCase(name) {
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
