/// Something that happens to an object by itself when its time comes: a renewal, an expiry, a retry.
///
/// `due` is a pure function of the object, so that a change of the object moves or removes its jobs: nothing has to be
/// cancelled, and the state of a sandbox holds no queue. A job runs with `call.now` at its own time. It comes again only
/// when `due` changes.
///
///     static let jobs = [
///       Job<CheckoutSession>("expire", due: { $0.isOpen ? $0.expiresAt : nil }) { call, id in call.expireSession(id) }
///     ]
package struct Job<T>: Sendable {
  let name: String
  let due: @Sendable (T) -> Int?
  let run: @Sendable (Call, String) -> Void

  init(_ name: String, due: @escaping @Sendable (T) -> Int?, _ run: @escaping @Sendable (Call, String) -> Void) {
    self.name = name
    self.due = due
    self.run = run
  }
}

/// When the jobs of a table's rows are due: one queue for the sandbox's own clock and one for each test clock.
struct Timetable: Sendable {
  /// A job of a row. It is stale, and passed over, when the row meanwhile names another time.
  struct Entry: Sendable, Comparable {
    let due: Int
    let position: Int
    let job: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.due, a.position, a.job) < (b.due, b.position, b.job) }
  }

  private var own = Queue()
  private var onTestClocks: [String: Queue] = [:]

  func first(onTestClock clock: String?) -> Entry? {
    if let clock { onTestClocks[clock]?.first } else { own.first }
  }

  mutating func insert(_ entry: Entry, onTestClock clock: String?) {
    if let clock { onTestClocks[clock, default: Queue()].insert(entry) } else { own.insert(entry) }
  }

  mutating func removeFirst(onTestClock clock: String?) {
    guard let clock else { return own.removeFirst() }
    onTestClocks[clock]?.removeFirst()
    if onTestClocks[clock]?.first == nil { onTestClocks[clock] = nil }
  }

  /// A binary heap, earliest entry first.
  private struct Queue: Sendable {
    private var heap: [Entry] = []

    var first: Entry? { heap.first }

    mutating func insert(_ entry: Entry) {
      var hole = heap.count
      heap.append(entry)
      while hole > 0, entry < heap[(hole - 1) / 2] {
        heap[hole] = heap[(hole - 1) / 2]
        hole = (hole - 1) / 2
      }
      heap[hole] = entry
    }

    mutating func removeFirst() {
      guard let last = heap.popLast(), !heap.isEmpty else { return }
      var hole = 0
      while 2 * hole + 1 < heap.count {
        var child = 2 * hole + 1
        if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
        guard heap[child] < last else { break }
        heap[hole] = heap[child]
        hole = child
      }
      heap[hole] = last
    }
  }
}
