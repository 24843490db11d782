/// Words in the order of their declaration, any of which is found without a look at the others.
struct Vocabulary: Sendable {
  private(set) var words: [String] = []
  private var index = TextIndex()

  init(_ words: [String] = []) {
    for word in words { append(word) }
  }

  func position(of word: String) -> Int? { index.find(TextIndex.hash(word)) { words[$0] == word } }

  func contains(_ word: String) -> Bool { position(of: word) != nil }

  /// A word that comes twice is found where it came first.
  mutating func append(_ word: String) {
    if !contains(word) { index.insert(TextIndex.hash(word), words.count) }
    words.append(word)
  }
}
