import Wire

/// The shape of a value that differs from run to run: two of one shape are as good as equal.
enum Volatile: Equatable {
  /// With what stays the same in it: the words between digits and letters that were drawn.
  case identifier(String)
  case time

  init?(_ value: JSON) {
    switch value {
    case .string(let text):
      guard let shape = Self.shape(text) else { return nil }
      self = .identifier(shape)
    case .integer, .double, .decimal:
      // Epoch seconds from 2001 to 2096; amounts of money that large are not in test data.
      guard let number = value.number, (1_000_000_000..<4_000_000_000).contains(number) else { return nil }
      self = .time
    default: return nil
    }
  }

  /// The text with every drawn word replaced, or nil if there is none in it.
  private static func shape(_ text: String) -> String? {
    if isToken(text) { return "a JSON Web Token" }
    let (marks, words) = words(text)
    guard marks.contains("\u{0}") || words.contains(where: isDrawn) else { return nil }
    return marks + words.map { isDrawn($0) ? "*" : $0 }.joined(separator: " ")
  }

  /// The words of a text, and what stands between them: a character of its own for each UUID.
  static func words(_ text: String) -> (marks: String, words: [String]) {
    let text = withoutUUIDs(text)
    let words = text.split(omittingEmptySubsequences: false) { !isWordCharacter($0) }.map(String.init)
    return (text.filter { !isWordCharacter($0) }, words)
  }

  /// The part of a text that stays the same when everything counted or drawn in it changes.
  static func skeleton(_ text: String) -> String {
    words(text).words.map { isDrawn($0) ? "*" : $0.filter { !$0.isNumber } }.joined(separator: " ")
      + text.filter { !isWordCharacter($0) && $0 != "-" }
  }

  /// With a character of its own for each UUID, wherever one stands.
  static func withoutUUIDs(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count >= 36 else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if index + 36 <= bytes.count, isUUID(String(decoding: bytes[index..<(index + 36)], as: UTF8.self)) {
        result.append(0)
        index += 36
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  /// A JSON Web Token: three parts in base64, the first of them an object.
  private static func isToken(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.hasPrefix("eyJ") && parts.count == 3
      && parts.allSatisfy { $0.allSatisfy { isWordCharacter($0) || $0 == "-" || $0 == "_" } }
  }

  static func isWordCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }

  /// A word that looks drawn: digits among its letters, or case that changes in the middle.
  static func isDrawn(_ word: String) -> Bool {
    guard word.count >= 8 else { return false }
    let digits = word.count(where: \.isNumber)
    let mixesCase = word.contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
    return digits > 0 && (digits < word.count || word.count >= 10) || mixesCase && word.count >= 14
  }
}
