/// All objects of one kind, oldest first, found by id and by the keys of their indexes.
///
/// Rows live in chunks, so that growth never copies them all and a snapshot shares what has not changed since.
package struct Table<T: Resource>: Sendable {
  private struct Chunk: Sendable {
    var rows: ContiguousArray<T?> = []
    var live = 0
  }

  private static var chunkSize: Int { 256 }

  private var chunks: [Chunk] = []
  private var positions: [String: Int] = [:]
  private var postings: [[String: Postings]]
  /// How many rows there ever were: the position of the next.
  private(set) var end = 0
  package private(set) var count = 0
  /// The ids of rows that came, changed or went since somebody took note of it; nil where nobody does.
  var changed: [String]?

  package init() { postings = Array(repeating: [:], count: T.indexes.count) }

  /// The place of an id, deleted or not: a deleted object still works as a cursor.
  func position(_ id: String) -> Int? { positions[id] }

  subscript(position: Int) -> T? { chunks[position / Self.chunkSize].rows[position % Self.chunkSize] }

  package subscript(id: String) -> T? { positions[id].flatMap { self[$0] } }

  func contains(_ id: String) -> Bool { self[id] != nil }

  func isDeleted(_ id: String) -> Bool { positions[id].map { self[$0] == nil } ?? false }

  /// Reads a row where it lies.
  func read(_ id: String, _ body: (borrowing T) -> Void) -> Bool {
    guard let position = positions[id] else { return false }
    guard let row = chunks[position / Self.chunkSize].rows[position % Self.chunkSize] else { return false }
    body(row)
    return true
  }

  mutating func insert(_ row: T) {
    let position = end
    end += 1
    count += 1
    if position % Self.chunkSize == 0 { chunks.append(Chunk()) }
    positions[row.id] = position
    changed?.append(row.id)
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row) { postings[number][key, default: Postings()].insert(position) }
    }
    chunks[chunks.count - 1].rows.append(row)
    chunks[chunks.count - 1].live += 1
  }

  /// Changes a row in place; its indexes follow.
  @discardableResult
  mutating func update<R>(_ id: String, _ change: (inout T) -> R) -> R? {
    guard let position = positions[id] else { return nil }
    let chunk = position / Self.chunkSize
    let slot = position % Self.chunkSize
    guard chunks[chunk].rows[slot] != nil else { return nil }
    changed?.append(id)
    let indexes = T.indexes
    guard !indexes.isEmpty else { return Self.change(&chunks[chunk].rows[slot], change) }
    let before = indexes.map { index in chunks[chunk].rows[slot].flatMap(index.key) }
    let result = Self.change(&chunks[chunk].rows[slot], change)
    for (number, index) in indexes.enumerated() {
      let after = chunks[chunk].rows[slot].flatMap(index.key)
      guard after != before[number] else { continue }
      if let key = before[number] { removePosting(number, key, position) }
      if let after { postings[number][after, default: Postings()].insert(position) }
    }
    return result
  }

  private static func change<R>(_ row: inout T?, _ change: (inout T) -> R) -> R? {
    guard var value = row.take() else { return nil }
    let result = change(&value)
    row = value
    return result
  }

  /// Leaves the id behind: it is known as deleted, and a list may continue after it.
  mutating func delete(_ id: String) {
    guard let position = positions[id], let row = self[position] else { return }
    changed?.append(id)
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row) { removePosting(number, key, position) }
    }
    chunks[position / Self.chunkSize].rows[position % Self.chunkSize] = nil
    chunks[position / Self.chunkSize].live -= 1
    count -= 1
  }

  /// Forgets the oldest rows for good, a chunk at a time, until at most `limit` and a chunk's worth remain.
  mutating func trim(to limit: Int) {
    while count > limit + Self.chunkSize, let oldest = chunks.firstIndex(where: { $0.live > 0 }) {
      for row in chunks[oldest].rows {
        guard let row else { continue }
        forget(row.id)
      }
      chunks[oldest].rows = ContiguousArray(repeating: nil, count: Self.chunkSize)
    }
  }

  /// Deletes a row for good.
  mutating func forget(_ id: String) {
    delete(id)
    positions[id] = nil
  }

  /// Leaves an id behind as if its row had been here.
  mutating func insertDeleted(_ id: String) {
    guard positions[id] == nil else { return delete(id) }
    if end % Self.chunkSize == 0 { chunks.append(Chunk()) }
    positions[id] = end
    end += 1
    chunks[chunks.count - 1].rows.append(nil)
  }

  /// The ids that lead nowhere any more, by where they led.
  var deleted: [Int: String] {
    var deleted: [Int: String] = [:]
    for (id, position) in positions where self[position] == nil { deleted[position] = id }
    return deleted
  }

  private mutating func removePosting(_ number: Int, _ key: String, _ position: Int) {
    postings[number][key]?.remove(position)
    if postings[number][key]?.isEmpty == true { postings[number][key] = nil }
  }

  /// The positions of an index's key, oldest first.
  func positions(_ index: String, _ key: String) -> ArraySlice<Int32>? {
    guard let number = T.indexes.firstIndex(where: { $0.name == index }) else { return nil }
    return (postings[number][key]?.positions ?? [])[...]
  }

  /// Walks the rows older than `position`, newest first, until `body` has had enough.
  func walkBack(from position: Int, _ body: (T) -> Bool) {
    var position = min(position, end) - 1
    while position >= 0 {
      let chunk = position / Self.chunkSize
      if chunks[chunk].live == 0 {
        position = chunk * Self.chunkSize - 1
        continue
      }
      if let row = chunks[chunk].rows[position % Self.chunkSize], !body(row) { return }
      position -= 1
    }
  }

  /// Walks the rows newer than `position`, oldest first.
  func walkForward(from position: Int, _ body: (T) -> Bool) {
    var position = position + 1
    while position < end {
      let chunk = position / Self.chunkSize
      if chunks[chunk].live == 0 {
        position = (chunk + 1) * Self.chunkSize
        continue
      }
      if let row = chunks[chunk].rows[position % Self.chunkSize], !body(row) { return }
      position += 1
    }
  }

  /// All rows, oldest first.
  package var all: [T] { chunks.flatMap { $0.rows.compactMap { $0 } } }
}

/// Positions in ascending order; most keys have one, which needs no array of its own.
private struct Postings: Sendable {
  private var first: Int32 = -1
  private var rest: [Int32] = []

  var isEmpty: Bool { first < 0 }
  var positions: [Int32] { first < 0 ? [] : [first] + rest }

  mutating func insert(_ position: Int) {
    guard var new = Int32(exactly: position) else { return }
    if first < 0 {
      first = new
      return
    }
    if new < first { swap(&new, &first) }
    var index = rest.endIndex
    while index > 0, rest[index - 1] > new { index -= 1 }
    rest.insert(new, at: index)
  }

  mutating func remove(_ position: Int) {
    if first == position {
      first = rest.isEmpty ? -1 : rest.removeFirst()
    } else {
      rest.removeAll { $0 == position }
    }
  }
}
