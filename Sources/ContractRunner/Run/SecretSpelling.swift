import Wire

/// One way in which a secret may be written.
struct SecretSpelling: Sendable {
  let bytes: [UInt8]
  let name: String
  /// A short one is looked for as a word only: masking every `1` would say more than it hides.
  let isWord: Bool

  func stands(in text: [UInt8], at index: Int) -> Bool {
    guard index + bytes.count <= text.count else { return false }
    for offset in bytes.indices where text[index + offset] != bytes[offset] { return false }
    if !isWord { return true }
    let end = index + bytes.count
    let isFree = index == 0 || !Self.isPartOfWord(text[index - 1]) || Self.endsEscape(text, index)
    return isFree && (end == text.count || !Self.isPartOfWord(text[end]))
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }

  /// The `2C` of `%2C` belongs to no word.
  private static func endsEscape(_ text: [UInt8], _ index: Int) -> Bool {
    index >= 3 && text[index - 3] == UInt8(ascii: "%")
  }

  private init(_ text: String, _ name: String, isWord: Bool) {
    bytes = Array(text.utf8)
    self.name = name
    self.isWord = isWord
  }

  /// As it is, percent-encoded, in JSON, in base64 wherever it begins in a group of three, and as hexadecimal digits.
  static func all(of value: String, called name: String) -> [SecretSpelling] {
    let isShort = value.utf8.count < 6
    var seen: Set<String> = []
    func spell(_ texts: [String], _ suffix: String = "") -> [SecretSpelling] {
      texts.filter { seen.insert($0).inserted }.map { SecretSpelling($0, name + suffix, isWord: isShort) }
    }
    return spell([value] + percentEncodings(value) + inJSON(value)) + spell(inBase64(value), "_BASE64")
      + (value.utf8.count < 4 ? [] : spell(inHexadecimal(value), "_HEX"))
  }

  /// Encoders differ in what they leave as it is, in the case of the digits, and in how they write a space.
  private static func percentEncodings(_ value: String) -> [String] {
    let kept = ["", "!'()*", "/", "/!'()*:@$,;", "/!'()*:@$,;?&=+"]
    let encoded = kept.map { percentEncoded(value, keeping: $0) }
    let all = encoded + encoded.map { $0.replacing("%20", with: "+") }
    return all + all.map(withSmallDigits)
  }

  private static func percentEncoded(_ value: String, keeping kept: String) -> String {
    value.map { kept.contains($0) ? String($0) : Wire.percentEncoded(String($0)) }.joined()
  }

  private static func withSmallDigits(_ text: String) -> String {
    var digits = 0
    return text.map { character in
      if character == "%" {
        digits = 2
      } else if digits > 0 {
        digits -= 1
        return character.lowercased()
      }
      return String(character)
    }.joined()
  }

  private static func inJSON(_ value: String) -> [String] {
    let text = String(JSON.string(value).text.dropFirst().dropLast())
    let ascii = text.utf16.map { unit in
      unit < 0x80
        ? String(decoding: [unit], as: UTF16.self) : "\\u" + String(String(65_536 + Int(unit), radix: 16).suffix(4))
    }.joined()
    return [text, text.replacing("/", with: "\\/"), ascii]
  }

  /// Whole as a word of its own, and the characters that nothing before or behind it can change.
  private static func inBase64(_ value: String) -> [String] {
    let bytes = Array(value.utf8)
    let whole = Base64.standard.encode(bytes)
    let cores = (0...2).map { lead -> String in
      let text = Base64.standard.encode([UInt8](repeating: 0, count: lead) + bytes)
      let first = (lead * 8 + 5) / 6
      let last = (lead + bytes.count) * 8 / 6
      return String(text.dropFirst(first).prefix(max(0, last - first)))
    }
    let texts = [whole, String(whole.prefix { $0 != "=" })] + cores.filter { $0.count >= 8 }
    let safe = texts.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
    return texts + safe + texts.map { Wire.percentEncoded($0) }
  }

  private static func inHexadecimal(_ value: String) -> [String] {
    let text = hexadecimal(Array(value.utf8))
    return [text, text.uppercased()]
  }
}
