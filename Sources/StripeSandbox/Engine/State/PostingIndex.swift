/// Where the rows of each key stand. The keys are in the rows alone: a key's list is known by its first row.
///
/// Lists live in chunks, so that growth and a snapshot never copy them all.
struct PostingIndex: Sendable {
  private static let chunkSize = 1024

  private var numbers = TextIndex()
  private var chunks: [[Postings]] = []
  private var end = 0
  /// The numbers of lists that are empty.
  private var spare: [Int] = []

  subscript(list: Int) -> Postings {
    get { chunks[list / Self.chunkSize][list % Self.chunkSize] }
    _modify { yield &chunks[list / Self.chunkSize][list % Self.chunkSize] }
  }

  /// The number of a key's list. `isMeant` says whether the row at a position has that key.
  func find(_ hash: UInt32, _ isMeant: (Int) -> Bool) -> Int? {
    numbers.find(hash) { self[$0].first.map { isMeant(Int($0)) } == true }
  }

  /// - Parameter list: the number of the key's list, where there is one already.
  mutating func insert(_ position: Int, _ hash: UInt32, into list: Int?) {
    if let list { return self[list].insert(position) }
    let new = spare.popLast() ?? addList()
    self[new].insert(position)
    numbers.insert(hash, new)
  }

  private mutating func addList() -> Int {
    if end % Self.chunkSize == 0 { chunks.append([]) }
    chunks[chunks.count - 1].append(Postings())
    end += 1
    return end - 1
  }

  mutating func remove(_ position: Int, _ hash: UInt32, from list: Int) {
    self[list].remove(position)
    guard self[list].isEmpty else { return }
    numbers.remove(hash, list)
    spare.append(list)
  }
}
