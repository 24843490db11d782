import Wire

struct Health: SandboxCommand {
  static let name = "health"
  static let summary = "Asks a sandbox whether it is up: a container's health check"

  static var options: [Option<Self>] {
    [.value("wait", "SECONDS", \.patience, "Ask again until it is up, for at most so long")] + shared
  }

  static let examples = [
    (line: "nestbox health", purpose: "Exit code 0 if a sandbox is up on this machine, and 3 if not"),
    (line: "nestbox health --wait 10", purpose: "Return as soon as it is up"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var patience: Count?

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let deadline = Loop.clock() + Double(patience?.value ?? 0)
    while true {
      do {
        let answer = try sandbox.control(.get, "health")
        output.show(answer, "\(sandbox.url.origin) is up")
        return .good
      } catch {
        guard Loop.clock() < deadline else {
          throw error is HTTPClient.Failure
            ? error : Failure(exit: .unreachable, description: "\(sandbox.url.origin) is no sandbox: \(error)")
        }
        pause(0.1)
      }
    }
  }
}
