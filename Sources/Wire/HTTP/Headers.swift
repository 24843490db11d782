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
    get { lines(named: name).first { _ in true }.map { text($0.value) } }
    set {
      remove(name)
      if let newValue { append(name, newValue) }
    }
  }

  package mutating func append(_ name: String, _ value: String) {
    // A line end would let a value that came from outside write fields of its own.
    for byte in name.utf8 { bytes.append(Self.isLineBreak(byte) ? UInt8(ascii: "-") : byte) }
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    for byte in value.utf8 { bytes.append(Self.isLineBreak(byte) ? UInt8(ascii: " ") : byte) }
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
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

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  package func all(_ name: String) -> [String] { lines(named: name).map { text($0.value) } }

  private mutating func remove(_ name: String) {
    for line in lines(named: name).reversed() { bytes.removeSubrange(line.start..<line.end) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func lines(named name: String) -> some Sequence<Line> {
    let count = name.utf8.count
    return lines.lazy.filter {
      $0.colon - $0.start == count && equalIgnoringCase(bytes[$0.start..<$0.colon], name.utf8)
    }
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
