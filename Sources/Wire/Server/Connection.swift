import Platform

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
  private let transport: Transport
  private var phase = Phase.receiving
  private var parser: RequestParser
  private var exchange = Exchange()
  /// Tells the reply to this request from a late one to an earlier.
  private var ticket: UInt64 = 0
  /// Received, but not yet parsed.
  private var input: [UInt8] = []
  private var outbox = Outbox()
  private var interest = Readiness.readable
  private var inputEnded = false
  private var isProcessing = false
  private var isUnsettled = false
  /// TLS has to send before it can receive.
  private var receivingWaitsToWrite = false
  private var lastActive: Double
  /// Where the rest of the request's body goes.
  private var upload: Upload?
  private var uploadIsFull = false
  private let opened: Double
  /// When the first byte of an unfinished request came.
  private var requestBegan: Double?
  /// Since when something is left to send.
  private var blockedSince: Double?
  /// How much of the server's budget it uses.
  private var held = 0

  init(_ server: Server, _ transport: Transport) throws(SystemError) {
    self.server = server
    self.transport = transport
    let options = server.options
    parser = RequestParser(
      .init(
        head: options.headLimit, body: options.bodyLimit, bodies: options.bodyLimits, streamed: options.streamedPaths))
    lastActive = server.loop.now
    opened = lastActive
    try server.loop.watch(transport.descriptor, interest, self)
  }

  func ready(_ readiness: Readiness) {
    guard readiness.isDisjoint(with: .hangup) else { return close() }
    if readiness.contains(.writable), !outbox.isEmpty, flush() {
      if case .streaming(let stream) = phase { stream.tellDrained() }
      proceed()
    }
    if readiness.contains(.readable) || receivingWaitsToWrite { receive() }
  }

  private func receive() {
    if case .closed = phase { return }
    let buffer = server.receiveBuffer
    receivingWaitsToWrite = false
    switch transport.receive(buffer) {
    case .bytes(let count): take(UnsafeBufferPointer(rebasing: buffer[..<count]))
    case .ended: endInput()
    case .failed: close()
    case .waitsToRead: settle()
    case .waitsToWrite:
      receivingWaitsToWrite = true
      settle()
    }
  }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch phase {
    case .closed, .finishing, .lingering: return
    case .receiving where input.isEmpty:
      lastActive = server.loop.now
      if requestBegan == nil { requestBegan = lastActive }
      isProcessing = true
      let used = process(bytes)
      isProcessing = false
      if used < bytes.count { input.append(contentsOf: bytes[used...]) }
      settleSoon()
    default:
      lastActive = server.loop.now
      input.append(contentsOf: bytes)
      proceed()
    }
  }

  /// A client that shut its side may still wait for answers; one that went away will be noticed when we write.
  private func endInput() {
    inputEnded = true
    breakUpload()
    switch phase {
    case .receiving, .answering, .finishing: settle()
    case .streaming, .lingering, .closed: close()
    }
  }

  /// Goes on with what waits in `input`.
  private func proceed() {
    guard !isProcessing else { return }
    if canProcess, !input.isEmpty {
      isProcessing = true
      let bytes = input
      input = []
      let used = bytes.withUnsafeBufferPointer(process)
      if used < bytes.count { input = Array(bytes[used...]) }
      isProcessing = false
    }
    settleSoon()
  }

  /// Answers the complete requests in the input, and returns how many bytes they took.
  private func process(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = 0
    while canProcess {
      switch parser.next(bytes.span, &position) {
      case .incomplete: return position
      case .continueExpected: outbox.edit { $0.append("HTTP/1.1 100 Continue\r\n\r\n") }
      case .request(let request, let exchange):
        upload = request.upload
        dispatch(request, exchange)
      case .piece(let bytes, let isLast): putUpload(bytes, isLast: isLast)
      case .rejected(let rejection): reject(rejection)
      }
      if outbox.count > Self.highWater { flush() }
    }
    return position
  }

  private var canProcess: Bool {
    switch phase {
    case .receiving: !outbox.isBlocked
    case .answering: upload != nil && !uploadIsFull
    default: false
    }
  }

  private func dispatch(_ request: Request, _ exchange: Exchange) {
    self.exchange = exchange
    if server.isStopping || server.loop.now - opened > server.options.connectionLifetime {
      self.exchange.keepsAlive = false
    }
    requestBegan = request.upload == nil ? nil : server.loop.now
    ticket &+= 1
    phase = .answering
    guard server.isSecure else { return admit(request) }
    var request = request
    request.isSecure = true
    admit(request)
  }

  private func admit(_ request: Request) {
    switch server.accessRules?.admission(of: request) ?? .shared {
    case .shared: exchange.isShared = true
    case .sameOrigin: exchange.isShared = false
    case .refused(let refusal):
      exchange.isShared = false
      server.refusals((request, refusal))
      // The rest of its body is not read.
      if request.upload != nil { self.exchange.keepsAlive = false }
      breakUpload()
      return deliver(.response(refusal), ticket)
    }
    guard request.method != .options else {
      return deliver(.response(exchange.isShared ? .preflight(request) : Response(204)), ticket)
    }
    server.handler.handle(request, Reply(self, ticket: ticket))
  }

  private func reject(_ rejection: Rejection) {
    breakUpload()
    exchange = Exchange(keepsAlive: false)
    render(.json(rejection.status, ["error": ["message": .string(rejection.reason)]]))
    phase = .finishing
  }

  func deliver(_ answer: Answer, _ ticket: UInt64) {
    guard case .answering = phase, ticket == self.ticket else { return }
    lastActive = server.loop.now
    // An answer before the end of the body: what still comes of it is not wanted.
    breakUpload()
    switch answer {
    case .response(let response):
      if server.isStopping || response.asksToClose { exchange.keepsAlive = false }
      render(response)
      phase = exchange.keepsAlive ? .receiving : .finishing
    case .truncated(let response):
      exchange.keepsAlive = false
      render(response)
      outbox.edit { $0.removeLast((response.body.count + 1) / 2) }
      phase = .finishing
    case .dropped:
      // Answers to earlier pipelined requests are not meant.
      flush()
      return close()
    }
    proceed()
  }

  private func render(_ response: Response, _ framing: ResponseWriter.Framing = .whole) {
    outbox.borrow(from: &server.spareOutputs)
    outbox.edit { server.writer.write(response, exchange, framing, to: &$0) }
  }

  /// Sends what the socket takes, and says whether that was all.
  @discardableResult
  private func flush() -> Bool {
    switch outbox.flush(transport, keeping: 2 * Self.highWater, &server.spareOutputs) {
    case .complete:
      lastActive = server.loop.now
      blockedSince = nil
      return true
    case .blocked(let hasSent):
      if hasSent { lastActive = server.loop.now }
      blockedSince = blockedSince ?? server.loop.now
      return false
    case .broken:
      close()
      return false
    }
  }

  private func settleSoon() {
    guard !isUnsettled else { return }
    isUnsettled = true
    server.settleSoon(self)
  }

  /// Sends, then sees what to wait for next.
  func settle() {
    isUnsettled = false
    if case .closed = phase { return }
    if !outbox.isEmpty, !outbox.isBlocked { flush() }
    account()
    let isBlocked = outbox.isBlocked
    switch phase {
    case .closed: return
    case .finishing where !isBlocked: return linger()
    case .receiving where !isBlocked && inputEnded: return close()
    default: break
    }
    var wanted: Readiness = isBlocked || receivingWaitsToWrite ? .writable : []
    if !inputEnded, canReceive { wanted.insert(.readable) }
    wait(wanted)
  }

  /// Reports to the memory budget how much is held. When the budget is exceeded, the connection that grew is refused or
  /// closed.
  private func account() {
    let now = input.count + parser.heldBytes + outbox.count
    guard now != held else { return }
    let isGrowing = now > held
    server.budget.change(from: held, to: now)
    held = now
    guard isGrowing, server.budget.isExceeded else { return }
    if case .receiving = phase, parser.isReadingBody {
      let reason = "Too much is held for requests that are not complete and answers that are not read"
      reject(.init(status: 503, reason: reason))
      forgetInput()
      flush()
    } else if outbox.isBlocked {
      close()
    }
  }

  private func forgetInput() {
    parser = RequestParser(.init())
    input = []
    server.budget.change(from: held, to: outbox.count)
    held = outbox.count
  }

  /// A client that does not read its answers is not read either.
  private var canReceive: Bool {
    switch phase {
    case .receiving: !outbox.isBlocked
    case .answering: input.count < server.receiveBuffer.count
    case .streaming, .lingering: true
    case .finishing, .closed: false
    }
  }

  private func wait(_ wanted: Readiness) {
    guard wanted != interest else { return }
    interest = wanted
    server.loop.change(transport.descriptor, wanted)
  }

  private func linger() {
    guard !inputEnded else { return close() }
    transport.finishSending()
    phase = .lingering
    input = []
    lastActive = server.loop.now
    wait(.readable)
  }

  func close() {
    if case .closed = phase { return }
    breakUpload()
    let closing = phase
    phase = .closed
    server.loop.unwatch(transport.descriptor)
    transport.close()
    outbox = Outbox()
    forgetInput()
    if case .streaming(let stream) = closing { stream.close() }
    server.forget(self)
  }

  /// The server stops: an idle connection ends, after a last look for a request that is there already.
  func drain() {
    if case .streaming = phase { return close() }
    if !outbox.isBlocked { receive() }
    settle()
    if case .receiving = phase, parser.isIdle, input.isEmpty, !outbox.isBlocked, !isProcessing { close() }
  }

  /// Gives up on a client that has been silent for too long.
  func checkPatience() {
    let now = server.loop.now
    let silence = now - lastActive
    let options = server.options
    switch phase {
    case .closed: break
    case .lingering: if silence > (server.isStopping ? 0.2 : 2) { close() }
    case _ where outbox.isBlocked:
      let waited = now - (blockedSince ?? now)
      if silence > options.requestPatience || waited > options.exchangePatience { close() }
    case .receiving where !transport.isEstablished: if now - opened > options.requestPatience { close() }
    case .receiving where parser.isIdle && input.isEmpty:
      requestBegan = nil
      if silence > options.idlePatience { close() }
    case .receiving:
      let allowed = parser.isReadingBody ? options.exchangePatience : options.requestPatience
      guard silence > options.requestPatience || now - (requestBegan ?? now) > allowed else { return }
      reject(.init(status: 408, reason: "The request did not arrive in time"))
      settle()
    case .answering where upload != nil && !uploadIsFull:
      // A body that is read as it comes may be large.
      let taken = now - (requestBegan ?? now)
      if silence > options.requestPatience || taken > 4 * options.exchangePatience { breakUpload() }
    case .answering, .streaming, .finishing: break
    }
  }
}

// MARK: - Uploads

extension Connection {
  private func putUpload(_ bytes: [UInt8], isLast: Bool) {
    guard let upload else { return }
    if !bytes.isEmpty {
      // The connection stays on its thread; only a number travels.
      let ticket = server.loop.park { [weak self] _ in
        self?.uploadIsFull = false
        self?.proceed()
      }
      let mailbox = server.loop.mailbox
      uploadIsFull = !upload.put(bytes) { mailbox.post { $0.resume(ticket, ()) } }
      if !uploadIsFull { server.loop.unpark(ticket) }
    }
    guard isLast else { return }
    upload.end(isWhole: true)
    self.upload = nil
  }

  /// The body does not come to its end, and so the connection can carry no other request.
  private func breakUpload() {
    guard let upload else { return }
    self.upload = nil
    exchange.keepsAlive = false
    upload.end(isWhole: false)
  }
}

// MARK: - Streaming

extension Connection: BodySink {
  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream {
    guard case .answering = phase, ticket == self.ticket else { return BodyStream() }
    if server.isStopping || exchange.isOld { exchange.keepsAlive = false }
    render(response, .pieces)
    let stream = BodyStream(self)
    phase = .streaming(stream)
    if exchange.omitsBody { stream.end() } else { write(response.body) }
    return stream
  }

  var isBlocked: Bool { outbox.isBlocked }

  func write(_ bytes: [UInt8]) {
    guard case .streaming = phase else { return }
    // A reader this far behind has stopped reading.
    if outbox.isBlocked, outbox.count > 4 * Self.highWater { return close() }
    outbox.borrow(from: &server.spareOutputs)
    outbox.edit { exchange.isOld ? $0.append(contentsOf: bytes) : $0.append(chunk: bytes) }
    if !isProcessing { settle() }
  }

  func end() {
    guard case .streaming = phase else { return }
    if !exchange.isOld, !exchange.omitsBody { outbox.edit { $0.append("0\r\n\r\n") } }
    phase = exchange.keepsAlive ? .receiving : .finishing
    proceed()
  }
}

extension Response {
  fileprivate var asksToClose: Bool {
    headers["Connection"].map { equalIgnoringCase($0.utf8, "close".utf8) } ?? false
  }
}
