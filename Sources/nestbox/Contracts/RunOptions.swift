import ContractRunner
import Wire

/// The options of every command that runs contracts: which ones, against what, and how.
struct RunOptions {
  var contracts: [String] = []
  var targets: [Assignment] = []
  var headers: [Assignment] = []
  var only: String?
  var tags: [String] = []
  var excluded: [String] = []
  var shuffle: UInt64?
  var jobs = Count(4)
  var timeout = Count(10)
  var rates: [Assignment] = []
  var sendsLiveKeys = false
  var descriptions: [String] = []

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
      .list("tag", "TAG", path.appending(path: \.tags), "Only the contracts that have one of these tags"),
      .list(
        "exclude", "GLOB", path.appending(path: \.excluded), "Not the contracts whose name, file or tag matches"),
      .optionalValue(
        "shuffle", "SEED", path.appending(path: \.shuffle), implied: UInt64.random(in: 1..<1_000_000),
        "Run the contracts in another order; the seed is told, and gives the same order again"),
      .value("jobs", "N", path.appending(path: \.jobs), "How many contracts run at once"),
    ] + reaching(path)
  }

  /// The options of commands that call services but run no contracts of their own.
  static func reaching<Root: Command>(_ path: WritableKeyPath<Root, RunOptions>) -> [Option<Root>] {
    [
      .value("timeout", "SECONDS", path.appending(path: \.timeout), "How long to wait for an answer"),
      .list(
        "rate", "API=N", path.appending(path: \.rates),
        "At most N requests a second to that API (api.stripe.com: 25 unless told otherwise)"),
      .flag(
        "send-live-keys-to-a-foreign-api", path.appending(path: \.sendsLiveKeys),
        "Send keys that begin like Stripe's live ones (sk_live_, rk_live_) to an API that is not Stripe's"),
    ]
  }

  var environment: [String: String] { Environment.all }

  var paths: [String] { contracts.isEmpty ? ["Contracts"] : contracts }

  /// The contracts that are asked for. What is wrong with their files is all said at once.
  func catalog() throws -> Catalog {
    var catalog = Catalog(paths: paths)
    if let only { catalog = catalog.matching(Glob(only)) }
    if !tags.isEmpty { catalog = catalog.tagged(tags) }
    if !excluded.isEmpty { catalog = catalog.excluding(excluded.map { Glob($0) }) }
    if !targets.isEmpty { catalog = catalog.only(apis: targets.map(\.name)) }
    if let shuffle { catalog = catalog.shuffled(seed: shuffle) }
    for text in descriptions { catalog = try described(catalog, text) }
    if catalog.diagnostics.isEmpty { return catalog }
    let text = catalog.diagnostics.map(\.description).joined(separator: "\n")
    throw Failure(exit: .wrongUsage, description: text)
  }

  /// `FILE`, or `API=FILE`.
  private func described(_ catalog: Catalog, _ text: String) throws -> Catalog {
    let assignment = Disk.exists(text) ? nil : Assignment(option: text)
    do throws(Diagnostic) {
      return catalog.described(by: try OpenAPI(path: assignment?.value ?? text), api: assignment?.name)
    } catch {
      throw Failure(exit: .wrongUsage, description: error.description)
    }
  }

  /// The services that are named, or the fake of this process behind a port of its own.
  func makeTargets() throws -> Targets {
    if !targets.isEmpty { return try reach(targets) }
    let server = try RunningServer.start { loop in Assembly(loop).handler }
    let own = try reach([Assignment("sandbox", "http://127.0.0.1:\(server.port)")])
    guard let target = own["sandbox"]?.inThisProcess(keeping: server) else { return Targets([:]) }
    return Targets(Dictionary(uniqueKeysWithValues: Self.faked.map { ($0, target) }))
  }

  /// The APIs that this program has a fake of.
  private static let faked = ["nest-payments", "rechat-payments", "ship-payments", "stripe"]

  func reach(_ assignments: [Assignment]) throws -> Targets {
    var named: [String: Target] = [:]
    for assignment in assignments {
      guard let url = HTTPURL(option: assignment.value) else {
        let text = "“\(assignment.value)” is no URL: a target is API=http://host:port"
        throw Failure(exit: .wrongUsage, description: text)
      }
      named[assignment.name] = try reach(url, assignment.name)
    }
    return Targets(named)
  }

  private func reach(_ url: HTTPURL, _ api: String) throws -> Target {
    let (headers, manners) = (try headers(of: api), try manners(url, api))
    do throws(TransportFailure) {
      return try HTTPTransport.target(url, headers: headers, patience: Double(timeout.value), manners: manners)
    } catch {
      if case .refused = error { throw Failure(exit: .wrongUsage, description: error.description) }
      throw Failure(exit: .unreachable, description: error.description)
    }
  }

  private func manners(_ url: HTTPURL, _ api: String) throws -> Target.Manners {
    var manners = Target.Manners()
    let isStripe = url.host.lowercased() == "stripe.com" || url.host.lowercased().hasSuffix(".stripe.com")
    if sendsLiveKeys, isStripe {
      let text = "live keys are never sent to \(url.host): leave --send-live-keys-to-a-foreign-api away"
      throw Failure(exit: .wrongUsage, description: text)
    }
    manners.sendsLiveKeys = sendsLiveKeys
    manners.perSecond = isStripe ? 25 : nil
    if let rate = rates.last(where: { $0.name == api }) {
      guard let count = Count(option: rate.value) else {
        let text = "“\(rate.value)” is no rate: write \(api)=REQUESTS_A_SECOND"
        throw Failure(exit: .wrongUsage, description: text)
      }
      manners.perSecond = count.value
    }
    return manners
  }

  private func headers(of api: String) throws -> [(name: String, value: String)] {
    try headers.filter { $0.name == api }.map { header in
      let parts = header.value.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Failure(exit: .wrongUsage, description: "“\(header.value)” is no header: write NAME:VALUE")
      }
      let value = String(parts[1].drop { $0 == " " })
      do throws(Diagnostic) {
        return (parts[0], try Variables.filled(value, environment: environment))
      } catch {
        throw Failure(exit: .wrongUsage, description: error.description)
      }
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
  /// The same target; the server lives as long as it is used, and its sandboxes as long as the server.
  fileprivate func inThisProcess(keeping server: RunningServer) -> Target {
    let connect = connect
    var manners = manners
    manners.dropsSandboxes = false
    return Target(
      label: "the sandbox in this process", url: Self.usual, isSandbox: isSandbox, secrets: secrets, manners: manners
    ) { () throws(TransportFailure) in
      try withExtendedLifetime(server) { () throws(TransportFailure) in try connect() }
    }
  }

  /// Where `nestbox serve` listens: the port of this run is closed when its failures are read.
  private static let usual = "http://localhost:12111"
}
