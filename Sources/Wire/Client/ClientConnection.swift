import Glibc

/// A connection that a client opened. The socket does not block; waiting is done with `poll`, up to a deadline.
final class ClientConnection {
  typealias Failure = HTTPClient.Failure

  private let origin: String
  private var descriptor: Int32 = -1
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(_ url: HTTPURL, _ deadline: Double) throws(Failure) {
    origin = url.origin
    var failure = Failure.unknownHost(url.host)
    for address in SocketAddress.resolve(url.host) where descriptor < 0 {
      do throws(Failure) {
        try connect(address.with(port: url.port), deadline)
      } catch {
        failure = error
      }
    }
    guard descriptor >= 0 else { throw failure }
  }

  deinit { close() }

  private func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
  }

  private func connect(_ address: SocketAddress, _ deadline: Double) throws(Failure) {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(address.family, flags, 0)
    guard descriptor >= 0 else { throw .unreachable(origin, SystemError("socket")) }
    do throws(Failure) {
      try finishConnecting(address.withPointer { Glibc.connect(descriptor, $0, $1) }, deadline)
    } catch {
      close()
      throw error
    }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private func finishConnecting(_ status: Int32, _ deadline: Double) throws(Failure) {
    guard status != 0 else { return }
    if errno == EINPROGRESS {
      try wait(POLLOUT, deadline)
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
      errno = code
    }
    if errno == ECONNREFUSED { throw .refused(origin) }
    if errno != 0 { throw .unreachable(origin, SystemError("connect")) }
  }

  /// Idle and still open: nothing to read, not even the end.
  var isUsable: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK)) < 0 && errno == EAGAIN
  }

  func write(_ bytes: [UInt8], _ deadline: Double) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(POLLOUT, deadline)
      } else if errno != EINTR {
        // The answer may be there all the same, such as 413 to a body that is too long.
        return
      }
    }
  }

  func read(_ parser: inout ResponseParser, _ deadline: Double) throws(Failure) -> Response {
    var pending: [UInt8] = []
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 {
        pending.append(contentsOf: buffer[..<count])
        var position = 0
        if let response = try parse(&parser, pending.span, &position) { return response }
        pending.removeFirst(position)
      } else if count == 0 || errno == ECONNRESET {
        guard count == 0, let response = parser.atEnd else { throw .closed(origin) }
        return response
      } else if errno == EAGAIN {
        try wait(POLLIN, deadline)
      } else if errno != EINTR {
        throw .unreachable(origin, SystemError("recv"))
      }
    }
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

  private func wait(_ event: Int32, _ deadline: Double) throws(Failure) {
    while true {
      let left = deadline - Loop.clock()
      guard left > 0 else { throw .timedOut(origin) }
      var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      if poll(&waiting, 1, Int32(min(left * 1000, 60_000).rounded(.up))) > 0 { return }
    }
  }
}
