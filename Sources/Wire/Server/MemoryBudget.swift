/// How many bytes may be held for others: unfinished requests, answers that are not read, webhooks that wait. One
/// budget serves all connections of a loop, so that many of them cannot hold more than a few.
package final class MemoryBudget {
  package static let standard = 512 << 20

  package let limit: Int
  package private(set) var used = 0

  package init(limit: Int = standard) { self.limit = limit }

  package var isExceeded: Bool { used > limit }

  /// Notes that someone now holds `now` bytes in place of `before`.
  package func change(from before: Int, to now: Int) { used += now - before }
}
