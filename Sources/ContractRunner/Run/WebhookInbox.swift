import Platform
import Wire

/// An address of the runner's own, for one story: keeps what is delivered there until a step asks for it.
final class WebhookInbox: Sendable {
  struct Delivery: Sendable {
    let request: Request
    /// Epoch seconds.
    let time: Double
  }

  private struct State {
    var answers: [Int]
    var waiting: [Delivery] = []
  }

  private let state: Locked<State>
  private let server: RunningServer

  init(_ webhook: Contract.Webhook) throws {
    let state = Locked(State(answers: webhook.answers))
    self.state = state
    server = try RunningServer.start { _ in Receiver(state) }
  }

  var url: String { "http://127.0.0.1:\(server.port)/" }

  /// The next delivery, or with `fits` the first of those to come that does. Nil when the time is over.
  func next(within seconds: Double, _ fits: ((Delivery) -> Bool)? = nil) -> Delivery? {
    let end = Loop.clock() + seconds
    while true {
      let found: Delivery? = state.withLock { state in
        guard let index = fits.map({ state.waiting.firstIndex(where: $0) }) ?? state.waiting.indices.first else {
          return nil
        }
        return state.waiting.remove(at: index)
      }
      if found != nil || Loop.clock() >= end { return found }
      usleep(2000)
    }
  }

  private final class Receiver: Handler {
    private let state: Locked<State>

    init(_ state: Locked<State>) { self.state = state }

    func handle(_ request: Request, _ reply: Reply) {
      let status = state.withLock { state in
        state.waiting.append(Delivery(request: request, time: Double(time(nil))))
        return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
      }
      reply(Response(status))
    }
  }
}

extension DeliveryTemplate.Signature {
  /// Why the signature does not hold; nil if it does.
  func fault(_ delivery: WebhookInbox.Delivery, secret: String) -> String? {
    guard let header = delivery.request.headers[named: self.header] else { return "no such header" }
    let key = HMAC(key: Array(secret.utf8))
    switch scheme {
    case .hmac(let prefix):
      guard header.hasPrefix(prefix) else { return "it does not begin with \(prefix)" }
      let wanted = hexadecimal(key.authenticate(delivery.request.body))
      return header.dropFirst(prefix.count).lowercased() == wanted ? nil : "another secret, or another body, was signed"
    case .stripe(let tolerance):
      let parts = header.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      guard let time = parts.first(where: { $0.first == "t" && $0.count == 2 })?[1], let signed = Double(time),
        signed.magnitude < 1e12
      else { return "it has no time" }
      let wanted = hexadecimal(key.authenticate(Array("\(time).".utf8) + delivery.request.body))
      if !parts.contains(["v1", wanted]) { return "another secret, or another body, was signed" }
      return abs(delivery.time - signed) <= tolerance ? nil : "it is \(Int(delivery.time - signed)) seconds old"
    }
  }
}
