/// Base64 (RFC 4648), in its standard alphabet with padding, and in the one for URLs without.
package struct Base64: Sendable {
  package static let standard = Base64("+", "/", isPadded: true)
  package static let url = Base64("-", "_", isPadded: false)

  private let alphabet: [UInt8]
  private let values: [UInt8?]
  private let isPadded: Bool

  private init(_ last: Character, _ veryLast: Character, isPadded: Bool) {
    let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + String([last, veryLast])
    alphabet = Array(text.utf8)
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    self.values = values
    self.isPadded = isPadded
  }

  package func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0...group.count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]) }
      if isPadded { for _ in group.count..<3 { text.append(UInt8(ascii: "=")) } }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for anything that `encode` would not write. In the URL alphabet, padding is let pass.
  package func decode(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)
    let isWhole = digits.count % 4 == 0
    while isWhole, digits.last == UInt8(ascii: "="), digits.count % 4 != 2 { digits.removeLast() }
    guard digits.count % 4 != 1, isWhole || !isPadded else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for digit in digits {
      guard let value = values[Int(digit)] else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    let rest = bits & (1 << count - 1)
    return rest == 0 ? bytes : nil
  }
}

/// Lower-case hexadecimal digits, two a byte.
package func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
