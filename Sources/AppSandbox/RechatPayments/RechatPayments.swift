import Wire

/// The fake of Rechat's Stripe customers: a customer for each card token.
package final class RechatPayments: Handler {
  struct State: Sendable {
    var users = Records<User>()
    var customers = Records<StripeCustomer>()
    var issuer: Issuer
  }

  struct Call {
    let user: User
    let request: Request
    /// The value of the path's `{id}`.
    let id: String
    let sandbox: String
    let reply: Reply
  }

  typealias Action = (RechatPayments) -> (Call) throws(RechatError) -> Void

  let dependencies: Dependencies
  let stripe: StripeClient
  var states: SandboxStates<State>
  private var routes = WebRoutes<Action>()

  init(_ dependencies: Dependencies) {
    self.dependencies = dependencies
    stripe = StripeClient(dependencies.stripe)
    states = SandboxStates { sandbox in
      State(issuer: Issuer(seed: dependencies.seed, application: "rechat-payments", sandbox: sandbox))
    }
    routes.add(.post, "/payments/stripe/customers", RechatPayments.addCustomer)
    routes.add(.get, "/payments/stripe/customers", RechatPayments.listCustomers)
    routes.add(.delete, "/payments/stripe/customers/{id}", RechatPayments.removeCustomer)
  }

  package func handle(_ request: Request, _ reply: Reply) {
    do throws(RechatError) {
      guard let (action, values) = routes.match(request) else {
        throw .notFound("\(request.method.rawValue) \(request.path)")
      }
      let call = Call(
        user: try authenticate(request), request: request, id: values.first ?? "", sandbox: request.sandboxName,
        reply: reply)
      try action(self)(call)
    } catch {
      reply(error.response)
    }
  }

  private func authenticate(_ request: Request) throws(RechatError) -> User {
    guard let token = request.bearerToken else { throw .unauthorized }
    guard let user = states[request.sandboxName].users[.token(token)] else { throw .unknownToken(token) }
    return user
  }

  func makeUser(email: String, in sandbox: String) -> User {
    let id = states[sandbox].issuer.uuid()
    let user = User(id: id, token: states[sandbox].issuer.token(), email: email)
    states[sandbox].users.insert(user)
    return user
  }
}
