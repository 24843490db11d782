enum JSONText {
  /// How far text stands for itself in a string: to a quotation mark, a backslash or a control character.
  ///
  /// Eight bytes at a time. The tricks find the first byte of interest, and may be wrong about later ones.
  static func plain(_ text: Span<UInt8>, from start: Int) -> (end: Int, isASCII: Bool) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let bytes = text.bytes
    var position = start
    var all: UInt64 = 0
    while position + 8 <= text.count {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let isQuote = (quote &- ones) & ~quote
      let isBackslash = (backslash &- ones) & ~backslash
      let isControl = (word &- ones &* 0x20) & ~word
      let stops = (isQuote | isBackslash | isControl) & tops
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
