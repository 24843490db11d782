import Platform
import Testing
import Wire

@testable import nestbox

/// The binary from the outside: exit codes, signals, what it prints.
@Suite struct ProcessTests {
  @Test(
    arguments: [
      (["--version"], 0), (["--help"], 0), (["serve", "--help"], 0), (["help", "verify"], 0), ([], 2), (["sreve"], 2),
      (["serve", "--prot", "1"], 2), (["serve", "--port", "70000"], 2), (["serve", "--data", "/nowhere/x"], 2),
      (["serve", "--host", "192.0.2.1", "--port", "0"], 2), (["serve", "--host", "nowhere.invalid", "--port", "0"], 2),
      (["bench", "--report", "pdf=x"], 2), (["bench", "--against", "https://localhost"], 2),
      (["bench", "--against", "http://127.0.0.1:1"], 3),
    ] as [([String], Int32)])
  func exitCodesTellWhatHappened(arguments: [String], code: Int32) throws {
    let ended = try RunningCommand(arguments).finish()
    #expect(ended.code == code)
    if code == 0 {
      #expect(ended.errors.isEmpty)
      #expect(!ended.output.isEmpty)
    } else {
      #expect(ended.output.isEmpty)
      #expect(ended.errors.hasPrefix("nestbox: "))
      #expect(ended.errors.filter { $0 == "\n" }.count == 1, "one line that says what to do")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT], Poller.Kind.allCases)
  func aSignalEndsServeInGoodOrder(signal: Int32, waiting: Poller.Kind) throws {
    let serve = try RunningCommand(["serve", "--port", "0", "--loop", waiting.rawValue])
    let port = try serve.waitForPort()
    #expect(try get(port, "/_sandbox/health").status == 200)
    serve.send(signal)
    let ended = try serve.finish()
    #expect(ended.code == 0)
    #expect(ended.errors.isEmpty)
    #expect(ended.output.contains(" 200 GET /_sandbox/health "), "the last lines of the log are not lost")
  }

  @Test func aPortInUseIsSaidInOneLine() throws {
    let first = try RunningCommand(["serve", "--port", "0"])
    let port = try first.waitForPort()
    let ended = try RunningCommand(["serve"], ["NESTBOX_PORT": "\(port)"]).finish()
    #expect(ended.code == 2)
    #expect(ended.errors.contains("Port \(port) of 127.0.0.1 is in use"))
  }

  @Test func healthIsGoodAsSoonAsThePortIsOpen() throws {
    let serve = try RunningCommand(["serve", "--port", "0", "--log", "off"])
    let response = try get(try serve.waitForPort(), "/_sandbox/health")
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "application/json")
    #expect(try JSONParser.parse(response.body) == ["status": "ok", "version": .string(Nestbox.version)])
  }

  @Test func healthAsksARunningSandbox() throws {
    let serve = try RunningCommand(["serve", "--port", "0"])
    let port = try serve.waitForPort()
    #expect(try RunningCommand(["health"], ["NESTBOX_PORT": "\(port)"]).finish().code == 0)
    #expect(try RunningCommand(["health", "--url", "http://127.0.0.1:\(port)/s/pr-42"]).finish().code == 0)
    serve.send(SIGTERM)
    _ = try serve.finish()
    let ended = try RunningCommand(["health", "--port", "\(port)"]).finish()
    #expect(ended.code == 3)
    #expect(ended.errors.contains("refuses connections"))
  }

  @Test func theBannerNamesEveryServiceAndLinesToPaste() throws {
    let serve = try RunningCommand(["serve", "--port", "0"])
    let port = try serve.waitForPort()
    try serve.waitForOutput("To paste:")
    let lines = serve.text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  Stripe API ") && $0.hasSuffix(" /v1/… /v2/…") })
    #expect(lines.contains { $0.hasPrefix("  Nest Payments ") && $0.hasSuffix(" /user /payment /api /api-json") })
    #expect(serve.text.contains("curl http://localhost:\(port)/v1/customers"))
  }

  @Test func nothingSecretIsLogged() throws {
    let serve = try RunningCommand(["serve", "--port", "0", "--log", "json"])
    let port = try serve.waitForJSONPort()
    let query = "card[number]=4242424242424242&card[cvc]=314&client_secret=pi_1_secret_x&key=sk_live_anothersecret"
    _ = try get(port, "/v1/customers?\(query)")
    _ = try get(port, "/v1/customers", ["Authorization": "Bearer sk_live_verysecret"])
    _ = try get(port, "/s/line%0Abreak/nothing")
    serve.send(SIGTERM)
    let lines = try serve.finish().output.split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      _ = try JSONParser.parse(String(line))
      for secret in ["424242424242", "314", "secret_x", "another", "verysecret"] { #expect(!line.contains(secret)) }
    }
  }
}

extension RunningCommand {
  /// The port that the first line of a JSON log tells.
  fileprivate func waitForJSONPort() throws -> Int {
    try waitForOutput("\n")
    let line = try JSONParser.parse(String(text.prefix { $0 != "\n" }))
    return try #require(Int(line["listening"]?.string?.split(separator: ":").last ?? ""))
  }
}

/// The answer to a GET.
private func get(_ port: Int, _ target: String, _ headers: Headers = Headers()) throws -> Response {
  let url = try #require(HTTPURL("http://127.0.0.1:\(port)\(target)"))
  return try HTTPClient().send(.get, url, headers: headers)
}
