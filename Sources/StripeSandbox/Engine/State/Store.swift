/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  /// One table for each kind of the registry, made when its first object comes. Snapshots share tables until one of
  /// them changes.
  private var tables: [AnyTable?] = Array(repeating: nil, count: Registry.shared.kinds.count)
  package var deliveries = Deliveries()
  /// Derived from the balance transactions.
  var ledger = Ledger()
  var followUps: [PendingFollowUp] = []
  /// How failed invoices are collected.
  package var dunning = Dunning()
  /// Whether tables note what changes, for the journal.
  private(set) var tracksChanges = false

  /// The table of a kind: `store[Refund.self]`.
  package subscript<T: Resource>(type: T.Type) -> Table<T> {
    get {
      guard let table = tables[Registry.shared.slot(type)] else { return Table() }
      return unsafeDowncast(table, to: TableBox<T>.self).table
    }
    _modify {
      let slot = Registry.shared.slot(type)
      if tables[slot] == nil {
        tables[slot] = TableBox<T>(Table(tracksChanges: tracksChanges))
      } else if !isKnownUniquelyReferenced(&tables[slot]) {
        tables[slot] = tables[slot]?.copy()
      }
      yield &unsafeDowncast(tables[slot].unsafelyUnwrapped, to: TableBox<T>.self).table
    }
  }

  func hasTable<T: Resource>(_ type: T.Type) -> Bool { tables[Registry.shared.slot(type)] != nil }

  /// How many objects of a kind there are.
  package func count(of kind: any Resource.Type) -> Int { kind.count(in: self) }

  /// Has every change noted from now on.
  mutating func trackChanges() {
    tracksChanges = true
    for kind in Registry.shared.kinds { kind.trackChanges(in: &self) }
    deliveries.follow()
  }

  /// How many objects there are, the deleted ones included.
  var count: Int { tables.reduce(deliveries.count) { $0 + ($1?.end ?? 0) } }

  /// When the first job of a kind is due.
  func nextDue(_ slot: Int, onTestClock clock: String?) -> Int? { tables[slot]?.nextDue(onTestClock: clock) }

  /// The newest of the events that are kept.
  mutating func keep(_ event: consuming Event) {
    self[Event.self].insert(event)
    self[Event.self].trim(to: Event.kept)
  }
}

extension Resource {
  fileprivate static func count(in store: Store) -> Int { store[Self.self].count }
}

/// A table whose kind is not known. Unchecked: it changes only while one store alone refers to it.
private class AnyTable: @unchecked Sendable {
  func copy() -> AnyTable { self }
  func nextDue(onTestClock clock: String?) -> Int? { nil }
  var end: Int { 0 }
}

private final class TableBox<T: Resource>: AnyTable, @unchecked Sendable {
  var table: Table<T>

  init(_ table: Table<T>) { self.table = table }

  override func copy() -> AnyTable { TableBox(table) }
  override func nextDue(onTestClock clock: String?) -> Int? { table.nextDue(onTestClock: clock) }
  override var end: Int { table.end }
}
