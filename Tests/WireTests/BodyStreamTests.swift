import Synchronization
import Testing

@testable import Wire

@Suite(.everyLoop) struct BodyStreamTests {
  @Test func piecesTravelAsTheyAreWritten() throws {
    let source = EventSourceHandler.Shared()
    try withServer(.init(), { _ in EventSourceHandler(source) }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = try socket.receive(until: "\r\n\r\n7\r\n: hello\r\n")
      #expect(head.contains("\r\nContent-Type: text/event-stream\r\n"))
      #expect(head.contains("\r\nTransfer-Encoding: chunked\r\n"))
      #expect(!head.contains("Content-Length"))
      server.post { _ in source.write("data: 1\n\n") }
      #expect(try socket.receive(until: "1\n\n\r\n") == "9\r\ndata: 1\n\n\r\n")
      server.post { _ in source.end() }
      _ = try socket.receive(until: "0\r\n\r\n")
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try socket.receive(until: ": hello\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"), "the connection lives on")
    }
    #expect(source.closed == 1, "the second stream was open when the server stopped")
  }

  @Test func anOldClientReadsToTheEnd() throws {
    let source = EventSourceHandler.Shared()
    try withServer(.init(), { _ in EventSourceHandler(source) }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      let head = try socket.receive(until: ": hello")
      #expect(!head.contains("chunked"))
      #expect(head.contains("\r\nConnection: close\r\n"))
      server.post { _ in
        source.write(", old one")
        source.end()
      }
      #expect(socket.receiveAll() == ", old one")
    }
  }

  @Test func headHasNoStream() throws {
    let source = EventSourceHandler.Shared()
    try withServer(.init(), { _ in EventSourceHandler(source) }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try socket.receive(until: "\r\n\r\n")
      #expect(try socket.receive(until: ": hello").hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test func theWriterLearnsThatTheClientIsGone() throws {
    let source = EventSourceHandler.Shared()
    try withServer(.init(), { _ in EventSourceHandler(source) }) { server in
      do {
        let socket = try TestSocket(port: server.port)
        socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = try socket.receive(until: ": hello")
      }
      try source.awaitClosed()
      server.post { _ in source.write("nobody hears it") }
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try socket.receive(until: ": hello")
    }
  }

  @Test func aReaderWhoStopsReadingIsDropped() throws {
    let source = EventSourceHandler.Shared()
    try withServer(.init(), { _ in EventSourceHandler(source) }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try socket.receive(until: ": hello")
      server.post { _ in
        let piece = String(repeating: "x", count: 1 << 20)
        for _ in 0..<64 { source.write(piece) }
      }
      try source.awaitClosed()
    }
  }

  @Test func inProcessAStreamIsAnAnswerAtItsEnd() {
    let source = EventSourceHandler.Shared()
    var body = ""
    EventSourceHandler(source).handle(Request(.get, "/"), Reply { body = String(decoding: $0.body, as: UTF8.self) })
    source.write(" again")
    #expect(body.isEmpty)
    source.end()
    #expect(body == ": hello again")
  }
}

/// Greets, then says what it is told to.
private final class EventSourceHandler: Handler {
  /// The stream belongs to the loop's thread; only the count is read elsewhere.
  final class Shared: @unchecked Sendable {
    fileprivate var stream: BodyStream?
    private let count = Atomic(0)
    private let closing: Promise<Void>?

    init() { closing = try? Promise() }

    var closed: Int { count.load(ordering: .acquiring) }

    func write(_ text: String) { stream?.write(text) }
    func end() { stream?.end() }

    fileprivate func close() {
      count.add(1, ordering: .releasing)
      closing?.put(())
    }

    func awaitClosed() throws { try #require(closing).wait() }
  }

  private let shared: Shared

  init(_ shared: Shared) { self.shared = shared }

  func handle(_ request: Request, _ reply: Reply) {
    let head = Response(200, headers: ["Content-Type": "text/event-stream"], body: Array(": hello".utf8))
    let stream = reply.stream(head)
    stream.onClose = { [shared] in shared.close() }
    shared.stream = stream
  }
}
