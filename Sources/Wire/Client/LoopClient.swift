import Platform

/// Hears what became of a request.
package protocol LoopClientOwner: AnyObject {
  func answered(_ client: LoopClient, _ status: Int, _ body: Span<UInt8>)
  func failed(_ client: LoopClient, _ reason: String)
}

/// A client's connection on a loop, one of many: it sends a request and tells its owner of the answer. It opens a new
/// connection when the server ends one with an answer.
package final class LoopClient: EventSource {
  /// The buffer that all clients of a loop receive into.
  package final class Buffer {
    fileprivate let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 10)

    package init() {}

    deinit { bytes.deallocate() }
  }

  package let number: Int
  private let loop: Loop
  private let url: HTTPURL
  private let buffer: Buffer
  private unowned let owner: any LoopClientOwner
  private var transport: Transport
  /// A closed descriptor's number may be reused at once.
  private var isOpen = true
  private var unsent: ArraySlice<UInt8> = []
  /// The beginning of an answer that came in pieces.
  private var received: [UInt8] = []

  package init(
    _ number: Int, _ loop: Loop, _ url: HTTPURL, _ buffer: Buffer, _ owner: any LoopClientOwner
  ) throws {
    self.number = number
    self.loop = loop
    self.url = url
    self.buffer = buffer
    self.owner = owner
    transport = try Self.connect(url)
    try loop.watch(transport.descriptor, .readable, self)
  }

  private static func connect(_ url: HTTPURL) throws -> Transport {
    Transport(descriptor: try ClientConnection.connect(to: url, Loop.clock() + 5), session: nil)
  }

  /// Without it the loop keeps the connection.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    loop.unwatch(transport.descriptor)
    transport.close()
  }

  package func send(_ request: [UInt8]) {
    unsent = request[...]
    flush()
  }

  func ready(_ readiness: Readiness) {
    if readiness.contains(.writable), !unsent.isEmpty { flush() }
    if readiness.contains(.readable) || readiness.contains(.hangup) { receive() }
  }

  private func flush() {
    let wasBlocked = unsent.startIndex > 0
    while !unsent.isEmpty {
      switch unsent.withUnsafeBytes({ transport.send($0) }) {
      case .bytes(let count): unsent = unsent.dropFirst(count)
      case .waitsToRead, .waitsToWrite: return loop.change(transport.descriptor, [.readable, .writable])
      case .ended, .failed: return owner.failed(self, "the connection is closed")
      }
    }
    if wasBlocked { loop.change(transport.descriptor, .readable) }
  }

  private func receive() {
    switch transport.receive(buffer.bytes) {
    case .bytes(let count): take(UnsafeBufferPointer(rebasing: buffer.bytes[..<count]))
    case .waitsToRead, .waitsToWrite: return
    case .ended, .failed:
      loop.unwatch(transport.descriptor)
      owner.failed(self, "the connection was closed before the answer was complete")
    }
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    do throws(Rejection) {
      if received.isEmpty {
        if try !deliver(bytes.span) { received.append(contentsOf: bytes) }
      } else {
        received.append(contentsOf: bytes)
        let whole = received
        received = []
        if try !deliver(whole.span) { received = whole }
      }
    } catch {
      owner.failed(self, "the answer is not HTTP/1.1: \(error.reason)")
    }
  }

  /// Tells of the answer, if it is complete.
  private func deliver(_ input: Span<UInt8>) throws(Rejection) -> Bool {
    guard let head = try AnswerHead(input) else { return false }
    var end = head.length
    switch head.framing.ofResponse {
    case .length(let length):
      end += length
      guard input.count >= end else { return false }
      try finish(head, input, end)
      owner.answered(self, head.status, input.extracting(head.length..<end))
    case .chunked:
      var body = try BodyReader(.chunked, limit: .max, lines: LineReader(limit: 64 << 10))
      guard try body.read(input, &end) else { return false }
      try finish(head, input, end)
      owner.answered(self, head.status, body.bytes.span)
    case .untilClose: throw .malformed("nothing says how long it is")
    }
    return true
  }

  private func finish(_ head: AnswerHead, _ input: Span<UInt8>, _ end: Int) throws(Rejection) {
    guard input.count == end else { throw .malformed("it is longer than it says") }
    if head.framing.keepsAlive { return }
    close()
    do {
      transport = try Self.connect(url)
      isOpen = true
      try loop.watch(transport.descriptor, .readable, self)
    } catch {
      throw .malformed("no new connection: \(error)")
    }
  }
}

/// The fields of an answer's head that frame its body.
private struct AnswerHead {
  let status: Int
  let length: Int
  let framing: MessageFraming

  /// Nil while it is incomplete.
  init?(_ input: Span<UInt8>) throws(Rejection) {
    var framing = MessageFraming()
    var start = 0
    var status = 0
    while let end = input.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      let line = input.extracting(start..<max(end - 1, start))
      let isFirst = start == 0
      start = end + 1
      if isFirst {
        guard line.count >= 12 else { throw .malformed("the status line is too short") }
        try framing.readVersion(line.extracting(0..<8))
        status = Int(line.extracting(9..<12).text) ?? 0
      } else if line.isEmpty {
        self.status = status
        self.framing = framing
        length = start
        return
      } else if Self.mayFrame(line[0]) {
        let (name, value) = try FieldLine.split(line)
        try framing.read(line.extracting(name), line.extracting(value))
      }
    }
    return nil
  }

  /// Connection, Content-Length, Transfer-Encoding; the others are not worth a look.
  private static func mayFrame(_ first: UInt8) -> Bool {
    let letter = first | 0x20
    return letter == UInt8(ascii: "c") || letter == UInt8(ascii: "t")
  }
}
