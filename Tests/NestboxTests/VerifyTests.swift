import FoundationEssentials
import Testing
import Wire

/// `nestbox verify` from the outside: whatever goes wrong has its exit code and a line that helps.
@Suite struct VerifyTests {
  /// A service that does what its path says.
  private final class Service: Handler {
    private func text(_ type: String, _ body: String) -> Response {
      Response(200, headers: ["Content-Type": type], body: Array(body.utf8))
    }

    func handle(_ request: Request, _ reply: Reply) {
      switch request.path {
      case "/good": reply(.json(200, ["id": "1"]))
      case "/html": reply(text("text/html", "<!DOCTYPE html><p>Hi"))
      case "/plain": reply(text("text/plain", #"{"id":"1"}"#))
      case "/moved": reply(Response(301, headers: ["Location": "/good"]))
      case "/half": reply.truncate(.json(200, ["id": "1"]))
      case "/dropped": reply.drop()
      case "/late": break
      default: reply(.json(404, ["error": "not here"]))
      }
    }
  }

  /// A folder for one test.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/nestbox-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, _ name: String = "story.json") -> String {
      _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data(text.utf8))
      return "\(path)/\(name)"
    }
  }

  private static let usual = #", "expect": {"status": 200, "body": {"id": "1"}}"#

  private func story(_ path: String, _ expectation: String = usual) -> String {
    """
    {"name": "a story", "api": "test", "source": {"document": "test.md"},
     "steps": [{"name": "read", "request": {"method": "GET", "path": "\(path)"}\(expectation)}]}
    """
  }

  private func verify(_ arguments: [String], _ variables: [String: String] = [:]) throws -> (
    code: Int32, output: String, errors: String
  ) {
    try RunningCommand(["verify"] + arguments, variables).finish()
  }

  static let answers: [(String, Int32, [String])] = [
    ("/good", 0, ["✓ a story", "1 passed: "]),
    ("/html", 1, ["HTML instead of JSON", "story.json:2:110", "an object with id"]),
    ("/plain", 1, ["header Content-Type", "application/json", "\"text/plain\" (string)"]),
    ("/moved", 1, ["expected  200", "actual    301", "a redirect to /good, which is not followed"]),
    ("/half", 1, ["closed the connection before its answer was complete"]),
    ("/dropped", 1, ["closed the connection before its answer was complete"]),
    ("/late", 1, ["did not answer in time"]),
    ("/nowhere", 1, ["expected  200", "actual    404", "{\"error\":\"not here\"}", "curl -sS 'http://127.0.0.1:"]),
  ]

  @Test(arguments: answers)
  func answersDecideTheExitCode(_ path: String, _ code: Int32, _ lines: [String]) throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    let file = folder.write(story(path))
    let ended = try verify([file, "--target", "test=http://127.0.0.1:\(server.port)", "--timeout", "1"])
    #expect(ended.code == code)
    for line in lines { #expect(ended.output.contains(line), "\(ended.output)") }
  }

  static let mistakes: [(String, Int32, String)] = [
    (##", "expect": {"status": "#integr"}"##, 2, "there is no marker “#integr”; did you mean “#integer”?"),
    ("", 2, "this step expects nothing: give it an “expect”"),
    (#", "expect": {"status": 200, "body": "${id}"}"#, 2, "nothing sets ${id} before this"),
    (#", "expect": {"status": 200, "body": "${env NESTBOX_TEST_UNSET}"}"#, 2, "NESTBOX_TEST_UNSET is not set"),
    (#", "expect": {"status": 200"#, 2, "Expected ',' or '}'"),
  ]

  @Test(arguments: mistakes)
  func mistakesInContractsAreWrongUsage(_ expectation: String, _ code: Int32, _ message: String) throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    let file = folder.write(story("/good", expectation))
    let ended = try verify([file, "--target", "test=http://127.0.0.1:\(server.port)"])
    #expect(ended.code == code)
    #expect((ended.errors + ended.output).contains(message))
    #expect((ended.errors + ended.output).contains("^"), "a caret")
  }

  @Test func nobodyThereIsItsOwnExitCode() throws {
    let folder = try Folder()
    let file = folder.write(story("/good"))
    let refused = try verify([file, "--target", "test=http://127.0.0.1:1"])
    #expect(refused.code == 3)
    #expect(refused.errors.contains("http://127.0.0.1:1 refuses connections"))
    let unknown = try verify([file, "--target", "test=http://nowhere.invalid"])
    #expect(unknown.code == 3)
    #expect(unknown.errors.contains("“nowhere.invalid” cannot be resolved"))
  }

  @Test func nothingToVerifyIsNoPass() throws {
    let folder = try Folder()
    let empty = try verify([folder.path])
    #expect(empty.code == 2)
    #expect(empty.errors.contains("there is no contract in \(folder.path)"))
    #expect(try verify([folder.path + "/none"]).code == 2)
    let file = folder.write(story("/good"))
    #expect(try verify([file, "--only", "other"]).errors.contains("no contract matches “other”"))
    #expect(try verify([file, "--target", "tst=http://127.0.0.1:1"]).errors.contains("did you mean “test”?"))
    #expect(try verify([file, "--target", "test=nonsense"]).errors.contains("“nonsense” is no URL"))
    #expect(try verify([file, "--report", "junt=x"]).errors.contains("did you mean 'junit'?"))
  }

  @Test func everyContractSkippedIsNoPass() throws {
    let server = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    _ = folder.write(#"{"api": "test", "states": {"user": {"needs": "control", "steps": []}}}"#, "api.json")
    let given = story("/good").replacing("\"steps\"", with: "\"given\": [{\"user\": {}}], \"steps\"")
    let ended = try verify([folder.write(given), "--target", "test=http://127.0.0.1:\(server.port)"])
    #expect(ended.code == 2)
    #expect(ended.output.contains("skipped: the state “user” needs the sandbox's control API"))
    #expect(ended.errors.contains("nothing was verified: every contract was skipped"))
  }

  @Test func headersComeFromTheEnvironmentAndStayOutOfTheOutput() throws {
    let server = try RunningServer.start { _ in HeaderService() }
    let folder = try Folder()
    let ended = try verify(
      [
        folder.write(story("/good")), "--target", "test=http://127.0.0.1:\(server.port)", "--header",
        "test=X-Key: ${env SERVICE_KEY}", "--report", "json=-",
      ], ["SERVICE_KEY": "very-secret-key"])
    #expect(ended.code == 1)
    #expect(ended.output.contains("\"outcome\": \"failed\""))
    #expect(!(ended.output + ended.errors).contains("very-secret-key"))
  }

  /// Tells in its answer whether the key was right, and the key.
  private final class HeaderService: Handler {
    func handle(_ request: Request, _ reply: Reply) {
      reply(.json(200, ["id": .string(request.headers["X-Key"] ?? "none")]))
    }
  }

  @Test func twoTargetsAreCompared() throws {
    let left = try RunningServer.start { _ in Service() }
    let folder = try Folder()
    let file = folder.write(story("/good"))
    let target = "test=http://127.0.0.1:\(left.port)"
    let same = try verify([file, "--target", target, "--against", target])
    #expect(same.code == 0)
    #expect(same.output.contains("no difference in 1 pair of answers"))
    let right = try RunningServer.start { _ in HeaderService() }
    let other = try verify([file, "--target", target, "--against", "test=http://127.0.0.1:\(right.port)"])
    #expect(other.code == 1)
    #expect(other.output.contains("/id  \"1\"  ≠  \"none\""))
  }
}
