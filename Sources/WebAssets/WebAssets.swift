import Wire

/// What a browser gets: stripe.js, the challenge of 3-D Secure, and the files that they load.
package final class WebAssets: Handler {
  private let version: String
  private let control: any Handler

  /// - Parameter control: to whom the challenge page reports, at its own address.
  package init(version: String, control: any Handler) {
    self.version = version
    self.control = control
  }

  package func handle(_ request: Request, _ reply: Reply) {
    guard request.path.hasPrefix("/_sandbox/") else { return reply(response(to: request)) }
    if request.method == .get, request.wantsHTML { return reply(Page.challenge.response(to: request)) }
    control.handle(request, reply)
  }

  private func response(to request: Request) -> Response {
    guard let answer = find(request) else { return Self.notFound(request) }
    guard request.method == .get || request.method == .head else {
      var refusal = Self.failure(405, "\(request.path) can only be read.")
      refusal.headers["Allow"] = "GET, HEAD"
      return refusal
    }
    return answer
  }

  private func find(_ request: Request) -> Response? {
    switch request.path {
    case "/": return .json(200, index)
    case let path where StripeScript.isServed(at: path): return .text(StripeScript.text, .javaScript)
    case let path where path.hasPrefix("/_assets/"): return Self.file(String(path.dropFirst("/_assets/".count)))
    default: return nil
    }
  }

  /// `/` for those who are not browsers.
  private var index: JSON {
    [
      "name": "nestbox", "version": .string(version), "stripe": "/v1", "control": "/_sandbox", "stripe.js": "/v3",
    ]
  }

  private static func file(_ path: String) -> Response? {
    guard let type = ContentType(path: path), let text = EmbeddedFiles[path] else { return nil }
    return .text(text, type)
  }

  private static func notFound(_ request: Request) -> Response {
    failure(404, "Unrecognized request URL (\(request.method.rawValue): \(request.path)): nothing is served there.")
  }

  private static func failure(_ status: Int, _ message: String) -> Response {
    .json(status, ["error": ["type": "invalid_request_error", "message": .string(message)]])
  }
}

extension Request {
  /// A browser's own navigation; `*/*` of curl and fetch is not.
  fileprivate var wantsHTML: Bool { headers["Accept"]?.contains("text/html") == true }
}
