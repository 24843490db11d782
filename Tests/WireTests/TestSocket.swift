import Platform
import Testing

@testable import Wire

/// A blocking socket that gives up after a while.
final class TestSocket {
  struct TimedOut: Error { let received: String }

  private(set) var descriptor: Int32
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  init(port: Int) throws {
    descriptor = socket(AF_INET, Socket.stream, 0)
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let address = SocketAddress.resolve("127.0.0.1").first?.with(port: port)
    guard address?.withPointer({ connect(descriptor, $0, $1) }) == 0 else { throw SystemError("connect") }
  }

  deinit { closeNow() }

  func closeNow() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Socket.send(descriptor, $0) }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Reads until the text has come, and takes everything up to its end.
  func receive(until end: String) throws -> String {
    while true {
      if let range = find(Array(end.utf8)) {
        defer { received.removeSubrange(..<range) }
        return String(decoding: received[..<range], as: UTF8.self)
      }
      guard fill() else { throw TimedOut(received: String(decoding: received, as: UTF8.self)) }
    }
  }

  func receiveResponse() throws -> Response {
    var parser = ResponseParser(limit: .max, omitsBody: false)
    while true {
      var position = 0
      let bytes = received
      let response = try parser.next(bytes.span, &position)
      received.removeFirst(position)
      if let response { return response }
      guard fill() else { throw TimedOut(received: String(decoding: received, as: UTF8.self)) }
    }
  }

  /// Reads to the end of the connection.
  func receiveAll() -> String {
    while fill() {}
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }

  /// Whether there is something to receive, or will be in so many seconds.
  func isReadable(within seconds: Double) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, Int32(seconds * 1000)) > 0
  }

  func shutWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  private func fill() -> Bool {
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received.append(contentsOf: buffer[..<count]) }
    return count > 0
  }

  private func find(_ text: [UInt8]) -> Int? {
    guard received.count >= text.count else { return nil }
    for start in 0...(received.count - text.count) where received[start..<(start + text.count)].elementsEqual(text) {
      return start + text.count
    }
    return nil
  }
}

extension TestSocket {
  /// Closes the connection so that the other side sees a reset.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    closeNow()
  }
}

extension TestSocket {
  /// Goes on sending until the other side has closed the connection.
  func sendUntilClosed(_ bytes: [UInt8]) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    while true {
      let count = bytes.withUnsafeBytes { Socket.send(descriptor, $0) }
      if count < 0, errno != EAGAIN { return }
      if count < 0 { usleep(1000) }
    }
  }
}
