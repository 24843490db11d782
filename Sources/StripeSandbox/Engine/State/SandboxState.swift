import Coding

/// The contents of a sandbox, or changes to them, for the journal and exports. `Sandbox.Contents` reads it.
package struct SandboxState: Encodable {
  /// The parts that are small enough to be written whole every time.
  struct Frame: Codable {
    let account: String
    let clock: SandboxClock
    let identifiers: Identifiers
    let requests: Int
    let followUps: [PendingFollowUp]
    /// How failed invoices are collected; nil: as it is by default.
    let dunning: Dunning?

    enum CodingKeys: String, CodingKey {
      case account, clock, identifiers, requests, dunning
      case followUps = "appointments"
    }
  }

  enum Part: String, CodingKey { case objects, deliveries, idempotency }

  var frame: Frame
  var objects = StoredObjects()
  var deliveries: [Delivery] = []
  var idempotency: [Idempotency.Kept] = []

  var hasEntries: Bool { !objects.lists.isEmpty || !deliveries.isEmpty || !idempotency.isEmpty }

  /// The members of the frame stand beside the other parts.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: StateName.self)
    try container.encode(frame.account, forKey: StateName(Frame.CodingKeys.account))
    try container.encode(frame.clock, forKey: StateName(Frame.CodingKeys.clock))
    try container.encode(frame.identifiers, forKey: StateName(Frame.CodingKeys.identifiers))
    try container.encode(frame.requests, forKey: StateName(Frame.CodingKeys.requests))
    try container.encode(frame.followUps, forKey: StateName(Frame.CodingKeys.followUps))
    try container.encodeIfPresent(frame.dunning, forKey: StateName(Frame.CodingKeys.dunning))
    try container.encode(objects, forKey: StateName(Part.objects))
    try container.encode(deliveries, forKey: StateName(Part.deliveries))
    try container.encode(idempotency, forKey: StateName(Part.idempotency))
  }
}

/// The name of a member of a state.
struct StateName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
  init(_ key: some CodingKey) { stringValue = key.stringValue }
}

extension Sandbox {
  /// All of it.
  package var state: SandboxState {
    var state = SandboxState(frame: contents.frame)
    state.objects = store.objects
    state.deliveries = store.deliveries.all.reversed()
    state.idempotency = idempotency.all
    return state
  }

  /// The changes since the last call.
  func takeChanges() -> SandboxState {
    var state = SandboxState(frame: contents.frame)
    state.objects = store.takeChanges()
    state.deliveries = store.deliveries.takeChanges()
    state.idempotency = idempotency.takeChanges()
    return state
  }

  /// Takes note of every change from now on.
  func follow() {
    store.trackChanges()
    idempotency.follow()
  }
}

extension Sandbox.Contents {
  var frame: SandboxState.Frame {
    SandboxState.Frame(
      account: accountID, clock: clock, identifiers: identifiers, requests: requests, followUps: store.followUps,
      dunning: store.dunning == Dunning() ? nil : store.dunning)
  }
}
