import Platform

/// A journal that is being written beside another, to take its place. A value: one thread fills it and hands it on.
package struct Draft: Sendable {
  /// So much is gathered before it is written, and so much is written before it is synced: a sync of the journal itself,
  /// which a client waits for, may have to wait for what lies unsynced here.
  private static let gathered = 1 << 20
  private static let unsynced = 4 << 20

  let target: Target
  let file: Descriptor
  private(set) var header: Header
  private var buffer: [UInt8] = []
  private var written = Header.size
  private var synced = Header.size
  private var count: UInt64 = 0

  /// Where it ends.
  var mark: Mark { Mark(count: count, end: UInt64(written + buffer.count)) }

  /// - Parameter old: the file whose place it will take, if there is one.
  init(_ target: Target, insteadOf old: Descriptor?) throws(JournalError) {
    self.target = target
    file = try Descriptor(target.draft, named: target.name, creates: true)
    guard file.truncate(to: 0) else { throw JournalError(target.name, cannotBe: "written") }
    if let old { file.takeRights(of: old) }
    var random = SystemRandomNumberGenerator()
    header = Header(identity: random.next())
    try file.write(header.bytes, at: 0)
  }

  package mutating func add(_ turn: [[UInt8]]) throws(JournalError) {
    buffer += Record.frame(turn, identity: header.identity, number: &count)
    if buffer.count >= Self.gathered { try write() }
    if written - synced >= Self.unsynced { try sync() }
  }

  /// Adds what a journal has from one mark to the other.
  ///
  /// - Parameter isWanted: which of the payloads.
  package mutating func copy(
    _ source: Source, from start: Mark, to end: Mark, where isWanted: ([UInt8]) -> Bool
  ) throws(JournalError) {
    var reader = TurnReader(source, from: start, to: Int(end.end))
    while true {
      switch try reader.next() {
      case .turn(let turn):
        let wanted = turn.filter(isWanted)
        if !wanted.isEmpty { try add(wanted) }
      case .finished: return
      case .broken: throw JournalError("\(target.name) is damaged at byte \(reader.offset)")
      }
    }
  }

  private mutating func write() throws(JournalError) {
    try file.write(buffer, at: written)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func sync() throws(JournalError) {
    try file.sync()
    synced = written
  }

  /// Writes all that was added, and syncs it.
  package mutating func settle() throws(JournalError) {
    try write()
    try sync()
  }

  /// Reads everything again: it is known to be good before the old file goes.
  package func verify() throws(JournalError) {
    var reader = TurnReader(Source(file: file, identity: header.identity), from: .start, to: written)
    while case .turn = try reader.next() {}
    guard reader.offset == written, reader.number == count else {
      throw JournalError("\(target.name) was not written as it should be")
    }
  }

  /// Makes it the journal of its target's name.
  mutating func publish() throws(JournalError) {
    header.base = UInt64(written + buffer.count)
    try write()
    try file.write(header.bytes, at: 0)
    for place in 0...1 { try file.write(mark.bytes(header.identity), at: Mark.offset(place)) }
    try sync()
    try target.replace()
  }

  package func discard() { unlink(target.draft) }
}
