import Platform

/// A connection that a client opened. The socket does not block; waiting is done with `poll`, up to a deadline.
final class ClientConnection {
  typealias Failure = HTTPClient.Failure

  private let origin: String
  private let transport: Transport
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)

  /// With a context, the server has to prove that it is the URL's host.
  init(_ url: HTTPURL, _ tls: TLSContext?, _ deadline: Double) throws(Failure) {
    origin = url.origin
    let descriptor = try Self.connect(to: url, deadline)
    guard let tls else {
      transport = Transport(descriptor: descriptor, session: nil)
      return
    }
    do throws(TLSError) {
      transport = Transport(descriptor: descriptor, session: try TLSSession(calling: url.host, descriptor, tls))
    } catch {
      close(descriptor)
      throw .tls(url.origin, error.description)
    }
    try shakeHands(deadline)
  }

  deinit {
    transport.close()
    buffer.deallocate()
  }

  /// Tries one address after the other.
  static func connect(to url: HTTPURL, _ deadline: Double) throws(Failure) -> Int32 {
    var failure = Failure.unknownHost(url.host)
    for address in SocketAddress.resolve(url.host) {
      do throws(Failure) {
        return try connect(to: address.with(port: url.port), url.origin, deadline)
      } catch {
        failure = error
      }
    }
    throw failure
  }

  private static func connect(
    to address: SocketAddress, _ origin: String, _ deadline: Double
  ) throws(Failure) -> Int32 {
    let descriptor = Socket.open(address.family)
    guard descriptor >= 0 else { throw .unreachable(origin, SystemError("socket")) }
    do throws(Failure) {
      let status = address.withPointer { Platform.connect(descriptor, $0, $1) }
      if status != 0 { try finishConnecting(descriptor, origin, deadline) }
    } catch {
      close(descriptor)
      throw error
    }
    Socket.enable(TCP_NODELAY, Int32(IPPROTO_TCP), descriptor)
    return descriptor
  }

  private static func finishConnecting(
    _ descriptor: Int32, _ origin: String, _ deadline: Double
  ) throws(Failure) {
    if errno == EINPROGRESS {
      try wait(for: POLLOUT, descriptor, origin, deadline)
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
      errno = code
    }
    if errno == ECONNREFUSED { throw .refused(origin) }
    if errno != 0 { throw .unreachable(origin, SystemError("connect")) }
  }

  private func shakeHands(_ deadline: Double) throws(Failure) {
    while let session = transport.session, !session.isEstablished {
      switch session.shakeHands() {
      case .bytes: break
      case .waitsToRead: try wait(for: POLLIN, deadline)
      case .waitsToWrite: try wait(for: POLLOUT, deadline)
      case .ended, .failed: throw .tls(origin, session.failure)
      }
    }
  }

  /// Idle and still open: nothing to read, not even the end.
  var isUsable: Bool { transport.receive(buffer) == .waitsToRead }

  func write(_ bytes: [UInt8], _ deadline: Double) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      try check(deadline)
      switch bytes.withUnsafeBytes({ transport.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
      case .bytes(let count): sent += count
      case .waitsToRead: try wait(for: POLLIN, deadline)
      case .waitsToWrite: try wait(for: POLLOUT, deadline)
      // The answer may be there all the same, such as 413 to a body that is too long.
      case .ended, .failed: return
      }
    }
  }

  /// The answer, and whether it is all of it.
  func read(
    _ parser: inout ResponseParser, _ deadline: Double, until isEnough: ((Response) -> Bool)?
  ) throws(Failure) -> (Response, isComplete: Bool) {
    guard let isEnough else { return (try readAll(&parser, deadline, until: { _ in false }), true) }
    do {
      let response = try readAll(&parser, deadline, until: isEnough)
      return (response, false)
    } catch {
      guard case .timedOut = error, let partial = parser.partial else { throw error }
      return (partial, false)
    }
  }

  private func readAll(
    _ parser: inout ResponseParser, _ deadline: Double, until isEnough: (Response) -> Bool
  ) throws(Failure) -> Response {
    var pending: [UInt8] = []
    while true {
      try check(deadline)
      switch transport.receive(buffer) {
      case .bytes(let count):
        pending.append(contentsOf: buffer[..<count])
        var position = 0
        if let response = try parse(&parser, pending.span, &position) { return response }
        pending.removeFirst(position)
        if let partial = parser.partial, isEnough(partial) { return partial }
      case .ended:
        guard let response = parser.atEnd else { throw .closed(origin) }
        return response
      case .waitsToRead: try wait(for: POLLIN, deadline)
      case .waitsToWrite: try wait(for: POLLOUT, deadline)
      case .failed: throw .closed(origin)
      }
    }
  }

  /// A server that sends without pause is not waited for.
  private func check(_ deadline: Double) throws(Failure) {
    if Loop.clock() > deadline { throw .timedOut(origin) }
  }

  private func parse(
    _ parser: inout ResponseParser, _ input: Span<UInt8>, _ position: inout Int
  ) throws(Failure) -> Response? {
    do throws(Rejection) {
      return try parser.next(input, &position)
    } catch {
      throw .malformed(error.reason)
    }
  }

  private func wait(for event: Int32, _ deadline: Double) throws(Failure) {
    try Self.wait(for: event, transport.descriptor, origin, deadline)
  }

  private static func wait(
    for event: Int32, _ descriptor: Int32, _ origin: String, _ deadline: Double
  ) throws(Failure) {
    while true {
      let left = deadline - Loop.clock()
      guard left > 0 else { throw .timedOut(origin) }
      var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      if poll(&waiting, 1, Int32(min(left * 1000, 60_000).rounded(.up))) > 0 { return }
    }
  }
}
