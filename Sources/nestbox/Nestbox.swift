import Platform
import Wire

/// The command: parse, run, exit.
@main struct Nestbox {
  static let version = "0.1.0"

  static var commands: [any Command.Type] {
    [
      Serve.self, Listen.self, Trigger.self, Seed.self, Get.self, Post.self, Delete.self, Logs.self, Clock.self,
      Fault.self, Snapshot.self, Reset.self, State.self, Health.self, Verify.self, Mutate.self, Coverage.self,
      Record.self, Import.self, Explore.self, Oracle.self, MCP.self, CA.self, Bench.self, Completion.self,
    ]
  }

  static func main() {
    Platform.exit(run(Array(CommandLine.arguments.dropFirst()), Environment.process).rawValue)
  }

  private static func run(_ arguments: [String], _ environment: Environment) -> Exit {
    do {
      switch try Invocation.parse(arguments, environment) {
      case .text(let text):
        Stream.output.write(text + "\n")
        return .good
      case .run(let command):
        return try command.run()
      }
    } catch {
      Stream.error.write("nestbox: \(error)\n".printable)
      return exit(after: error)
    }
  }

  private static func exit(after error: any Error) -> Exit {
    switch error {
    case let failure as Failure: failure.exit
    case is HTTPClient.Failure: .unreachable
    default: .wrongUsage
    }
  }
}
