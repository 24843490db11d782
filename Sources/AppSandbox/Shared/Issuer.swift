import Wire

/// Makes ids, tokens and salts for one application in one sandbox: unpredictable to others, and the same again from the
/// same seed.
struct Issuer: Sendable {
  private let seed: [UInt8]
  /// How many things it has made: all it needs to know to go on.
  var count: Int

  init(seed: [UInt8], application: String, sandbox: String, count: Int = 0) {
    self.seed = HMAC(key: seed).authenticate(Array("\(application)/\(sandbox)".utf8))
    self.count = count
  }

  /// At most 32.
  mutating func bytes(_ length: Int) -> [UInt8] {
    count &+= 1
    return Array(HMAC(key: seed).authenticate(Array(String(count).utf8)).prefix(length))
  }

  /// As MongoDB makes them: four bytes of the time, then eight of chance.
  mutating func objectID(now: Int) -> String {
    let time = UInt32(truncatingIfNeeded: now)
    return hexadecimal([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) } + bytes(8))
  }

  mutating func uuid() -> String {
    let bytes = bytes(16)
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    return Wire.uuid(number(bytes[..<8]), number(bytes[8...]))
  }

  mutating func token() -> String { Base64.url.encode(bytes(32)) }
}
