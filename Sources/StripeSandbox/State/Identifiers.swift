/// Makes ids of Stripe's shapes. Seeded: the same seed makes the same ids in the same order.
package struct Identifiers: Codable, Sendable {
  private var generator: SplitMix
  /// Ten characters of the account's id, which stand inside most of the account's other ids.
  let account: String

  package init(seed: UInt64) {
    generator = SplitMix(state: seed)
    var characters: [UInt8] = []
    for _ in 0..<10 { characters.append(Self.character(&generator)) }
    account = String(decoding: characters, as: UTF8.self)
  }

  /// `cus_` and the like: a prefix and so many random characters.
  mutating func random(_ prefix: StaticString, _ length: Int) -> String {
    make(prefix, "", "", length)
  }

  /// `pm_1` + five characters of the time + the account's ten + eight random ones.
  mutating func dated(_ prefix: StaticString, now: Int) -> String {
    make(prefix, "1" + Self.moment(now), account, 8)
  }

  /// `pi_3` + time + account + a digit + seven; what belongs to a payment shares all but the last seven.
  mutating func payment(_ prefix: StaticString, now: Int) -> String {
    make(prefix, "3" + Self.moment(now), account + (random(upTo: 2) == 0 ? "0" : "1"), 7)
  }

  /// An id that shares its stem with `sibling`, as a charge does with its PaymentIntent: all but the last seven.
  mutating func sibling(_ prefix: StaticString, of sibling: String) -> String {
    let stem = sibling.split(separator: "_", maxSplits: 1).last?.prefix(17) ?? ""
    guard stem.utf8.count == 17 else { return random(prefix, 24) }
    return make(prefix, String(stem), "", 7)
  }

  mutating func random(upTo bound: Int) -> Int { Int(generator.next() % UInt64(max(bound, 1))) }

  mutating func number() -> UInt64 { generator.next() }

  mutating func digits(_ count: Int) -> String {
    String(decoding: (0..<count).map { _ in 0x30 + UInt8(generator.next() % 10) }, as: UTF8.self)
  }

  /// A random UUID: the idempotency key that Stripe gives to a request without one.
  mutating func uuid() -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for index in 0..<32 {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      switch index {
      case 12: text.append(UInt8(ascii: "4"))
      case 16: text.append(digits[8 + random(upTo: 4)])
      default: text.append(digits[random(upTo: 16)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  mutating func uppercase(_ count: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    return String(decoding: (0..<count).map { _ in alphabet[Int(generator.next() % 36)] }, as: UTF8.self)
  }

  private mutating func make(_ prefix: StaticString, _ first: String, _ second: String, _ length: Int) -> String {
    let capacity = prefix.utf8CodeUnitCount + first.utf8.count + second.utf8.count + length
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      var count = 0
      func put(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
      }
      for index in 0..<prefix.utf8CodeUnitCount { put(prefix.utf8Start[index]) }
      for byte in first.utf8 { put(byte) }
      for byte in second.utf8 { put(byte) }
      for _ in 0..<length { put(Self.character(&generator)) }
      return count
    }
  }

  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func character(_ generator: inout SplitMix) -> UInt8 { alphabet[Int(generator.next() % 62)] }

  /// The time in base 62, as Stripe seems to do it: ids of one moment begin alike and grow.
  private static func moment(_ now: Int) -> String {
    var rest = max(now, 0)
    var digits: [UInt8] = []
    for _ in 0..<5 {
      digits.append(alphabet[rest % 62])
      rest /= 62
    }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, fast, and every seed is a good one.
struct SplitMix: Codable, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
