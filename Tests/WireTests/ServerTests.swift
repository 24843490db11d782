import Testing

@testable import Wire

@Suite(.everyLoop) struct ServerTests {
  @Test func answersOverASocket() throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = try socket.receive(until: "GET /a/b c=d ")
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(text.contains("\r\nContent-Length: 13\r\n"))
      #expect(!text.contains("Connection:"))
      let date = try #require(text.firstMatch(of: /\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/))
      #expect(date.output.utf8.count == 39)
    }
  }

  @Test func headIsAGetWithoutItsBody() throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = try socket.receive(until: "\r\n\r\n")
      #expect(head.contains("\r\nContent-Length: 8\r\n"))
      #expect(try socket.receive(until: "GET /b  ").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "Connection: close"),
    ("GET / HTTP/1.0\r\n\r\n", "Connection: close"),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n", "Connection: keep-alive"),
    ("GET /please-close HTTP/1.1\r\nHost: x\r\n\r\n", "Connection: close"),
  ])
  func closesWhenAsked(request: String, field: String) throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send(request)
      #expect(socket.receiveAll().contains("\r\n\(field)\r\n"))
    }
  }

  @Test func everyAnswerIsOpenToEveryOrigin() throws {
    try withServer(Echo.init) { server in
      for request in ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n", "OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n"]
      {
        let socket = try TestSocket(port: server.port)
        socket.send(request)
        #expect(try socket.receive(until: "\r\n\r\n").contains("\r\nAccess-Control-Allow-Origin: *\r\n"))
      }
    }
  }

  @Test func answersPreflightsItself() throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("OPTIONS /v1/x HTTP/1.1\r\nHost: x\r\nAccess-Control-Request-Headers: a, b\r\n\r\n")
      let head = try socket.receive(until: "\r\n\r\n")
      #expect(head.hasPrefix("HTTP/1.1 204 No Content\r\n"))
      #expect(head.contains("\r\nAccess-Control-Allow-Headers: a, b\r\n"))
      #expect(head.contains("\r\nAccess-Control-Allow-Methods: GET, HEAD, PUT, PATCH, POST, DELETE\r\n"))
      #expect(!head.contains("Content-Length"))
      socket.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try socket.receive(until: "GET /next  ").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func aHandlersOwnFieldsWinButNotItsFraming() throws {
    try withServer(Stubborn.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = try socket.receive(until: "\r\n\r\nbody")
      for line in ["access-control-allow-origin: https://a.example", "Date: today", "X-Split: a  Set-Cookie: b"] {
        #expect(head.contains("\r\n\(line)\r\n"))
      }
      #expect(head.matches(of: /(?i)allow-origin/).count == 1)
      #expect(head.matches(of: /(?i)\r\ndate:/).count == 1)
      #expect(head.matches(of: /(?i)\r\ncontent-length: (\d+)/).map(\.1) == ["4"])
    }
  }

  @Test(arguments: [
    RejectedCase(400, "GET /\r\n\r\n"),
    RejectedCase(431, "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 70_000))"),
    RejectedCase(
      413, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n\(String(repeating: "a", count: 300_000))"),
    RejectedCase(501, "BREW / HTTP/1.1\r\nHost: x\r\n\r\n"),
  ])
  func saysWhatIsWrongAndCloses(example: RejectedCase) throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send(example.text)
      let answer = socket.receiveAll()
      #expect(answer.hasPrefix("HTTP/1.1 \(example.status) "))
      #expect(answer.contains("\r\nConnection: close\r\n"))
      let body = try #require(answer.firstRange(of: "\r\n\r\n").map { answer[$0.upperBound...] })
      #expect(try JSONParser.parse(String(body))["error"]?["message"]?.string?.isEmpty == false)
    }
  }

  @Test func asksForABodyThatIsHeldBack() throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try socket.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      socket.send("hi")
      #expect(try socket.receive(until: "hi").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test func takesAndGivesLargeBodies() throws {
    try withServer(Echo.init) { server in
      var body = [UInt8](repeating: 0x61, count: 8 << 20)
      for index in stride(from: 0, to: body.count, by: 4093) { body[index] = UInt8(truncatingIfNeeded: index) }
      let url = try #require(HTTPURL("http://127.0.0.1:\(server.port)/"))
      let response = try HTTPClient().send(.post, url, body: body)
      #expect(response.body == Array("POST /  ".utf8) + body)
    }
  }
}

/// Runs a server of a loop of its own for as long as the body takes.
@discardableResult
func withServer<Result>(
  _ options: Server.Options = .init(), _ makeHandler: @escaping @Sendable (Loop) -> any Handler,
  _ body: (RunningServer) throws -> Result
) throws -> Result {
  let server = try RunningServer.underTest(options, makeHandler)
  defer { server.stop() }
  return try body(server)
}

@discardableResult
func withServer<Result>(
  _ makeHandler: @escaping @Sendable () -> any Handler, _ body: (RunningServer) throws -> Result
) throws -> Result {
  try withServer(.init(), { _ in makeHandler() }, body)
}

/// Answers with what it was asked.
final class Echo: Handler {
  func handle(_ request: Request, _ reply: Reply) {
    let line = "\(request.method.rawValue) \(request.path) \(request.query) "
    var response = Response(200, headers: ["Content-Type": "text/plain"], body: Array(line.utf8) + request.body)
    if request.path == "/please-close" { response.headers["Connection"] = "close" }
    reply(response)
  }
}

/// Sets fields that the server sets, too.
private final class Stubborn: Handler {
  func handle(_ request: Request, _ reply: Reply) {
    let headers: Headers = [
      "access-control-allow-origin": "https://a.example", "Date": "today", "Content-Length": "77",
      "X-Split": "a\r\nSet-Cookie: b",
    ]
    reply(Response(200, headers: headers, body: Array("body".utf8)))
  }
}
