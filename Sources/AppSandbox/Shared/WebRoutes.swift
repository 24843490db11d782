import StripeSandbox
import Wire

/// Routes as Express and Koa's router have them: a slash at the end does not count, and GET answers HEAD.
struct WebRoutes<Endpoint> {
  private var router = Router<Endpoint>()

  mutating func add(_ method: Method, _ pattern: String, _ endpoint: Endpoint) {
    router.add(method, pattern, endpoint)
  }

  /// The endpoint and the values in the path. A method that is not there is as good as a path that is not there.
  func match(_ request: Request) -> (endpoint: Endpoint, values: [String])? {
    var path = request.path
    if path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let match = router.match(request.method == .head ? .get : request.method, path)
    guard case .found(let number, let values) = match else { return nil }
    return (router[number], values)
  }
}

extension Response {
  /// JSON as Express and Koa label it.
  static func webJSON(_ status: Int, _ body: JSON) -> Response {
    Response(status, headers: ["Content-Type": "application/json; charset=utf-8"], body: body.bytes)
  }
}

extension Request {
  /// The token of `Authorization: Bearer …`.
  var bearerToken: String? {
    guard let (scheme, token) = authorization, scheme == "bearer", !token.contains(" ") else { return nil }
    return token
  }

  /// A cookie's value; the first of several of one name.
  func cookie(_ name: String) -> String? {
    for header in headers.all("Cookie") {
      for pair in header.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        guard let equals = pair.firstIndex(of: "="), pair[..<equals] == name else { continue }
        return String(pair[pair.index(after: equals)...])
      }
    }
    return nil
  }

  /// The sandbox that it is for: the one in its URL, or everybody's.
  var sandboxName: String { sandbox ?? StripeAPI.commonSandbox }

  /// Path and query as they were asked for.
  var target: String { query.isEmpty ? path : path + "?" + query }
}
