import Wire

/// Carries a story's requests to their targets, over one connection each while they go one by one.
struct Courier {
  /// What came of sending: an answer or a failure, and the time it took.
  struct Delivery: Sendable {
    let result: Result<Response, TransportFailure>
    let seconds: Double

    fileprivate init(_ send: () throws(TransportFailure) -> Response) {
      let start = ContinuousClock.now
      do {
        result = .success(try send())
      } catch {
        result = .failure(error)
      }
      seconds = (ContinuousClock.now - start).seconds
    }
  }

  private let targets: Targets
  private var connections: [String: any Transport] = [:]

  init(_ targets: Targets) { self.targets = targets }

  mutating func send(_ request: Request, to api: String) -> Delivery {
    Delivery { () throws(TransportFailure) in
      if let connection = connections[api] { return try connection.send(request) }
      let connection = try Self.connect(api, targets)
      connections[api] = connection
      return try connection.send(request)
    }
  }

  /// All at the same moment, each over a connection of its own.
  func sendAtOnce(_ calls: [(api: String, request: Request)]) -> [Delivery] {
    let targets = targets
    return onThreads(calls, count: calls.count) { call in
      Delivery { () throws(TransportFailure) in try Self.connect(call.api, targets).send(call.request) }
    }
  }

  private static func connect(_ api: String, _ targets: Targets) throws(TransportFailure) -> any Transport {
    guard let target = targets[api] else { throw .unreachable("there is no target for \(api)") }
    return try target.connect()
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
