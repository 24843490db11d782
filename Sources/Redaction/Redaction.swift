/// The text with everything masked that must be neither kept nor shown: card numbers, security codes, keys, client
/// secrets, passwords, tokens. Works on a URL, a form, JSON or prose alike, because logs meet them all.
package func redacted(_ text: String) -> String {
  var bytes: [UInt8] = []
  appendRedacted(text, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// The same, for a log that is made of bytes.
package func appendRedacted(_ text: String, to output: inout [UInt8]) {
  let text = text.utf8.span
  var start = 0
  var index = 0
  var previous: UInt8 = 0
  while index < text.count {
    let byte = text[index]
    if let secret = secret(in: text, at: index, after: previous) {
      output.append(text, start..<secret.lowerBound)
      output.append(contentsOf: "***".utf8)
      start = secret.upperBound
      index = secret.upperBound
      previous = UInt8(ascii: "*")
    } else if text.isEscape(at: index) {
      // The B of %5B belongs to no word.
      index += 3
      previous = UInt8(ascii: "%")
    } else {
      index += 1
      previous = byte
    }
  }
  output.append(text, start..<text.count)
}

/// The bytes to mask if a secret begins here: at a word's start a key, a token or a name with its value; at a number's
/// start a card. The mask may begin later, because a key's kind and a card's last four digits stay readable.
private func secret(in text: Span<UInt8>, at index: Int, after previous: UInt8) -> Range<Int>? {
  let byte = text[index]
  if byte.isDigit, !previous.isDigit, let card = cardNumber(in: text, at: index) { return card }
  guard byte.isWord, !previous.isWord else { return nil }
  return keyOrToken(in: text, at: index) ?? namedSecret(in: text, at: index)
}

/// A run of 12 to 19 digits that passes the Luhn check, also in groups with a space, dash or plus between them.
private func cardNumber(in text: Span<UInt8>, at start: Int) -> Range<Int>? {
  var digits: [UInt8] = []
  var lastFour: [Int] = []
  var found: Range<Int>?
  var index = start
  while index < text.count, text[index].isDigit {
    digits.append(text[index] - UInt8(ascii: "0"))
    lastFour = lastFour.suffix(3) + [index]
    index += 1
    let groupEnds = index == text.count || !text[index].isDigit
    guard groupEnds else { continue }
    if (12...19).contains(digits.count), passesLuhn(digits) { found = start..<lastFour[0] }
    if digits.count >= 19 { break }
    index = text.end(ofSeparatorAt: index)
  }
  return found
}

private func passesLuhn(_ digits: [UInt8]) -> Bool {
  var sum = 0
  for (place, digit) in digits.reversed().enumerated() {
    let doubled = Int(digit) * 2
    sum += place.isMultiple(of: 2) ? Int(digit) : doubled > 9 ? doubled - 9 : doubled
  }
  return sum.isMultiple(of: 10)
}

private let keyPrefixes: [StaticString] = [
  "sk_test_", "sk_live_", "rk_test_", "rk_live_", "ek_test_", "ek_live_", "whsec_",
]
private let schemes: [StaticString] = ["bearer", "basic"]

/// `sk_test_…`, `whsec_…`, `pi_…_secret_…`, a JSON Web Token, or the credentials of an Authorization header.
private func keyOrToken(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  let end = text.endOfWord(from: index)
  for prefix in keyPrefixes where text.starts(with: prefix, at: index) {
    let secret = index + prefix.utf8CodeUnitCount
    return secret < end ? secret..<end : nil
  }
  if let secret = text.end(of: "_secret_", in: index..<end), secret < end { return secret..<end }
  if text.starts(with: "eyJ", at: index) {
    let end = text.end(from: index) { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    return text.contains(UInt8(ascii: "."), in: index..<end) ? index..<end : nil
  }
  for scheme in schemes where text.isWord(scheme, index..<end) {
    let start = text.end(ofSeparatorAt: end)
    let end = text.end(from: start) { $0.isWord || "-._~+/=".utf8.contains($0) }
    return start > index + scheme.utf8CodeUnitCount && end > start ? start..<end : nil
  }
  return nil
}

private let secretNames: [StaticString] = [
  "cvc", "cvv", "cvv2", "password", "client_secret", "clientsecret", "secret", "api_key", "apikey", "access_token",
  "refresh_token",
]

/// The value of `card[cvc]=123`, `"password": "x y"`, `client_secret%5D=…`: of a name that says it is secret.
private func namedSecret(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  let end = text.endOfWord(from: index)
  guard secretNames.contains(where: { text.isWord($0, index..<end) }) else { return nil }
  var start = text.end(from: end, ofAny: "\"'\\] ", escaped: ["5d", "22"])
  let equals = start
  start = text.end(from: start, ofAny: ":=", escaped: ["3a", "3d"])
  guard start > equals else { return nil }
  start = text.end(from: start, ofAny: " ", escaped: ["20"])
  let value = text.valueRange(from: start)
  return value.isEmpty || text.isWord("null", value) ? nil : value
}

extension Span<UInt8> {
  /// The inside of a quoted string, or everything up to what can end a value in a form, in JSON or in a header.
  fileprivate func valueRange(from start: Int) -> Range<Int> {
    let opening = end(from: start, ofAny: "\\")
    guard opening < count, self[opening] == UInt8(ascii: "\"") || self[opening] == UInt8(ascii: "'") else {
      return start..<end(from: start) { !$0.endsValue }
    }
    let quote = self[opening]
    let isNested = opening > start
    var index = opening + 1
    while index < count, self[index] != quote {
      if self[index] == UInt8(ascii: "\\") {
        if isNested { break }
        index += 1
      }
      index += 1
    }
    return opening + 1..<Swift.min(index, count)
  }
}
