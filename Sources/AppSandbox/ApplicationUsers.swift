import StripeSandbox
import Wire

/// The part of the control API that makes and lists application users.
final class ApplicationUsers: Handler {
  private typealias Action = (ApplicationUsers) -> (Request, Reply) -> Void

  private let nest: NestPayments
  private let ship: ShipPayments
  private let rechat: RechatPayments
  private var routes = WebRoutes<Action>()

  init(_ nest: NestPayments, _ ship: ShipPayments, _ rechat: RechatPayments) {
    self.nest = nest
    self.ship = ship
    self.rechat = rechat
    let base = "/_sandbox/apps/"
    routes.add(.get, "/_sandbox/apps", ApplicationUsers.listApplications)
    routes.add(.get, base + "nest-payments/users", ApplicationUsers.listNestUsers)
    routes.add(.get, base + "ship-payments/users", ApplicationUsers.listShipUsers)
    routes.add(.post, base + "ship-payments/users", ApplicationUsers.makeShipUser)
    routes.add(.get, base + "rechat-payments/users", ApplicationUsers.listRechatUsers)
    routes.add(.post, base + "rechat-payments/users", ApplicationUsers.makeRechatUser)
  }

  func handle(_ request: Request, _ reply: Reply) {
    guard let (action, _) = routes.match(request) else {
      return reply(Self.failure(404, "There is no \(request.method.rawValue) \(request.path)."))
    }
    action(self)(request, reply)
  }

  /// Whose users can be listed, and which can be made.
  private func listApplications(_ request: Request, _ reply: Reply) {
    let paths = ["nest-payments", "ship-payments", "rechat-payments"].map { JSON.string("/_sandbox/apps/\($0)/users") }
    reply(.json(200, ["users": .array(paths)]))
  }

  private func listNestUsers(_ request: Request, _ reply: Reply) {
    reply(Self.list(nest.states[StripeAPI.sandboxName(of: request)].users.all.map(\.json)))
  }

  private func listShipUsers(_ request: Request, _ reply: Reply) {
    reply(Self.list(ship.states[StripeAPI.sandboxName(of: request)].users.all.map(\.json)))
  }

  private func listRechatUsers(_ request: Request, _ reply: Reply) {
    reply(Self.list(rechat.states[StripeAPI.sandboxName(of: request)].users.all.map(\.json)))
  }

  private func makeShipUser(_ request: Request, _ reply: Reply) {
    guard let body = body(request, reply), let email = email(body, reply) else { return }
    let hasStripeAccount = body["stripeCustomer"] ?? true
    guard let hasStripeAccount = hasStripeAccount.bool ?? Bool(hasStripeAccount.string ?? "") else {
      return reply(Self.failure(400, "stripeCustomer must be true or false."))
    }
    let fullName = body["fullName"]?.string ?? email
    ship.makeUser(
      email: email, fullName: fullName, hasStripeAccount: hasStripeAccount, in: StripeAPI.sandboxName(of: request)
    ) {
      $0.otherwise({ reply(Self.failure(502, $0.message)) }) { reply(.json(201, $0.json)) }
    }
  }

  private func makeRechatUser(_ request: Request, _ reply: Reply) {
    guard let body = body(request, reply), let email = email(body, reply) else { return }
    reply(.json(201, rechat.makeUser(email: email, in: StripeAPI.sandboxName(of: request)).json))
  }

  /// JSON, or a form as seed files send it; whatever the content type, if it begins like an object.
  private func body(_ request: Request, _ reply: Reply) -> JSON.Object? {
    do {
      if request.body.first == UInt8(ascii: "{") { return try JSONParser.parse(request.body).object }
      return try Form.parse(request.body)
    } catch {
      reply(Self.failure(400, "The body is neither JSON nor a form: \(error)"))
      return nil
    }
  }

  private func email(_ body: JSON.Object, _ reply: Reply) -> String? {
    guard let email = body["email"]?.string, !email.isEmpty else {
      reply(Self.failure(400, "email is missing."))
      return nil
    }
    return email
  }

  private static func list(_ users: [JSON]) -> Response { .json(200, ["users": .array(users)]) }

  private static func failure(_ status: Int, _ message: String) -> Response {
    .json(status, ["error": ["message": .string(message)]])
  }
}
