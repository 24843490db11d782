import Platform
import Synchronization
import Testing

@testable import Wire

@Suite(.everyLoop) struct PatienceTests {
  private static var hasty: Server.Options {
    var options = Server.Options()
    options.requestPatience = 0.2
    options.idlePatience = 0.4
    return options
  }

  @Test(arguments: ["G", "GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal"])
  func aSlowSenderIsToldAndDropped(start: String) throws {
    try withServer(Self.hasty, { _ in Echo() }) { server in
      let began = Loop.clock()
      let socket = try TestSocket(port: server.port)
      socket.send(start)
      #expect(socket.receiveAll().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
      #expect(Loop.clock() - began > 0.2)
    }
  }

  @Test func anIdleConnectionEndsInSilence() throws {
    try withServer(Self.hasty, { _ in Echo() }) { server in
      let socket = try TestSocket(port: server.port)
      let began = Loop.clock()
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try socket.receive(until: "GET /  ")
      #expect(socket.receiveAll().isEmpty)
      #expect(Loop.clock() - began > 0.3)
    }
  }

  @Test func aSlowAnswerIsNobodysFault() throws {
    try withServer(Self.hasty, Later.init) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET /700 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try socket.receive(until: "after 700.").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test func aClientThatDoesNotReadIsNotReadEither() throws {
    let answered = Counter()
    try withServer(Self.hasty, { _ in Generous(answered) }) { server in
      let socket = try TestSocket(port: server.port)
      socket.sendUntilClosed(Array(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 100).utf8))
      // What the kernel's buffers took, and a little more.
      #expect((1..<64).contains(answered.value))
    }
  }
}

final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }
  func add(_ number: Int = 1) { count.add(number, ordering: .acquiringAndReleasing) }

  func wait(for number: Int) {
    waitUntil { value >= number }
    #expect(value >= number)
  }
}

/// Waits until that is so, but not for ever.
func waitUntil(_ isSo: () -> Bool) {
  let deadline = Loop.clock() + 30
  while !isSo(), Loop.clock() < deadline { usleep(100) }
}

/// Answers with a megabyte.
private final class Generous: Handler {
  private let response = Response(200, body: [UInt8](repeating: 0x61, count: 1 << 20))
  private let answered: Counter

  init(_ answered: Counter) { self.answered = answered }

  func handle(_ request: Request, _ reply: Reply) {
    answered.add()
    reply(response)
  }
}
