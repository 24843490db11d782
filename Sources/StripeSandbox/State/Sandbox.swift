import Wire

/// One account: its objects, its clock, its ids. Sandboxes share nothing.
package final class Sandbox {
  package let name: String
  package let accountID: String
  package var store = Store()
  package var clock: SandboxClock
  var identifiers: Identifiers
  var idempotency = Idempotency()
  /// Told of every change, once the request that made it is done.
  /// Gets every event, besides the webhook endpoints.
  package var listener: WebhookEndpoint?
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

  /// The id of the account's one payment method configuration.
  var paymentMethodConfiguration: String { "pmc_1" + accountID.dropFirst(6) + "Nestbox0" }

  /// Seconds since 1970, as Stripe stamps objects.
  package var now: Int { clock.now }
}
