import Wire

/// Serves browsers: stripe.js, the dashboard at `/`, the demo shop, the challenge, and the files that they load.
package final class WebAssets: Handler {
  private let version: String
  private let control: any Handler

  /// - Parameter control: to whom the challenge page reports, at its own address.
  package init(version: String, control: any Handler) {
    self.version = version
    self.control = control
  }

  package func handle(_ request: Request, _ reply: Reply) {
    if request.path.hasPrefix("/_sandbox/") {
      if request.method == .get, request.wantsHTML, let page = Page(controlPath: request.path) {
        return reply(page.response(to: request))
      }
      return control.handle(request, reply)
    }
    guard let answer = find(request) else {
      let url = "\(request.method.rawValue): \(request.path)"
      return reply(Self.failure(404, "Unrecognized request URL (\(url)): nothing is served there."))
    }
    reply(request.method == .get || request.method == .head ? answer : Self.refusal(request))
  }

  private func find(_ request: Request) -> Response? {
    switch request.path {
    case "/" where request.wantsHTML: return Page.dashboard.response(to: request)
    case "/": return .json(200, index)
    case "/demo", "/demo/": return Page.demo.response(to: request)
    case "/qr.png", "/qr.svg": return QRImage.response(to: request)
    case let path where Page(path: path) != nil: return Page(path: path)?.response(to: request)
    case let path where StripeScript.isServed(at: path): return .text(StripeScript.text, .javaScript)
    case let path where StripeScript.isConnectServed(at: path): return .text(StripeScript.connect, .javaScript)
    case let path where path.hasPrefix("/_assets/"): return Self.file(String(path.dropFirst("/_assets/".count)))
    default: return nil
    }
  }

  /// `/` for those who are not browsers.
  private var index: JSON {
    [
      "name": "nestbox", "version": .string(version), "stripe": "/v1", "control": "/_sandbox", "stripe.js": "/v3",
      "demo": "/demo", "documents": "/docs",
    ]
  }

  private static func file(_ path: String) -> Response? {
    guard let type = ContentType(path: path), let text = EmbeddedFiles[path] else { return nil }
    return .text(text, type)
  }

  private static func refusal(_ request: Request) -> Response {
    var refusal = failure(405, "\(request.path) can only be read.")
    refusal.headers["Allow"] = "GET, HEAD"
    return refusal
  }

  package static func failure(_ status: Int, _ message: String?) -> Response {
    let message = JSON.string(message ?? "A fault was set for this request.")
    return .json(status, ["error": ["type": "invalid_request_error", "message": message]])
  }
}

extension Request {
  /// A browser's own navigation; `*/*` of curl and fetch is not.
  var wantsHTML: Bool {
    headers.withValue(of: "Accept") { $0.firstRange(of: "text/html".utf8.span) != nil } == true
  }
}
