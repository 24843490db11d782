/// The form of a text that a server draws anew, learnt from two of them: words that are the same in both are kept, the others
/// consist of digits, or of letters and digits.
///
/// `QT-6NXSCL0Y-0001` and `QT-74BE6QCZ-0001` are like `QT-SCQNOEIO-0001`, but not like `SCQNOEIO-0001` or `QT-SCQNOEIO-0002`.
struct DrawnText {
  private enum Word {
    case kept(String)
    case digits
    case drawn
  }

  /// As many characters are not all digits by chance.
  private static let telling = 4

  /// The characters between the words.
  private let marks: String
  private let words: [Word]

  init(_ first: String, _ second: String) {
    let (own, other) = (Volatile.words(first), Volatile.words(second))
    marks = own.marks
    guard own.marks == other.marks, own.words.count == other.words.count else {
      words = []
      return
    }
    words = zip(own.words, other.words).map { mine, its in
      if mine == its { return .kept(mine) }
      if mine.count + its.count >= Self.telling, (mine + its).allSatisfy(\.isNumber) { return .digits }
      return .drawn
    }
  }

  func accepts(_ text: String) -> Bool {
    // Two that are not even divided alike are like anything that is drawn.
    guard !words.isEmpty else { return true }
    let (marks, own) = Volatile.words(text)
    guard marks == self.marks, own.count == words.count else { return false }
    return zip(words, own).allSatisfy { word, mine in
      switch word {
      case .kept(let text): mine == text
      case .digits: !mine.isEmpty && mine.allSatisfy(\.isNumber)
      case .drawn: !mine.isEmpty
      }
    }
  }
}
