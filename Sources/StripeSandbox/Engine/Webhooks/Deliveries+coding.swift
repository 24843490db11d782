extension Deliveries {
  /// Takes note of every change from now on.
  mutating func follow() { changed = [] }

  /// The changes since the last call, without forgotten deliveries.
  mutating func takeChanges() -> [Delivery] {
    guard let ids = changed, !ids.isEmpty else { return [] }
    changed = []
    var seen: Set<String> = []
    return ids.compactMap { id in seen.insert(id).inserted ? self[id] : nil }
  }

  /// Puts a delivery back as it was. One that was under way waits again.
  mutating func put(_ delivery: Delivery) {
    if self[delivery.id] != nil { remove(delivery) }
    insert(delivery)
  }
}
