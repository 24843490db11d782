import Coding

/// Objects of every kind, each under its kind's word.
struct StoredObjects: Codable {
  private(set) var lists: [any StoredList] = []

  init() {}

  mutating func append(_ list: (any StoredList)?) {
    if let list { lists.append(list) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for list in lists { try list.encode(in: &container) }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      lists.append(try Store.kind(name, in: container).stored(in: container, as: name))
    }
  }

  struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }
}

/// Objects of one kind.
protocol StoredList {
  func encode(in container: inout KeyedEncodingContainer<StoredObjects.Name>) throws
  func apply(to store: inout Store)
}

private struct StoredRows<T: Resource>: StoredList {
  let entries: [TableEntry<T>]

  func encode(in container: inout KeyedEncodingContainer<StoredObjects.Name>) throws {
    try container.encode(entries, forKey: StoredObjects.Name(stringValue: T.object.description))
  }

  func apply(to store: inout Store) {
    for entry in entries { store[T.self].put(entry) }
  }
}

extension Resource {
  fileprivate static func stored(
    in container: KeyedDecodingContainer<StoredObjects.Name>, as name: StoredObjects.Name
  ) throws -> any StoredList {
    StoredRows(entries: try container.decode([TableEntry<Self>].self, forKey: name))
  }

  fileprivate static func stored(in store: Store) -> (any StoredList)? { list(store[Self.self].entries) }

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
  /// The kind that a name in a state stands for.
  static func kind(
    _ name: StoredObjects.Name, in container: KeyedDecodingContainer<StoredObjects.Name>
  ) throws -> any Resource.Type {
    if let kind = Registry.shared.kinds(named: name.stringValue).first { return kind }
    let text = "There are no objects of the kind “\(name.stringValue)”"
    throw DecodingError.dataCorruptedError(forKey: name, in: container, debugDescription: text)
  }

  var objects: StoredObjects {
    var objects = StoredObjects()
    for kind in Registry.shared.kinds { objects.append(kind.stored(in: self)) }
    return objects
  }

  mutating func takeChanges() -> StoredObjects {
    var objects = StoredObjects()
    for kind in Registry.shared.kinds { objects.append(kind.takeChanges(in: &self)) }
    return objects
  }

  /// The ledger isn't stored; it is rebuilt from balance transactions.
  mutating func apply(_ objects: StoredObjects) {
    let booked = self[BalanceTransaction.self].end
    for list in objects.lists { list.apply(to: &self) }
    self[BalanceTransaction.self].walkForward(from: booked - 1) { _, movement in
      ledger.add(movement.value.net, movement.value.currency, due: movement.value.availableOn)
      return true
    }
  }
}
