import StripeSandbox
import Wire

/// Who may do what, from where. Stripe's API and those of the applications are open to pages of every origin, as the
/// real ones are; what looks into sandboxes or steers them is for this server's own pages and for programs.
package final class SandboxAccess: AccessRules {
  private let hosts: HostNames
  private let token: ControlToken?
  /// The last name that was accepted: a client asks for the same one every time.
  private var latestHost: (name: String, isSecure: Bool)?

  /// - Parameter token: the secret that calls of the control API have to send, if any.
  package init(_ hosts: HostNames, token: String? = nil) {
    self.hosts = hosts
    self.token = token.map(ControlToken.init)
  }

  package func admission(of request: Request) -> Admission {
    guard isOwnHost(request) else { return .refused(Refusal.host(request)) }
    let area = Area.of(request)
    if let refusal = browserRefusal(request, area) ?? controlRefusal(request, area) { return .refused(refusal) }
    return area.isShared ? .shared : .sameOrigin
  }

  private func isOwnHost(_ request: Request) -> Bool {
    let isSecure = request.isSecure
    if let latestHost, latestHost.isSecure == isSecure, request.headers.has("Host", latestHost.name) { return true }
    guard let name = request.headers["Host"] else { return true }
    guard hosts.contains(name.utf8.span, isSecure: isSecure) else { return false }
    latestHost = (name, isSecure)
    return true
  }

  private func browserRefusal(_ request: Request, _ area: Area) -> Response? {
    guard let origin = BrowserOrigin.of(request) else { return nil }
    switch area {
    case .control, .page, .webhookEndpoints:
      return origin.isOwn || request.isNavigation ? nil : Refusal.origin(request)
    case .stripe:
      guard !origin.isOwn, !isLocal(origin), !request.isPreflight, !request.hasPublishableKey else { return nil }
      return Refusal.secretKey(request)
    case .challenge, .other: return nil
    }
  }

  /// A page of this machine: an app that is being developed.
  private func isLocal(_ origin: BrowserOrigin) -> Bool {
    guard let authority = origin.authority else { return false }
    return hosts.contains(authority.utf8.span, isSecure: false)
  }

  private func controlRefusal(_ request: Request, _ area: Area) -> Response? {
    guard area == .control || area == .challenge else { return nil }
    if request.headers.contains("Stripe-Signature") { return Refusal.webhook }
    if request.needsMediaType, !request.isJSON { return Refusal.mediaType }
    guard area == .control, request.path != "/_sandbox/health", let token, !token.isGiven(by: request) else {
      return nil
    }
    return Refusal.token
  }
}

/// The area of a path, for access rules.
private enum Area {
  case stripe
  /// Management of webhooks is no business of a page: an endpoint has this machine call any address.
  case webhookEndpoints
  case control
  /// The bank's part of 3-D Secure, which stripe.js calls from an app's page.
  case challenge
  case page
  /// The applications, and files.
  case other

  var isShared: Bool {
    switch self {
    case .stripe, .challenge, .other: true
    case .webhookEndpoints, .control, .page: false
    }
  }

  /// Pages for customers who pay by bank, which are there to be read only.
  private static func isInstructions(_ request: Request) -> Bool {
    let path = request.path.utf8.span
    return request.method == .get
      && (path.starts(with: "/_sandbox/microdeposits/") || path.starts(with: "/_sandbox/bank_transfers/"))
  }

  static func of(_ request: Request) -> Area {
    var path = request.path.utf8.span
    while path.starts(with: "//") { path = path.extracting(1...) }
    if path.starts(with: "/v1/") || path.starts(with: "/v2/") {
      let opensEndpoints =
        path.starts(with: "/v1/webhook_endpoints") || path.starts(with: "/v2/core/event_destinations")
      return opensEndpoints ? .webhookEndpoints : .stripe
    }
    if path.starts(with: "/_sandbox") {
      return path.starts(with: "/_sandbox/3ds/") || isInstructions(request) ? .challenge : .control
    }
    return path.count == 1 || path.starts(with: "/demo") ? .page : .other
  }
}

/// Where a browser says that a request comes from.
private struct BrowserOrigin {
  /// Of a page that has an address.
  let authority: String?
  let isOwn: Bool

  /// Nil where no page is behind a request: a program's, or what a user typed into the address bar.
  static func of(_ request: Request) -> BrowserOrigin? {
    if let origin = request.headers["Origin"] {
      let authority = origin.firstRange(of: "://").map { String(origin[$0.upperBound...]).lowercased() }
      let isOwn = authority != nil && authority == request.headers["Host"]?.lowercased()
      return BrowserOrigin(authority: authority, isOwn: isOwn)
    }
    guard let site = request.headers["Sec-Fetch-Site"], site != "none" else { return nil }
    return BrowserOrigin(authority: nil, isOwn: site == "same-origin")
  }
}

extension Request {
  /// A link or a redirect that shows a page; its answer cannot be read by the page that it comes from.
  fileprivate var isNavigation: Bool { method == .get && headers.has("Sec-Fetch-Mode", "navigate") }

  fileprivate var isPreflight: Bool { method == .options }

  /// In the header or, as Stripe.js may send it, as the parameter `key`.
  fileprivate var hasPublishableKey: Bool {
    if let header = headers["Authorization"] {
      return header.split(separator: " ").last?.hasPrefix("pk_") ?? false
    }
    for form in [Array(query.utf8), body] {
      if let key = (try? Form.parse(form))?["key"]?.string { return key.hasPrefix("pk_") }
    }
    return false
  }

  fileprivate var needsMediaType: Bool {
    switch method {
    case .post, .put, .patch: true
    case .delete: !body.isEmpty
    case .get, .head, .options: false
    }
  }

  /// A content type that no form and no simple request of a page can have.
  fileprivate var isJSON: Bool {
    headers.withValue(of: "Content-Type") { value in
      let type = String(value.text.prefix { $0 != ";" && $0 != " " }).lowercased()
      return type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json")
    } ?? false
  }
}
