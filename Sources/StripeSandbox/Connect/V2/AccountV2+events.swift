import Wire

// Events of accounts that were opened by version 2 of the API: thin ones, which the platform gets.
extension AccountV2 {
  static let events: Set<String> = {
    var events = ["created", "updated", "closed"].map { "v2.core.account." + $0 }
    events += ["created", "updated", "deleted"].map { "v2.core.account_person." + $0 }
    for part in parts {
      events.append("v2.core.account[\(part)].updated")
      if part.hasPrefix("configuration") { events.append("v2.core.account[\(part)].capability_status_updated") }
    }
    return Set(events)
  }()
}

extension Call {
  /// An account before a change, for the events that follow from it.
  struct BeforeV2 {
    fileprivate let requirements: Requirements
    fileprivate let statuses: [String: String]
  }

  func beforeV2(_ account: Account) -> BeforeV2 {
    BeforeV2(
      requirements: Requirements(of: account, in: sandbox.store), statuses: account.statuses(in: sandbox.store))
  }

  /// Tells of an account that version 2 opened, and of its parts.
  func tellV2(_ event: String, of account: String, parts: [String] = []) {
    let related = ThinEvent.Related(account: account)
    announce("v2.core.account." + event, subject: account, related, nil)
    for part in parts { announce("v2.core.account[\(part)].updated", subject: account, related, nil) }
  }

  func tellV2(_ event: String, ofPerson person: String, of account: String) {
    guard sandbox.store[Account.self][account]?.givenV2 != nil else { return }
    let url = "/v2/core/accounts/\(account)/persons/\(person)"
    announce(
      "v2.core.account_person." + event, subject: person,
      ThinEvent.Related(type: PersonV2.object.description, url: url), ["account_id": .string(account)])
  }

  /// Tells of what follows from a change: other requirements, other statuses of capabilities.
  func tellV2(of id: String, after before: BeforeV2) {
    guard let account = sandbox.store[Account.self][id], account.givenV2 != nil else { return }
    let related = ThinEvent.Related(account: id)
    let now = beforeV2(account)
    if now.requirements != before.requirements {
      announce("v2.core.account[requirements].updated", subject: id, related, nil)
    }
    for (name, status) in now.statuses.sorted(by: { $0.key < $1.key }) where before.statuses[name] != status {
      let isTransfer = name == "transfers"
      let configuration = isTransfer ? "recipient" : "merchant"
      let updated = isTransfer ? "stripe_balance.stripe_transfers" : Capability.nameV2(name)
      announce(
        "v2.core.account[configuration.\(configuration)].capability_status_updated", subject: id, related,
        ["updated_capability": .string(updated)])
    }
  }

  private func announce(_ type: String, subject: String, _ related: ThinEvent.Related, _ data: JSON?) {
    var event = ThinEvent(
      id: sandbox.identifiers.random("evt_test_", 40), created: now, type: type, subject: subject,
      requestID: requestID, idempotencyKey: idempotencyKey)
    event.related = related
    event.data = data
    sandbox.store.keep(event)
    for destination in sandbox.store[EventDestination.self].all where destination.wantsThin(type) {
      sandbox.deliver(event, to: destination)
    }
  }
}

extension ThinEvent.Related {
  fileprivate init(account: String) {
    self.init(type: AccountV2.object.description, url: "/v2/core/accounts/" + account)
  }
}
