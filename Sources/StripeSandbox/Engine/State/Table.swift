/// All objects of one kind, oldest first, found by id and by the keys of their indexes.
///
/// A value: a copy shares everything until one of the two changes. Rows live in chunks, so that growth never copies them
/// all and a snapshot shares what has not changed since.
package struct Table<T: Resource>: Sendable {
  private struct Chunk {
    /// None at all once the chunk was trimmed away.
    var rows: ContiguousArray<Row<T>?> = []
    var live = 0
    /// The ids of deleted rows, by where they were.
    var deleted: [Int: String] = [:]
  }

  private static var chunkSize: Int { 256 }

  private var chunks: [Chunk] = []
  private var identifiers = TextIndex()
  /// One for each index; none before the first row comes.
  private var postings: [PostingIndex] = []
  private var timetable = T.jobs.isEmpty ? nil : Timetable()
  private var renderings = Renderings()
  /// How many rows are known as deleted.
  private var deletions = 0
  /// How many rows there ever were: the position of the next.
  private(set) var end = 0
  package private(set) var count = 0
  /// The first position that was not trimmed away.
  private var start = 0
  /// Ids of rows inserted, changed or deleted since the last `takeChanges()`; nil while changes are not tracked.
  var changed: [String]?

  package init() {}

  /// The place of an id, deleted or not: a deleted object still works as a cursor.
  @inline(__always)
  func position(_ id: String) -> Int? { Self.position(id, identifiers, chunks) }

  /// Takes only the parts that it looks at: a method would often get a copy of the table, and count a reference to each
  /// part.
  @inline(never)
  private static func position(_ id: String, _ identifiers: TextIndex, _ chunks: [Chunk]) -> Int? {
    identifiers.find(TextIndex.hash(id)) { position in
      let chunk = position / chunkSize
      if chunks[chunk].live > 0, let row = chunks[chunk].rows[position % chunkSize] { return row.value.id == id }
      return chunks[chunk].deleted[position] == id
    }
  }

  /// The place of an id that is not deleted.
  func presentPosition(_ id: String) -> Int? {
    guard let position = position(id), row(at: position) != nil else { return nil }
    return position
  }

  /// A row where it lies, to be looked at without a copy.
  func row(at position: Int) -> Row<T>? {
    let chunk = position / Self.chunkSize
    return chunks[chunk].live == 0 ? nil : chunks[chunk].rows[position % Self.chunkSize]
  }

  func row(_ id: String) -> Row<T>? { if let position = position(id) { row(at: position) } else { nil } }

  subscript(position: Int) -> T? { row(at: position)?.value }

  package subscript(id: String) -> T? { row(id)?.value }

  func contains(_ id: String) -> Bool { row(id) != nil }

  func isDeleted(_ id: String) -> Bool { position(id).map { row(at: $0) == nil } ?? false }

  /// The positions of an index's key, oldest first.
  func positions(_ index: String, _ key: String) -> Postings? {
    guard let number = T.indexes.firstIndex(where: { $0.name == index }) else { return nil }
    guard !postings.isEmpty else { return [] }
    return list(of: key, in: number).list.map { postings[number][$0] } ?? []
  }

  /// A key's hash in an index, and the number of the list of its rows.
  private func list(of key: String, in number: Int) -> (hash: UInt32, list: Int?) {
    let hash = TextIndex.hash(key)
    return (hash, postings[number].find(hash) { row(at: $0).map { T.indexes[number].key($0.value) } == key })
  }

  /// All rows, oldest first.
  package var all: [T] { chunks.flatMap { $0.rows.compactMap { $0?.value } } }
}

// MARK: - Changes

extension Table {
  /// Puts a row behind all others, and says where that is.
  @discardableResult
  mutating func insert(_ row: consuming T) -> Int {
    // Ids can be inserted again after deletion.
    if deletions > 0 { forget(row.id) }
    let position = end
    if postings.isEmpty { postings = Array(repeating: PostingIndex(), count: T.indexes.count) }
    identifiers.insert(TextIndex.hash(row.id), position)
    changed?.append(row.id)
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row) { insertPosting(number, key, position) }
    }
    if timetable != nil { schedule(row, at: position) }
    append(Row(row))
    return position
  }

  /// Puts a row, or the place of a deleted one, behind all others.
  private mutating func append(_ row: Row<T>?) {
    if end % Self.chunkSize == 0 { chunks.append(Chunk()) }
    chunks[chunks.count - 1].rows.append(row)
    end += 1
    guard row != nil else { return }
    chunks[chunks.count - 1].live += 1
    count += 1
  }

  /// Changes a row; its indexes follow.
  @discardableResult
  mutating func update<R>(_ id: String, _ change: (inout T) -> R) -> R? {
    position(id).flatMap { update(at: $0, change) }
  }

  @discardableResult
  mutating func update<R>(at position: Int, _ change: (inout T) -> R) -> R? {
    guard let row = row(at: position) else { return nil }
    var value = row.value
    let result = change(&value)
    replace(row, at: position, by: Row(consume value))
    return result
  }

  /// Apart from `update`, of which there is a copy for each closure.
  @inline(never)
  private mutating func replace(_ old: Row<T>, at position: Int, by new: Row<T>) {
    changed?.append(new.value.id)
    for (number, index) in T.indexes.enumerated() {
      let before = index.key(old.value)
      let after = index.key(new.value)
      guard before != after else { continue }
      if let before { removePosting(number, before, position) }
      if let after { insertPosting(number, after, position) }
    }
    if timetable != nil { schedule(new.value, at: position, replacing: old) }
    renderings.forget(position)
    chunks[position / Self.chunkSize].rows[position % Self.chunkSize] = new
  }

  private mutating func insertPosting(_ number: Int, _ key: String, _ position: Int) {
    let (hash, list) = list(of: key, in: number)
    postings[number].insert(position, hash, into: list)
  }

  private mutating func removePosting(_ number: Int, _ key: String, _ position: Int) {
    let (hash, list) = list(of: key, in: number)
    if let list { postings[number].remove(position, hash, from: list) }
  }

  /// Leaves the id behind: it is known as deleted, and a list may continue after it.
  mutating func delete(_ id: String) {
    guard let position = position(id), row(at: position) != nil else { return }
    changed?.append(id)
    clear(position)
    setDeleted(id, at: position)
  }

  /// Leaves an id behind as if its row had been here.
  mutating func insertDeleted(_ id: String) {
    guard position(id) == nil else { return delete(id) }
    identifiers.insert(TextIndex.hash(id), end)
    append(nil)
    setDeleted(id, at: end - 1)
  }

  /// The id of a row that was deleted from a position.
  func deletedID(at position: Int) -> String? {
    deletions == 0 ? nil : chunks[position / Self.chunkSize].deleted[position]
  }

  private mutating func setDeleted(_ id: String?, at position: Int) {
    guard id != nil || deletions > 0 else { return }
    let before = chunks[position / Self.chunkSize].deleted[position]
    chunks[position / Self.chunkSize].deleted[position] = id
    deletions += (id == nil ? 0 : 1) - (before == nil ? 0 : 1)
  }

  /// Deletes a row for good.
  mutating func forget(_ id: String) {
    if let position = position(id) { forget(id, at: position) }
  }

  private mutating func forget(_ id: String, at position: Int) {
    changed?.append(id)
    clear(position)
    setDeleted(nil, at: position)
    identifiers.remove(TextIndex.hash(id), position)
  }

  /// Takes a row from its place.
  private mutating func clear(_ position: Int) {
    guard let row = row(at: position) else { return }
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row.value) { removePosting(number, key, position) }
    }
    renderings.forget(position)
    chunks[position / Self.chunkSize].rows[position % Self.chunkSize] = nil
    chunks[position / Self.chunkSize].live -= 1
    count -= 1
  }

  /// Forgets the oldest rows for good, until at most `limit` remain.
  mutating func trim(to limit: Int) {
    while count > limit {
      if let id = row(at: start)?.value.id ?? deletedID(at: start) { forget(id, at: start) }
      start += 1
      if start % Self.chunkSize == 0 { chunks[start / Self.chunkSize - 1].rows = [] }
    }
  }
}

// MARK: - Due jobs

extension Table {
  /// Enters the due times of a row's jobs into the timetable, unless they are unchanged.
  private mutating func schedule(_ row: T, at position: Int, replacing before: Row<T>? = nil) {
    for (number, job) in T.jobs.enumerated() {
      guard let due = job.due(row) else { continue }
      if let before, before.value.testClock == row.testClock, job.due(before.value) == due { continue }
      timetable?.insert(Timetable.Entry(due: due, position: position, job: number), onTestClock: row.testClock)
    }
  }

  func nextDue(onTestClock clock: String?) -> Int? { timetable?.first(onTestClock: clock)?.due }

  /// The first job that is still to be done. Stale entries before it are removed from the timetable.
  mutating func firstJob(onTestClock clock: String?) -> (id: String, due: Int, job: Int)? {
    while let entry = timetable?.first(onTestClock: clock) {
      if let row = row(at: entry.position)?.value, row.testClock == clock, T.jobs[entry.job].due(row) == entry.due {
        return (row.id, entry.due, entry.job)
      }
      timetable?.removeFirst(onTestClock: clock)
    }
    return nil
  }

  /// Takes the first job off the timetable. Nil: its row is gone, or names another time by now.
  mutating func takeFirstJob(onTestClock clock: String?) -> (id: String, due: Int, job: Int)? {
    guard let entry = timetable?.first(onTestClock: clock) else { return nil }
    timetable?.removeFirst(onTestClock: clock)
    guard let row = row(at: entry.position)?.value, row.testClock == clock,
      T.jobs[entry.job].due(row) == entry.due
    else { return nil }
    return (row.id, entry.due, entry.job)
  }
}

// MARK: - Walks

extension Table {
  /// Walks the rows older than `position`, newest first, until `body` returns false; with `among`, only an index's
  /// positions.
  @inline(__always)
  func walkBack(from position: Int, among positions: Postings? = nil, _ body: (Int, Row<T>) -> Bool) {
    if let positions {
      for candidate in positions[..<positions.lowerBound(position)].reversed() {
        if let row = row(at: Int(candidate)), !body(Int(candidate), row) { return }
      }
      return
    }
    var position = min(position, end) - 1
    while position >= 0 {
      guard chunks[position / Self.chunkSize].live > 0 else {
        position = position / Self.chunkSize * Self.chunkSize - 1
        continue
      }
      if let row = row(at: position), !body(position, row) { return }
      position -= 1
    }
  }

  /// Walks the rows newer than `position`, oldest first.
  @inline(__always)
  func walkForward(from position: Int, among positions: Postings? = nil, _ body: (Int, Row<T>) -> Bool) {
    var position = position + 1
    if let positions {
      for candidate in positions[positions.lowerBound(position)...] {
        if let row = row(at: Int(candidate)), !body(Int(candidate), row) { return }
      }
      return
    }
    while position < end {
      guard chunks[position / Self.chunkSize].live > 0 else {
        position = (position / Self.chunkSize + 1) * Self.chunkSize
        continue
      }
      if let row = row(at: position), !body(position, row) { return }
      position += 1
    }
  }
}

// MARK: - Renderings

extension Table {
  /// The cached rendering of a row.
  func rendering(at position: Int) -> [UInt8]? { renderings[position] }

  /// Passes on the cached renderings of rows, up to the first row that has none.
  ///
  /// - Returns: How many there were.
  func passRenderings(at positions: ArraySlice<Int>, _ body: ([UInt8]) -> Void) -> Int {
    var count = 0
    for position in positions {
      guard let rendering = renderings[position] else { break }
      body(rendering)
      count += 1
    }
    return count
  }

  mutating func keep(rendering: [UInt8], at position: Int) { renderings.keep(rendering, position) }
}
