import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct LoadTests {
  /// Four threads with 250 connections each, eight requests in a batch: none lost, none crossed.
  @Test func aThousandConnectionsGetTheirOwnAnswersInOrder() throws {
    try withServer(Echo.init) { server in
      try concurrently(4) { thread in
        let sockets = try (0..<250).map { _ in try TestSocket(port: server.port) }
        for round in 0..<3 {
          for (index, socket) in sockets.enumerated() {
            let requests = (0..<8).map { "GET /\(thread)/\(index)/\(round)/\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }
            socket.send(requests.joined())
          }
          for (index, socket) in sockets.enumerated() {
            for number in 0..<8 {
              let body = try socket.receiveResponse().body
              try #require(body.elementsEqual("GET /\(thread)/\(index)/\(round)/\(number)  ".utf8))
            }
          }
        }
      }
    }
  }

  @Test func whatIsInFlightIsAnsweredWhenTheServerStops() throws {
    let received = Counter()
    let released = Counter()
    let server = try RunningServer.underTest { Held($0, received, until: released) }
    let sockets = try (0..<50).map { _ in try TestSocket(port: server.port) }
    for socket in sockets { socket.send(String(repeating: "GET /held HTTP/1.1\r\nHost: x\r\n\r\n", count: 2)) }
    let idle = try TestSocket(port: server.port)
    idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    _ = try idle.receive(until: "at once")
    received.wait(for: sockets.count)
    try startThread { server.stop() }
    #expect(idle.receiveAll().isEmpty, "an idle connection ends when the stop begins")
    released.add()
    for socket in sockets {
      let answers = socket.receiveAll()
      #expect(answers.matches(of: /released/).count == 1, "one answer, and then the end")
      #expect(answers.contains("\r\nConnection: close\r\n"))
    }
    server.stop()
    #expect(throws: (any Error).self) { try TestSocket(port: server.port) }
  }

  @Test func stoppingUnderLoadCutsNoAnswerShort() throws {
    let server = try RunningServer.underTest { _ in Echo() }
    let answered = Counter()
    try startThread {
      answered.wait(for: 1000)
      server.stop()
    }
    try concurrently(4) { _ in
      while let socket = try? TestSocket(port: server.port) {
        for _ in 0..<50 { socket.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n") }
        socket.shutWriting()
        let received = socket.receiveAll()
        let count = received.matches(of: /HTTP\/1.1 200 OK/).count
        answered.add(count)
        try #require(received.isEmpty || received.hasSuffix("GET /a  "))
        try #require(received.matches(of: /GET \/a {2}/).count == count)
      }
    }
    server.stop()
  }

  @Test func aHandlerMayStopItsOwnServer() throws {
    let server = try RunningServer.underTest { Stopper($0) }
    let socket = try TestSocket(port: server.port)
    socket.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 20))
    #expect(socket.receiveAll().matches(of: /HTTP\/1.1 200 OK/).count == 20)
    server.stop()
  }

  @Test func aHandlerThatNeverAnswersDelaysTheStopOnlySoLong() throws {
    var options = Server.Options()
    options.stopPatience = 0.2
    let server = try RunningServer.underTest(options) { _ in Silence() }
    let socket = try TestSocket(port: server.port)
    socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    let began = Loop.clock()
    server.stop()
    #expect(Loop.clock() - began < 3)
    #expect(socket.receiveAll().isEmpty)
  }
}

private final class Stopper: Handler {
  private let loop: Loop
  private var isStopping = false

  init(_ loop: Loop) { self.loop = loop }

  func handle(_ request: Request, _ reply: Reply) {
    if !isStopping { loop.shutDown() }
    isStopping = true
    reply(Response(200))
  }
}

/// Answers `/` at once, and every other request when it is released.
private final class Held: Handler {
  private let loop: Loop
  private let received: Counter
  private let released: Counter

  init(_ loop: Loop, _ received: Counter, until released: Counter) {
    self.loop = loop
    self.received = received
    self.released = released
  }

  func handle(_ request: Request, _ reply: Reply) {
    if request.path == "/" { return reply(Response(200, body: Array("at once".utf8))) }
    received.add()
    answer(reply)
  }

  private func answer(_ reply: Reply) {
    if released.value > 0 { return reply(Response(200, body: Array("released".utf8))) }
    loop.after(0.001) { self.answer(reply) }
  }
}

/// Runs the body on so many threads at once, and throws what the first that failed threw.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let results = try (0..<count).map { index in
    let result = try Promise<Result<Void, any Error>>()
    try startThread { result.put(Result { try body(index) }) }
    return result
  }
  for result in results { try result.wait().get() }
}
