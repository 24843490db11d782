import Platform
import Testing
import Wire

@testable import nestbox

/// A port with TLS, and the authority behind it.
@Suite struct SecureServeTests {
  @Test func theSameSandboxAnswersOverTLSUnderAnOwnAuthority() throws {
    let folder = try TemporaryFolder()
    #expect(try RunningCommand(["ca", "--out", folder.path]).finish().code == 0)
    let authority = try File(path: folder.path + "/ca.pem").read()
    let serve = try RunningCommand([
      "serve", "--port", "0", "--https-port", "0", "--log", "json", "--tls-cert", folder.path + "/server.pem",
      "--tls-key", folder.path + "/server-key.pem",
    ])
    try serve.waitForOutput("\n")
    let banner = try JSONParser.parse(String(serve.text.prefix { $0 != "\n" }))
    let origin = try #require(banner["listening_https"]?.string)
    let url = try #require(HTTPURL(origin + "/_sandbox/health"))
    #expect(throws: HTTPClient.Failure.self) { try HTTPClient().send(.get, url) }
    var trusting = HTTPClient.Options()
    trusting.authorities = authority
    #expect(try HTTPClient(trusting).send(.get, url).status == 200)
  }

  @Test func theAuthorityIsMadeOnceAndItsKeyIsSecret() throws {
    let folder = try TemporaryFolder()
    #expect(try RunningCommand(["ca", "--out", folder.path]).finish().code == 0)
    let authority = try File(path: folder.path + "/ca.pem").read()
    let server = try File(path: folder.path + "/server.pem").read()
    #expect(try RunningCommand(["ca", "--out", folder.path]).finish().code == 0)
    #expect(try File(path: folder.path + "/ca.pem").read() == authority)
    #expect(try File(path: folder.path + "/server.pem").read() != server)
    for name in ["ca-key.pem", "server-key.pem"] {
      var status = stat()
      #expect(stat("\(folder.path)/\(name)", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test(arguments: [
    ["serve", "--https-port", "0"], ["serve", "--tls-cert", "x.pem"], ["ca"], ["ca", "--out", "/dev/null/x"],
    ["serve", "--port", "0", "--https-port", "0", "--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.pem"],
    ["serve", "--port", "0", "--https-port", "0", "--tls-cert", "/dev/null", "--tls-key", "/dev/null"],
  ])
  func whatIsMissingIsSaid(arguments: [String]) throws {
    let ended = try RunningCommand(arguments).finish()
    #expect(ended.code == 2)
    #expect(ended.errors.filter { $0 == "\n" }.count == 1)
  }
}
