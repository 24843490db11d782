/// The latest so many of something, oldest first.
struct Latest<Element> {
  private let capacity: Int
  private var ring: [Element] = []
  private var oldest = 0

  init(_ capacity: Int) { self.capacity = capacity }

  mutating func append(_ element: Element) {
    guard ring.count == capacity else { return ring.append(element) }
    ring[oldest] = element
    oldest = (oldest + 1) % capacity
  }

  var all: ArraySlice<Element> { ring[oldest...] + ring[..<oldest] }

  mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    ring = all.filter { !isUnwanted($0) }
    oldest = 0
  }
}
