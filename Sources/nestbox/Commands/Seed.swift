import Control
import Wire

struct Seed: Command {
  static let name = "seed"
  static let summary = "Fills a sandbox from a file in the Stripe CLI's fixtures format"
  static var argument: Argument<Self>? { .one("FILE", \.file, "The fixtures") }

  static var options: [Option<Self>] {
    [
      .value("url", "URL", \.url, "The sandbox to talk to"),
      .value("key", "KEY", \.key, "The secret key, which chooses the sandbox"), .controlToken(\.controlToken),
    ]
  }

  var file = ""
  var url = HTTPURL("http://localhost:12111")
  var key = "sk_test_nestbox"
  var controlToken: String?

  func run() throws -> Exit {
    let fixtures = try SeedFile.read(file)
    guard let url else { return .wrongUsage }
    let client = HTTPClient()
    do {
      try fixtures.run(key: key, environment: SeedFile.variable) { request in
        let target = request.query.isEmpty ? request.path : request.path + "?" + request.query
        var headers = request.headers
        headers["Sandbox-Control-Token"] = controlToken
        return try client.send(request.method, url.appending(target), headers: headers, body: request.body)
      }
    } catch let failure as Fixtures.Failure {
      throw Failure(exit: .wrongUsage, description: "\(file): \(failure)")
    }
    Stream.output.write("made \(fixtures.names.joined(separator: ", "))\n")
    return .good
  }
}
