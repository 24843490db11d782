import Wire

/// Makes ids of Stripe's shapes. Seeded: the same seed makes the same ids in the same order.
package struct Identifiers: Codable, Sendable {
  private var generator: SplitMix
  /// Ten characters of the account's id, which stand inside most of the account's other ids.
  private(set) var account: String

  package init(seed: UInt64) {
    generator = SplitMix(state: seed)
    account = ""
    account = random("", 10)
  }

  /// For an account whose id is given, `acct_…`.
  init(seed: UInt64, account: String) {
    self.init(seed: seed)
    self.account = String(account.suffix(10))
  }

  /// `cus_` and the like: a prefix and so many random characters.
  mutating func random(_ prefix: StaticString, _ length: Int) -> String {
    make(prefix, stem: 0, length) { _ in }
  }

  /// `pm_1` + five characters of the time + the account's ten + eight random ones.
  mutating func dated(_ prefix: StaticString, now: Int) -> String { dated(prefix, now: now, stem: account) }

  /// The same for what belongs to another account, `acct_…`.
  mutating func dated(_ prefix: StaticString, now: Int, of account: String) -> String {
    dated(prefix, now: now, stem: String(account.suffix(10)))
  }

  private mutating func dated(_ prefix: StaticString, now: Int, stem account: String) -> String {
    make(prefix, stem: 6 + account.utf8.count, 8) {
      $0.append(UInt8(ascii: "1"))
      Self.append(moment: now, to: &$0)
      $0.append(copying: account.utf8.span)
    }
  }

  /// `pi_3` + time + account + a digit + seven; what belongs to a payment shares all but the last seven.
  mutating func payment(_ prefix: StaticString, now: Int) -> String {
    let account = account
    let digit: UInt8 = random(upTo: 2) == 0 ? 0x30 : 0x31
    return make(prefix, stem: 17, 7) {
      $0.append(UInt8(ascii: "3"))
      Self.append(moment: now, to: &$0)
      $0.append(copying: account.utf8.span)
      $0.append(digit)
    }
  }

  /// An id that shares its stem with `sibling`, as a charge does with its PaymentIntent: all but the last seven.
  mutating func sibling(_ prefix: StaticString, of sibling: String) -> String {
    let text = sibling.utf8.span
    let start = Self.stem(of: text)
    guard text.count >= start + 17 else { return random(prefix, 24) }
    return make(prefix, stem: 17, 7) { $0.append(copying: text.extracting(start..<(start + 17))) }
  }

  /// The client secret of an intent, which a browser shows.
  mutating func secret(of id: String, _ length: Int) -> String {
    let infix: StaticString = "_secret_"
    return make("", stem: id.utf8.count + infix.utf8CodeUnitCount, length) {
      $0.append(copying: id.utf8.span)
      Self.append(infix, to: &$0)
    }
  }

  /// Whether an id is one of a payment's, by the 3 that its stem starts with.
  static func isOfPayment(_ id: String) -> Bool {
    let text = id.utf8.span
    let start = stem(of: text)
    return start < text.count && text[start] == UInt8(ascii: "3")
  }

  /// Where an id's prefix ends.
  private static func stem(of id: Span<UInt8>) -> Int {
    id.firstIndex(of: UInt8(ascii: "_"), from: 0).map { $0 + 1 } ?? 0
  }

  mutating func random(upTo bound: Int) -> Int { Int(generator.next() % UInt64(max(bound, 1))) }

  mutating func number() -> UInt64 { generator.next() }

  mutating func digits(_ count: Int) -> String { text(count) { UInt8(truncatingIfNeeded: $0 % 10) + 0x30 } }

  /// A random UUID: the idempotency key that Stripe gives to a request without one.
  mutating func uuid() -> String { Wire.uuid(generator.next(), generator.next()) }

  mutating func uppercase(_ count: Int) -> String {
    text(count) {
      let place = UInt8(truncatingIfNeeded: $0 % 36)
      return place < 26 ? 0x41 + place : 0x30 + place - 26
    }
  }

  private mutating func text(_ count: Int, _ character: (UInt64) -> UInt8) -> String {
    let characters = (0..<count).map { _ in character(generator.next()) }
    return characters.span.text
  }

  /// A prefix, a stem of so many characters, and so many random ones.
  private mutating func make(
    _ prefix: StaticString, stem length: Int, _ rest: Int, _ stem: (inout OutputSpan<UInt8>) -> Void
  ) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: prefix.utf8CodeUnitCount + length + rest) { buffer in
      var output = OutputSpan(buffer: buffer, initializedCount: 0)
      Self.append(prefix, to: &output)
      stem(&output)
      while output.freeCapacity > 0 {
        // Ten characters are in one number: 62 to the tenth fits.
        var number = generator.next()
        for _ in 0..<min(output.freeCapacity, 10) {
          output.append(Self.letter(Int(truncatingIfNeeded: number % 62)))
          number /= 62
        }
      }
      return output.span.text
    }
  }

  private static func append(_ text: StaticString, to output: inout OutputSpan<UInt8>) {
    for index in 0..<text.utf8CodeUnitCount { output.append(text.utf8Start[index]) }
  }

  /// The time in base 62, as Stripe seems to do it: ids of one moment begin alike and grow.
  private static func append(moment now: Int, to output: inout OutputSpan<UInt8>) {
    var divisor = 62 * 62 * 62 * 62
    for _ in 0..<5 {
      output.append(letter(max(now, 0) / divisor % 62))
      divisor /= 62
    }
  }

  private static let letters: StaticString = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

  /// - Parameter value: below 62.
  private static func letter(_ value: Int) -> UInt8 { letters.utf8Start[value] }
}
