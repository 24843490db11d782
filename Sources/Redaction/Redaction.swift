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
    // Most bytes stand in the middle of a word, where nothing begins but a number or a client secret's last part.
    let mayBegin = !previous.isWord || byte == UInt8(ascii: "_") || (byte.isDigit && !previous.isDigit)
    if mayBegin, let secret = secret(in: text, at: index, after: previous) {
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
  let byte = text[index].lowercased
  if byte.isDigit { return previous.isDigit ? nil : cardNumber(in: text, at: index) }
  if byte == UInt8(ascii: "_") { return clientSecret(in: text, at: index) }
  guard !previous.isWord else { return nil }
  switch byte {
  case UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "p"), UInt8(ascii: "t"):
    return namedSecret(in: text, at: index)
  case UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "w"):
    return key(in: text, at: index) ?? namedSecret(in: text, at: index)
  case UInt8(ascii: "e"): return key(in: text, at: index) ?? webToken(in: text, at: index)
  case UInt8(ascii: "b"): return credentials(in: text, at: index)
  default: return nil
  }
}

/// A run of 12 to 19 digits that passes the Luhn check, also in groups of at least four with a space, dash or plus
/// between them.
private func cardNumber(in text: Span<UInt8>, at start: Int) -> Range<Int>? {
  var index = text.endOfDigits(from: start)
  guard index - start >= 12 || (index - start >= 4 && text.startsDigits(afterSeparatorAt: index)) else { return nil }
  var places = Array(start..<index)
  var found: Range<Int>?
  while places.count <= 19 {
    if places.count >= 12, passesLuhn(places.map { text[$0] }) { found = start..<places[places.count - 4] }
    guard text.startsDigits(afterSeparatorAt: index) else { break }
    let group = text.end(ofSeparatorAt: index)
    index = text.endOfDigits(from: group)
    places += group..<index
  }
  return found
}

private func passesLuhn(_ digits: [UInt8]) -> Bool {
  var sum = 0
  for (place, digit) in digits.reversed().enumerated() {
    let value = Int(digit - UInt8(ascii: "0"))
    let doubled = value * 2
    sum += place.isMultiple(of: 2) ? value : doubled > 9 ? doubled - 9 : doubled
  }
  return sum.isMultiple(of: 10)
}

/// What follows in `pi_…_secret_…`.
private func clientSecret(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  guard text.starts(with: "_secret_", at: index) else { return nil }
  return text.word(from: index + 8)
}

private let keyPrefixes: [StaticString] = [
  "sk_test_", "sk_live_", "rk_test_", "rk_live_", "ek_test_", "ek_live_", "whsec_",
]

private func key(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  for prefix in keyPrefixes where text.starts(with: prefix, at: index) {
    return text.word(from: index + prefix.utf8CodeUnitCount)
  }
  return nil
}

/// A JSON Web Token: three parts in base64url, of which the first begins with `{"`.
private func webToken(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  guard text.starts(with: "eyJ", at: index) else { return nil }
  let end = text.end(from: index) { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  return text.contains(UInt8(ascii: "."), in: index..<end) ? index..<end : nil
}

/// What follows `Bearer` or `Basic` in an Authorization header.
private func credentials(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  let scheme = index..<text.endOfWord(from: index)
  guard text.isWord("bearer", scheme) || text.isWord("basic", scheme) else { return nil }
  let start = text.end(ofSeparatorAt: scheme.upperBound)
  let end = text.end(from: start) { $0.isWord || "-._~+/=".utf8.contains($0) }
  return start > scheme.upperBound && start < end ? start..<end : nil
}

private let secretNames: [StaticString] = [
  "cvc", "cvv", "cvv2", "password", "client_secret", "clientsecret", "secret", "api_key", "apikey", "access_token",
  "refresh_token", "token",
]
/// What Stripe calls tokens are names of cards: they stay, because a log without them tells nothing.
private let cardTokens: [StaticString] = ["tok_", "btok_", "pii_", "cvctok_"]

/// The value of `card[cvc]=123`, `"password": "x y"`, `client_secret%5D=…`: of a name that says it is secret.
private func namedSecret(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
  let end = text.endOfWord(from: index)
  guard end < text.count, text[end] != UInt8(ascii: "/"), text.isWord(anyOf: secretNames, index..<end) else {
    return nil
  }
  var start = text.end(from: end, ofAny: "\"'\\] ", escaped: ["5d", "22"])
  let equals = start
  start = text.end(from: start, ofAny: ":=", escaped: ["3a", "3d"])
  guard start > equals else { return nil }
  start = text.end(from: start, ofAny: " ", escaped: ["20"])
  let value = text.valueRange(from: start)
  for prefix in cardTokens where text.starts(with: prefix, at: value.lowerBound) { return nil }
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
