/// Secrets that can be told by their form alone.
extension Span<UInt8> {
  /// 12 to 19 digits that pass the Luhn check, in one run or in groups of four to six with white space or signs between
  /// them; the last group may be shorter.
  func cardNumber(at start: Int) -> Range<Int>? {
    var end = end(from: start, atMost: 20) { $0.isDigit }
    if end - start >= 12 {
      guard end - start < 20, passesLuhn(Array(start..<end)) else { return nil }
      return start..<(end - 4)
    }
    var places = Array(start..<end)
    var found: Range<Int>?
    var group = end - start
    while (4...6).contains(group) {
      let next = self.end(from: end, atMost: 3) { $0.separatesDigits }
      guard next > end else { break }
      end = self.end(from: next, atMost: 20) { $0.isDigit }
      group = end - next
      places += next..<end
      guard group > 0, places.count <= 19 else { break }
      if places.count >= 12, passesLuhn(places) { found = start..<places[places.count - 4] }
    }
    return found
  }

  private func passesLuhn(_ places: [Int]) -> Bool {
    var sum = 0
    for (position, place) in places.reversed().enumerated() {
      let value = Int(self[place] - UInt8(ascii: "0"))
      let doubled = value * 2
      sum += position.isMultiple(of: 2) ? value : doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10)
  }

  /// The secret part of `pi_…_secret_…`.
  func clientSecret(at index: Int) -> Range<Int>? {
    starts(with: "_secret_", at: index) ? word(from: index + 8) : nil
  }

  func key(at index: Int) -> Range<Int>? {
    for prefix in keyPrefixes where starts(with: prefix, at: index) {
      return word(from: index + prefix.utf8CodeUnitCount)
    }
    return nil
  }

  /// The credentials after `Bearer` or `Basic` in an Authorization header. `Bearer auth` is prose.
  func credentials(at index: Int) -> Range<Int>? {
    let scheme = index..<endOfWord(from: index)
    guard isWord("bearer", scheme) || isWord("basic", scheme), scheme.upperBound < count,
      self[scheme.upperBound] == UInt8(ascii: " ") || self[scheme.upperBound] == UInt8(ascii: "+")
    else { return nil }
    let start = scheme.upperBound + 1
    let value = start..<end(from: start) { $0.isWord || "-._~+/=".utf8.contains($0) }
    return value.isEmpty || isWord("auth", value) ? nil : value
  }

  /// `Token … not found`, as Rechat complains.
  func unknownToken(at index: Int) -> Range<Int>? {
    let name = index..<endOfWord(from: index)
    guard isWord("token", name), name.upperBound < count, self[name.upperBound] == UInt8(ascii: " ") else { return nil }
    let start = name.upperBound + 1
    let value = start..<end(from: start) { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
    return value.isEmpty || !starts(with: " not found", at: value.upperBound) ? nil : value
  }
}

private let keyPrefixes: [StaticString] = [
  "sk_test_", "sk_live_", "rk_test_", "rk_live_", "ek_test_", "ek_live_", "whsec_",
]
