import Testing

@testable import Wire

@Suite struct CertificateLimitTests {
  private static let hosts = ["localhost", "127.0.0.1", "::1", "stripe.com"]

  @Test func anAuthoritySaysWhatItCanVouchFor() throws {
    #expect(try CertificateAuthority.make(named: "Limited", onlyFor: Self.hosts).isLimited)
    #expect(try !CertificateAuthority.make(named: "Unlimited").isLimited)
  }

  @Test(arguments: [("api.stripe.com", true), ("localhost", true), ("127.0.0.1", true), ("bank.example", false)])
  func clientsHoldItToThat(host: String, isGood: Bool) throws {
    let authority = try CertificateAuthority.make(named: "Limited", onlyFor: Self.hosts)
    let identity = try authority.issue(for: [host, "127.0.0.1"])
    let server = try RunningServer.underTest(Server.Options(identity: identity)) { _ in Echo() }
    defer { server.stop() }
    var options = HTTPClient.Options()
    options.authorities = authority.certificate
    let url = try #require(HTTPURL("https://127.0.0.1:\(server.port)/"))
    if isGood {
      #expect(try HTTPClient(options).send(.get, url).status == 200)
    } else {
      #expect(throws: HTTPClient.Failure.self) { try HTTPClient(options).send(.get, url) }
    }
  }
}
