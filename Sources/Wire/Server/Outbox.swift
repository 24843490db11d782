/// The bytes that a connection has yet to send.
struct Outbox {
  /// How many emptied buffers are kept for all connections.
  private static let spared = 16

  private(set) var bytes: [UInt8] = []
  private var sent = 0
  /// The socket takes no more for now.
  private(set) var isBlocked = false

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count - sent }

  /// Borrows an emptied buffer, so that idle connections need none.
  mutating func borrow(from spares: inout [[UInt8]]) {
    if bytes.capacity == 0, let spare = spares.popLast() { bytes = spare }
  }

  mutating func edit(_ body: (inout [UInt8]) -> Void) { body(&bytes) }

  enum Flush {
    case complete
    case blocked(hasSent: Bool)
    case broken
  }

  /// Sends what the socket takes.
  mutating func flush(_ transport: Transport, keeping capacity: Int, _ spares: inout [[UInt8]]) -> Flush {
    isBlocked = false
    let before = sent
    while sent < bytes.count {
      let transfer = bytes.withUnsafeBytes { transport.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
      switch transfer {
      case .bytes(let count): sent += count
      case .waitsToRead, .waitsToWrite:
        isBlocked = true
        return .blocked(hasSent: sent > before)
      case .ended, .failed: return .broken
      }
    }
    sent = 0
    bytes.removeAll(keepingCapacity: true)
    if bytes.capacity <= capacity, spares.count < Self.spared { spares.append(bytes) }
    bytes = []
    return .complete
  }
}
