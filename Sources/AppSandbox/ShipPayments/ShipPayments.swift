import Wire

/// The fake of Ship's payments: saving a card, showing it, and the history of charges.
package final class ShipPayments: Handler {
  struct State: Sendable {
    var users = Records<User>()
    var issuer: Issuer
  }

  struct Call {
    let user: User
    /// The user's Stripe customer.
    let customer: String?
    let query: JSON.Object
    let sandbox: String
    let reply: Reply

    func answer(_ body: JSON) { reply(.webJSON(200, body)) }
    func fail(_ failure: StripeFailure) { reply(ShipError(failure).response) }

    func needCustomer() throws(ShipError) -> String {
      guard let customer else { throw .noStripeAccount }
      return customer
    }
  }

  typealias Action = (ShipPayments) -> (Call) throws(ShipError) -> Void

  let dependencies: Dependencies
  let stripe: StripeClient
  var states: SandboxStates<State>
  private var routes = WebRoutes<Action>()

  init(_ dependencies: Dependencies) {
    self.dependencies = dependencies
    // It names the types of its intents, which newer versions refuse.
    stripe = StripeClient(dependencies.stripe, version: "2026-08-26.dahlia")
    states = SandboxStates { sandbox in
      State(issuer: Issuer(seed: dependencies.seed, application: "ship-payments", sandbox: sandbox))
    }
    routes.add(.post, "/payments/create-setup-intent", ShipPayments.createSetupIntent)
    routes.add(.get, "/payments/payment-information", ShipPayments.showPaymentInformation)
    routes.add(.get, "/payments/get-history", ShipPayments.showHistory)
  }

  package func handle(_ request: Request, _ reply: Reply) {
    guard let (action, _) = routes.match(request) else {
      // Koa's own answer to what no route takes.
      let type: Headers = ["Content-Type": "text/plain; charset=utf-8"]
      return reply(Response(404, headers: type, body: Array("Not Found".utf8)))
    }
    do throws(ShipError) {
      let user = try authenticate(request)
      let query = (try? Form.parse(request.query)) ?? JSON.Object()
      let call = Call(
        user: user, customer: user.stripeID, query: query, sandbox: request.sandboxName, reply: reply)
      try action(self)(call)
    } catch {
      reply(error.response)
    }
  }

  private func authenticate(_ request: Request) throws(ShipError) -> User {
    guard let token = request.cookie("access_token") ?? request.bearerToken,
      let user = states[request.sandboxName].users[.token(token)]
    else { throw .unauthorized }
    return user
  }

  /// Makes a user, as sign-up does in the real service, which no document describes.
  func makeUser(
    email: String, fullName: String, hasStripeAccount: Bool, in sandbox: String,
    then completion: @escaping (Result<User, StripeFailure>) -> Void
  ) {
    guard hasStripeAccount else { return completion(.success(insert(email, fullName, nil, sandbox))) }
    stripe.post("/v1/customers", [("email", email), ("name", fullName)], in: sandbox) { [self] customer in
      completion(
        customer.flatMap { customer in
          guard let id = customer["id"]?.string else { return .failure(.unreachable) }
          return .success(insert(email, fullName, id, sandbox))
        })
    }
  }

  private func insert(_ email: String, _ fullName: String, _ stripeID: String?, _ sandbox: String) -> User {
    let now = dependencies.now(in: sandbox)
    let id = states[sandbox].issuer.objectID(now: now)
    let token = states[sandbox].issuer.token()
    let user = User(id: id, token: token, email: email, fullName: fullName, stripeID: stripeID)
    states[sandbox].users.insert(user)
    return user
  }
}
