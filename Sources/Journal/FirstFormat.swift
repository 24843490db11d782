import Wire

/// The format of earlier versions, which is only read: records of a sign, a length and a checksum of 32 bits each, one after
/// the other. It does not tell a record that was acknowledged from one that was being written, so that a last one that is not
/// whole counts as damage.
struct FirstFormat {
  static let title = Array("Nestbox journal 1\n".utf8)
  private static let headSize = 12

  private var window: Window
  private(set) var offset = title.count

  init(_ file: Descriptor, to end: Int) { window = Window(file, end: end) }

  mutating func next() throws(JournalError) -> TurnReader.Step {
    guard offset < window.end else { return .finished }
    guard let payload = try record(at: offset) else { return .broken }
    offset += Self.headSize + payload.count
    return .turn([payload])
  }

  mutating func skip() throws(JournalError) -> Bool {
    while let next = try window.find(Record.sign, from: offset + 1) {
      offset = next
      if try record(at: next) != nil { return true }
    }
    offset = window.end
    return false
  }

  private mutating func record(at offset: Int) throws(JournalError) -> [UInt8]? {
    guard let head = try window.bytes(at: offset, Self.headSize), head.starts(with: Record.sign),
      let length: UInt32 = head.number(at: 4), let checksum: UInt32 = head.number(at: 8),
      let payload = try window.bytes(at: offset + Self.headSize, Int(length)), Checksum.of(payload) == checksum
    else { return nil }
    return Array(payload)
  }
}
