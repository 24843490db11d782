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

  package func send(_ request: Request) throws(TransportFailure) -> Response {
    var sent = request.headers
    for header in headers where sent[header.name] == nil { sent[header.name] = header.value }
    let prefix = request.sandbox.map { "/s/\($0)" } ?? ""
    let query = request.query.isEmpty ? "" : "?\(request.query)"
    do {
      return try client.send(
        request.method, base.appending(prefix + request.path + query), headers: sent, body: request.body)
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
    _ base: HTTPURL, headers: [(name: String, value: String)] = [], patience: Double
  ) throws(TransportFailure) -> Target {
    let answer: Response
    do {
      answer = try HTTPTransport(base, headers, patience).send(Request(.get, "/_sandbox/health"))
    } catch {
      throw .unreachable(error.description)
    }
    let health = Received(answer).json
    let isSandbox = answer.status == 200 && health?["status"] == "ok" && health?["version"] != nil
    let url = base.description.hasSuffix("/") ? String(base.description.dropLast()) : base.description
    var secrets = Secrets()
    for header in headers { secrets.add(header.value, called: header.name) }
    return Target(label: url, url: url, isSandbox: isSandbox, secrets: secrets) {
      HTTPTransport(base, headers, patience)
    }
  }
}
