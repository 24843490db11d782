import Platform
import Synchronization
import Testing

@testable import Wire

/// Answers each connection's requests with given bytes, whatever is asked, then closes it.
final class ScriptedServer: Sendable {
  let port: Int
  private let socket: Int32
  private let seen = Locked<[String]>([])
  private let served = Atomic(0)

  var connectionsServed: Int { served.load(ordering: .acquiring) }

  /// The requests that came, head and all.
  var requests: [String] { seen.withLock { $0 } }

  /// One list of answers for each connection; an answer is sent in its pieces.
  init(_ connections: [[[String]]]) throws {
    let socket = Platform.socket(AF_INET, Socket.stream, 0)
    let address = try #require(SocketAddress.resolve("127.0.0.1").first)
    try #require(address.withPointer { bind(socket, $0, $1) } == 0)
    try #require(listen(socket, 16) == 0)
    self.socket = socket
    port = try #require(SocketAddress.local(socket)).port
    try startThread { [self] in
      for answers in connections {
        serve(answers)
        served.add(1, ordering: .releasing)
      }
    }
  }

  convenience init(_ answer: String...) throws { try self.init([[answer]]) }

  deinit { close(socket) }

  var url: HTTPURL { get throws { try #require(HTTPURL("http://127.0.0.1:\(port)/path?query")) } }

  private func serve(_ answers: [[String]]) {
    let connection = accept(socket, nil, nil)
    guard connection >= 0 else { return }
    defer { close(connection) }
    for answer in answers {
      var request: [UInt8] = []
      var byte: UInt8 = 0
      while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        guard recv(connection, &byte, 1, 0) == 1 else { return }
        request.append(byte)
      }
      seen.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
      for piece in answer {
        _ = Array(piece.utf8).withUnsafeBytes { Socket.send(connection, $0) }
        // So that the pieces travel apart.
        usleep(1000)
      }
    }
  }
}
