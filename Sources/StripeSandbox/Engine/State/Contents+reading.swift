import Coding

extension Sandbox.Contents {
  /// Empty contents, which reading a whole sandbox begins with.
  package init() {
    self.init(
      accountID: "", store: Store(), clock: SandboxClock(), identifiers: Identifiers(seed: 0),
      idempotency: Idempotency(), requests: 0)
  }

  /// Reads what was written of a sandbox, or of its changes, into this. Objects go into their tables one by one, so that
  /// no more of the text is held than one of them. After an error this is of no use.
  package mutating func read(_ reader: StateReader) throws {
    var frame = Array("{".utf8)
    try reader.members { name in
      switch SandboxState.Part(rawValue: name) {
      case .objects: try readObjects(reader)
      case .deliveries: try reader.items { store.deliveries.put(try reader.value(Delivery.self)) }
      case .idempotency: try reader.items { idempotency.put(try reader.value(Idempotency.Kept.self)) }
      case nil:
        if frame.count > 1 { frame.append(UInt8(ascii: ",")) }
        frame += try StateEncoder.encode(name) + [UInt8(ascii: ":")] + (try reader.raw())
      }
    }
    frame.append(UInt8(ascii: "}"))
    apply(try StateDecoder.decode(SandboxState.Frame.self, from: frame))
  }

  private mutating func apply(_ frame: SandboxState.Frame) {
    accountID = frame.account
    clock = frame.clock
    identifiers = frame.identifiers
    requests = frame.requests
    store.followUps = frame.followUps
    store.dunning = frame.dunning ?? Dunning()
  }

  /// The ledger isn't stored; it is rebuilt from balance transactions.
  private mutating func readObjects(_ reader: StateReader) throws {
    let booked = store[BalanceTransaction.self].end
    try reader.members { name in
      guard let kind = Registry.shared.kinds(named: name).first else {
        throw StateError("There are no objects of the kind “\(name)”")
      }
      try kind.read(reader, into: &store)
    }
    let movements = store[BalanceTransaction.self]
    movements.walkForward(from: booked - 1) { _, movement in
      store.ledger.add(movement.value.net, movement.value.currency, due: movement.value.availableOn)
      return true
    }
  }
}

extension Resource {
  package static func read(_ reader: StateReader, into store: inout Store) throws {
    var count = 0
    do throws(any Error) {
      try reader.values(of: TableEntry<Self>.self) {
        store[Self.self].put($0)
        count += 1
      }
    } catch {
      throw StateError("\(error), in \(object).\(count)")
    }
  }
}
