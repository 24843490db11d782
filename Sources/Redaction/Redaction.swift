/// The text with everything masked that must be neither kept nor shown: card numbers, security codes, keys, client
/// secrets, passwords, tokens. Works on a URL, a form, JSON or prose alike, because logs meet them all, and in a time
/// that grows as the text does.
package func redacted(_ text: String) -> String {
  var bytes: [UInt8] = []
  appendRedacted(text, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// The same, for a log that is made of bytes.
package func appendRedacted(_ text: String, to output: inout [UInt8]) {
  let source = text.utf8.span
  var start = 0
  if let unescaped = Unescaped(source) {
    var scanner = SecretScanner(unescaped)
    scanner.scan(unescaped.bytes.span) { secret in
      output.append(source, start..<unescaped.source(secret.lowerBound))
      output.append(contentsOf: "***".utf8)
      start = unescaped.source(secret.upperBound)
    }
  } else {
    var scanner = SecretScanner(nil)
    scanner.scan(source) { secret in
      output.append(source, start..<secret.lowerBound)
      output.append(contentsOf: "***".utf8)
      start = secret.upperBound
    }
  }
  output.append(source, start..<source.count)
}
