/// Finds what has to be masked, from the beginning of a text to its end.
struct SecretScanner {
  private let unescaped: Unescaped?
  /// Up to here no token of three parts begins.
  private var tokenlessEnd = 0

  init(_ unescaped: Unescaped?) { self.unescaped = unescaped }

  mutating func scan(_ text: Span<UInt8>, _ found: (Range<Int>) -> Void) {
    var index = 0
    var previous: UInt8 = 0
    while index < text.count {
      let byte = text[index]
      // Most bytes stand in the middle of a word, where nothing begins but a number or a client secret's last part.
      let mayBegin = !previous.isWord || byte == UInt8(ascii: "_") || (byte.isDigit && !previous.isDigit)
      if mayBegin, let secret = secret(in: text, at: index, after: previous) {
        found(secret)
        index = secret.upperBound
        previous = UInt8(ascii: "*")
      } else {
        index += 1
        previous = byte
      }
    }
  }

  /// The bytes to mask if a secret begins here: at a word's start a key, a token or a name with its value; at a number's
  /// start a card. The mask may begin later, because a key's kind and a card's last four digits stay readable.
  private mutating func secret(in text: Span<UInt8>, at index: Int, after previous: UInt8) -> Range<Int>? {
    let byte = text[index].lowercased
    if byte.isDigit { return previous.isDigit ? nil : text.cardNumber(at: index) }
    if byte == UInt8(ascii: "_") { return text.clientSecret(at: index) }
    guard !previous.isWord, byte.isWord else { return nil }
    switch byte {
    case UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "w"):
      if let key = text.key(at: index) { return key }
    case UInt8(ascii: "e"):
      if let secret = text.key(at: index) ?? webToken(in: text, at: index) { return secret }
    case UInt8(ascii: "b"):
      if let credentials = text.credentials(at: index) { return credentials }
    case UInt8(ascii: "t"):
      if let token = text.unknownToken(at: index) { return token }
    default: break
    }
    return namedSecret(in: text, at: index)
  }

  /// A JSON Web Token: three parts in base64url, of which the first begins with `{"`.
  private mutating func webToken(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
    guard index >= tokenlessEnd, text.starts(with: "eyJ", at: index) else { return nil }
    let part = text.end(from: index) { $0.isWord || $0 == UInt8(ascii: "-") }
    guard part < text.count, text[part] == UInt8(ascii: ".") else {
      tokenlessEnd = part
      return nil
    }
    return index..<text.end(from: part) { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  private static let names: [StaticString] = [
    "token", "access_token", "accesstoken", "refresh_token", "refreshtoken", "id_token", "auth_token", "authtoken",
  ]
  private static let endings: [StaticString] = [
    "password", "passwd", "secret", "cvc", "cvv", "cvv2", "api_key", "apikey",
  ]
  /// Test tokens are names of cards: they stay, because a log without them tells nothing.
  private static let cardTokens: [StaticString] = ["tok_", "btok_", "pii_", "cvctok_"]

  /// The value of `card[cvc]=123`, `"password": "x y"`, `newPassword[]=…`: of a name that says it is secret.
  private func namedSecret(in text: Span<UInt8>, at index: Int) -> Range<Int>? {
    let name = index..<text.endOfWord(from: index)
    guard name.upperBound < text.count, Self.isSecret(text, name), let start = valueStart(in: text, after: name) else {
      return nil
    }
    let opening = text.end(from: start) { $0 == UInt8(ascii: "\\") }
    let isQuoted = opening < text.count && (text[opening] == UInt8(ascii: "\"") || text[opening] == UInt8(ascii: "'"))
    let first = isQuoted ? opening + 1 : start
    for prefix in Self.cardTokens where text.starts(with: prefix, at: first) { return nil }
    let end =
      isQuoted
      ? quotedEnd(in: text, from: first, isNested: opening > start)
      : plainEnd(in: text, from: first, endsAtEscapes: isEscaped(start - 1))
    let value = first..<end
    return value.isEmpty || text.isWord("null", value) ? nil : value
  }

  private static func isSecret(_ text: Span<UInt8>, _ name: Range<Int>) -> Bool {
    switch text[name.upperBound - 1].lowercased {
    case UInt8(ascii: "n"): if text.isWord(anyOf: names, name) { return true }
    case UInt8(ascii: "d"), UInt8(ascii: "t"), UInt8(ascii: "c"), UInt8(ascii: "v"), UInt8(ascii: "2"),
      UInt8(ascii: "y"):
      for ending in endings where text.hasSuffix(ending, name) { return true }
    default: break
    }
    return text.hasPrefix("password", name)
  }

  /// Behind the name: `]`, `[]`, `[0]`, quotes, then a colon or an equals sign.
  private func valueStart(in text: Span<UInt8>, after name: Range<Int>) -> Int? {
    guard text[name.upperBound] != UInt8(ascii: "/") else { return nil }
    var index = text.end(from: name.upperBound) { "\"'\\] ".utf8.contains($0) }
    if index < text.count, text[index] == UInt8(ascii: "[") {
      index = text.end(from: index + 1, atMost: 16) { $0.isWord }
      index = text.end(from: index) { "\"'\\] ".utf8.contains($0) }
    }
    let sign = index
    index = text.end(from: index) { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
    return index == sign ? nil : text.end(from: index) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "[") }
  }

  /// The closing quote is written as the opening one is; in a text within a text it has a backslash before it.
  private func quotedEnd(in text: Span<UInt8>, from first: Int, isNested: Bool) -> Int {
    let quote = text[first - 1]
    let isEscapedQuote = isEscaped(first - 1)
    var index = first
    while index < text.count {
      if text[index] == quote, isEscaped(index) == isEscapedQuote { return index }
      if text[index] == UInt8(ascii: "\\") {
        if isNested { return index }
        index += 1
      }
      index += 1
    }
    return text.count
  }

  /// Everything up to what can end a value in a form, in JSON or in a header. An escaped `&` is a part of the value,
  /// unless the sign before the value is escaped as well: then all of it is a form within a form.
  private func plainEnd(in text: Span<UInt8>, from first: Int, endsAtEscapes: Bool) -> Int {
    var index = first
    while index < text.count, !text[index].endsValue || (isEscaped(index) && !endsAtEscapes) { index += 1 }
    return index
  }

  private func isEscaped(_ index: Int) -> Bool { unescaped?.isEscaped(index) ?? false }
}
