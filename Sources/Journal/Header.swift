import Wire

/// The first page of a journal: what the file is, and how much of it has been acknowledged.
struct Header: Sendable {
  static let size = 4096
  static let title = Array("Nestbox journal 2\n".utf8)
  private static let checked = 40

  /// Eight random bytes that every record of the file repeats.
  let identity: UInt64
  /// How large the file was when it was written anew: what its contents need.
  var base: UInt64 = 0

  init(identity: UInt64) { self.identity = identity }

  init?(_ page: ArraySlice<UInt8>) {
    guard page.count == Self.size, page.starts(with: Self.title),
      let identity: UInt64 = page.number(at: 24), let base: UInt64 = page.number(at: 32),
      page.number(at: Self.checked) == Checksum.of(page.prefix(Self.checked))
    else { return nil }
    self.identity = identity
    self.base = base
  }

  /// The page without its marks.
  var bytes: [UInt8] {
    var bytes = Self.title
    bytes += [UInt8](repeating: 0, count: 24 - bytes.count)
    bytes.append(number: identity)
    bytes.append(number: base)
    bytes.append(number: Checksum.of(bytes))
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }
}

/// How much of a journal has been acknowledged. Written after the records were synced and before anyone is told of them, in
/// turn into two places, so that one is whole at any time.
///
/// It is not synced itself: it outlives the process in any case, and after a power failure the last one may be missing, which
/// only means that the last records are taken for unacknowledged if they are broken.
package struct Mark: Equatable, Sendable {
  /// Where the first record of a file stands.
  static let start = Mark(count: 0, end: UInt64(Header.size))

  private static let size = 28

  /// How many records there are.
  var count: UInt64
  /// Where the last of them ends.
  package var end: UInt64

  init(count: UInt64, end: UInt64) {
    self.count = count
    self.end = end
  }

  /// Into two sectors, as a disk writes a sector whole or not at all.
  static func offset(_ place: Int) -> Int { 512 * (1 + (place & 1)) }

  init?(_ page: ArraySlice<UInt8>, _ place: Int, _ identity: UInt64) {
    let bytes = page.dropFirst(Self.offset(place)).prefix(Self.size)
    guard bytes.number(at: 0) == identity, let count: UInt64 = bytes.number(at: 8),
      let end: UInt64 = bytes.number(at: 16), end >= UInt64(Header.size), end < 1 << 62,
      bytes.number(at: 24) == Checksum.of(bytes.prefix(24))
    else { return nil }
    self.init(count: count, end: end)
  }

  func bytes(_ identity: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(number: identity)
    bytes.append(number: count)
    bytes.append(number: end)
    bytes.append(number: Checksum.of(bytes))
    return bytes
  }
}
