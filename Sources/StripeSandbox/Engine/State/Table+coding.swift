import Coding

/// A row of a table, or the id of a deleted one.
enum TableEntry<T: Resource>: Codable {
  case row(T)
  /// Known as deleted; a list may continue after it.
  case deleted(String)
  /// Not known any more.
  case forgotten(String)

  private enum Absence: String, CodingKey { case deleted, forgotten }

  init(from decoder: any Decoder) throws {
    if let (name, id) = (decoder as? StateDecoder)?.onlyMember, let absence = Absence(rawValue: name) {
      self = absence == .deleted ? .deleted(id) : .forgotten(id)
    } else {
      self = .row(try T(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .row(let row): try row.encode(to: encoder)
    case .deleted(let id):
      var container = encoder.container(keyedBy: Absence.self)
      try container.encode(id, forKey: .deleted)
    case .forgotten(let id):
      var container = encoder.container(keyedBy: Absence.self)
      try container.encode(id, forKey: .forgotten)
    }
  }
}

extension Table {
  /// The entries at some positions, oldest first.
  func entries(_ positions: Range<Int>) -> [TableEntry<T>] {
    positions.compactMap { self[$0].map(TableEntry.row) ?? deletedID(at: $0).map(TableEntry.deleted) }
  }

  /// The changes since the last call, oldest first.
  mutating func takeChanges() -> [TableEntry<T>] {
    guard let ids = changed, !ids.isEmpty else { return [] }
    changed = []
    let places = Set(ids).map { (id: $0, position: position($0) ?? -1) }
    return places.sorted { ($0.position, $0.id) < ($1.position, $1.id) }.map { place in
      if place.position < 0 { return .forgotten(place.id) }
      return self[place.position].map(TableEntry.row) ?? .deleted(place.id)
    }
  }

  mutating func put(_ entry: TableEntry<T>) {
    switch entry {
    case .row(let row): if update(row.id, { $0 = row }) == nil { insert(row) }
    case .deleted(let id): insertDeleted(id)
    case .forgotten(let id): forget(id)
    }
  }
}
