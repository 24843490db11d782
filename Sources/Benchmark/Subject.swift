import Wire

/// A server that is measured.
final class Subject {
  let name: String
  let account: ProcessAccount?
  /// Whether it is a sandbox of ours, which can be filled and emptied.
  let isOwn: Bool
  private(set) var stock = Stock()
  let url: HTTPURL
  let loop: Loop
  private let client = HTTPClient()
  private let process: ServerProcess?
  private var workloads: [String: Workload] = [:]
  /// The page that this server is asked for, whatever the others are asked.
  private var page: Workload?
  private var size = 0

  static let sandbox = "bench"

  /// A sandbox that was started for the purpose.
  init(_ name: String, _ process: ServerProcess, _ loop: Loop) {
    self.name = name
    self.loop = loop
    self.process = process
    url = process.url
    account = process.account
    isOwn = true
  }

  /// Another server. With a path in its URL it is a yardstick: that path is asked for, and nothing else.
  init(_ url: HTTPURL, _ loop: Loop) throws {
    name = url.authority + (url.target == "/" ? "" : url.target)
    self.loop = loop
    self.url = url
    process = nil
    account = ProcessAccount(listeningOn: url.port)
    isOwn = false
    _ = try client.send(.get, url)
    if url.target == "/" { try understand() } else { page = .page(url.target, address(token: nil)) }
  }

  func workload(_ name: String) -> Workload? { page ?? workloads[name] }

  func loop(_ workload: Workload, connections: Int) throws -> ClosedLoop {
    try ClosedLoop(loop, url, workload, stock, connections: connections)
  }

  func address(token: String?) -> Workload.Address {
    Workload.Address(
      authority: url.authority, key: "sk_test_" + Self.sandbox, sandbox: Self.sandbox, token: token)
  }

  /// Makes so many customers. What it took is told.
  @discardableResult
  func fill(_ size: Int) throws -> Double {
    self.size = size
    let address = address(token: try makeUser())
    try makePlan()
    workloads = [:]
    for workload in Workload.all(address) { workloads[workload.name] = workload }
    stock = Stock()
    guard let making = Workload.stock(address) else { return 0 }
    let filling = try ClosedLoop(loop, url, making, stock, connections: 16) { [stock] in stock.take($0) }
    let tally = try filling.run(requests: size)
    stock.seal()
    return tally.seconds
  }

  /// Starts anew when what was made since is more than half of what there was to be.
  func freshen() throws {
    guard isOwn, stock.growth > size / 2 else { return }
    _ = try send("/_sandbox/reset", ["sandbox": .string(Self.sandbox)])
    try fill(size)
  }

  /// Stops the clock, so that only what is asked lets time pass.
  func freeze() throws { _ = try send("/_sandbox/clock", ["sandbox": .string(Self.sandbox), "freeze": true]) }

  func advance(days: Int) throws {
    _ = try send("/_sandbox/clock", ["sandbox": .string(Self.sandbox), "advance": .integer(days * 86_400)])
  }

  private func makeUser() throws -> String? {
    let path = "/s/\(Self.sandbox)/user/register"
    let answer = try send(path, ["userName": "Alan", "email": "alan@example.com", "password": "password"])
    return answer.object?.first { _ in true }?.value.string
  }

  /// Makes the plan that the benchmark's customers subscribe to. It may be there already.
  func makePlan() throws {
    let headers: Headers = [
      "Content-Type": "application/x-www-form-urlencoded", "Authorization": "Bearer sk_test_" + Self.sandbox,
    ]
    let form = "id=\(Workload.plan)&currency=usd&amount=2000&interval=month&product[name]=Gold"
    _ = try client.send(.post, url.appending("/v1/plans"), headers: headers, body: Array(form.utf8))
  }

  private func send(_ path: String, _ body: JSON) throws -> JSON {
    let headers: Headers = ["Content-Type": "application/json"]
    let response = try client.send(.post, url.appending(path), headers: headers, body: body.bytes)
    guard (200...299).contains(response.status), let answer = try? JSONParser.parse(response.body) else {
      throw WrongAnswer(description: "\(path) answers \(response.status)")
    }
    return answer
  }

  /// Tries everything once with a few customers, and keeps what is answered as the sandbox does.
  private func understand() throws {
    let address = address(token: nil)
    if let making = Workload.stock(address) {
      let filling = try ClosedLoop(loop, url, making, stock, connections: 1) { [stock] in stock.take($0) }
      guard (try? filling.run(requests: 100)) != nil else { return }
      stock.seal()
    }
    for workload in Workload.all(address) {
      let trial = try ClosedLoop(loop, url, workload, stock, connections: 1)
      if (try? trial.run(requests: workload.steps.count)) != nil { workloads[workload.name] = workload }
    }
  }
}
