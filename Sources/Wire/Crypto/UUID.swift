/// A UUID of version 4 (RFC 9562) from two random numbers.
package func uuid(_ first: UInt64, _ second: UInt64) -> String {
  var digits = [36 of UInt8](repeating: UInt8(ascii: "-"))
  digits.write(first, at: 0..<8)
  digits.write(first >> 32, at: 9..<13)
  digits.write(first >> 48, at: 14..<18)
  digits.write(second, at: 19..<23)
  digits.write(second >> 16, at: 24..<36)
  // The version, and the variant.
  digits[14] = UInt8(ascii: "4")
  digits[19] = hexadecimal(8 | second & 3)
  return digits.span.text
}

extension [36 of UInt8] {
  /// Hexadecimal digits, the lowest first.
  fileprivate mutating func write(_ bits: UInt64, at places: Range<Int>) {
    var bits = bits
    for place in places {
      self[place] = hexadecimal(bits & 15)
      bits >>= 4
    }
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
