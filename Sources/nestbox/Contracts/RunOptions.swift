import ContractRunner
import Wire

/// What every command that runs contracts is told: which ones, against what, and how.
struct RunOptions {
  var contracts: [String] = []
  var targets: [Assignment] = []
  var headers: [Assignment] = []
  var only: String?
  var jobs = 4
  var timeout = 10

  static func argument<Root: Command>(_ path: WritableKeyPath<Root, RunOptions>) -> Argument<Root> {
    .many("CONTRACT", path.appending(path: \.contracts), "Contract files or folders (default Contracts)")
  }

  static func options<Root: Command>(_ path: WritableKeyPath<Root, RunOptions>) -> [Option<Root>] {
    [
      .list(
        "target", "API=URL", path.appending(path: \.targets),
        "The service to hold to the contracts, instead of the fake in this process"),
      .list(
        "header", "API=NAME:VALUE", path.appending(path: \.headers),
        "A header for every request to that API; ${env NAME} in it is the environment's"),
      .value("only", "GLOB", path.appending(path: \.only), "Only the contracts whose name or file matches"),
      .value("jobs", "N", path.appending(path: \.jobs), "How many contracts run at once"),
      .value("timeout", "SECONDS", path.appending(path: \.timeout), "How long to wait for an answer"),
    ]
  }

  var environment: [String: String] { Environment.all }

  /// The contracts that are asked for. What is wrong with their files is all said at once.
  func catalog() throws -> Catalog {
    var catalog = Catalog(paths: contracts.isEmpty ? ["Contracts"] : contracts)
    if let only { catalog = catalog.matching(Glob(only)) }
    if !targets.isEmpty { catalog = catalog.only(apis: targets.map(\.name)) }
    if catalog.diagnostics.isEmpty { return catalog }
    let text = catalog.diagnostics.map(\.description).joined(separator: "\n")
    throw Failure(exit: .wrongUsage, description: text)
  }

  /// The services that are named, or the fake of this process behind a port of its own.
  func makeTargets() throws -> Targets {
    if !targets.isEmpty { return try reach(targets) }
    let server = try RunningServer.start { loop in Assembly(loop).handler }
    let own = try reach([Assignment("sandbox", "http://127.0.0.1:\(server.port)")])
    return Targets([:], rest: own["sandbox"]?.renamed("the sandbox in this process", keeping: server))
  }

  func reach(_ assignments: [Assignment]) throws -> Targets {
    var named: [String: Target] = [:]
    for assignment in assignments {
      guard let url = HTTPURL(assignment.value) else {
        let text = "“\(assignment.value)” is no URL: a target is API=http://host:port"
        throw Failure(exit: .wrongUsage, description: text)
      }
      named[assignment.name] = try reach(url, try headers(of: assignment.name))
    }
    return Targets(named)
  }

  private func reach(_ url: HTTPURL, _ headers: [(name: String, value: String)]) throws -> Target {
    do {
      return try HTTPTransport.target(url, headers: headers, patience: Double(timeout))
    } catch {
      throw Failure(exit: .unreachable, description: error.description)
    }
  }

  private func headers(of api: String) throws -> [(name: String, value: String)] {
    try headers.filter { $0.name == api }.map { header in
      let parts = header.value.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Failure(exit: .wrongUsage, description: "“\(header.value)” is no header: write NAME:VALUE")
      }
      let value = String(parts[1].drop { $0 == " " })
      return (parts[0], try Variables.filled(value, environment: environment))
    }
  }
}

/// `NAME=VALUE`
struct Assignment: OptionValue {
  let name: String
  let value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  init?(option text: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    self.init(parts[0], parts[1])
  }

  static var expectation: String { "NAME=VALUE" }
}

extension Target {
  /// The same target; the server lives as long as it is used.
  fileprivate func renamed(_ label: String, keeping server: RunningServer) -> Target {
    let connect = connect
    return Target(label: label, url: url, isSandbox: isSandbox, secrets: secrets) { () throws(TransportFailure) in
      try withExtendedLifetime(server) { () throws(TransportFailure) in try connect() }
    }
  }
}
