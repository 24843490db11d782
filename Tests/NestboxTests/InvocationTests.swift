import Testing

@testable import nestbox

/// What parsing a command line gives, without running it.
private func parse(_ line: String, _ variables: [String: String] = [:]) throws -> Invocation {
  try Invocation.parse(line.split(separator: " ").map(String.init), Environment(variables))
}

private func serve(_ line: String, _ variables: [String: String] = [:]) throws -> Serve {
  let invocation = try parse("serve " + line, variables)
  guard case .run(let command as Serve) = invocation else { throw UsageError.noCommand }
  return command
}

@Suite struct InvocationTests {
  @Test(arguments: [
    ("", 12111), ("--port 1", 1), ("--port=65535", 65535), ("--port 1 --port 2", 2), ("--log off --port 0", 0),
  ])
  func optionsAreTakenInEveryForm(line: String, port: UInt16) throws {
    #expect(try serve(line).port == port)
  }

  @Test func theCommandLineWinsOverTheEnvironment() throws {
    let variables = ["NESTBOX_PORT": "7", "NESTBOX_HOST": "0.0.0.0", "NESTBOX_LOG": ""]
    let command = try serve("--port 8", variables)
    #expect(command.port == 8)
    #expect(command.host == "0.0.0.0")
    #expect(command.log == .text)
  }

  @Test func variablesOfAKubernetesServiceAreNobodysPort() throws {
    let variables = ["NESTBOX_PORT": "tcp://10.0.0.1:12111", "NESTBOX_SERVICE_HOST": "10.0.0.1", "NESTBOXPORT": "1"]
    #expect(try serve("", variables).port == 12111)
  }

  @Test(
    arguments: [
      ("", .noCommand),
      ("sreve", .unknownCommand("sreve", suggestion: "serve")),
      ("cover", .unknownCommand("cover", suggestion: "coverage")),
      ("pay", .unknownCommand("pay", suggestion: nil)),
      ("help sevre", .unknownCommand("sevre", suggestion: "serve")),
      ("--verison", .unknownOption("--verison", command: "nestbox", suggestion: "--version")),
      ("serve --prot 1", .unknownOption("--prot", command: "nestbox serve", suggestion: "--port")),
      ("serve --prot=1", .unknownOption("--prot", command: "nestbox serve", suggestion: "--port")),
      ("serve --hots 1", .unknownOption("--hots", command: "nestbox serve", suggestion: "--host")),
      ("serve --forward", .unknownOption("--forward", command: "nestbox serve", suggestion: "--forward-to")),
      ("serve --colour", .unknownOption("--colour", command: "nestbox serve", suggestion: nil)),
      ("serve -x", .unknownOption("-x", command: "nestbox serve", suggestion: nil)),
      ("serve --port", .missingValue(option: "--port", placeholder: "PORT")),
      ("serve --port --log off", .missingValue(option: "--port", placeholder: "PORT")),
      ("serve --port 65536", .invalidValue("65536", source: "--port", expected: "a number from 0 to 65535")),
      ("serve --port -1", .invalidValue("-1", source: "--port", expected: "a number from 0 to 65535")),
      ("serve --port=", .invalidValue("", source: "--port", expected: "a number from 0 to 65535")),
      (
        "serve --loop epol",
        .invalidValue("epol", source: "--loop", expected: "epoll or poll", suggestion: "epoll")
      ),
      ("serve --log loud", .invalidValue("loud", source: "--log", expected: "text, json or off")),
      ("serve --host=", .invalidValue("", source: "--host", expected: "some text")),
      ("serve --any-id=yes", .unexpectedValue(option: "--any-id")),
      ("serve here", .unexpectedArgument("here", command: "nestbox serve")),
      (
        "serve --clock frozen=9223372036854775807",
        .invalidValue(
          "frozen=9223372036854775807", source: "--clock",
          expected: "real or frozen=EPOCH, such as frozen=1767225600")
      ),
      ("serve -- --port", .unexpectedArgument("--port", command: "nestbox serve")),
    ] as [(String, UsageError)])
  func wrongUsageIsNamed(line: String, error: UsageError) {
    #expect(throws: error) { try parse(line) }
  }

  @Test(
    arguments: [
      (["NESTBOX_PORT": "x"], .invalidValue("x", source: "NESTBOX_PORT", expected: "a number from 0 to 65535")),
      (["NESTBOX_PROT": "1"], .unknownVariable("NESTBOX_PROT", suggestion: "NESTBOX_PORT")),
    ] as [([String: String], UsageError)])
  func aWrongEnvironmentIsNamed(variables: [String: String], error: UsageError) {
    #expect(throws: error) { try parse("serve", variables) }
  }

  @Test(arguments: ["NESTBOX_PAYMENTS_URL", "NESTBOX_SEED_DATA", "OTHER_PROT"])
  func otherVariablesAreAnyones(name: String) throws {
    #expect(try serve("", [name: "1"]).port == 12111)
  }
}

@Suite struct HelpTests {
  private func text(_ line: String) throws -> String {
    guard case .text(let text) = try parse(line) else { return "" }
    return text
  }

  @Test(arguments: ["--help", "-h", "help"])
  func theOverviewNamesEveryCommand(line: String) throws {
    let lines = try text(line).split(separator: "\n")
    for command in Nestbox.commands {
      #expect(lines.contains { $0.hasPrefix("  \(command.name) ") && $0.contains(command.summary) })
    }
  }

  @Test func theHelpOfACommandNamesEveryOptionAndItsVariable() throws {
    for command in Nestbox.commands {
      let help = try text("\(command.name) --help")
      #expect(try text("help \(command.name)") == help)
      for name in command.optionNames { #expect(help.contains("--\(name)"), "\(command.name)") }
      for variable in command.variables { #expect(help.contains("[\(variable)]"), "\(command.name)") }
      for line in help.split(separator: "\n") { #expect(line.count <= 100) }
    }
  }

  @Test func defaultsAreShown() throws {
    #expect(try text("serve --help").contains("(default 12111) [NESTBOX_PORT]"))
  }

  @Test(arguments: ["serve --port --help", "serve --log loud -h", "serve --prot 1 --help", "verify --help here"])
  func helpIsGivenWhateverElseIsAsked(line: String) throws {
    #expect(try text(line).contains("Options:"))
  }

  @Test func theVersionIsPrinted() throws {
    #expect(try text("--version") == "nestbox \(Nestbox.version)")
  }
}

extension Command {
  fileprivate static var optionNames: [String] { options.map(\.name) }
}
