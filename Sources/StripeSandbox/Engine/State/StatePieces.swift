import Coding

/// A store's objects in pieces: a million of them in one would take as long to write as a million requests.
private struct ObjectPieces {
  /// How many objects a piece has at most.
  private static let size = 256

  private let store: Store
  private var slot = 0
  private var position = 0

  init(_ store: Store) { self.store = store }

  mutating func next() -> (slot: Int, list: any StoredList)? {
    let kinds = Registry.shared.kinds
    while slot < kinds.count {
      let place = slot
      let (list, next) = kinds[slot].stored(in: store, from: position, limit: Self.size)
      position = next ?? 0
      if next == nil { slot += 1 }
      if let list { return (place, list) }
    }
    return nil
  }
}

/// A sandbox's contents as a sequence of states, for a journal: the first is one without objects, the others are changes to
/// what came before.
package struct StatePieces: Sequence, IteratorProtocol {
  private let contents: Sandbox.Contents
  private var objects: ObjectPieces
  private var hasBegun = false
  private var hasEnded = false

  package init(_ contents: Sandbox.Contents) {
    self.contents = contents
    objects = ObjectPieces(contents.store)
  }

  package mutating func next() -> SandboxState? {
    guard !hasEnded else { return nil }
    var state = SandboxState(frame: contents.frame)
    if !hasBegun {
      hasBegun = true
    } else if let (_, list) = objects.next() {
      state.objects.append(list)
    } else {
      hasEnded = true
      state.deliveries = contents.store.deliveries.all.reversed()
      state.idempotency = contents.idempotency.all
    }
    return state
  }
}

/// A sandbox's contents as the text of one state, in pieces.
package struct StateTextPieces {
  private let contents: Sandbox.Contents
  private var objects: ObjectPieces
  /// The kind whose objects came last; nil before anything came.
  private var kind: Int?
  private var hasEnded = false

  package init(_ contents: Sandbox.Contents) {
    self.contents = contents
    objects = ObjectPieces(contents.store)
  }

  /// The next piece; nil behind the last.
  package mutating func next() throws -> [UInt8]? {
    guard !hasEnded else { return nil }
    guard let kind else {
      kind = -1
      return try StateEncoder.encode(contents.frame).dropLast() + Array(#","objects":{"#.utf8)
    }
    guard let (slot, list) = objects.next() else {
      hasEnded = true
      let deliveries = try StateEncoder.encode(Array(contents.store.deliveries.all.reversed()))
      let answers = try StateEncoder.encode(contents.idempotency.all)
      return Array((kind < 0 ? #"},"deliveries":"# : #"]},"deliveries":"#).utf8) + deliveries
        + Array(#","idempotency":"#.utf8) + answers + Array("}".utf8)
    }
    let rows = try list.encode().dropLast().dropFirst()
    if slot == kind { return [UInt8(ascii: ",")] + rows }
    self.kind = slot
    return Array("\(kind < 0 ? "" : "],")\"\(Registry.shared.kinds[slot].object)\":[".utf8) + rows
  }
}
