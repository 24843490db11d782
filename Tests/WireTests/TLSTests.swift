import Platform
import Testing

@testable import Wire

@Suite(.everyLoop) struct TLSTests {
  private static let authority = Result { () throws(TLSError) in try CertificateAuthority.make(named: "Test CA") }
  private static let identity = Result {
    try authority.get().issue(for: ["localhost", "*.nest.test", "127.0.0.1", "::1"])
  }

  private func withSecureServer<Result>(
    _ makeHandler: @escaping @Sendable (Loop) -> any Handler, _ body: (RunningServer) throws -> Result
  ) throws -> Result {
    try withServer(.init(host: "127.0.0.1", identity: Self.identity.get()), makeHandler, body)
  }

  private func client(trusting: Bool = true) throws -> HTTPClient {
    var options = HTTPClient.Options()
    if trusting { options.authorities = try Self.authority.get().certificate }
    return HTTPClient(options)
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func answersThroughTLS(host: String) throws {
    try withSecureServer({ _ in Echo() }) { server in
      let client = try client()
      let url = try #require(HTTPURL("https://\(host):\(server.port)/a"))
      for number in 0..<3 {
        let response = try client.send(.post, url, body: Array("\(number)".utf8))
        #expect(response.status == 200)
        #expect(response.body == Array("POST /a  \(number)".utf8))
      }
    }
  }

  @Test func largeBodiesPassBothWays() throws {
    try withSecureServer({ _ in Echo() }) { server in
      var body = [UInt8](repeating: 0x61, count: 8 << 20)
      for index in stride(from: 0, to: body.count, by: 4093) { body[index] = UInt8(truncatingIfNeeded: index) }
      let url = try #require(HTTPURL("https://localhost:\(server.port)/"))
      #expect(try client().send(.post, url, body: body).body == Array("POST /  ".utf8) + body)
    }
  }

  @Test func manyClientsGetTheirOwnAnswers() throws {
    try withSecureServer(Later.init) { server in
      let authorities = try Self.authority.get().certificate
      try concurrently(8) { thread in
        var options = HTTPClient.Options()
        options.authorities = authorities
        let client = HTTPClient(options)
        for round in 0..<20 {
          let delay = (thread + round) % 5
          let url = try #require(HTTPURL("https://localhost:\(server.port)/\(delay)"))
          try #require(client.send(.get, url).body == Array("after \(delay).".utf8))
        }
      }
    }
  }

  @Test func anUnknownAuthorityProvesNothing() throws {
    try withSecureServer({ _ in Echo() }) { server in
      let url = try #require(HTTPURL("https://localhost:\(server.port)/"))
      let failure = #expect(throws: HTTPClient.Failure.self) { try client(trusting: false).send(.get, url) }
      #expect(failure == .tls(url.origin, "self-signed certificate in certificate chain"))
    }
  }

  @Test func aCertificateForAnotherHostProvesNothing() throws {
    let identity = try Self.authority.get().issue(for: ["nest.test"])
    try withServer(.init(identity: identity), { _ in Echo() }) { server in
      for (host, reason) in [("localhost", "hostname mismatch"), ("127.0.0.1", "IP address mismatch")] {
        let url = try #require(HTTPURL("https://\(host):\(server.port)/"))
        #expect(throws: HTTPClient.Failure.tls(url.origin, reason)) { try client().send(.get, url) }
      }
    }
  }

  @Test func plainTextOnASecurePortIsClosed() throws {
    try withSecureServer({ _ in Echo() }) { server in
      let socket = try TestSocket(port: server.port)
      socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(!socket.receiveAll().contains("200 OK"))
    }
  }

  @Test func tlsOnAPlainPortIsAClearError() throws {
    try withServer(Echo.init) { server in
      let url = try #require(HTTPURL("https://localhost:\(server.port)/"))
      let failure = #expect(throws: HTTPClient.Failure.self) { try client().send(.get, url) }
      guard case .tls = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
    }
  }

  @Test func aClientThatDoesNotShakeHandsIsDropped() throws {
    var options = try Server.Options(identity: Self.identity.get())
    options.requestPatience = 0.2
    try withServer(options, { _ in Echo() }) { server in
      let socket = try TestSocket(port: server.port)
      #expect(socket.receiveAll().isEmpty)
    }
  }

  @Test func truncatedAnswersAreSeenAsSuch() throws {
    try withSecureServer({ _ in Truncating() }) { server in
      let url = try #require(HTTPURL("https://localhost:\(server.port)/"))
      #expect(throws: HTTPClient.Failure.closed(url.origin)) { try client().send(.get, url) }
    }
  }

  @Test func aKeyHasToFitItsCertificate() throws {
    let one = try Self.identity.get()
    let other = try Self.authority.get().issue(for: ["localhost"])
    for identity in [
      TLSIdentity(certificates: one.certificates, key: other.key), TLSIdentity(certificates: [], key: one.key),
      TLSIdentity(certificates: one.certificates, key: Array("nonsense".utf8)),
    ] {
      let error = #expect(throws: ListenError.self) {
        try RunningServer.underTest(.init(identity: identity)) { _ in Echo() }
      }
      guard case .tls(.unusable) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test(arguments: ["a,b", "DNS:a", "a b", ""])
  func onlyHostsGetCertificates(host: String) throws {
    #expect(throws: TLSError.self) { try Self.authority.get().issue(for: [host]) }
  }

  @Test func authoritiesSurviveBeingStored() throws {
    let authority = try Self.authority.get()
    let stored = CertificateAuthority(certificate: authority.certificate, key: authority.key)
    #expect(try !stored.issue(for: ["a.test"]).certificates.isEmpty)
  }
}

private final class Truncating: Handler {
  func handle(_ request: Request, _ reply: Reply) { reply.truncate(Response(200, body: Array("0123456789".utf8))) }
}
