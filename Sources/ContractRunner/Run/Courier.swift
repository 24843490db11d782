import Platform
import Wire

/// Carries a story's requests to their targets, over one connection each while they go one by one.
struct Courier {
  /// The result of sending: an answer or a failure, and the time it took.
  struct Delivery: Sendable {
    let result: Result<Response, TransportFailure>
    let seconds: Double
    /// How often the target said that there were too many requests, and was asked again.
    fileprivate(set) var backoffs = 0

    fileprivate init(_ send: () throws(TransportFailure) -> Response) {
      let start = ContinuousClock.now
      do {
        result = .success(try send())
      } catch {
        result = .failure(error)
      }
      seconds = (ContinuousClock.now - start).seconds
    }

    /// Nothing was sent.
    fileprivate init(_ failure: TransportFailure) {
      result = .failure(failure)
      seconds = 0
    }
  }

  struct Call: Sendable {
    let api: String
    let request: Request
    /// How long to wait before it, in seconds, where several go at once.
    var delay = 0.0
    /// Whether the story wants 429: then it is an answer like any other.
    var expectsTooMany = false
    /// For a stream, which does not end by itself: whether there is enough of it.
    var isEnough: (@Sendable (Response) -> Bool)?
  }

  private let targets: Targets
  private var connections: [String: any Transport] = [:]

  init(_ targets: Targets) { self.targets = targets }

  mutating func send(_ call: Call) -> Delivery {
    guard let target = targets[call.api] else { return Delivery(.noTarget(call.api)) }
    do throws(TransportFailure) {
      if connections[call.api] == nil { connections[call.api] = try target.connect() }
      guard let connection = connections[call.api] else { return Delivery(.noTarget(call.api)) }
      return Self.deliver(call, over: connection, target)
    } catch {
      return Delivery(error)
    }
  }

  /// All at the same moment, each over a connection of its own.
  func sendAtOnce(_ calls: [Call]) -> [Delivery] {
    let targets = targets
    return onThreads(calls, count: calls.count) { call in
      guard let target = targets[call.api] else { return Delivery(.noTarget(call.api)) }
      if call.delay > 0 { usleep(UInt32(call.delay * 1_000_000)) }
      do throws(TransportFailure) {
        return Self.deliver(call, over: try target.connect(), target)
      } catch {
        return Delivery(error)
      }
    }
  }

  private static func deliver(_ call: Call, over connection: any Transport, _ target: Target) -> Delivery {
    if !target.manners.sendsLiveKeys, let carrier = LiveKeys.carrier(in: call.request) {
      let reason = "a live key in \(carrier) was not sent: \(LiveKeys.advice)"
      return Delivery(.refused(reason))
    }
    var backoff = Backoff()
    while true {
      target.pace.wait()
      var delivery = Delivery { () throws(TransportFailure) in
        if let isEnough = call.isEnough { return try connection.send(call.request, until: isEnough) }
        return try connection.send(call.request)
      }
      delivery.backoffs = backoff.count
      guard case .success(let answer) = delivery.result, answer.status == 429, !target.isSandbox, !call.expectsTooMany,
        let delay = backoff.delay(after: answer)
      else { return delivery }
      target.pace.hold(delay)
    }
  }

  /// Takes away the sandbox that was made for a story, wherever the story went.
  mutating func drop(sandbox: String, of apis: Set<String>) {
    var dropped: Set<String> = []
    for api in apis.sorted() {
      guard let target = targets[api], target.isSandbox, target.manners.dropsSandboxes,
        dropped.insert(target.label).inserted
      else { continue }
      let headers: Headers = ["Content-Type": "application/json"]
      let request = Request(.delete, "/_sandbox/sandboxes/\(sandbox)", headers: headers)
      // A sandbox in which nothing was made is not there; there is nothing to do about that.
      _ = send(Call(api: api, request: request))
    }
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
