import Platform
import Testing
import Wire

@testable import nestbox

/// The attacks of strangers on a running server: what each of them gets.
@Suite struct StrangerTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let method: Wire.Method
    let target: String
    let body: String
    let headers: Headers
    let status: Int

    var testDescription: String { "\(method) \(target) \(headers.fields)" }

    init(_ status: Int, _ method: Wire.Method, _ target: String, _ headers: Headers, _ body: String = "") {
      self.method = method
      self.target = target
      self.body = body
      self.headers = headers
      self.status = status
    }
  }

  @Test(arguments: [
    Attack(403, .get, "/_sandbox/state?all=true", ["Origin": "https://attacker.example"]),
    Attack(415, .post, "/_sandbox/reset", ["Content-Type": "text/plain"], #"{"all":true}"#),
    Attack(403, .post, "/_sandbox/reset", ["Origin": "http://localhost:3000"], #"{"all":true}"#),
    Attack(403, .options, "/_sandbox/reset", ["Origin": "http://localhost:3000"]),
    Attack(403, .get, "/v1/customers", ["Host": "rebind.attacker.example"]),
    Attack(403, .get, "/", ["Host": "rebind.attacker.example:12111", "Accept": "text/html"]),
    Attack(403, .post, "/v1/webhook_endpoints", ["Origin": "https://attacker.example"], "url=http://127.0.0.1:22/"),
    Attack(403, .get, "/v1/customers", ["Origin": "https://attacker.example"]),
    Attack(200, .get, "/v1/customers", ["Origin": "http://localhost:3000"]),
    Attack(403, .post, "/_sandbox/reset", ["Stripe-Signature": "t=1,v1=2"], "{}"),
    Attack(403, .post, "/s/other/_sandbox/reset", ["Origin": "null"], "{}"),
  ])
  func anAttackIsRefused(attack: Attack) throws {
    let server = try SandboxUnderTest()
    let answer = try server.send(attack.method, attack.target, Array(attack.body.utf8), headers: attack.headers)
    #expect(answer.status == attack.status)
  }

  @Test func aWebhookCannotResetTheSandbox() throws {
    let server = try SandboxUnderTest()
    let own = "http://127.0.0.1:\(server.port)/_sandbox/reset"
    _ = try server.json(
      .post, "/v1/webhook_endpoints", "url=\(own)&enabled_events[]=customer.created")
    _ = try server.json(.post, "/v1/customers", "name=A")
    var attempt = JSON.null
    try again(until: { !attempt.isNull }) {
      attempt = try server.json(.get, "/_sandbox/deliveries")["deliveries"]?[0]?["attempts"]?[0] ?? .null
    }
    #expect(attempt["status"] == 403)
    #expect(try server.json(.get, "/v1/customers")["data"]?.array?.count == 1)
  }

  /// Nobody reads what is logged: all requests are answered, and the end comes when it is asked for.
  @Test func anUnreadLogStopsNothing() throws {
    let process = try RunningCommand(["serve", "--port", "0"])
    let port = try process.waitForPort()
    let client = HTTPClient()
    let url = try #require(HTTPURL("http://127.0.0.1:\(port)/v1/customers?email=\(String(repeating: "x", count: 400))"))
    for _ in 0..<4_000 { #expect(try client.send(.get, url).status == 401) }
    process.send(SIGTERM)
    let ended = try process.finish()
    #expect(ended.code == 0)
  }

  @Test func headOfAStreamIsAnAnswerLikeAnother() throws {
    let server = try SandboxUnderTest()
    for _ in 0..<50 { #expect(try server.send(.head, "/_sandbox/stream").status == 200) }
    #expect(try server.send(.get, "/_sandbox/health").status == 200)
  }

  @Test func aTokenClosesTheControlAPIToStrangers() throws {
    let server = try SandboxUnderTest("--control-token", "secret")
    #expect(try server.send(.get, "/_sandbox/sandboxes").status == 401)
    #expect(try server.send(.get, "/_sandbox/sandboxes", headers: ["Sandbox-Control-Token": "secret"]).status == 200)
    #expect(try server.send(.get, "/_sandbox/sandboxes", headers: ["Authorization": "Bearer secret"]).status == 200)
    #expect(try server.send(.get, "/_sandbox/health").status == 200)
    #expect(try server.send(.get, "/v1/customers").status == 200)
    let url = "http://127.0.0.1:\(server.port)"
    let trigger = ["trigger", "customer.created", "--url", url]
    #expect(try RunningCommand(trigger).finish().code == 2)
    #expect(try RunningCommand(trigger, ["NESTBOX_CONTROL_TOKEN": "secret"]).finish().code == 0)
  }

  @Test func theBannerTellsWhoMayReachIt() throws {
    let local = try RunningCommand(["serve", "--port", "0"])
    try local.waitForOutput("To paste:")
    #expect(local.text.contains("in memory") && local.text.contains("from this machine only"))
    local.send(SIGTERM)
    #expect(try local.finish().errors.isEmpty)
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let open = try RunningCommand(["serve", "--port", "0", "--host", "0.0.0.0", "--data", data])
    try open.waitForOutput("To paste:")
    #expect(open.text.contains("kept in \(data)") && open.text.contains("from every machine"))
    open.send(SIGTERM)
    #expect(try open.finish().errors.contains("--control-token TOKEN"))
  }

  @Test(arguments: [
    ["serve", "--deterministic="], ["verify", "--jobs", "-3"], ["verify", "--jobs", "0"], ["verify", "--times", "0"],
    ["serve", "--data", ""], ["serve", "--control-token="], ["verify", "--timeout=-1"], ["serve", "--allow-host", ""],
  ])
  func nonsenseOnTheCommandLineIsRefused(arguments: [String]) {
    #expect(throws: UsageError.self) { try Invocation.parse(arguments, Environment([:])) }
  }

  /// What the banner names can be asked for.
  @Test(arguments: ["/_sandbox", "/_sandbox/apps", "/demo", "/", "/api", "/api-json"])
  func noAddressOfTheBannerLeadsNowhere(path: String) throws {
    #expect(try SandboxUnderTest().send(.get, path).status == 200)
  }
}
