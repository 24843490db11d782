/// Something that happens once, later, unless it is cancelled.
package final class Timer {
  fileprivate let deadline: Double
  fileprivate let order: UInt64
  fileprivate var action: (() -> Void)?

  fileprivate init(_ deadline: Double, _ order: UInt64, _ action: @escaping () -> Void) {
    self.deadline = deadline
    self.order = order
    self.action = action
  }

  package func cancel() { action = nil }

  fileprivate func isBefore(_ other: Timer) -> Bool { (deadline, order) < (other.deadline, other.order) }
}

/// A binary heap of timers; those of the same moment keep their order.
struct Timers {
  private var heap: [Timer] = []
  private var made: UInt64 = 0

  mutating func add(at deadline: Double, _ action: @escaping () -> Void) -> Timer {
    made += 1
    let timer = Timer(deadline, made, action)
    heap.append(timer)
    var index = heap.count - 1
    while index > 0, heap[index].isBefore(heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
    return timer
  }

  /// When the next timer is due.
  mutating func nextDeadline() -> Double? {
    while let first = heap.first, first.action == nil { removeFirst() }
    return heap.first?.deadline
  }

  /// Takes the next action that is due.
  mutating func takeDue(_ now: Double) -> (() -> Void)? {
    guard let deadline = nextDeadline(), deadline <= now, let first = heap.first else { return nil }
    removeFirst()
    defer { first.action = nil }
    return first.action
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
        least = child
      }
      if least == index { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
