import StripeSandbox
import Wire

/// The fakes of the applications that stand on Stripe, all on the same one.
package final class Applications {
  package struct Options: Sendable {
    /// Makes ids and salts reproducible.
    package var seed: UInt64?
    /// The key that tokens are signed with. Without one it is random, because a seed can be guessed.
    package var tokenSecret: String?

    package init() {}
  }

  /// The state of all applications in one sandbox. A value: a copy is a snapshot.
  package struct State: Sendable {
    var nest: NestPayments.State
    var ship: ShipPayments.State
    var rechat: RechatPayments.State
  }

  package let nest: NestPayments
  package let ship: ShipPayments
  package let rechat: RechatPayments
  /// The control calls that make the users which no application lets one make.
  package let users: any Handler

  /// - Parameters:
  ///   - sandboxes: has the clocks.
  ///   - stripe: what the applications ask: the same, behind something or not, or a Stripe elsewhere.
  package init(
    _ sandboxes: StripeAPI, asked stripe: any Handler, isRemote: Bool = false, _ options: Options = Options()
  ) {
    let seed = options.seed.map { Array("seed \($0)".utf8) } ?? Self.randomBytes()
    let dependencies = Dependencies(
      stripe: stripe, isStripeRemote: isRemote, clock: { sandboxes.sandbox(named: $0).clock.moment }, seed: seed)
    let secret = options.tokenSecret.map { Array($0.utf8) } ?? Self.randomBytes()
    nest = NestPayments(dependencies, secret: secret)
    ship = ShipPayments(dependencies)
    rechat = RechatPayments(dependencies)
    users = ApplicationUsers(nest, ship, rechat)
    guard !isRemote else { return }
    sandboxes.observe { [unowned ship] sandbox, announcements in
      for announcement in announcements where announcement.event == "setup_intent.succeeded" {
        ship.setupSucceeded(announcement.id, in: sandbox.name)
      }
    }
  }

  package func state(of sandbox: String) -> State {
    State(nest: nest.states[sandbox], ship: ship.states[sandbox], rechat: rechat.states[sandbox])
  }

  package func restore(_ state: State, in sandbox: String) {
    nest.states[sandbox] = state.nest
    ship.states[sandbox] = state.ship
    rechat.states[sandbox] = state.rechat
    follow(sandbox, false)
  }

  package func reset(_ sandbox: String) {
    nest.states.forget(sandbox)
    ship.states.forget(sandbox)
    rechat.states.forget(sandbox)
  }

  /// An error that comes from outside of an application, in the shape that all of them have.
  package static func failure(_ status: Int, _ message: String?) -> Response {
    .json(
      status,
      ["statusCode": .integer(status), "message": .string(message ?? "A fault was set for this request.")])
  }

  private static func randomBytes() -> [UInt8] {
    var random = SecureRandom()
    return random.bytes(32)
  }
}
