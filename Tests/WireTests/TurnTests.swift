import Testing

@testable import Wire

/// Answers are sent at the end of the turn of the loop in which they were made.
@Suite(.everyLoop) struct TurnTests {
  @Test func aReaderThatLagsGetsItsAnswersInOrder() throws {
    try withServer(Bulky.init) { server in
      let sockets = try (0..<8).map { _ in try TestSocket(port: server.port) }
      for socket in sockets {
        socket.send((0..<60).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
      }
      for number in 0..<60 {
        for socket in sockets {
          let body = try socket.receiveResponse().body
          try #require(body.count == Bulky.size && body.starts(with: "/\(number) ".utf8))
        }
      }
    }
  }

  @Test func anAnswerMadeAtTheTurnsEndGoesInTheSameTurn() throws {
    try withServer(.init(), Patient.init) { server in
      let sockets = try (0..<40).map { _ in try TestSocket(port: server.port) }
      for socket in sockets {
        socket.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      }
      for socket in sockets {
        #expect(socket.receiveAll().matches(of: /at last: (..)/).map(\.1) == ["/a", "/b"])
      }
    }
  }

  @Test func whatWasAnsweredBeforeADropStillGoes() throws {
    try withServer(.init(), { _ in Moody() }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send(["1", "2", "3", "drop", "4"].map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
      #expect(socket.receiveAll().matches(of: /mood (\d)/).map(\.1) == ["1", "2", "3"])
    }
  }
}

/// Answers with more than a socket takes at once.
private final class Bulky: Handler {
  static let size = 100_000

  func handle(_ request: Request, _ reply: Reply) {
    let start = Array("\(request.path) ".utf8)
    reply(Response(200, body: start + [UInt8](repeating: 0x2E, count: Self.size - start.count)))
  }
}

/// Answers only when all that was ready has been seen to.
private final class Patient: Handler {
  private let loop: Loop
  private var waiting: [(reply: Reply, path: String)] = []
  private var hook: Hook?

  init(_ loop: Loop) {
    self.loop = loop
    hook = loop.turnEnds.add { [unowned self] in endTurn() }
  }

  func handle(_ request: Request, _ reply: Reply) { waiting.append((reply, request.path)) }

  private func endTurn() {
    let answered = waiting
    waiting = []
    for (reply, path) in answered { reply(Response(200, body: Array("at last: \(path)".utf8))) }
    // Whoever was answered may have asked for more.
    if !waiting.isEmpty { loop.after(0) {} }
  }
}

private final class Moody: Handler {
  func handle(_ request: Request, _ reply: Reply) {
    if request.path == "/drop" { return reply.drop() }
    reply(Response(200, body: Array("mood \(request.path.dropFirst())".utf8)))
  }
}
