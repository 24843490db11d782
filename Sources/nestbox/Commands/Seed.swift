import Control
import Wire

struct Seed: SandboxCommand {
  static let name = "seed"
  static let summary = "Fills a sandbox from a file in the Stripe CLI's fixtures format"
  static var argument: Argument<Self>? { .one("FILE", \.file, "The fixtures") }

  static let examples = [
    (line: "nestbox seed shop.json", purpose: "Make what the file describes"),
    (line: "nestbox seed shop.json --key sk_test_pr42", purpose: "The same in the sandbox of another key"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var file = ""

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let fixtures = try SeedFile.read(file)
    let before = "snapshots/" + (try sandbox.control(.post, "snapshots")["id"]?.string ?? "")
    defer { _ = try? sandbox.control(.delete, before) }
    do {
      try fixtures.run(key: sandbox.key, environment: SeedFile.variable, send: sandbox.send)
    } catch let failure as Fixtures.Failure {
      try sandbox.control(.post, before + "/restore")
      throw Failure(exit: .wrongUsage, description: "\(file): nothing was made, because \(failure)")
    }
    output.show(["made": .array(fixtures.names.map(JSON.string))], "made \(fixtures.names.joined(separator: ", "))")
    return .good
  }
}
