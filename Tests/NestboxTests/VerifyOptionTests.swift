import FoundationEssentials
import Platform
import Testing
import Wire

/// What `nestbox verify` and `nestbox record` can be told.
@Suite struct VerifyOptionTests {
  private final class Service: Handler {
    private var count = 0

    func handle(_ request: Request, _ reply: Reply) {
      count += 1
      switch request.path {
      case "/flaky": reply(.json(count % 3 == 0 ? 200 : 500, ["id": "1"]))
      case "/things": reply(.json(201, ["id": .integer(count), "name": "x"]))
      case "/_sandbox/health": reply(.json(404, [:]))
      default: reply(.json(200, ["id": "1"]))
      }
    }
  }

  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/nestbox-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult func write(_ text: String, _ name: String) -> String {
      _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data(text.utf8))
      return "\(path)/\(name)"
    }

    func read(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data(), as: UTF8.self)
    }
  }

  private func story(_ name: String, _ path: String, _ id: String = "1", tags: String = "[]") -> String {
    """
    {"name": "\(name)", "api": "test", "source": {"document": "test.md"}, "tags": \(tags),
     "steps": [{"request": {"method": "GET", "path": "\(path)"}, "expect": {"status": 200, "body": {"id": "\(id)"}}}]}
    """
  }

  private func run(_ arguments: [String], _ variables: [String: String] = [:]) throws -> (
    code: Int32, output: String, errors: String
  ) {
    try RunningCommand(arguments, variables).finish()
  }

  @Test func contractsAreChosenListedAndStopped() throws {
    let server = try RunningServer.start { _ in Service() }
    let target = "test=http://127.0.0.1:\(server.port)"
    let folder = try Folder()
    folder.write(story("first", "/a", "2", tags: #"["slow"]"#), "a.json")
    folder.write(story("second", "/b", tags: #"["fast"]"#), "b.json")
    func verify(_ more: String...) throws -> (code: Int32, output: String, errors: String) {
      try run(["verify", folder.path, "--target", target, "--jobs", "1"] + more)
    }
    #expect(try verify("--list").output.contains("test: first  [slow]"))
    #expect(try verify("--tag", "fast").code == 0)
    #expect(try verify("--exclude", "slow").code == 0)
    #expect(try verify("--tag", "fats").errors.contains("no contract has the tag “fats”; did you mean “fast”?"))
    #expect(try !verify("--fail-fast").output.contains("second"))
    #expect(try verify().code == 1)
    let verbose = try verify("--verbose", "--tag", "fast").output
    #expect(verbose.contains("answer  200 {\"id\":\"1\"}"))
    for wrong in [["--jobs", "-3"], ["--times", "0"], ["--timeout", "0"], ["--rate", "test=none"]] {
      #expect(try run(["verify", folder.path, "--target", target] + wrong).code == 2)
    }
    #expect(try verify("--report", "json=/none/such/file").errors.contains("there is no folder /none/such"))
    #expect(try verify("--shuffle=7", "--tag", "fast").output.contains("--shuffle=7 gives this order again"))
  }

  @Test func passingAfterAFailureIsFlaky() throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    folder.write(story("flaky", "/flaky"), "a.json")
    let arguments = ["verify", folder.path, "--target", "test=http://127.0.0.1:\(server.port)", "--retries", "5"]
    let ended = try run(arguments + ["--report", "json=\(folder.path)/report.json"])
    #expect(ended.code == 0)
    #expect(ended.output.contains("flaky: failed"))
    #expect(folder.read("report.json").contains("\"flaky\": 1"))
    #expect(try run(arguments).code == 0, "a report in the folder is no contract")
  }

  @Test func onlyWhatChangedIsRewritten() throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    folder.write(story("old", "/a", "0"), "a.json")
    let ended = try run(["verify", folder.path, "--target", "test=http://127.0.0.1:\(server.port)", "--update"])
    #expect(ended.code == 0)
    #expect(ended.output.contains("/id: \"0\" → \"1\""))
    #expect(folder.read("a.json") == story("old", "/a", "1"))
  }

  @Test func aProxyTellsWhatPassed() throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    let free = try RunningServer.start { _ in Service() }
    free.stop()
    let command = try RunningCommand([
      "record", "--proxy", "--requests", "2", "--port", "\(free.port)",
      "--target", "test=http://127.0.0.1:\(server.port)", "--out", "\(folder.path)/story.json", "--name", "what passed",
    ])
    let client = HTTPClient()
    let url = try #require(HTTPURL("http://127.0.0.1:\(free.port)/things"))
    var made: Response?
    again(until: { made != nil }) {
      made = try? client.send(
        .post, url, headers: ["Content-Type": "application/json"], body: Array(#"{"name":"x"}"#.utf8))
    }
    let id = try #require(made.flatMap { try? JSONParser.parse($0.body) }?["id"]?.integer)
    let read = try #require(HTTPURL("http://127.0.0.1:\(free.port)/things/\(id)"))
    _ = try client.send(.get, read)
    let ended = try command.finish()
    #expect(ended.code == 0, "\(ended.errors)")
    let text = folder.read("story.json")
    #expect(text.contains("\"name\": \"what passed\""))
    #expect(text.contains("\"path\": \"/things/${id}\""), "\(text)")
    let target = "test=http://127.0.0.1:\(server.port)"
    #expect(try run(["verify", "\(folder.path)/story.json", "--target", target]).code == 0, "\(text)")
  }

  @Test func liveKeysAreRefused() throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    let file = folder.write(story("a", "/${env KEY}"), "a.json")
    let arguments = ["verify", file, "--target", "test=http://127.0.0.1:\(server.port)"]
    let refused = try run(arguments, ["KEY": "sk_live_1234567"])
    #expect(refused.code == 2)
    #expect((refused.output + refused.errors).contains("this is a live key, and nothing was sent"))
    #expect(!(refused.output + refused.errors).contains("sk_live_1234567"))
    let told = try run(arguments + ["--send-live-keys-to-a-foreign-api"], ["KEY": "sk_live_1234567"])
    #expect(told.code == 0, "\(told.output)")
    let stripe = ["verify", file, "--target", "test=https://api.stripe.com", "--send-live-keys-to-a-foreign-api"]
    #expect(try run(stripe).errors.contains("live keys are never sent to api.stripe.com"))
  }
}
