import Wire

/// A service behind a URL.
package struct HTTPTransport: Transport {
  private let client: HTTPClient
  private let base: HTTPURL
  private let headers: [(name: String, value: String)]

  private init(_ base: HTTPURL, _ headers: [(name: String, value: String)], _ patience: Double) {
    var options = HTTPClient.Options()
    options.patience = patience
    client = HTTPClient(options)
    self.base = base
    self.headers = headers
  }

  package func send(_ request: Request) throws(TransportFailure) -> Response { try send(request, enough: nil) }

  package func send(_ request: Request, until isEnough: @escaping (Response) -> Bool) throws(TransportFailure)
    -> Response
  {
    try send(request, enough: isEnough)
  }

  private func send(
    _ request: Request, enough: ((Response) -> Bool)?
  ) throws(TransportFailure) -> Response {
    var sent = request.headers
    for header in headers where sent[named: header.name] == nil { sent[named: header.name] = header.value }
    let prefix = request.sandbox.map { "/s/\($0)" } ?? ""
    let query = request.query.isEmpty ? "" : "?\(request.query)"
    do {
      return try client.send(
        request.method, base.appending(prefix + request.path + query), headers: sent, body: request.body,
        until: enough)
    } catch {
      switch error {
      case .unknownHost, .refused, .unreachable, .tls: throw .unreachable(error.description)
      case .timedOut: throw .timedOut(error.description)
      case .closed, .malformed: throw .broken(error.description)
      }
    }
  }

  /// Asks once who is there: a service that does not answer at all cannot be held to anything, and a sandbox has a
  /// control API and room for every contract.
  package static func target(
    _ base: HTTPURL, headers: [(name: String, value: String)] = [], patience: Double,
    manners: Target.Manners = Target.Manners()
  ) throws(TransportFailure) -> Target {
    try refuseLiveKeys(base, headers, manners)
    let answer = try probe(HTTPTransport(base, headers, patience))
    let health = Received(answer).json
    let isSandbox = answer.status == 200 && health?["status"] == "ok" && health?["version"] != nil
    let url = base.description.hasSuffix("/") ? String(base.description.dropLast()) : base.description
    var secrets = Secrets()
    for header in headers { secrets.add(header.value, called: header.name) }
    return Target(label: url, url: url, isSandbox: isSandbox, secrets: secrets, base: base, manners: manners) {
      HTTPTransport(base, headers, patience)
    }
  }

  private static func refuseLiveKeys(
    _ base: HTTPURL, _ headers: [(name: String, value: String)], _ manners: Target.Manners
  ) throws(TransportFailure) {
    if manners.sendsLiveKeys { return }
    if LiveKeys.isIn(base.description) { throw .refused("the target's URL carries a live key: \(LiveKeys.advice)") }
    for header in headers where LiveKeys.isIn(header.value) {
      throw .refused("the header \(header.name) carries a live key: \(LiveKeys.advice)")
    }
  }

  /// Any answer tells that there is a server, be it half an answer.
  private static func probe(_ transport: HTTPTransport) throws(TransportFailure) -> Response {
    do {
      return try transport.send(Request(.get, "/_sandbox/health"))
    } catch {
      if case .broken = error { return Response(500) }
      throw .unreachable(error.description)
    }
  }
}
