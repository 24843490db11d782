import Wire

// Answers with the headers that they have, kept for repetition where the request may come again.
extension StripeAPI {
  func failure(_ error: StripeError, _ request: Request, _ exchange: Exchange) -> Response {
    let sandbox = exchange.sandbox ?? sandbox(named: Self.commonSandbox)
    sandbox.scans = []
    var exchange = exchange
    if error.isValidation { exchange.hasRun = false }
    var writer = ObjectWriter(sandbox, version: exchange.edition.version, isPublishable: exchange.isPublishable)
    if request.path.hasPrefix("/oauth/") {
      error.writeForOAuth(&writer)
    } else {
      error.write(&writer, requestID: exchange.requestID)
    }
    var response = respond(error.status, writer.finish(), request, exchange)
    if let limit = error.limit { response.headers.append("Sandbox-Limit", limit) }
    if error.status == 401 { response.headers.append("WWW-Authenticate", "Bearer realm=\"Stripe\"") }
    return response
  }

  /// Stripe indents what it sends. Its own libraries, which parse it anyway, are spared the time.
  private func laidOut(_ body: [UInt8], for request: Request) -> [UInt8] {
    let isForProgram =
      request.headers.contains("X-Stripe-Client-User-Agent")
      || request.headers.withValue(of: "User-Agent") { $0.starts(with: "Stripe/") } == true
    // Version 2 of the API is for machines.
    return isForProgram || request.path.utf8.span.starts(with: "/v2/") ? body : JSONLayout.indented(body)
  }

  func respond(
    _ status: Int, _ body: [UInt8], _ request: Request, _ exchange: Exchange, isJSON: Bool = true
  ) -> Response {
    if let key = exchange.idempotencyKey, exchange.isRepeatable, exchange.hasRun, let sandbox = exchange.sandbox {
      sandbox.idempotency.keep(
        Idempotency.Entry(
          request, isPublishable: exchange.isPublishable, requestID: exchange.requestID, status: status, answer: body,
          created: sandbox.now), for: key)
    }
    return Response(
      status, headers: headers(request, exchange, original: exchange.requestID),
      body: isJSON ? laidOut(body, for: request) : body)
  }

  func replay(_ entry: Idempotency.Entry, _ request: Request, _ exchange: Exchange) -> Response {
    var headers = headers(request, exchange, original: entry.requestID)
    headers.append("Stripe-Should-Retry", "false")
    headers.append("Idempotent-Replayed", "true")
    return Response(entry.status, headers: headers, body: laidOut(entry.answer, for: request))
  }

  private func headers(_ request: Request, _ exchange: Exchange, original: String) -> Headers {
    guard exchange.sandbox != nil else { return Edition.sharedHeaders }
    var headers = exchange.edition.headers
    // More than there mostly are, so that they move once.
    headers.reserve(640)
    headers.append("Request-Id", exchange.requestID)
    if let account = exchange.account { headers.append("Stripe-Account", account) }
    if let key = exchange.idempotencyKey { headers.append("Idempotency-Key", key) }
    if request.method == .post {
      headers.append("Original-Request", original)
      if exchange.hasRun { headers.append("Stripe-Should-Retry", "false") }
    }
    return headers
  }

  /// A version, and the headers of all answers in it.
  final class Edition: Sendable {
    static let newest = Edition(.newest)
    static let sharedHeaders: Headers = [
      "Content-Type": "application/json", "Cache-Control": "no-cache, no-store", "Vary": "Origin",
    ]

    let version: APIVersion
    let headers: Headers

    init(_ version: APIVersion, givesNotice: Bool = true) {
      var headers = Self.sharedHeaders
      if givesNotice, version < .endive { headers.append("Stripe-Notice", version.notice) }
      headers.append("Stripe-Version", version.name)
      self.version = version
      self.headers = headers
    }
  }
}
