import Wire

struct Health: Command {
  static let name = "health"
  static let summary = "Asks a sandbox whether it is up: a container's health check"

  static var options: [Option<Self>] {
    [
      .value("port", "PORT", \.port, "The port of a sandbox on this machine"),
      .value("url", "URL", \.url, "The sandbox to ask, if it is elsewhere"),
    ]
  }

  var port: UInt16 = 12111
  var url: HTTPURL?

  func run() throws -> Exit {
    var options = HTTPClient.Options()
    options.patience = 5
    guard let sandbox = url ?? HTTPURL("http://127.0.0.1:\(port)") else { return .wrongUsage }
    let response = try HTTPClient(options).send(.get, sandbox.appending("/_sandbox/health"))
    guard response.status == 200 else {
      throw Failure(exit: .unreachable, description: "\(sandbox.origin) answers \(response.status): no sandbox")
    }
    Stream.output.write("\(sandbox.origin) is up\n")
    return .good
  }
}
