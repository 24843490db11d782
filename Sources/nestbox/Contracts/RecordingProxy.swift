import ContractRunner
import Platform
import Wire

/// Listens, passes requests on to a service, and keeps them with their answers.
struct RecordingProxy {
  private let target: HTTPURL
  private let port: Int
  private let patience: Double
  private let sendsLiveKeys: Bool

  init(_ target: HTTPURL, port: Int, patience: Double, _ sendsLiveKeys: Bool) {
    self.target = target
    self.port = port
    self.patience = patience
    self.sendsLiveKeys = sendsLiveKeys
  }

  /// Runs until so many requests have passed, or until it is interrupted.
  func run(until count: Int?) throws -> [Transcript.Entry] {
    Interruption.listen()
    let entries = Locked<[Transcript.Entry]>([])
    let (target, patience, sendsLiveKeys) = (target, patience, sendsLiveKeys)
    var options = Server.Options()
    options.port = port
    let server = try RunningServer.start(options) { loop in
      Relay(loop, target, patience, sendsLiveKeys) { entry in entries.withLock { $0.append(entry) } }
    }
    Stream.error.write("http://127.0.0.1:\(server.port) passes on to \(target.origin)\n")
    while !Interruption.isAsked, entries.withLock({ $0.count }) < count ?? .max { usleep(20_000) }
    server.stop()
    return entries.withLock { $0 }
  }
}

private final class Relay: Handler {
  private let loop: Loop
  private let target: HTTPURL
  private let patience: Double
  private let sendsLiveKeys: Bool
  private let keep: @Sendable (Transcript.Entry) -> Void

  init(
    _ loop: Loop, _ target: HTTPURL, _ patience: Double, _ sendsLiveKeys: Bool,
    _ keep: @escaping @Sendable (Transcript.Entry) -> Void
  ) {
    self.loop = loop
    self.target = target
    self.patience = patience
    self.sendsLiveKeys = sendsLiveKeys
    self.keep = keep
  }

  func handle(_ request: Request, _ reply: Reply) {
    var request = request
    // A path that looks like a sandbox of our own is a path of the service.
    if let name = request.sandbox { request.path = "/s/\(name)\(request.path)" }
    request.sandbox = nil
    if !sendsLiveKeys, let carrier = LiveKeys.carrier(in: request) {
      return reply(.json(400, ["error": .string("a live key in \(carrier) was not sent: \(LiveKeys.advice)")]))
    }
    let own = request.headers["Host"].map { "http://\($0)" } ?? ""
    let (sent, target, patience, keep) = (request, target, patience, keep)
    loop.offload {
      Self.answer(sent, target, patience)
    } then: { result in
      switch result {
      case .failure(let failure): reply(.json(502, ["error": .string(failure.description)]))
      case .success(let answer):
        keep(Transcript.Entry(sent, answer))
        reply(Self.passedOn(answer, from: target.origin, own))
      }
    }
  }

  private static func answer(
    _ request: Request, _ target: HTTPURL, _ patience: Double
  ) -> Result<Response, HTTPClient.Failure> {
    var options = HTTPClient.Options()
    options.patience = patience
    var headers = request.headers
    // The recorded answer has to be readable.
    for name in ["Host", "Connection", "Accept-Encoding", "Content-Length", "Transfer-Encoding"] {
      headers[named: name] = nil
    }
    let query = request.query.isEmpty ? "" : "?\(request.query)"
    do throws(HTTPClient.Failure) {
      let url = target.appending(request.path + query)
      return .success(try HTTPClient(options).send(request.method, url, headers: headers, body: request.body))
    } catch {
      return .failure(error)
    }
  }

  /// Addresses of the service become the proxy's, so that a client that follows them comes back here.
  private static func passedOn(_ answer: Response, from origin: String, _ own: String) -> Response {
    var answer = answer
    for name in ["Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive"] {
      answer.headers[named: name] = nil
    }
    if let location = answer.headers["Location"], location.hasPrefix(origin) {
      answer.headers["Location"] = own + location.dropFirst(origin.count)
    }
    return answer
  }
}
