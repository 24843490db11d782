/// HMAC-SHA256 (RFC 2104). A key is prepared once for any number of messages.
package struct HMAC {
  private var inner = SHA256()
  private var outer = SHA256()

  package init(key: [UInt8]) {
    let key = key.count > 64 ? SHA256.hash(key) : key
    let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
    inner.update(padded.map { $0 ^ 0x36 })
    outer.update(padded.map { $0 ^ 0x5C })
  }

  package func authenticate(_ message: [UInt8]) -> [UInt8] {
    var inner = inner
    inner.update(message)
    var outer = outer
    outer.update(inner.finish())
    return outer.finish()
  }

  /// PBKDF2 (RFC 8018, 5.2) with this key as the password.
  package func derive(salt: [UInt8], iterations: Int, count: Int) -> [UInt8] {
    var derived: [UInt8] = []
    var block: UInt32 = 0
    while derived.count < count {
      block += 1
      var round = authenticate(salt + (0..<4).map { UInt8(truncatingIfNeeded: block >> UInt32(24 - 8 * $0)) })
      var sum = round
      for _ in 1..<max(1, iterations) {
        round = authenticate(round)
        for index in sum.indices { sum[index] ^= round[index] }
      }
      derived += sum
    }
    return Array(derived.prefix(count))
  }
}

/// Takes as long for a near miss as for a far one.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for index in left.indices { difference |= left[index] ^ right[index] }
  return difference == 0
}
