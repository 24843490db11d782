import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct ListenTests {
  @Test func saysThatAPortIsInUse() throws {
    try withServer(Echo.init) { server in
      #expect(throws: ListenError.portInUse(host: "127.0.0.1", port: server.port)) {
        try RunningServer.underTest(.init(port: server.port)) { _ in Echo() }
      }
    }
  }

  @Test(arguments: [
    ("no-such-host.invalid", 0, ListenError.badHost("no-such-host.invalid")), ("", 0, .badHost("")),
    ("192.0.2.1", 0, .notOurAddress("192.0.2.1")), ("127.0.0.1", 65536, .badPort(65536)),
    ("127.0.0.1", -1, .badPort(-1)),
  ])
  func saysWhatIsWrong(host: String, port: Int, error: ListenError) {
    #expect(throws: error) { try RunningServer.underTest(.init(host: host, port: port)) { _ in Echo() } }
    #expect(!error.description.contains("\n"))
  }

  @Test(arguments: ["127.0.0.1", "::1", "localhost", "::", "0.0.0.0"])
  func listensOnEveryKindOfAddress(host: String) throws {
    let isReachable = !SocketAddress.resolve("::1").isEmpty && hasIPv6
    guard isReachable || !host.contains(":") else { return }
    let server = try RunningServer.underTest(.init(host: host)) { _ in Echo() }
    defer { server.stop() }
    let name = host == "::" ? "::1" : host == "0.0.0.0" ? "127.0.0.1" : host
    let url = try #require(HTTPURL("http://\(name.contains(":") ? "[\(name)]" : name):\(server.port)/"))
    #expect(try HTTPClient().send(.get, url).status == 200)
  }

  private var hasIPv6: Bool {
    let descriptor = socket(AF_INET6, Socket.stream, 0)
    guard descriptor >= 0, let address = SocketAddress.resolve("::1").first else { return false }
    defer { close(descriptor) }
    return address.withPointer { bind(descriptor, $0, $1) } == 0
  }

  @Test func anErrorOfTheHandlersMakerIsPassedOn() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) { try RunningServer.underTest { _ in throw Refusal() } }
  }
}
