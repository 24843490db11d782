/// The latest so many of something, oldest first.
struct Latest<Element> {
  private let capacity: Int
  private var ring: [Element] = []
  private var oldest = 0

  init(_ capacity: Int) { self.capacity = capacity }

  /// Says what had to go, if anything.
  @discardableResult
  mutating func append(_ element: Element) -> Element? {
    guard ring.count == capacity else {
      ring.append(element)
      return nil
    }
    let gone = ring[oldest]
    ring[oldest] = element
    oldest = (oldest + 1) % capacity
    return gone
  }

  var isEmpty: Bool { ring.isEmpty }
  var all: ArraySlice<Element> { ring[oldest...] + ring[..<oldest] }

  mutating func removeOldest(_ count: Int) {
    ring = Array(all.dropFirst(count))
    oldest = 0
  }
}
