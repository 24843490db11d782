import Wire

/// The fake of Nest Payments v1.0: users, tokens and their payments.
package final class NestPayments: Handler {
  struct State: Sendable {
    var users = Records<User>()
    var payments = Records<Payment>()
    var issuer: Issuer
  }

  /// The fields that make a request for a payment unique.
  struct PaymentKey: Codable, Hashable, Sendable {
    let user: String
    let cuid: String
  }

  struct Payment: Record {
    let key: PaymentKey
    let intent: String

    var keys: [PaymentKey] { [key] }
  }

  /// One request on its way through an operation.
  struct Call {
    let body: JSON.Object
    /// The value of the path's `{id}`.
    let id: String
    let sandbox: String
    let reply: Reply

    func answer(_ status: Int, _ body: JSON) { reply(.webJSON(status, body)) }
    func fail(_ error: NestError) { reply(error.response) }
    func fail(_ failure: StripeFailure) { fail(NestError(failure)) }
  }

  let dependencies: Dependencies
  let stripe: StripeClient
  let tokens: JSONWebToken
  var states: SandboxStates<State>
  /// By sandbox and payment.
  let creations = InFlight<[String], Result<JSON, StripeFailure>>()
  /// By sandbox and user.
  let customers = InFlight<[String], Result<String, StripeFailure>>()
  private var routes = WebRoutes<Operation>()

  init(_ dependencies: Dependencies, secret: [UInt8]) {
    self.dependencies = dependencies
    // The version that the service's Stripe library is pinned to.
    stripe = StripeClient(dependencies.stripe, version: "2022-11-15")
    tokens = JSONWebToken(secret: secret)
    states = SandboxStates { sandbox in
      State(issuer: Issuer(seed: dependencies.seed, application: "nest-payments", sandbox: sandbox))
    }
    for operation in Operation.all { routes.add(operation.method, operation.path, operation) }
  }

  package func handle(_ request: Request, _ reply: Reply) {
    do throws(NestError) {
      // The body is read before the route is found, as Express's middleware does.
      let body = try parse(request)
      guard let (operation, values) = routes.match(request) else {
        guard let description = describe(request) else { throw .cannot(request) }
        return reply(description)
      }
      let call = Call(body: body, id: values.first ?? "", sandbox: request.sandboxName, reply: reply)
      switch operation.action {
      case .open(let run): try run(self)(call)
      case .secured(let run): try run(self)(call, try authenticate(request))
      }
    } catch {
      reply(error.response)
    }
  }

  /// The service's description of itself, which is no operation of the API.
  private func describe(_ request: Request) -> Response? {
    guard request.method == .get || request.method == .head else { return nil }
    switch request.path {
    case "/api-json": return .webJSON(200, Self.description)
    case "/api/": return Response(302, headers: ["Location": "../api"])
    case "/api":
      let headers: Headers = [
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      ]
      return Response(200, headers: headers, body: Array(DescriptionPage.html.utf8))
    default: return nil
    }
  }

  private func parse(_ request: Request) throws(NestError) -> JSON.Object {
    do throws(RequestBody.Fault) { return try RequestBody.parse(request) } catch { throw NestError(error) }
  }

  /// The user of the request's token, who must still be there: in this sandbox.
  private func authenticate(_ request: Request) throws(NestError) -> User {
    let sandbox = request.sandboxName
    guard let token = request.bearerToken,
      let claims = tokens.verify(token, now: dependencies.now(in: sandbox)),
      let id = claims["sub"]?.string, let user = states[sandbox].users[.id(id)]
    else { throw .unauthorized }
    return user
  }
}
