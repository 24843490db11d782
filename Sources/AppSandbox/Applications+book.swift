extension Applications {
  /// The state of all applications in a sandbox, or changes to it, for the journal and exports.
  package struct Entry: Codable, Sendable {
    var nest: NestPayments.State.Entry
    var ship: ShipPayments.State.Entry
    var rechat: RechatPayments.State.Entry

    fileprivate var hasRecords: Bool {
      !(nest.users.isEmpty && nest.payments.isEmpty && ship.users.isEmpty && rechat.users.isEmpty
        && rechat.customers.isEmpty)
    }
  }

  /// Has every sandbox named in which something may change.
  package func watch(_ watcher: @escaping (_ sandbox: String) -> Void) {
    nest.states.watcher = watcher
    ship.states.watcher = watcher
    rechat.states.watcher = watcher
  }

  /// The names of sandboxes in which an application has been touched.
  package var sandboxes: Set<String> { Set(nest.states.names + ship.states.names + rechat.states.names) }

  package func whole(of sandbox: String) -> Entry { state(of: sandbox).whole }

  /// The changes since the last journal entry, if any; the whole state where it was replaced.
  package func takeEntry(of sandbox: String) -> (entry: Entry, isWhole: Bool)? {
    guard isFollowed(sandbox) else {
      follow(sandbox, true)
      return (whole(of: sandbox), true)
    }
    let entry = Entry(
      nest: nest.states.updateWithoutNotice(sandbox) { $0.takeChanges() },
      ship: ship.states.updateWithoutNotice(sandbox) { $0.takeChanges() },
      rechat: rechat.states.updateWithoutNotice(sandbox) { $0.takeChanges() })
    return entry.hasRecords ? (entry, false) : nil
  }

  /// Makes changes that were written down, to what is there or to nothing.
  package func apply(_ entry: Entry, isWhole: Bool, to sandbox: String) {
    if isWhole { reset(sandbox) }
    nest.states[sandbox].apply(entry.nest)
    ship.states[sandbox].apply(entry.ship)
    rechat.states[sandbox].apply(entry.rechat)
    if isWhole { follow(sandbox, false) }
  }

  private func isFollowed(_ sandbox: String) -> Bool {
    nest.states[sandbox].isFollowed && ship.states[sandbox].isFollowed && rechat.states[sandbox].isFollowed
  }

  /// Whether changes in a sandbox are taken note of from now on.
  package func follow(_ sandbox: String, _ isFollowed: Bool) {
    nest.states.updateWithoutNotice(sandbox) { $0.isFollowed = isFollowed }
    ship.states.updateWithoutNotice(sandbox) { $0.isFollowed = isFollowed }
    rechat.states.updateWithoutNotice(sandbox) { $0.isFollowed = isFollowed }
  }
}

extension Applications.State {
  package var whole: Applications.Entry {
    Applications.Entry(nest: nest.whole, ship: ship.whole, rechat: rechat.whole)
  }
}
