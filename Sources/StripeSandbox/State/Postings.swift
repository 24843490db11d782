/// Positions in ascending order; most keys have one, which needs no array of its own.
struct Postings: Sendable {
  private var first: Int32 = -1
  private var rest: [Int32] = []

  var isEmpty: Bool { first < 0 }
  var positions: [Int32] { first < 0 ? [] : [first] + rest }

  mutating func insert(_ position: Int) {
    guard var new = Int32(exactly: position) else { return }
    if first < 0 {
      first = new
      return
    }
    if new < first { swap(&new, &first) }
    var index = rest.endIndex
    while index > 0, rest[index - 1] > new { index -= 1 }
    rest.insert(new, at: index)
  }

  mutating func remove(_ position: Int) {
    if first == position {
      first = rest.isEmpty ? -1 : rest.removeFirst()
    } else {
      rest.removeAll { $0 == position }
    }
  }
}
