import Glibc
import Testing

@testable import Wire

@Suite struct ServerTests {
  @Test func answersOverASocket() throws {
    let server = try RunningServer.start { _ in Echo() }
    defer { server.stop() }
    let socket = try TestSocket(port: server.port)
    socket.send("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n")
    let text = try socket.receive(until: "GET /a/b c=d ")
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.contains("\r\nContent-Length: 13\r\n"))
  }
}
