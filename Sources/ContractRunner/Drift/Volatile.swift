import Wire

/// What a value is that differs from run to run: two of one shape are as good as equal.
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
    if isUUID(text) { return "uuid" }
    let parts = text.split(omittingEmptySubsequences: false) { !isWordCharacter($0) }.map(String.init)
    guard parts.contains(where: isDrawn) else { return nil }
    let separators = text.filter { !isWordCharacter($0) }
    return separators + parts.map { isDrawn($0) ? "*" : $0 }.joined(separator: " ")
  }

  static func isWordCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }

  /// A word that nobody would write: digits among its letters, or case that changes in the middle.
  static func isDrawn(_ word: String) -> Bool {
    guard word.count >= 8 else { return false }
    let digits = word.count(where: \.isNumber)
    let mixesCase = word.contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
    return digits > 0 && (digits < word.count || word.count >= 10) || mixesCase && word.count >= 14
  }
}
