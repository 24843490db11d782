/// Lays compact JSON out for people: two spaces a level, one behind each colon, empty brackets closed
/// at once, no line end at the end.
///
/// It is a second pass, because the renderings of objects that an answer is put together from are kept compact and stand
/// at any depth.
package enum JSONLayout {
  private static let word = 8

  package static func indented(_ compact: [UInt8]) -> [UInt8] {
    compact.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return [] }
      // Answers grow by a fifth to a third.
      var page = Page(capacity: text.count + text.count / 2 + 64)
      page.fill(from: start, to: start + text.count)
      return page.bytes
    }
  }

  /// Memory that grows. It always has room for what is left of the text and for a whole word behind that, so that only
  /// what is added to the text has to look for room.
  private struct Page: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(capacity: Int) {
      self.capacity = capacity
      start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    mutating func fill(from text: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
      var text = text
      var place = start
      var depth = 0
      while text < end {
        let byte = text.pointee
        text += 1
        var isLineOver = false
        var closing: UInt8?
        switch byte {
        case UInt8(ascii: "\""):
          place.pointee = byte
          place += 1
          JSONLayout.copyString(&text, end, &place)
        case UInt8(ascii: ","):
          place.pointee = byte
          place += 1
          isLineOver = true
        case UInt8(ascii: ":"):
          makeRoom(1 + (end - text), &place)
          place[0] = byte
          place[1] = UInt8(ascii: " ")
          place += 2
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          place.pointee = byte
          place += 1
          // The brackets of one kind are two apart.
          if text < end, text.pointee == byte + 2 {
            place.pointee = byte + 2
            place += 1
            text += 1
          } else {
            depth += 1
            isLineOver = true
          }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth = max(depth - 1, 0)
          isLineOver = true
          closing = byte
        default:
          text -= 1
          JSONLayout.copyLiteral(&text, end, &place)
        }
        guard isLineOver else { continue }
        makeRoom(2 + 2 * depth + (end - text), &place)
        place.pointee = UInt8(ascii: "\n")
        place += 1
        var indented = 0
        while indented < 2 * depth {
          UnsafeMutableRawPointer(place + indented).storeBytes(of: 0x2020_2020_2020_2020, as: UInt64.self)
          indented += word
        }
        place += 2 * depth
        guard let closing else { continue }
        place.pointee = closing
        place += 1
      }
      count = place - start
    }

    /// Makes room for so many bytes and a word or two.
    @inline(__always)
    private mutating func makeRoom(_ length: Int, _ place: inout UnsafeMutablePointer<UInt8>) {
      if start + capacity - place < length + 2 * word { grow(by: length + 2 * word, &place) }
    }

    @inline(never)
    private mutating func grow(by length: Int, _ place: inout UnsafeMutablePointer<UInt8>) {
      count = place - start
      capacity = max(2 * capacity, count + length)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: start, count: count)
      start.deallocate()
      start = larger
      place = start + count
    }
  }

  /// Copies a number, `null` or the like, up to the comma or bracket behind it, in the same way.
  @inline(__always)
  private static func copyLiteral(
    _ text: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ place: inout UnsafeMutablePointer<UInt8>
  ) {
    while end - text >= word {
      let bytes = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: UInt64.self)
      let letters = UInt64(littleEndian: bytes)
      let stops =
        JSONText.places(of: UInt8(ascii: ","), in: letters) | JSONText.places(of: UInt8(ascii: "]"), in: letters)
        | JSONText.places(of: UInt8(ascii: "}"), in: letters)
      let length = stops == 0 ? word : stops.trailingZeroBitCount >> 3
      text += length
      place += length
      if stops != 0 { return }
    }
    while text < end, case let byte = text.pointee, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"),
      byte != UInt8(ascii: "}")
    {
      place.pointee = byte
      text += 1
      place += 1
    }
  }

  /// Copies the rest of a string with the quotation mark that closes it. A word is written whole before it is looked at;
  /// what follows is written over what was too much.
  @inline(__always)
  private static func copyString(
    _ text: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ place: inout UnsafeMutablePointer<UInt8>
  ) {
    while text < end {
      if end - text >= word {
        let bytes = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: UInt64.self)
        let letters = UInt64(littleEndian: bytes)
        let stops = JSONText.places(of: 0x22, in: letters) | JSONText.places(of: 0x5C, in: letters)
        let length = stops == 0 ? word : stops.trailingZeroBitCount >> 3 + 1
        text += length
        place += length
        if stops == 0 { continue }
      } else {
        place.pointee = text.pointee
        text += 1
        place += 1
      }
      let last = (place - 1).pointee
      if last == UInt8(ascii: "\"") { return }
      // What stands behind a backslash does not close the string.
      guard last == UInt8(ascii: "\\"), text < end else { continue }
      place.pointee = text.pointee
      text += 1
      place += 1
    }
  }
}
