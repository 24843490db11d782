import Platform
import Testing
import Wire

@testable import nestbox

/// The commands that talk to a running sandbox, each as a process of its own.
@Suite struct SandboxCommandTests {
  private let server: SandboxUnderTest

  init() throws { server = try SandboxUnderTest("--deterministic") }

  private func start(_ arguments: String...) throws -> RunningCommand {
    try RunningCommand(arguments + ["--url", "http://127.0.0.1:\(server.port)"])
  }

  /// What a command prints, if it ends well.
  private func output(_ arguments: String...) throws -> String {
    let ended = try RunningCommand(arguments + ["--url", "http://127.0.0.1:\(server.port)"]).finish()
    #expect(ended.code == 0, "\(arguments): \(ended.errors)")
    return ended.output
  }

  private func json(_ arguments: String...) throws -> JSON {
    let ended = try RunningCommand(arguments + ["--json", "--url", "http://127.0.0.1:\(server.port)"]).finish()
    #expect(ended.code == 0, "\(arguments): \(ended.errors)")
    return try JSONParser.parse(Array(ended.output.utf8))
  }

  @Test func objectsAreMadeReadAndDeleted() throws {
    let made = try json("post", "/v1/customers", "-d", "email=a@example.com", "-d", "metadata[order]=6 & 7")
    let id = try #require(made["id"]?.string)
    #expect(made["metadata"]?["order"] == "6 & 7")
    #expect(try json("get", id)["email"] == "a@example.com")
    #expect(try json("get", "customers", "--limit", "1")["data"]?[0]?["id"]?.string == id)
    #expect(try json("delete", id)["deleted"] == true)
    let refused = try start("get", "/v1/customers/cus_none").finish()
    #expect(refused.code == 1)
    #expect(refused.output.contains("resource_missing"))
  }

  @Test func anIDIsReadWhereItsLongestPrefixLeads() throws {
    for event in ["subscription_schedule.created", "setup_intent.created", "payment_intent.created"] {
      let id = try #require(try json("trigger", event)["object"]?["id"]?.string)
      #expect(try json("get", id)["id"]?.string == id)
    }
  }

  @Test func theClockIsMoved() throws {
    #expect(try output("clock", "set", "2026-03-01T09:30") == "2026-03-01 09:30:00 UTC, frozen\n")
    #expect(try json("clock", "advance", "1h30m")["now"] == 1_772_362_800)
    #expect(try output("clock") == "2026-03-01 11:00:00 UTC, frozen\n")
    #expect(try json("clock", "real")["mode"] == "real")
  }

  @Test func faultsAreSetAndCleared() throws {
    #expect(try output("fault", "add", "/v1/refunds", "--status", "503", "--times", "2").contains("fault_1"))
    #expect(try json("fault")["faults"]?[0]?["status"] == 503)
    #expect(try server.send(.get, "/v1/refunds").status == 503)
    #expect(try output("fault", "clear") == "cleared\n")
    #expect(try output("fault", "list") == "none is set\n")
  }

  @Test func snapshotsAreTakenAndRestored() throws {
    _ = try json("snapshot", "take", "empty")
    _ = try json("post", "customers")
    #expect(try output("state").contains("customer"))
    #expect(try output("snapshot", "restore", "empty").hasPrefix("back at snap_1 empty"))
    #expect(try output("state") == "it is empty\n")
    let hosted = try RunningCommand(["health", "--url", "localhost:\(server.port)"]).finish()
    #expect(hosted.code == 0)
    let unknown = try start("snapshot", "restore", "emtpy").finish()
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("did you mean 'empty'?"))
  }

  @Test func aSeedThatFailsLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/state.json"
    let seed = """
      {"fixtures": [{"name": "a", "path": "/v1/customers", "method": "post"},
                    {"name": "b", "path": "/v1/charges", "method": "post", "params": {"amount": "x"}}]}
      """
    try File(path: file).write(Array(seed.utf8))
    _ = try json("post", "customers")
    let ended = try start("seed", file).finish()
    #expect(ended.code == 2 && ended.errors.contains("“b” failed with 400"), "\(ended.errors)")
    #expect(try json("get", "customers")["data"]?.array?.count == 1)
    #expect(try output("snapshot") == "there are none\n")
  }

  @Test func aStateMovesToAnotherSandbox() throws {
    let folder = try TemporaryFolder()
    _ = try json("post", "customers", "-d", "name=Ada")
    _ = try output("state", "export", folder.path + "/state.json")
    _ = try output("state", "import", folder.path + "/state.json", "--key", "sk_test_copy")
    #expect(try json("get", "customers", "--key", "sk_test_copy")["data"]?[0]?["name"] == "Ada")
    #expect(try json("reset")["reset"] == ["nestbox"])
    #expect(try json("get", "customers")["data"] == [])
  }

  @Test func theLogIsReadAndFollowed() throws {
    _ = try json("post", "customers", "-d", "name=Ada")
    #expect(try output("logs").contains("200 POST /v1/customers #1"))
    #expect(try json("logs", "--method", "get")["requests"] == [])
    #expect(try output("logs", "show", "1").contains("name=Ada"))
    let follower = try start("logs", "tail", "--path", "/v1/balance", "--json")
    // The follower may begin at any of these.
    try again(until: { follower.text.contains("/v1/balance") }) {
      _ = try server.send(.get, "/v1/balance")
      _ = try server.send(.get, "/v1/charges")
      follower.read()
    }
    #expect(follower.text.contains("/v1/balance"))
    #expect(!follower.text.contains("/v1/charges"))
  }

  @Test func eventsAreForwardedWithTheSecretThatIsPrinted() throws {
    let secret = try output("listen", "--print-secret").split(separator: "\n")[0]
    let receiver = try RunningServer.start { _ in Receiver() }
    let target = "127.0.0.1:\(receiver.port)/hook"
    let listener = try start("listen", "--forward-to", target, "--events", "customer.*", "--count", "1", "--json")
    try again(until: { listener.hasEnded }) {
      _ = try server.send(.post, "/v1/products", Array("name=A".utf8))
      _ = try server.send(.post, "/v1/customers")
    }
    let ended = try listener.finish()
    #expect(ended.code == 0, "\(ended.errors)")
    let line = try JSONParser.parse(Array(ended.output.utf8))
    #expect(line["event"]?["type"] == "customer.created")
    #expect(line["forwarded"]?["status"] == 200)
    #expect(secret.hasPrefix("whsec_"))
  }

  /// Says yes to what is signed, as far as one can see.
  private final class Receiver: Handler {
    func handle(_ request: Request, _ reply: Reply) {
      let isSigned = request.headers["Stripe-Signature"]?.contains(",v1=") == true
      reply(Response(isSigned && request.path == "/hook" ? 200 : 400))
    }
  }

  @Test(arguments: [
    (["clock", "advnace", "1d"], "did you mean 'advance'?"), (["clock", "advance", "soon"], "expected a duration"),
    (["clock", "advance"], "DURATION is missing"), (["clock", "show", "me"], "unexpected argument 'me'"),
    (["fault", "add", "/v1/x", "--status", "99"], "from 200 to 599"),
    (["fault", "add", "v1/x", "--drop"], "did you mean “/v1/x”"), (["fault", "add"], "A fault needs"),
    (["logs", "--method", "PSOT"], "did you mean “POST”"), (["reset", "--al"], "did you mean '--all'?"),
    (["get", "customers", "--colour", "never"], "did you mean '--color'?"),
    (["get", "customers", "--color", "nevre"], "did you mean 'never'?"),
    (["listen", "--events", "charge.suceeded"], "did you mean 'charge.succeeded'?"),
    (["trigger", "charge.suceeded"], "Did you mean “charge.succeeded”"),
    (["post", "customers", "-d", "email"], "NAME=VALUE"),
    (["completion", "bahs"], "did you mean 'bash'?"),
  ])
  func typingErrorsAreRefused(arguments: [String], hint: String) throws {
    let isLocal = arguments[0] == "completion"
    let link = isLocal ? [] : ["--url", "http://127.0.0.1:\(server.port)"]
    let ended = try RunningCommand(arguments + link).finish()
    #expect(ended.code == 2)
    #expect(ended.errors.contains(hint), "\(ended.errors)")
  }

  @Test func aSandboxThatIsNotThereIsSaid() throws {
    let ended = try RunningCommand(["clock"], ["NESTBOX_URL": "http://127.0.0.1:9"]).finish()
    #expect(ended.code == 3)
    #expect(ended.errors.contains("nothing listens there"))
  }

  @Test func colourIsForTerminals() throws {
    _ = try server.send(.get, "/v1/balance")
    #expect(!(try output("logs")).contains("\u{1B}"))
    #expect(try output("logs", "--color", "always").contains("\u{1B}[32m200"))
  }
}

@Suite struct MomentTests {
  @Test(arguments: [
    ("90", 90), ("90s", 90), ("45m", 2700), ("1h30m", 5400), ("30d", 2_592_000), ("2w", 1_209_600), ("", nil),
    ("1", 1), ("d", nil), ("1y", nil), ("1d2", nil), ("99999999999999999999d", nil),
  ])
  func durations(text: String, seconds: Int?) { #expect(Moment.duration(text) == seconds) }

  @Test(arguments: [
    ("1767225600", 1_767_225_600), ("2026-01-01", 1_767_225_600), ("2026-01-01T00:00:01Z", 1_767_225_601),
    ("2024-02-29T12:00", 1_709_208_000), ("2025-02-29", nil), ("2026-13-01", nil), ("2026-01-01T24:00", nil),
    ("tomorrow", nil), ("", nil),
  ])
  func times(text: String, seconds: Int?) { #expect(Moment.seconds(text) == seconds) }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00 UTC"), (1_709_208_000, "2024-02-29 12:00:00 UTC"),
    (1_767_225_599, "2025-12-31 23:59:59 UTC"),
  ])
  func texts(seconds: Int, text: String) { #expect(Moment.text(seconds) == text) }
}

@Suite struct CompletionTests {
  @Test(arguments: ["bash", "zsh", "fish"])
  func everyCommandAndOptionIsCompleted(shell: String) throws {
    let script = try RunningCommand(["completion", shell]).finish().output
    for command in Nestbox.commands { #expect(script.contains(command.name)) }
    #expect(script.contains("forward-to") && script.contains("advance") && script.contains("auto always never"))
  }

  @Test func everyCommandHasExamplesThatItUnderstands() throws {
    for command in Nestbox.commands {
      #expect(!command.examples.isEmpty)
      for example in command.examples {
        guard let start = example.line.firstRange(of: "nestbox ") else { continue }
        let words = example.line[start.upperBound...].split(separator: " ").map {
          String($0.filter { $0 != "'" && $0 != ")" })
        }
        _ = try Invocation.parse(words.prefix { $0 != ">" }.map(\.self), Environment([:]))
      }
    }
  }
}
