import Wire

/// Keeps keys that move real money from being sent, whatever carries them and however they are written.
package enum LiveKeys {
  /// The part of a request that carries a live key, in words; nil if none does.
  package static func carrier(in request: Request) -> String? {
    if isIn(request.path) || isIn(request.query) { return "the URL" }
    for header in request.headers.fields where isIn(header.name) || isIn(header.value) {
      return "the header \(isIn(header.name) ? "name" : header.name)"
    }
    let body = request.headers["Content-Encoding"] == nil ? request.body : Gzip.unwrapped(request.body) ?? request.body
    return isIn(body) ? "the body" : nil
  }

  package static let advice =
    "only test keys are sent; --send-live-keys-to-a-foreign-api is for an API other than Stripe that names its keys so"

  package static func isIn(_ text: some StringProtocol) -> Bool { isIn(Array(text.utf8)) }

  /// In the bytes as they are, percent-encoded, as JSON writes characters, or in base64.
  package static func isIn(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8 else { return false }
    if isPlain(bytes) { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.utf8.contains(UInt8(ascii: "%")), isPlain(Array(unescaped(text).utf8)) { return true }
    if text.utf8.contains(UInt8(ascii: "\\")), let json = try? JSONParser.parse(bytes), isInStrings(json) {
      return true
    }
    return text.split { !$0.isBase64 }.contains { word in
      word.count >= 11 && Base64.standard.decode(padded(word)).map(isPlain) ?? false
    }
  }

  private static func isInStrings(_ json: JSON) -> Bool {
    switch json {
    case .string(let text): isPlain(Array(text.utf8))
    case .array(let items): items.contains(where: isInStrings)
    case .object(let members): members.contains { isPlain(Array($0.key.utf8)) || isInStrings($0.value) }
    default: false
    }
  }

  /// `sk_live_` and `rk_live_`, in capitals too.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    let tail = Array("k_live_".utf8)
    guard bytes.count > tail.count else { return false }
    for index in 1...(bytes.count - tail.count) where bytes[index] | 0x20 == tail[0] {
      let first = bytes[index - 1] | 0x20
      guard first == UInt8(ascii: "s") || first == UInt8(ascii: "r") else { continue }
      if tail.indices.allSatisfy({ lowercased(bytes[index + $0]) == tail[$0] }) { return true }
    }
    return false
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// A percent sign without two digits stands for itself.
  private static func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
        rest.count >= 2
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func padded(_ word: Substring) -> String {
    let text = String(word.replacing("-", with: "+").replacing("_", with: "/"))
    let short = text.count % 4
    return short == 0 ? text : text + String(repeating: "=", count: 4 - short)
  }
}

extension Character {
  fileprivate var isBase64: Bool { isASCII && (isLetter || isNumber || "+/-_".contains(self)) }
}
