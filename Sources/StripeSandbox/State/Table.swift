/// All objects of one kind, oldest first, found by id and by the keys of their indexes.
///
/// A value, but one reference's size: a copy shares everything until one of the two changes. Rows live in chunks, so that
/// growth never copies them all and a snapshot shares what has not changed since.
package struct Table<T: Resource>: Sendable {
  private var shelf = Shelf<T>()
  /// The ids of rows that came, changed or went since somebody took note of it; nil where nobody does.
  var changed: [String]?

  package init() {}

  /// How many rows there ever were: the position of the next.
  var end: Int { shelf.end }
  package var count: Int { shelf.count }
  /// The ids of deleted rows, by where they were.
  var deleted: [Int: String] { shelf.deleted }

  /// The place of an id, deleted or not: a deleted object still works as a cursor.
  func position(_ id: String) -> Int? {
    let shelf = shelf
    return shelf.identifiers.find(IdentifierIndex.hash(id)) { shelf.id(at: $0) == id }
  }

  /// A row where it lies, to be looked at without a copy.
  func row(at position: Int) -> Row<T>? { shelf.row(at: position) }

  subscript(position: Int) -> T? { shelf.row(at: position)?.value }

  package subscript(id: String) -> T? { position(id).flatMap { self[$0] } }

  func contains(_ id: String) -> Bool { position(id).map { shelf.row(at: $0) != nil } ?? false }

  func isDeleted(_ id: String) -> Bool { position(id).map { shelf.row(at: $0) == nil } ?? false }

  /// The positions of an index's key, oldest first.
  func positions(_ index: String, _ key: String) -> ArraySlice<Int32>? {
    guard let number = T.indexes.firstIndex(where: { $0.name == index }) else { return nil }
    return (shelf.postings[number][key]?.positions ?? [])[...]
  }

  /// All rows, oldest first.
  package var all: [T] { shelf.chunks.flatMap { $0.rows.compactMap { $0?.value } } }
}

// MARK: - Changes

extension Table {
  /// Ends the sharing with copies.
  private mutating func own() -> Shelf<T> {
    if !isKnownUniquelyReferenced(&shelf) { shelf = Shelf(shelf) }
    return shelf
  }

  mutating func insert(_ row: T) {
    // What was deleted may come again.
    if !shelf.deleted.isEmpty { forget(row.id) }
    let shelf = own()
    let position = shelf.end
    shelf.identifiers.insert(IdentifierIndex.hash(row.id), position)
    changed?.append(row.id)
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row) { shelf.postings[number][key, default: Postings()].insert(position) }
    }
    shelf.append(Row(row))
  }

  /// Changes a row; its indexes follow.
  @discardableResult
  mutating func update<R>(_ id: String, _ change: (inout T) -> R) -> R? {
    guard let position = position(id), let row = row(at: position) else { return nil }
    var value = row.value
    let result = change(&value)
    changed?.append(id)
    let shelf = own()
    for (number, index) in T.indexes.enumerated() {
      let before = index.key(row.value)
      let after = index.key(value)
      guard before != after else { continue }
      if let before { shelf.removePosting(number, before, position) }
      if let after { shelf.postings[number][after, default: Postings()].insert(position) }
    }
    shelf.renderings.forget(position)
    shelf.chunks[position / Shelf<T>.chunkSize].rows[position % Shelf<T>.chunkSize] = Row(value)
    return result
  }

  /// Leaves the id behind: it is known as deleted, and a list may continue after it.
  mutating func delete(_ id: String) {
    guard let position = position(id), row(at: position) != nil else { return }
    changed?.append(id)
    let shelf = own()
    shelf.clear(position)
    shelf.deleted[position] = id
  }

  /// Leaves an id behind as if its row had been here.
  mutating func insertDeleted(_ id: String) {
    guard position(id) == nil else { return delete(id) }
    let shelf = own()
    shelf.identifiers.insert(IdentifierIndex.hash(id), shelf.end)
    shelf.deleted[shelf.end] = id
    shelf.append(nil)
  }

  /// Deletes a row for good.
  mutating func forget(_ id: String) {
    guard let position = position(id) else { return }
    changed?.append(id)
    own().forget(id, at: position)
  }

  /// Forgets the oldest rows for good, a chunk at a time, until at most `limit` and a chunk's worth remain.
  mutating func trim(to limit: Int) {
    while count > limit + Shelf<T>.chunkSize, shelf.trimmed < shelf.chunks.count {
      let shelf = own()
      let first = shelf.trimmed * Shelf<T>.chunkSize
      for position in first..<(first + shelf.chunks[shelf.trimmed].rows.count) {
        guard let id = shelf.id(at: position) else { continue }
        changed?.append(id)
        shelf.forget(id, at: position)
      }
      shelf.chunks[shelf.trimmed].rows = []
      shelf.trimmed += 1
    }
  }
}

// MARK: - Walks

extension Table {
  /// Walks the rows older than `position`, newest first, until `body` has had enough.
  func walkBack(from position: Int, _ body: (Int, Row<T>) -> Bool) {
    var position = min(position, end) - 1
    while position >= 0 {
      guard shelf.chunks[position / Shelf<T>.chunkSize].live > 0 else {
        position = position / Shelf<T>.chunkSize * Shelf<T>.chunkSize - 1
        continue
      }
      if let row = row(at: position), !body(position, row) { return }
      position -= 1
    }
  }

  /// Walks the rows newer than `position`, oldest first.
  func walkForward(from position: Int, _ body: (Int, Row<T>) -> Bool) {
    var position = position + 1
    while position < end {
      guard shelf.chunks[position / Shelf<T>.chunkSize].live > 0 else {
        position = (position / Shelf<T>.chunkSize + 1) * Shelf<T>.chunkSize
        continue
      }
      if let row = row(at: position), !body(position, row) { return }
      position += 1
    }
  }
}

// MARK: - Renderings

extension Table {
  /// What the row looks like, if that was looked at lately.
  func rendering(at position: Int) -> [UInt8]? { shelf.renderings[position] }

  mutating func keep(rendering: [UInt8], at position: Int) { own().renderings.keep(rendering, position) }
}
