package enum JSONText {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The top bits of those of eight bytes that are this one. The first is right; later ones may be wrong.
  @inline(__always)
  static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & tops
  }

  /// How far text stands for itself in a string, eight bytes at a time.
  package static func plain(_ text: Span<UInt8>, from start: Int) -> (end: Int, isASCII: Bool) {
    let bytes = text.bytes
    var position = start
    var all: UInt64 = 0
    while position + 8 <= text.count {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let isControl = (word &- ones &* 0x20) & ~word & tops
      let stops = places(of: 0x22, in: word) | places(of: 0x5C, in: word) | isControl
      if stops != 0 {
        let count = stops.trailingZeroBitCount >> 3
        return (position + count, (all | word & ((1 << UInt64(count * 8)) - 1)) & tops == 0)
      }
      all |= word
      position += 8
    }
    while position < text.count, case let byte = text[position], byte != 0x22, byte != 0x5C, byte >= 0x20 {
      all |= UInt64(byte)
      position += 1
    }
    return (position, all & tops == 0)
  }
}
