/// A row is never changed, only replaced: readers copy nothing, and events and snapshots share it.
final class Row<T: Resource>: Sendable {
  let value: T

  init(_ value: consuming T) { self.value = value }
}

/// The bytes of rows that were shown lately: lists and answers show the same ones over and over. There are as many slots
/// as rows, up to a limit; from then on two rows whose positions differ by a multiple of it push each other out.
struct Renderings: Sendable {
  static let limit = 512

  /// As many as a power of two, or none.
  private var slots: [(position: Int, bytes: [UInt8])] = []

  subscript(position: Int) -> [UInt8]? {
    guard let slot = slot(of: position) else { return nil }
    return slots[slot].bytes
  }

  mutating func keep(_ rendering: [UInt8], _ position: Int) {
    // So far every row had the slot of its own position, and keeps it.
    while slots.count <= position, slots.count < Self.limit {
      slots += Array(repeating: (-1, []), count: max(slots.count, 4))
    }
    slots[position & (slots.count - 1)] = (position, rendering)
  }

  mutating func forget(_ position: Int) {
    if let slot = slot(of: position) { slots[slot] = (-1, []) }
  }

  private func slot(of position: Int) -> Int? {
    guard !slots.isEmpty else { return nil }
    let slot = position & (slots.count - 1)
    return slots[slot].position == position ? slot : nil
  }
}
