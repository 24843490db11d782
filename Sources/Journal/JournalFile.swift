import Glibc

/// A file that only grows: records one after the other, each there whole or not at all.
package final class JournalFile {
  private static let heading = Array("Nestbox journal 1\n".utf8)
  /// Below this, growing is not worth writing the file anew.
  private static let smallest = 1 << 20

  package let path: String
  private var file: Descriptor
  /// How much of the file is known to be good. What stands behind it nobody was told of.
  private var end: Int
  private var grownAt = smallest

  /// Opens the file, or makes it.
  package init(_ path: String) throws(JournalError) {
    self.path = path
    // A file that may not grow says so with an error, not with the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    file = try Descriptor(path)
    end = Self.heading.count
    let start = try file.read(at: 0, end)
    guard start.count < end else {
      guard start == Self.heading else { throw JournalError("\(path) is not a data file of this version of Nestbox") }
      return
    }
    guard Self.heading.starts(with: start) else { throw JournalError("\(path) is not a data file of Nestbox") }
    try file.write(Self.heading, at: 0)
    try file.sync()
    try Self.syncFolder(of: path)
  }

  /// Known after `replay`.
  package var isEmpty: Bool { end <= Self.heading.count }

  /// Hands out every record, oldest first, and says how many bytes at the end were of a record that never was finished.
  package func replay(_ body: ([UInt8]) throws -> Void) throws -> Int {
    let size = file.size
    end = Self.heading.count
    while end < size {
      guard let payload = try record(at: end) else {
        if try hasRecord(after: end, size) {
          throw JournalError("\(path) is damaged at byte \(end), with good records behind it")
        }
        break
      }
      try body(payload)
      end += Record.headSize + payload.count
    }
    grownAt = max(2 * end, Self.smallest)
    return max(size - end, 0)
  }

  private func record(at offset: Int) throws(JournalError) -> [UInt8]? {
    guard let head = Record.head(try file.read(at: offset, Record.headSize)[...]),
      offset + Record.headSize + head.length <= file.size
    else { return nil }
    let payload = try file.read(at: offset + Record.headSize, head.length)
    return payload.count == head.length && Checksum.of(payload) == head.checksum ? payload : nil
  }

  /// A record that was cut off is the last. One that was damaged has others behind it.
  private func hasRecord(after offset: Int, _ size: Int) throws(JournalError) -> Bool {
    let rest = try file.read(at: offset + 1, size - offset - 1)
    var index = rest.startIndex
    while let next = rest[index...].firstIndex(of: Record.mark[0]) {
      if rest[next...].starts(with: Record.mark), try record(at: offset + 1 + next) != nil { return true }
      index = next + 1
    }
    return false
  }

  /// Adds a record for good: it outlives whatever happens to process and machine from now on. If that fails, it is as if
  /// nobody had tried.
  package func append(_ payload: [UInt8]) throws(JournalError) {
    // What a failure left behind must not stand between good records.
    guard file.size == end || file.truncate(to: end) else { throw JournalError(path, cannotBe: "written") }
    let bytes = Record.frame(payload)
    do {
      try file.write(bytes, at: end)
      try file.sync()
    } catch {
      _ = file.truncate(to: end)
      throw error
    }
    end += bytes.count
  }

  /// Whether the file has become twice as large as it had to be.
  package var hasGrown: Bool { end > grownAt }

  /// Writes the file anew with the records that are added, beside the old one and then in its place.
  package func replace(_ fill: (_ add: ([UInt8]) throws -> Void) throws -> Void) throws {
    // Not again at once if this fails.
    grownAt = max(2 * end, Self.smallest)
    let draft = path + ".new"
    do {
      var new = try Descriptor(draft, flags: O_TRUNC)
      var length = Self.heading.count
      try new.write(Self.heading, at: 0)
      try fill { payload in
        let bytes = Record.frame(payload)
        try new.write(bytes, at: length)
        length += bytes.count
      }
      try new.sync()
      guard rename(draft, path) == 0 else { throw JournalError(path, cannotBe: "replaced") }
      new.path = path
      file = new
      end = length
    } catch {
      unlink(draft)
      throw error
    }
    grownAt = max(2 * end, Self.smallest)
    try Self.syncFolder(of: path)
  }

  /// A new name lasts only once its folder was written as well.
  private static func syncFolder(of path: String) throws(JournalError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw JournalError(folder, cannotBe: "opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw JournalError(folder, cannotBe: "written") }
  }
}
