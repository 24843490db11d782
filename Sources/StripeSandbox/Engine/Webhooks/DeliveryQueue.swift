/// Ids of deliveries in the order in which they are sent. However many wait, taking some from the front costs no more.
struct DeliveryQueue: Sendable {
  /// How far past those that cannot be sent yet it looks for others.
  private static let reach = 64

  private var ids: [String] = []
  private var head = 0

  var isEmpty: Bool { head == ids.count }

  mutating func append(_ id: String) { ids.append(id) }

  mutating func prepend(_ first: [String]) {
    ids.replaceSubrange(..<head, with: first)
    head = 0
  }

  mutating func remove(_ id: String) {
    if let index = ids[head...].firstIndex(of: id) { ids.remove(at: index) }
  }

  /// Takes one from wherever chance says.
  mutating func takeAny(_ pick: (Int) -> Int) -> String? {
    guard !isEmpty else { return nil }
    return ids.remove(at: head + min(max(pick(ids.count - head), 0), ids.count - head - 1))
  }

  /// Takes what may be sent. What is not there any more (nil) is forgotten.
  mutating func take(atMost count: Int, where maySend: (String) -> Bool?) -> [String] {
    var taken: [String] = []
    var passed: [String] = []
    var index = head
    while index < ids.count, taken.count < count, passed.count < Self.reach {
      switch maySend(ids[index]) {
      case true?: taken.append(ids[index])
      case false?: passed.append(ids[index])
      case nil: break
      }
      index += 1
    }
    head = index - passed.count
    ids.replaceSubrange(head..<index, with: passed)
    if head > 1024, head > ids.count / 2 {
      ids.removeFirst(head)
      head = 0
    }
    return taken
  }
}
