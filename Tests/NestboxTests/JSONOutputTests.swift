import FoundationEssentials
import Testing
import Wire

@testable import nestbox

/// `--json`: what a command has to say, for programs, and nothing else on standard output.
@Suite struct JSONOutputTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/nestbox-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  /// Every answer is `{"id": "1"}`.
  private final class Service: Handler {
    func handle(_ request: Request, _ reply: Reply) { reply(.json(200, ["id": "1"])) }
  }

  private func write(_ text: String, _ name: String) -> String {
    _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(text.utf8))
    return "\(folder)/\(name)"
  }

  private func json(_ arguments: [String], code: Int32 = 0) throws -> JSON {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ended = try RunningCommand(arguments + ["--json"]).finish()
    #expect(ended.code == code, "\(ended.errors)")
    return try JSONParser.parse(Array(ended.output.utf8))
  }

  private func story(_ expectation: String = #", "expect": {"status": 200, "body": {"id": "1"}}"#) -> String {
    """
    {"name": "a story", "api": "test", "source": {"document": "test.md"}, "tags": ["fast"],
     "steps": [{"name": "read", "request": {"method": "GET", "path": "/a"}\(expectation)}]}
    """
  }

  private static let description = """
    {"openapi": "3.0.0", "info": {"title": "Shop", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200": {
      "description": "a", "content": {"application/json": {"schema": {"type": "object",
      "properties": {"id": {"type": "integer"}}}}}}}}}}}
    """

  /// What serves, or prints a script for a shell, has no result.
  @Test func everyCommandWithAResultHasIt() {
    let without = Nestbox.commands.filter { !$0.variables.contains("NESTBOX_JSON") }.map { $0.name }
    #expect(Set(without) == ["serve", "completion"])
  }

  @Test func aMutationRunNamesWhatSurvived() throws {
    let server = try RunningServer.start { _ in Service() }
    let file = write(story(##", "expect": {"status": 200, "body": {"id": "#string"}}"##), "a.json")
    let told = try json(["mutate", file, "--target", "test=http://127.0.0.1:\(server.port)"])
    #expect(told["survivors"] == [] && told["loose"]?.array?.count == 1)
    #expect((told["mutants"]?.integer ?? 0) > 5 && (told["assertedValues"]?.integer ?? 0) >= 1)
  }

  @Test func contractsAreListed() throws {
    let told = try json(["verify", write(story(), "a.json"), "--list"])
    #expect(told[0]?["name"] == "a story" && told[0]?["tags"] == ["fast"] && told[0]?["line"] == 1)
  }

  @Test func anAuthorityTellsWhereItsFilesAre() throws {
    let told = try json(["ca", "--out", folder])
    #expect(told["authority"] == .string("\(folder)/ca.pem") && told["key"] == .string("\(folder)/server-key.pem"))
    #expect(told["hosts"]?.array?.contains("api.stripe.com") == true)
  }

  @Test func anImportNamesItsFiles() throws {
    let told = try json(["import", write(Self.description, "shop.json"), "--out", "\(folder)/shop"])
    #expect(told["api"] == "shop")
    #expect(told["files"]?.array?.contains { $0["change"] == "new" } == true)
  }

  @Test func anExplorationNamesItsFailures() throws {
    let server = try RunningServer.start { _ in Service() }
    let told = try json(
      [
        "explore", write(Self.description, "shop.json"), "--target", "shop=http://127.0.0.1:\(server.port)", "--cases",
        "5", "--replay", "\(folder)/replay",
      ], code: 1)
    #expect((told["cases"]?.integer ?? 0) > 0 && told["seed"] == 1)
    #expect(told["failures"]?[0]?["file"]?.string?.hasPrefix("\(folder)/replay/case-") == true)
    #expect(told["failures"]?[0]?["reasons"]?.array?.isEmpty == false)
    #expect(told["operations"]?["GET /a"]?["200"]?.integer != nil)
  }

  @Test func aRecordingTellsWhatItWrote() throws {
    let server = try RunningServer.start { _ in Service() }
    let told = try json([
      "record", write(story(""), "story.json"), "--target", "test=http://127.0.0.1:\(server.port)", "--out",
      "\(folder)/out.json",
    ])
    #expect(told == ["file": .string("\(folder)/out.json"), "name": "a story", "steps": 1])
  }

  @Test func whatMakesNoReportSaysSo() throws {
    let file = write(story(), "a.json")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (arguments, reason) in [
      (["--update", "--json"], "--update rewrites contracts"),
      (["--list", "--report", "junit=x"], "no report but json"),
    ] {
      let ended = try RunningCommand(["verify", file] + arguments).finish()
      #expect(ended.code == 2 && ended.errors.contains(reason), "\(ended)")
    }
  }

  @Test(arguments: ["verify", "mutate", "coverage"])
  func colourIsAskedForOrNot(command: String) throws {
    let server = try RunningServer.start { _ in Service() }
    let file = write(story(), "a.json")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (arguments, isColoured) in [([], false), (["--color", "always"], true), (["--color", "never"], false)] {
      let ended = try RunningCommand(
        [command, file, "--target", "test=http://127.0.0.1:\(server.port)"] + arguments, ["TERM": "xterm"]
      ).finish()
      #expect(ended.output.contains("\u{1B}[") == isColoured, "\(command) \(arguments)")
    }
  }
}
