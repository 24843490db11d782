import Wire

/// One account: its objects, its clock, its ids. Sandboxes share nothing.
package final class Sandbox {
  package let name: String
  package let accountID: String
  package var store = Store()
  package var clock: SandboxClock
  var identifiers: Identifiers
  var idempotency = Idempotency()
  /// How many requests there have been.
  var requests = 0
  /// Gets every event, besides the webhook endpoints.
  var listener: WebhookEndpoint?
  /// Told of every change, once the request that made it is done.
  var observers: [Observer] = []
  /// What the observers have not been told yet.
  var news: [Announcement] = []

  package typealias Observer = (Sandbox, Announcement) -> Void

  package init(name: String, seed: UInt64, clock: SandboxClock) {
    self.name = name
    self.clock = clock
    identifiers = Identifiers(seed: seed)
    accountID = "acct_1" + identifiers.random("", 5) + identifiers.account
  }

  /// All that a sandbox is. A copy is a snapshot.
  package struct Contents: Sendable {
    fileprivate var store: Store
    fileprivate var clock: SandboxClock
    fileprivate var identifiers: Identifiers
    fileprivate var idempotency: Idempotency
  }

  package var contents: Contents {
    get { Contents(store: store, clock: clock, identifiers: identifiers, idempotency: idempotency) }
    set {
      store = newValue.store
      clock = newValue.clock
      identifiers = newValue.identifiers
      idempotency = newValue.idempotency
    }
  }

  /// The id of the account's one payment method configuration.
  var paymentMethodConfiguration: String { "pmc_1" + accountID.dropFirst(6) + "Nestbox0" }

  /// Whether this is an account that a platform speaks for with `Stripe-Account`.
  var isConnected: Bool { name.contains("/") }

  /// Seconds since 1970, as Stripe stamps objects.
  package var now: Int { clock.now }
}
