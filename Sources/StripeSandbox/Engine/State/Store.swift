/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  /// One table for each kind of the registry. Copies of a store share tables until one of them changes, and all share
  /// the empty ones.
  private(set) var tables = Self.empty
  package var deliveries = Deliveries()
  /// Derived from the balance transactions.
  var ledger = Ledger()
  var followUps: [PendingFollowUp] = []
  /// How failed invoices are collected.
  package var dunning = Dunning()
  /// How often tables of kinds with due jobs may have changed.
  private(set) var timedChanges = 0
  /// Whether tables note what changes, for the journal.
  private(set) var tracksChanges = false

  private static let empty: [AnyTable] = Registry.shared.kinds.map { $0.emptyTable }

  /// The table of a kind: `store[Refund.self]`. It is used where it lies, so that reading counts no references; it
  /// stays there because the store, which holds its box, is accessed for as long.
  package subscript<T: Resource>(type: T.Type) -> Table<T> {
    @inline(__always) _read {
      let table = unsafeDowncast(tables[Registry.slot(type)], to: TableBox<T>.self).table
      yield table.pointee
    }
    unsafeMutableAddress {
      let slot = Registry.slot(type)
      if !T.jobs.isEmpty { timedChanges &+= 1 }
      if !isKnownUniquelyReferenced(&tables[slot]) { separate(slot) }
      return unsafeDowncast(tables[slot], to: TableBox<T>.self).table
    }
  }

  /// Takes a copy of a shared table to change it.
  @inline(never)
  private mutating func separate(_ slot: Int) { tables[slot] = tables[slot].copy(tracksChanges: tracksChanges) }

  func hasTable<T: Resource>(_ type: T.Type) -> Bool { tables[Registry.slot(type)] !== Self.empty[Registry.slot(type)] }

  /// How many objects of a kind there are.
  package func count(of kind: any Resource.Type) -> Int { kind.count(in: self) }

  /// Tracks changes from now on.
  mutating func trackChanges() {
    tracksChanges = true
    for kind in Registry.shared.kinds { kind.trackChanges(in: &self) }
    deliveries.follow()
  }

  /// How many objects there are, the deleted ones included.
  var count: Int {
    var count = deliveries.count
    for slot in tables.indices where tables[slot] !== Self.empty[slot] { count += tables[slot].end }
    return count
  }

  /// The kind whose job is due first, and when. Of several at one time, the kind that is registered first.
  ///
  /// - Parameter tables: those of the store, of which a method would get a copy.
  static func firstDue(in tables: [AnyTable], onTestClock clock: String?) -> (slot: Int, due: Int)? {
    var first: (slot: Int, due: Int)?
    let kinds = Registry.shared.kinds
    let empty = Self.empty
    for slot in Registry.shared.timedSlots where tables[slot] !== empty[slot] {
      guard let due = kinds[slot].firstDue(in: tables[slot], onTestClock: clock) else { continue }
      if first.map({ due < $0.due }) ?? true { first = (slot, due) }
    }
    return first
  }

  /// The newest of the events that are kept.
  mutating func keep(_ event: consuming Event) {
    self[Event.self].insert(event)
    self[Event.self].trim(to: Event.kept)
  }

  mutating func keep(_ event: ThinEvent) {
    self[ThinEvent.self].insert(event)
    self[ThinEvent.self].trim(to: Event.kept)
  }
}

extension Resource {
  package static func firstDue(in table: AnyTable, onTestClock clock: String?) -> Int? {
    unsafeDowncast(table, to: TableBox<Self>.self).table.pointee.nextDue(onTestClock: clock)
  }

  fileprivate static func count(in store: Store) -> Int { store[Self.self].count }
  fileprivate static var emptyTable: AnyTable { TableBox<Self>(Table()) }
}

/// A table whose kind is not known. Unchecked: it changes only while one store alone refers to it.
package class AnyTable: @unchecked Sendable {
  fileprivate func copy(tracksChanges: Bool) -> AnyTable { self }
  fileprivate var end: Int { 0 }
}

private final class TableBox<T: Resource>: AnyTable, @unchecked Sendable {
  let table: UnsafeMutablePointer<Table<T>>

  init(_ table: consuming Table<T>) {
    self.table = .allocate(capacity: 1)
    self.table.initialize(to: table)
  }

  deinit {
    table.deinitialize(count: 1)
    table.deallocate()
  }

  fileprivate override func copy(tracksChanges: Bool) -> AnyTable {
    let copy = TableBox(table.pointee)
    if tracksChanges, copy.table.pointee.changed == nil { copy.table.pointee.changed = [] }
    return copy
  }

  fileprivate override var end: Int { table.pointee.end }
}
