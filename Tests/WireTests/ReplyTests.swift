import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct ReplyTests {
  @Test func pipelinedAnswersKeepTheirOrder() throws {
    try withServer(.init(), Later.init) { server in
      let socket = try TestSocket(port: server.port)
      let delays = [30, 0, 10, -1, 0, 5, 0]
      socket.send(delays.map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
      for delay in delays { #expect(try socket.receive(until: "after \(delay).").hasPrefix("HTTP/1.1 200 OK\r\n")) }
    }
  }

  @Test func answersWaitingRequestsOfAClientThatOnlyShutItsSide() throws {
    try withServer(.init(), Later.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send(
        "GET /20 HTTP/1.1\r\nHost: x\r\n\r\nGET /0 HTTP/1.1\r\nHost: x\r\n\r\nGET /5 HTTP/1.1\r\nHost: x\r\n\r\n")
      socket.shutWriting()
      #expect(socket.receiveAll().matches(of: /after (\d+)\./).map(\.1) == ["20", "0", "5"])
    }
  }

  @Test func anAnswerToAClientThatWentAwayDoesNothing() throws {
    try withServer(.init(), Later.init) { server in
      for _ in 0..<20 {
        let gone = try TestSocket(port: server.port)
        gone.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
        gone.reset()
      }
      let socket = try TestSocket(port: server.port)
      socket.send("GET /30 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try socket.receive(until: "after 30.").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test func onlyTheFirstAnswerCounts() throws {
    try withServer(Twice.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(socket.receiveAll().matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["200", "200"])
    }
  }

  @Test func aDroppedConnectionEndsWithoutAnAnswer() throws {
    try withServer(Faulty.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET /fine HTTP/1.1\r\nHost: x\r\n\r\nGET /drop HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(socket.receiveAll().matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["200"])
    }
  }

  @Test func aTruncatedAnswerEndsInItsBody() throws {
    try withServer(Faulty.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET /truncate HTTP/1.1\r\nHost: x\r\n\r\n")
      let answer = socket.receiveAll()
      #expect(answer.contains("\r\nContent-Length: 10\r\n"))
      #expect(answer.hasSuffix("\r\n\r\n01234"))
    }
  }

  @Test func clientsSeeFaultsAsClosedConnections() throws {
    try withServer(Faulty.init) { server in
      for path in ["drop", "truncate"] {
        let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)/\(path)"))
        #expect(throws: HTTPClient.Failure.closed(url.origin)) { try HTTPClient().send(.get, url) }
      }
    }
  }

  @Test func inProcessFaultsAreAnswersToo() {
    var seen: [String] = []
    for path in ["/drop", "/truncate", "/fine"] {
      Faulty().handle(
        Request(.get, path),
        Reply(answer: { answer in
          switch answer {
          case .dropped: seen.append("dropped")
          case .truncated(let response): seen.append("truncated \(response.status)")
          case .response(let response): seen.append("\(response.status)")
          }
        }))
    }
    #expect(seen == ["dropped", "truncated 200", "200"])
    var status = 0
    Faulty().handle(Request(.get, "/drop"), Reply { status = $0.status })
    #expect(status == 502)
  }
}

/// Answers `/N` after N milliseconds, at once for 0, and for less when another thread has had its turn.
final class Later: Handler {
  private let loop: Loop

  init(_ loop: Loop) { self.loop = loop }

  func handle(_ request: Request, _ reply: Reply) {
    let delay = Int(request.path.dropFirst()) ?? 0
    let response = Response(200, body: Array("after \(delay).".utf8))
    if delay == 0 { return reply(response) }
    if delay < 0 { return loop.offload({}, then: { reply(response) }) }
    loop.after(Double(delay) / 1000) { reply(response) }
  }
}

private final class Twice: Handler {
  private var earlier: Reply?

  func handle(_ request: Request, _ reply: Reply) {
    earlier?(Response(500))
    reply(Response(200))
    reply(Response(500))
    earlier = reply
  }
}

private final class Faulty: Handler {
  func handle(_ request: Request, _ reply: Reply) {
    let response = Response(200, body: Array("0123456789".utf8))
    switch request.path {
    case "/drop": reply.drop()
    case "/truncate": reply.truncate(response)
    default: reply(response)
    }
  }
}
