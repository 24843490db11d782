import Wire

/// Reads the turns of a journal in their order. A turn is what was written at once: payloads that are all there or none.
struct TurnReader {
  enum Step {
    case turn([[UInt8]])
    /// There is no more.
    case finished
    /// There is no whole turn here.
    case broken
  }

  private let identity: UInt64
  private var window: Window
  /// Where the next turn begins.
  private(set) var offset: Int
  /// The number of its first record.
  private(set) var number: UInt64

  init(_ source: Source, from start: Mark, to end: Int) {
    identity = source.identity
    window = Window(source.file, end: end)
    offset = Int(start.end)
    number = start.count
  }

  mutating func next() throws(JournalError) -> Step {
    guard offset < window.end else { return .finished }
    var place = (offset: offset, number: number)
    var turn: [[UInt8]] = []
    var payload: [UInt8] = []
    while let (head, piece) = try record(at: place.offset) {
      guard head.number == place.number, head.flags.contains(.begins) == (place.offset == offset) else { break }
      payload += piece
      place = (place.offset + Record.Head.size + head.length, place.number + 1)
      if head.flags.contains(.payloadGoesOn) { continue }
      turn.append(payload)
      payload = []
      if head.flags.contains(.turnGoesOn) { continue }
      (offset, number) = place
      return .turn(turn)
    }
    return .broken
  }

  private mutating func record(
    at offset: Int
  ) throws(JournalError) -> (head: Record.Head, piece: ArraySlice<UInt8>)? {
    guard let bytes = try window.bytes(at: offset, Record.Head.size), let head = Record.Head(bytes),
      head.identity == identity, let piece = try window.bytes(at: offset + Record.Head.size, head.length),
      Checksum.of(piece) == head.checksum
    else { return nil }
    return (head, piece)
  }

  /// Goes on behind what is broken, with the next turn that is whole; false if there is none.
  mutating func skip() throws(JournalError) -> Bool {
    let broken = self
    while let next = try window.find(Record.sign, from: offset + 1) {
      offset = next
      if let (head, _) = try record(at: next), head.number >= broken.number, head.flags.contains(.begins) {
        number = head.number
        var attempt = self
        if case .turn = try attempt.next() { return true }
      }
    }
    offset = window.end
    return false
  }
}

/// A journal that can be read, also by another thread than its owner's.
package struct Source: Sendable {
  let file: Descriptor
  let identity: UInt64
}
