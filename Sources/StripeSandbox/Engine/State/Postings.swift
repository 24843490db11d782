/// Positions in ascending order; most keys have one, which needs no array of its own.
struct Postings: Sendable {
  private var least: Int32 = -1
  private var rest: [Int32] = []

  var isEmpty: Bool { least < 0 }
  var first: Int? { isEmpty ? nil : Int(least) }
  var positions: [Int32] { isEmpty ? [] : [least] + rest }

  mutating func insert(_ position: Int) {
    guard var new = Int32(exactly: position) else { return }
    if isEmpty {
      least = new
      return
    }
    if new < least { swap(&new, &least) }
    var index = rest.endIndex
    while index > 0, rest[index - 1] > new { index -= 1 }
    rest.insert(new, at: index)
  }

  mutating func remove(_ position: Int) {
    if least == position {
      least = rest.isEmpty ? -1 : rest.removeFirst()
    } else {
      rest.removeAll { $0 == position }
    }
  }
}
