import Glibc

/// One client's connection. It answers one request at a time: whatever is pipelined waits, so answers keep their order.
final class Connection: EventSource, ReplyTarget {
  private enum Phase {
    case receiving
    /// The handler has a request.
    case answering
    case streaming(BodyStream)
    /// The last answer is on its way out.
    case finishing
    /// Our side is shut. What still comes is thrown away, so that the kernel does not reset the connection before the
    /// client has read the last answer.
    case lingering
    case closed
  }

  private static let highWater = 256 << 10

  private let server: Server
  private let descriptor: Int32
  private var phase = Phase.receiving
  private var parser: RequestParser
  private var exchange = Exchange()
  /// Tells the reply to this request from a late one to an earlier.
  private var ticket: UInt64 = 0
  /// Received, but not yet parsed.
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var sent = 0
  private var interest = Readiness.readable
  private var inputEnded = false
  private var isProcessing = false
  /// The socket takes no more for now.
  private var isBlocked = false
  private var lastActive: Double

  init(_ server: Server, _ descriptor: Int32) throws(SystemError) {
    self.server = server
    self.descriptor = descriptor
    parser = RequestParser(.init(head: server.options.headLimit, body: server.options.bodyLimit))
    lastActive = server.loop.now
    try server.loop.watch(descriptor, interest, self)
  }

  func ready(_ readiness: Readiness) {
    guard readiness.isDisjoint(with: .hangup) else { return close() }
    if readiness.contains(.writable), flush() { proceed() }
    if readiness.contains(.readable) { receive() }
  }

  private func receive() {
    let buffer = server.receiveBuffer
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    guard count > 0 else {
      if count == 0 { return endInput() }
      if errno != EAGAIN && errno != EINTR { close() }
      return
    }
    switch phase {
    case .closed, .finishing, .lingering: return
    case .receiving where input.isEmpty:
      lastActive = server.loop.now
      isProcessing = true
      let used = process(UnsafeBufferPointer(rebasing: buffer[..<count]))
      isProcessing = false
      if used < count { input.append(contentsOf: buffer[used..<count]) }
      settle()
    default:
      lastActive = server.loop.now
      input.append(contentsOf: buffer[..<count])
      proceed()
    }
  }

  /// A client that shut its side may still wait for answers; one that went away will be noticed when we write.
  private func endInput() {
    inputEnded = true
    switch phase {
    case .receiving, .answering, .finishing: settle()
    case .streaming, .lingering, .closed: close()
    }
  }

  /// Goes on with what waits in `input`.
  private func proceed() {
    guard !isProcessing else { return }
    if case .receiving = phase, !input.isEmpty {
      isProcessing = true
      let bytes = input
      input = []
      let used = bytes.withUnsafeBufferPointer(process)
      if used < bytes.count { input = Array(bytes[used...]) }
      isProcessing = false
    }
    settle()
  }

  /// Answers what requests there are, and says how much of the input they took.
  private func process(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = 0
    while case .receiving = phase, !isBlocked {
      switch parser.next(bytes.span, &position) {
      case .incomplete: return position
      case .continueExpected: output.append("HTTP/1.1 100 Continue\r\n\r\n")
      case .request(let request, let exchange): dispatch(request, exchange)
      case .rejected(let rejection): reject(rejection)
      }
      if output.count > Self.highWater { _ = flush() }
    }
    return position
  }

  private func dispatch(_ request: Request, _ exchange: Exchange) {
    self.exchange = exchange
    if server.isStopping { self.exchange.keepsAlive = false }
    ticket &+= 1
    phase = .answering
    guard request.method != .options else { return deliver(.response(.preflight(request)), ticket) }
    server.handler.handle(request, Reply(self, ticket: ticket))
  }

  private func reject(_ rejection: Rejection) {
    exchange = Exchange(keepsAlive: false)
    render(.json(rejection.status, ["error": ["message": .string(rejection.reason)]]))
    phase = .finishing
  }

  func deliver(_ answer: Answer, _ ticket: UInt64) {
    guard case .answering = phase, ticket == self.ticket else { return }
    lastActive = server.loop.now
    switch answer {
    case .response(let response):
      if server.isStopping || response.asksToClose { exchange.keepsAlive = false }
      render(response)
      phase = exchange.keepsAlive ? .receiving : .finishing
    case .truncated(let response):
      exchange.keepsAlive = false
      render(response)
      output.removeLast(min(output.count, (response.body.count + 1) / 2))
      phase = .finishing
    case .dropped:
      // Answers to earlier pipelined requests are not meant.
      _ = flush()
      return close()
    }
    proceed()
  }

  private func render(_ response: Response, _ framing: ResponseWriter.Framing = .whole) {
    if output.capacity == 0 { swap(&output, &server.spareOutput) }
    server.writer.write(response, exchange, framing, to: &output)
  }

  /// Sends what the socket takes, and says whether that was all.
  @discardableResult
  private func flush() -> Bool {
    while sent < output.count {
      let count = output.withUnsafeBytes { bytes in
        send(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
        lastActive = server.loop.now
      } else if errno == EAGAIN {
        isBlocked = true
        return false
      } else if errno != EINTR {
        close()
        return false
      }
    }
    isBlocked = false
    sent = 0
    output.removeAll(keepingCapacity: output.capacity <= 2 * Self.highWater)
    if server.spareOutput.capacity == 0 { swap(&output, &server.spareOutput) }
    return true
  }

  /// Sends, then sees what to wait for next.
  private func settle() {
    if case .closed = phase { return }
    if !output.isEmpty, !isBlocked { flush() }
    switch phase {
    case .closed: return
    case .finishing where !isBlocked: return linger()
    case .receiving where !isBlocked && inputEnded: return close()
    default: break
    }
    var wanted: Readiness = isBlocked ? .writable : []
    if !inputEnded, canReceive { wanted.insert(.readable) }
    wait(wanted)
  }

  /// Whoever does not read his answers is not read either.
  private var canReceive: Bool {
    switch phase {
    case .receiving: !isBlocked
    case .answering: input.count < server.receiveBuffer.count
    case .streaming, .lingering: true
    case .finishing, .closed: false
    }
  }

  private func wait(_ wanted: Readiness) {
    guard wanted != interest else { return }
    interest = wanted
    server.loop.change(descriptor, wanted)
  }

  private func linger() {
    guard !inputEnded else { return close() }
    shutdown(descriptor, Int32(SHUT_WR))
    phase = .lingering
    input = []
    lastActive = server.loop.now
    wait(.readable)
  }

  func close() {
    if case .closed = phase { return }
    let closing = phase
    phase = .closed
    server.loop.unwatch(descriptor)
    _ = Glibc.close(descriptor)
    input = []
    output = []
    sent = 0
    if case .streaming(let stream) = closing { stream.close() }
    server.forget(self)
  }

  /// The server stops: an idle connection ends, after a last look for a request that is there already.
  func drain() {
    if case .streaming = phase { return close() }
    if !isBlocked { receive() }
    if case .receiving = phase, parser.isIdle, input.isEmpty, !isBlocked, !isProcessing { close() }
  }

  /// Gives up on a client that has been silent for too long.
  func checkPatience() {
    let silence = server.loop.now - lastActive
    let options = server.options
    switch phase {
    case .closed: break
    case .lingering: if silence > (server.isStopping ? 0.2 : 2) { close() }
    case _ where isBlocked: if silence > options.requestPatience { close() }
    case .receiving where parser.isIdle && input.isEmpty: if silence > options.idlePatience { close() }
    case .receiving where silence > options.requestPatience:
      reject(.init(status: 408, reason: "The request did not arrive in time"))
      settle()
    case .receiving, .answering, .streaming, .finishing: break
    }
  }
}

// MARK: - Streaming

extension Connection: BodySink {
  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream {
    guard case .answering = phase, ticket == self.ticket else { return BodyStream(nil) }
    if server.isStopping || exchange.isOld { exchange.keepsAlive = false }
    render(response, .pieces)
    let stream = BodyStream(self)
    phase = .streaming(stream)
    if exchange.omitsBody { stream.end() } else { write(response.body) }
    return stream
  }

  func write(_ bytes: [UInt8]) {
    guard case .streaming = phase else { return }
    if !bytes.isEmpty {
      if exchange.isOld {
        output.append(contentsOf: bytes)
      } else {
        output.append(contentsOf: Array(String(bytes.count, radix: 16).utf8))
        output.append("\r\n")
        output.append(contentsOf: bytes)
        output.append("\r\n")
      }
    }
    // A reader this far behind has stopped reading.
    if output.count - sent > 4 * Self.highWater { return close() }
    if !isProcessing { settle() }
  }

  func end() {
    guard case .streaming = phase else { return }
    if !exchange.isOld, !exchange.omitsBody { output.append("0\r\n\r\n") }
    phase = exchange.keepsAlive ? .receiving : .finishing
    proceed()
  }
}

extension Response {
  fileprivate var asksToClose: Bool {
    headers["Connection"].map { equalIgnoringCase($0.utf8, "close".utf8) } ?? false
  }

  fileprivate static func preflight(_ request: Request) -> Response {
    var response = Response(204)
    if let wanted = request.headers["Access-Control-Request-Headers"] {
      response.headers.append("Access-Control-Allow-Headers", wanted)
    }
    if request.headers["Access-Control-Request-Private-Network"] != nil {
      response.headers.append("Access-Control-Allow-Private-Network", "true")
    }
    return response
  }
}
