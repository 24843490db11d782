import Coding

/// What a sandbox holds, or what of it has changed, to be written down.
package struct SandboxState: Codable {
  var account: String
  var clock: SandboxClock
  var identifiers: Identifiers
  var requests: Int
  var followUps: [PendingFollowUp]
  var objects = StoredObjects()
  var deliveries: [Delivery] = []
  var idempotency: [Idempotency.Kept] = []

  private enum CodingKeys: String, CodingKey {
    case account, clock, identifiers, requests
    case followUps = "appointments"
    case objects, deliveries, idempotency
  }

  var hasEntries: Bool { !objects.lists.isEmpty || !deliveries.isEmpty || !idempotency.isEmpty }
}

extension Sandbox.Contents {
  /// - Parameter state: the whole of a sandbox.
  package init(_ state: SandboxState) {
    self.init(
      accountID: state.account, store: Store(), clock: state.clock, identifiers: state.identifiers,
      idempotency: Idempotency(), requests: state.requests)
    apply(state)
  }

  /// Makes the changes that were taken note of.
  package mutating func apply(_ changes: SandboxState) {
    accountID = changes.account
    clock = changes.clock
    identifiers = changes.identifiers
    requests = changes.requests
    store.followUps = changes.followUps
    store.apply(changes.objects)
    for delivery in changes.deliveries { store.deliveries.put(delivery) }
    for kept in changes.idempotency { idempotency.put(kept) }
  }
}

extension Sandbox {
  /// All of it.
  package var state: SandboxState {
    var state = frame
    state.objects = store.objects
    state.deliveries = store.deliveries.all.reversed()
    state.idempotency = idempotency.all
    return state
  }

  /// What is different since the last call.
  func takeChanges() -> SandboxState {
    var state = frame
    state.objects = store.takeChanges()
    state.deliveries = store.deliveries.takeChanges()
    state.idempotency = idempotency.takeChanges()
    return state
  }

  /// What is small enough to be told whole every time.
  private var frame: SandboxState {
    SandboxState(
      account: accountID, clock: clock, identifiers: identifiers, requests: requests, followUps: store.followUps)
  }

  /// Takes note of every change from now on.
  func follow() {
    store.trackChanges()
    idempotency.follow()
  }
}
