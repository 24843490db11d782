import Platform

/// A file that only grows: turns one after the other, each there whole or not at all. `README.md` beside this file tells the
/// format.
package final class JournalFile {
  /// Below this, growing is not worth writing the file anew.
  private static let smallest: UInt64 = 1 << 20

  let target: Target
  private(set) var file: Descriptor
  /// Nil for a file of the first format, or one whose first page is damaged: it has to be written anew.
  private(set) var header: Header?
  /// The last of its marks, and whether both could be read.
  private(set) var acknowledged: (mark: Mark, isCertain: Bool)
  /// The end of the part that is known to be good; no client was told of anything behind it.
  private(set) var end = Mark.start
  private var grownAt = smallest
  private var hasFailed = false

  package var path: String { target.name }

  /// Opens the file, or makes it. Reads nothing but its first page, and changes nothing in a file that is there.
  package init(_ path: String) throws(JournalError) {
    target = try Target(path)
    // A file that may not grow says so with an error, not with the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    if !target.exists {
      var draft = try Draft(target, insteadOf: nil)
      // Another server may have been faster.
      if target.exists { draft.discard() } else { try draft.publish() }
    }
    file = try Descriptor(target.path, named: path)
    let page = try file.read(at: 0, Header.size)[...]
    header = Header(page)
    let marks = header.map { header in (0...1).compactMap { Mark(page, $0, header.identity) } } ?? []
    acknowledged = (marks.max { $0.end < $1.end } ?? .start, marks.count == 2)
    if header == nil, !page.starts(with: FirstFormat.title), !page.isEmpty { try checkIsJournal(page) }
  }

  /// A file that is something else is left alone, whatever is asked for.
  private func checkIsJournal(_ page: ArraySlice<UInt8>) throws(JournalError) {
    if page.starts(with: Header.title.prefix(page.count)) { return }
    var window = Window(file, end: file.size)
    guard try window.find(Record.sign, from: 0) == nil else { return }
    throw JournalError("\(path) is not a data file of Nestbox")
  }

  /// Known after `replay`.
  package var isEmpty: Bool { end.count == 0 }

  /// Whether nothing can be added before the file was written anew.
  package var isReadOnly: Bool { header == nil }

  /// For reading what lies before `position`.
  package var source: Source? { header.map { Source(file: file, identity: $0.identity) } }

  package var position: Mark { end }

  func known(to mark: Mark) {
    end = mark
    grownAt = max(2 * (header?.base ?? 0), Self.smallest)
  }

  /// Adds a turn for good: it outlives whatever happens to process and machine from now on. If that fails, it is as if
  /// nothing had been tried.
  package func append(_ turn: [[UInt8]]) throws(JournalError) {
    guard let header else { throw JournalError("\(path) has to be written anew first") }
    try checkIsInPlace()
    var next = end
    let bytes = Record.frame(turn, identity: header.identity, number: &next.count)
    next.end += UInt64(bytes.count)
    do {
      try file.write(bytes, at: Int(end.end))
      try file.sync()
      // Only now, and before any client is told.
      try file.write(next.bytes(header.identity), at: Mark.offset(Int(truncatingIfNeeded: next.count)))
    } catch {
      hasFailed = true
      _ = file.truncate(to: Int(end.end))
      throw error
    }
    end = next
  }

  /// The file still has its name and all its bytes, and nothing of a failure stands behind them.
  private func checkIsInPlace() throws(JournalError) {
    guard Descriptor.identity(of: target.path) == file.identity else {
      throw JournalError("\(path) was removed or replaced while the server was running")
    }
    let size = file.size
    guard size >= end.end else {
      throw JournalError("\(path) was cut off at byte \(size) while the server was running")
    }
    guard size == end.end || file.truncate(to: Int(end.end)) else { throw JournalError(path, cannotBe: "written") }
  }

  // MARK: Writing it anew

  /// Whether the file has become twice as large as it had to be.
  package var hasGrown: Bool { end.end > grownAt }

  /// A new file beside this one, which stays as it is until `adopt`.
  package func draft() throws(JournalError) -> Draft {
    // Not again at once if this fails.
    grownAt = max(2 * end.end, Self.smallest)
    return try Draft(target, insteadOf: file)
  }

  /// Puts the draft in the file's place. It holds all that it should.
  ///
  /// - Parameter keepsOld: leaves the old file beside it, and says under which name.
  @discardableResult
  package func adopt(_ draft: Draft, keepsOld: Bool = false) throws(JournalError) -> String? {
    var draft = draft
    let kept = keepsOld ? try keepDamaged() : nil
    try draft.publish()
    file = draft.file
    header = draft.header
    acknowledged = (draft.mark, true)
    known(to: draft.mark)
    return kept
  }

  private func keepDamaged() throws(JournalError) -> String {
    let kept = target.free(".damaged")
    if link(target.path, kept) == 0 { return kept }
    // Some file systems know no second names.
    let copy = try Descriptor(kept, named: kept, creates: true)
    copy.takeRights(of: file)
    var window = Window(file, end: file.size)
    var offset = 0
    while offset < window.end, let bytes = try window.bytes(at: offset, min(1 << 20, window.end - offset)) {
      try copy.write(Array(bytes), at: offset)
      offset += bytes.count
    }
    try copy.sync()
    return kept
  }
}
