import Coding

/// Objects of every kind, each under its kind's word.
struct StoredObjects: Encodable {
  private(set) var lists: [any StoredList] = []

  mutating func append(_ list: (any StoredList)?) {
    if let list { lists.append(list) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: StateName.self)
    for list in lists { try list.encode(in: &container) }
  }
}

/// Objects of one kind.
protocol StoredList {
  func encode(in container: inout KeyedEncodingContainer<StateName>) throws
  /// `[…]`.
  func encode() throws -> [UInt8]
}

private struct StoredRows<T: Resource>: StoredList {
  let entries: [TableEntry<T>]

  func encode(in container: inout KeyedEncodingContainer<StateName>) throws {
    try container.encode(entries, forKey: StateName(stringValue: T.object.description))
  }

  func encode() throws -> [UInt8] { try StateEncoder.encode(entries, capacity: 512 * entries.count) }
}

extension Resource {
  /// The objects of this kind from a position on, and where the next such piece begins.
  static func stored(in store: Store, from position: Int, limit: Int) -> (list: (any StoredList)?, next: Int?) {
    guard store.hasTable(Self.self) else { return (nil, nil) }
    let table = store[Self.self]
    let end = min(position.addingReportingOverflow(limit).partialValue, table.end)
    return (list(table.entries(position..<max(position, end))), end < table.end ? end : nil)
  }

  fileprivate static func takeChanges(in store: inout Store) -> (any StoredList)? {
    store.hasTable(Self.self) ? list(store[Self.self].takeChanges()) : nil
  }

  private static func list(_ entries: [TableEntry<Self>]) -> (any StoredList)? {
    entries.isEmpty ? nil : StoredRows(entries: entries)
  }

  static func trackChanges(in store: inout Store) {
    if store.hasTable(Self.self) { store[Self.self].changed = [] }
  }
}

extension Store {
  var objects: StoredObjects {
    var objects = StoredObjects()
    for kind in Registry.shared.kinds { objects.append(kind.stored(in: self, from: 0, limit: .max).list) }
    return objects
  }

  mutating func takeChanges() -> StoredObjects {
    var objects = StoredObjects()
    for kind in Registry.shared.kinds { objects.append(kind.takeChanges(in: &self)) }
    return objects
  }
}
