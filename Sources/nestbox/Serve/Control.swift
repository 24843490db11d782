import Wire

/// The control API, which is no part of any faked one.
final class Control: Handler {
  private typealias Endpoint = (Request) -> Response
  private var router = Router<Endpoint>()

  init() {
    router.add(.get, "/_sandbox/health") { _ in .json(200, ["status": "ok", "version": .string(Nestbox.version)]) }
  }

  func handle(_ request: Request, _ reply: Reply) {
    switch router.match(request.method, request.path) {
    case .found(let endpoint, _): reply(endpoint(request))
    case .notFound: reply(.json(404, ["error": .string("There is no \(request.path) in the control API.")]))
    case .methodNotAllowed(let methods):
      let allowed = methods.map(\.rawValue).joined(separator: ", ")
      var response = Response.json(405, ["error": .string("\(request.path) understands \(allowed).")])
      response.headers["Allow"] = allowed
      reply(response)
    }
  }
}
