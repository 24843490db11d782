/// Where the rows of each key stand. The keys are in the rows alone: a key's list is known by its first row.
struct PostingIndex: Sendable {
  private var numbers = TextIndex()
  private var lists: [Postings] = []
  /// The numbers of lists that are empty.
  private var spare: [Int] = []

  subscript(list: Int) -> Postings { lists[list] }

  /// The number of a key's list. `isMeant` says whether the row at a position has that key.
  func find(_ hash: UInt32, _ isMeant: (Int) -> Bool) -> Int? {
    numbers.find(hash) { lists[$0].first.map(isMeant) == true }
  }

  /// - Parameter list: the number of the key's list, where there is one already.
  mutating func insert(_ position: Int, _ hash: UInt32, into list: Int?) {
    if let list { return lists[list].insert(position) }
    let new = spare.popLast() ?? lists.endIndex
    if new == lists.endIndex { lists.append(Postings()) }
    lists[new].insert(position)
    numbers.insert(hash, new)
  }

  mutating func remove(_ position: Int, _ hash: UInt32, from list: Int) {
    lists[list].remove(position)
    guard lists[list].isEmpty else { return }
    numbers.remove(hash, list)
    spare.append(list)
  }
}
