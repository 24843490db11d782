/// A row is never changed, only replaced: whoever looks at one copies nothing, and snapshots share it.
final class Row<T: Resource>: Sendable {
  let value: T

  init(_ value: T) { self.value = value }
}

/// What a table consists of.
///
/// Unchecked: it changes only while a single table holds it (`Table.own`).
final class Shelf<T: Resource>: @unchecked Sendable {
  struct Chunk {
    /// None at all once the chunk was trimmed away.
    var rows: ContiguousArray<Row<T>?> = []
    var live = 0
  }

  static var chunkSize: Int { 256 }

  var chunks: [Chunk] = []
  var identifiers = IdentifierIndex()
  var deleted: [Int: String] = [:]
  var postings: [[String: Postings]] = Array(repeating: [:], count: T.indexes.count)
  var renderings = Renderings()
  var end = 0
  var count = 0
  /// How many chunks were trimmed away.
  var trimmed = 0

  init() {}

  init(_ other: Shelf) {
    chunks = other.chunks
    identifiers = other.identifiers
    deleted = other.deleted
    postings = other.postings
    renderings = other.renderings
    end = other.end
    count = other.count
    trimmed = other.trimmed
  }

  func row(at position: Int) -> Row<T>? {
    let chunk = position / Self.chunkSize
    return chunks[chunk].live == 0 ? nil : chunks[chunk].rows[position % Self.chunkSize]
  }

  /// Puts a row, or the place of a deleted one, behind all others.
  func append(_ row: Row<T>?) {
    if end % Self.chunkSize == 0 { chunks.append(Chunk()) }
    chunks[chunks.count - 1].rows.append(row)
    end += 1
    guard row != nil else { return }
    chunks[chunks.count - 1].live += 1
    count += 1
  }

  func id(at position: Int) -> String? { row(at: position)?.value.id ?? deleted[position] }

  /// Takes a row from its place.
  func clear(_ position: Int) {
    guard let row = row(at: position) else { return }
    for (number, index) in T.indexes.enumerated() {
      if let key = index.key(row.value) { removePosting(number, key, position) }
    }
    renderings.forget(position)
    chunks[position / Self.chunkSize].rows[position % Self.chunkSize] = nil
    chunks[position / Self.chunkSize].live -= 1
    count -= 1
  }

  func forget(_ id: String, at position: Int) {
    clear(position)
    if !deleted.isEmpty { deleted[position] = nil }
    identifiers.remove(IdentifierIndex.hash(id), position)
  }

  func removePosting(_ number: Int, _ key: String, _ position: Int) {
    postings[number][key]?.remove(position)
    if postings[number][key]?.isEmpty == true { postings[number][key] = nil }
  }
}

/// The bytes of rows that were shown lately: lists, events and answers show the same ones over and over.
struct Renderings: Sendable {
  private static let limit = 512

  private var bytes: [Int: [UInt8]] = [:]

  subscript(position: Int) -> [UInt8]? { bytes[position] }

  mutating func keep(_ rendering: [UInt8], _ position: Int) {
    if bytes.count == Self.limit { bytes.removeAll(keepingCapacity: true) }
    bytes[position] = rendering
  }

  mutating func forget(_ position: Int) {
    if !bytes.isEmpty { bytes[position] = nil }
  }
}
