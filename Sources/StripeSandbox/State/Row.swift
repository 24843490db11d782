/// A row is never changed, only replaced: whoever looks at one copies nothing, and events and snapshots share it.
final class Row<T: Resource>: Sendable {
  let value: T

  init(_ value: consuming T) { self.value = value }
}

/// The bytes of rows that were shown lately: lists and answers show the same ones over and over. Two rows whose
/// positions differ by a multiple of the number of slots push each other out.
struct Renderings: Sendable {
  private static let slots = 512

  private var kept: [(position: Int, bytes: [UInt8])] = []

  subscript(position: Int) -> [UInt8]? {
    guard !kept.isEmpty else { return nil }
    let slot = position & (Self.slots - 1)
    return kept[slot].position == position ? kept[slot].bytes : nil
  }

  mutating func keep(_ rendering: [UInt8], _ position: Int) {
    if kept.isEmpty { kept = Array(repeating: (-1, []), count: Self.slots) }
    kept[position & (Self.slots - 1)] = (position, rendering)
  }

  mutating func forget(_ position: Int) {
    guard !kept.isEmpty, kept[position & (Self.slots - 1)].position == position else { return }
    kept[position & (Self.slots - 1)] = (-1, [])
  }
}
