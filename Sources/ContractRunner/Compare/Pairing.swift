/// Which element of a list each of several patterns gets, each an own one: as many pairs as there can be.
///
/// A pattern for which no free element is left takes one from another pattern that can have a different one (augmenting
/// paths, as in Kuhn's algorithm). What fits is asked once for each pair.
struct Pairing {
  /// By element: its pattern.
  private(set) var owner: [Int?]
  /// By pattern: its element.
  private(set) var place: [Int?]
  private var known: [Bool?]
  private let elements: Int

  init(patterns: Int, elements: Int, fits: (_ pattern: Int, _ element: Int) -> Bool) {
    self.elements = elements
    owner = Array(repeating: nil, count: elements)
    place = Array(repeating: nil, count: patterns)
    known = Array(repeating: nil, count: patterns * elements)
    for pattern in 0..<patterns where !takeFree(pattern, fits) { augment(from: pattern, fits) }
  }

  var unmatchedPatterns: [Int] { place.indices.filter { place[$0] == nil } }
  var freeElements: [Int] { owner.indices.filter { owner[$0] == nil } }

  private mutating func doFit(_ pattern: Int, _ element: Int, _ fits: (Int, Int) -> Bool) -> Bool {
    let index = pattern * elements + element
    if let known = known[index] { return known }
    let answer = fits(pattern, element)
    known[index] = answer
    return answer
  }

  private mutating func takeFree(_ pattern: Int, _ fits: (Int, Int) -> Bool) -> Bool {
    // Most lists come in the order of their patterns: look at the same index first.
    for element in [pattern] + Array(0..<elements) where element < elements && owner[element] == nil {
      guard doFit(pattern, element, fits) else { continue }
      owner[element] = pattern
      place[pattern] = element
      return true
    }
    return false
  }

  private mutating func augment(from start: Int, _ fits: (Int, Int) -> Bool) {
    var reached = [Int?](repeating: nil, count: elements)
    var queue = [start]
    var next = 0
    while next < queue.count {
      let pattern = queue[next]
      next += 1
      for element in 0..<elements where reached[element] == nil && doFit(pattern, element, fits) {
        reached[element] = pattern
        guard let other = owner[element] else { return shift(element, start, reached) }
        queue.append(other)
      }
    }
  }

  /// Gives the free element to the pattern that reached it, that one's old element to the pattern before, and so on.
  private mutating func shift(_ free: Int, _ start: Int, _ reached: [Int?]) {
    var element: Int? = free
    while let current = element, let pattern = reached[current] {
      element = pattern == start ? nil : place[pattern]
      owner[current] = pattern
      place[pattern] = current
    }
  }
}
