/// A file's bytes, read forward in large pieces.
struct Window {
  private static let size = 1 << 20

  private let file: Descriptor
  private var start = 0
  private var bytes: [UInt8] = []
  /// Where reading stops.
  let end: Int

  init(_ file: Descriptor, end: Int) {
    self.file = file
    self.end = end
  }

  /// So many bytes from an offset; nil where the file ends before.
  mutating func bytes(at offset: Int, _ count: Int) throws(JournalError) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, count <= end - offset else { return nil }
    if offset < start || offset + count > start + bytes.count {
      start = offset
      bytes = try file.read(at: offset, min(max(count, Self.size), end - offset))
      guard bytes.count >= count else { return nil }
    }
    return bytes[(offset - start)..<(offset - start + count)]
  }

  /// The first place from an offset on at which these bytes stand.
  mutating func find(_ sign: [UInt8], from offset: Int) throws(JournalError) -> Int? {
    var offset = offset
    while let some = try bytes(at: offset, min(Self.size, end - offset)), some.count >= sign.count {
      var index = some.startIndex
      while let next = some[index...].firstIndex(of: sign[0]) {
        if some[next...].starts(with: sign) { return offset + next - some.startIndex }
        index = next + 1
      }
      // The sign may lie across the border.
      offset += some.count - sign.count + 1
    }
    return nil
  }
}
