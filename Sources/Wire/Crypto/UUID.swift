/// A UUID of version 4 (RFC 9562) from two random numbers.
package func uuid(_ first: UInt64, _ second: UInt64) -> String {
  String(unsafeUninitializedCapacity: 36) { buffer in
    var bits: UInt64 = 0
    for place in 0..<36 {
      // Each half has sixteen digits.
      if place % 18 == 0 { bits = place == 0 ? first : second }
      switch place {
      case 8, 13, 18, 23:
        buffer[place] = UInt8(ascii: "-")
        continue
      case 14: buffer[place] = UInt8(ascii: "4")
      case 19: buffer[place] = hexadecimal(8 + bits % 4)
      default: buffer[place] = hexadecimal(bits % 16)
      }
      bits >>= 4
    }
    return 36
  }
}

private func hexadecimal(_ digit: UInt64) -> UInt8 {
  UInt8(truncatingIfNeeded: digit < 10 ? 0x30 + digit : 0x57 + digit)
}

/// Whether a text is laid out as a UUID of any version.
package func isUUID(_ text: String) -> Bool {
  let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy { hexDigit($0) != nil } }
}
