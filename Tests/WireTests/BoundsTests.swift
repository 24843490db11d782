import Platform
import Testing

@testable import Wire

/// What a client can make the server hold, and for how long.
@Suite(.everyLoop) struct BoundsTests {
  private static var hasty: Server.Options {
    var options = Server.Options()
    options.requestPatience = 0.4
    options.exchangePatience = 0.8
    return options
  }

  /// A byte now and then keeps no connection for ever.
  @Test(arguments: ["GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"])
  func aDrippingRequestEndsByItsDeadline(start: String) throws {
    try withServer(Self.hasty, { _ in Echo() }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send(start)
      for _ in 0..<600 where !socket.isReadable(within: 0.1) { socket.send("x") }
      #expect(socket.receiveAll().hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func anOldConnectionEndsWithItsNextAnswer() throws {
    var options = Server.Options()
    options.connectionLifetime = 0
    try withServer(options, { _ in Echo() }) { server in
      let socket = try TestSocket(port: server.port)
      usleep(20_000)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(socket.receiveAll().contains("\r\nConnection: close\r\n"))
    }
  }

  @Test func unfinishedUploadsShareABudget() throws {
    try withBudget(256 << 10) { server, budget in
      let half = [UInt8](repeating: 0x61, count: 150_000)
      let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 250000\r\n\r\n"
      let first = try TestSocket(port: server.port)
      first.send(head)
      first.send(half)
      wait(for: 150_000, budget)
      let second = try TestSocket(port: server.port)
      second.send(head)
      second.send(half)
      #expect(try second.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 503 "))
      // There is room for the first one's rest now.
      first.send([UInt8](repeating: 0x61, count: 100_000))
      #expect(try first.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
      first.closeNow()
      second.closeNow()
      wait(for: 0, budget)
    }
  }

  private func wait(for bytes: Int, _ budget: Locked<Int>) {
    waitUntil { budget.withLock { $0 } == bytes }
    #expect(budget.withLock { $0 } == bytes)
  }

  /// A server whose budget can be looked at.
  private func withBudget(
    _ limit: Int, _ body: (RunningServer, Locked<Int>) throws -> Void
  ) throws {
    let used = Locked(-1)
    let server = try RunningServer.underTest(configure: { server in
      server.budget = MemoryBudget(limit: limit)
      watch(server, used)
    }) { _ in Echo() }
    defer { server.stop() }
    try body(server, used)
  }

  private func watch(_ server: Server, _ used: Locked<Int>) {
    server.loop.after(0.005) { [weak server] in
      guard let server else { return }
      used.withLock { $0 = server.budget.used }
      watch(server, used)
    }
  }

  @Test(arguments: ["3 junk", "3 3", "3\tx", "3 \t junk;a=b", " 3", "3;a\u{0}"])
  func aChunkSizeIsANumberAndNothingElse(line: String) throws {
    try withServer(Echo.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(line)\r\nabc\r\n0\r\n\r\n")
      #expect(try socket.receive(until: "\r\n").hasPrefix("HTTP/1.1 400 "))
    }
  }

  /// Bytes without end keep no worker past its deadline.
  @Test func aFloodOfInterimAnswersIsCutShort() throws {
    let flood = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 1_000)
    let server = try ScriptedServer([[Array(repeating: flood, count: 50)]])
    let failure = #expect(throws: HTTPClient.Failure.self) { try HTTPClient().send(.get, server.url) }
    guard case .malformed = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func aBodyThatNeverPausesEndsByTheDeadline() throws {
    let piece = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
    let server = try ScriptedServer(
      [[["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"] + Array(repeating: piece, count: 3_000)]])
    var options = HTTPClient.Options()
    options.patience = 0.3
    let url = try server.url
    // Read to its end, it would be a body that breaks off.
    #expect(throws: HTTPClient.Failure.timedOut(url.origin)) { try HTTPClient(options).send(.get, url) }
  }
}

/// What a browser is told of who may read an answer.
@Suite struct AccessRulesTests {
  /// Everything under `/own` is.
  private final class Rules: AccessRules {
    func admission(of request: Request) -> Admission {
      switch request.path {
      case "/own": .sameOrigin
      case "/closed": .refused(Response(403))
      default: .shared
      }
    }
  }

  private func head(_ request: String) throws -> String {
    let server = try RunningServer.underTest(configure: { $0.accessRules = Rules() }) { _ in Echo() }
    defer { server.stop() }
    let socket = try TestSocket(port: server.port)
    socket.send(
      request + " HTTP/1.1\r\nHost: x\r\nAccess-Control-Request-Headers: a\r\n"
        + "Access-Control-Request-Private-Network: true\r\n\r\n")
    return try socket.receive(until: "\r\n\r\n")
  }

  @Test func onlySharedAnswersAllowOtherOriginsAnything() throws {
    for method in ["GET", "OPTIONS"] {
      let shared = try head("\(method) /")
      #expect(shared.contains("\r\nAccess-Control-Allow-Origin: *\r\n"))
      for path in ["/own", "/closed"] {
        let own = try head("\(method) \(path)")
        #expect(!own.contains("Access-Control"), "\(own)")
        #expect(own.contains("\r\nCross-Origin-Resource-Policy: same-origin\r\n"))
      }
      #expect(!shared.contains("Private-Network"))
    }
    #expect(try head("GET /closed").hasPrefix("HTTP/1.1 403 "))
  }

  @Test func everyAnswerIsInertInABrowser() throws {
    for path in ["/", "/own", "/closed"] {
      let head = try head("GET \(path)")
      #expect(head.contains("\r\nX-Content-Type-Options: nosniff\r\n"))
      #expect(head.contains("\r\nX-Frame-Options: DENY\r\n"))
      #expect(head.contains("\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"))
    }
  }
}
