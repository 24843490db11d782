/// Positions in ascending order; most keys have one, which needs no array of its own.
struct Postings: Sendable {
  private var least: Int32 = -1
  private var rest: [Int32] = []

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

extension Postings: RandomAccessCollection, ExpressibleByArrayLiteral {
  init(arrayLiteral positions: Int32...) {
    for position in positions { insert(Int(position)) }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { least < 0 ? 0 : rest.count + 1 }

  subscript(index: Int) -> Int32 { index == 0 ? least : rest[index - 1] }
}

extension Postings {
  /// The first index of a position that is not below this one.
  func lowerBound(_ position: Int) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle]) < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
