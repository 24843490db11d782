/// Lays compact JSON out for people: two spaces a level, one behind each colon, empty brackets closed
/// at once, no line end at the end.
package enum JSONLayout {
  package static func indented(_ compact: [UInt8]) -> [UInt8] {
    // Answers grow by a fifth to a third.
    var page = Page(capacity: compact.count + compact.count / 2 + 64)
    let text = compact.span
    var position = 0
    while position < text.count {
      let byte = text[position]
      switch byte {
      case UInt8(ascii: "\""):
        let end = endOfString(text, from: position)
        page.append(text.extracting(position..<end))
        position = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        page.append(byte)
        // The brackets of one kind are two apart.
        if position + 1 < text.count, text[position + 1] == byte + 2 {
          page.append(byte + 2)
          position += 2
          continue
        }
        page.breakLine(by: 1)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        page.breakLine(by: -1)
        page.append(byte)
      case UInt8(ascii: ","):
        page.append(byte)
        page.breakLine(by: 0)
      case UInt8(ascii: ":"):
        page.append(byte)
        page.append(UInt8(ascii: " "))
      default: page.append(byte)
      }
      position += 1
    }
    return page.bytes
  }

  /// Past the quotation mark that closes the string which begins here.
  private static func endOfString(_ text: Span<UInt8>, from start: Int) -> Int {
    var position = start + 1
    while position < text.count {
      position = JSONText.plain(text, from: position).end
      guard position < text.count else { break }
      if text[position] == UInt8(ascii: "\"") { return position + 1 }
      // A backslash and what it stands before.
      position += 2
    }
    return text.count
  }

  /// Memory that grows, and how deep the line to come is indented.
  private struct Page: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0
    private var depth = 0

    init(capacity: Int) {
      self.capacity = capacity
      start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    mutating func append(_ byte: UInt8) {
      makeRoom(1)
      start[count] = byte
      count += 1
    }

    mutating func append(_ text: Span<UInt8>) {
      makeRoom(text.count)
      text.withUnsafeBufferPointer { source in
        if let first = source.baseAddress { (start + count).update(from: first, count: source.count) }
      }
      count += text.count
    }

    mutating func breakLine(by step: Int) {
      depth = max(depth + step, 0)
      makeRoom(2 * depth + 1)
      start[count] = UInt8(ascii: "\n")
      (start + count + 1).update(repeating: UInt8(ascii: " "), count: 2 * depth)
      count += 2 * depth + 1
    }

    private mutating func makeRoom(_ length: Int) {
      guard capacity - count < length else { return }
      capacity = max(2 * capacity, count + length)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: start, count: count)
      start.deallocate()
      start = larger
    }
  }
}
