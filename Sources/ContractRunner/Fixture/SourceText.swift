import Wire

/// A JSON file as it was read: its bytes, its value, and where in the bytes each value stands.
package final class SourceText: Sendable {
  package let path: String
  package let bytes: [UInt8]
  package let json: JSON
  let positions: Positions
  private let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) throws(Diagnostic) {
    self.path = path
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    do {
      json = try JSONParser.parse(bytes, keepingNumbers: true)
    } catch {
      let line = Self.line(number: error.line, in: bytes)
      throw Diagnostic(error.reason, path: path, line: error.line, column: error.column, text: line, width: 1)
    }
    positions = Positions(bytes)
    if let twice = positions.duplicate {
      throw Diagnostic("This name is already in the object", at: Place(source: self, range: twice))
    }
  }

  package var root: Node { Node(source: self, pointer: "", json: json) }

  func range(of pointer: String) -> Range<Int> { positions.values[pointer] ?? 0..<min(1, bytes.count) }
  func nameRange(of pointer: String) -> Range<Int> { positions.names[pointer] ?? range(of: pointer) }

  /// Counted from one, columns in characters.
  func lineAndColumn(_ offset: Int) -> (line: Int, column: Int) {
    let line = (lineStarts.partitioningIndex { $0 > offset }) - 1
    let before = bytes[lineStarts[line]..<min(offset, bytes.count)]
    return (line + 1, String(decoding: before, as: UTF8.self).count + 1)
  }

  /// The pointer of the value that stands in these bytes.
  func pointer(of range: Range<Int>) -> String? { positions.values.first { $0.value == range }?.key }

  func line(_ number: Int) -> String { Self.line(number: number, in: bytes) }

  private static func line(number: Int, in bytes: [UInt8]) -> String {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.indices.contains(number - 1) ? String(decoding: lines[number - 1], as: UTF8.self) : ""
  }
}

/// A stretch of a file, for messages that point at it.
package struct Place: Sendable {
  package let source: SourceText
  package let range: Range<Int>

  package var path: String { source.path }
  package var line: Int { source.lineAndColumn(range.lowerBound).line }
  package var column: Int { source.lineAndColumn(range.lowerBound).column }
  /// `file:line:column`, which editors and terminals turn into a link.
  package var description: String {
    let (line, column) = source.lineAndColumn(range.lowerBound)
    return "\(path):\(line):\(column)"
  }
  package var text: String { String(decoding: source.bytes[range], as: UTF8.self) }
}

extension Array {
  /// The first index whose element satisfies the predicate, in an array where all after it do too.
  fileprivate func partitioningIndex(_ belongsToSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
