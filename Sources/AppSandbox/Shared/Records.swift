/// Something that is found by keys of its own, each unlike any other record's.
protocol Record: Codable, Sendable {
  associatedtype Key: Codable, Hashable, Sendable
  /// The first of them never changes.
  var keys: [Key] { get }
}

/// Records in the order in which they came. A value: a copy is a snapshot.
struct Records<Row: Record>: Sendable {
  private var rows: [Row?] = []
  private var places: [Row.Key: Int] = [:]
  /// The first keys of records inserted, changed or removed since the last `takeChanges()`; nil while changes are not
  /// tracked.
  private var changed: [Row.Key]?

  /// Oldest first.
  var all: [Row] { rows.compactMap { $0 } }

  subscript(key: Row.Key) -> Row? { places[key].flatMap { rows[$0] } }

  mutating func insert(_ row: Row) {
    for key in row.keys { places[key] = rows.count }
    rows.append(row)
    note(row)
  }

  /// Does nothing if there is no such record any more.
  mutating func update(_ key: Row.Key, _ change: (inout Row) -> Void) {
    guard let place = places[key], var row = rows[place] else { return }
    for key in row.keys { places[key] = nil }
    change(&row)
    for key in row.keys { places[key] = place }
    rows[place] = row
    note(row)
  }

  mutating func remove(_ key: Row.Key) {
    guard let place = places[key], let row = rows[place] else { return }
    for key in row.keys { places[key] = nil }
    rows[place] = nil
    note(row)
  }

  private mutating func note(_ row: Row) {
    if changed != nil, let key = row.keys.first { changed?.append(key) }
  }
}

// MARK: Keeping book

/// A record, or what is left of one.
enum RecordEntry<Row: Record>: Codable, Sendable {
  case row(Row)
  case removed(Row.Key)
}

extension Records {
  /// All of it, oldest first.
  var entries: [RecordEntry<Row>] { all.map(RecordEntry.row) }

  /// Whether note is taken of changes.
  var isFollowed: Bool {
    get { changed != nil }
    set { changed = newValue ? [] : nil }
  }

  /// The changes since the last call.
  mutating func takeChanges() -> [RecordEntry<Row>] {
    guard let keys = changed, !keys.isEmpty else { return [] }
    changed = []
    var seen: Set<Row.Key> = []
    return keys.compactMap { key in
      guard seen.insert(key).inserted else { return nil }
      return self[key].map(RecordEntry.row) ?? .removed(key)
    }
  }

  mutating func put(_ entries: [RecordEntry<Row>]) {
    for entry in entries {
      switch entry {
      case .removed(let key): remove(key)
      case .row(let row):
        if let key = row.keys.first, self[key] != nil { update(key) { $0 = row } } else { insert(row) }
      }
    }
  }
}
