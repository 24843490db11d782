import Glibc
import Testing

@testable import Wire

/// Answers with what it was asked.
final class Echo: Handler {
  func handle(_ request: Request, _ reply: Reply) {
    let line = "\(request.method.rawValue) \(request.path) \(request.query) "
    reply(Response(200, headers: ["Content-Type": "text/plain"], body: Array(line.utf8) + request.body))
  }
}

/// A blocking socket that gives up after a while.
final class TestSocket {
  struct TimedOut: Error { let received: String }

  let descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let address = try #require(SocketAddress.resolve("127.0.0.1").first).with(port: port)
    try #require(address.withPointer { connect(descriptor, $0, $1) } == 0)
  }

  deinit { close(descriptor) }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
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

  /// Reads to the end of the connection.
  func receiveAll() -> String {
    while fill() {}
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }

  func shutWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
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
