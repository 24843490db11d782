/// Something that is found by keys of its own, each unlike any other record's.
protocol Record: Sendable {
  associatedtype Key: Hashable & Sendable
  var keys: [Key] { get }
}

/// Records in the order in which they came. A value: a copy is a snapshot.
struct Records<Row: Record>: Sendable {
  private var rows: [Row?] = []
  private var places: [Row.Key: Int] = [:]

  /// Oldest first.
  var all: [Row] { rows.compactMap { $0 } }

  subscript(key: Row.Key) -> Row? { places[key].flatMap { rows[$0] } }

  mutating func insert(_ row: Row) {
    for key in row.keys { places[key] = rows.count }
    rows.append(row)
  }

  /// Does nothing if there is no such record any more.
  mutating func update(_ key: Row.Key, _ change: (inout Row) -> Void) {
    guard let place = places[key], var row = rows[place] else { return }
    for key in row.keys { places[key] = nil }
    change(&row)
    for key in row.keys { places[key] = place }
    rows[place] = row
  }

  mutating func remove(_ key: Row.Key) {
    guard let place = places[key], let row = rows[place] else { return }
    for key in row.keys { places[key] = nil }
    rows[place] = nil
  }
}
