extension Store {
  /// The kind whose job is due first, and when. Of several at one time, the kind that is registered first.
  fileprivate func earliest(onTestClock clock: String?) -> (slot: Int, due: Int)? {
    var earliest: (slot: Int, due: Int)?
    for slot in Registry.shared.timedSlots {
      guard let due = nextDue(slot, onTestClock: clock) else { continue }
      if earliest.map({ due < $0.due }) ?? true { earliest = (slot, due) }
    }
    return earliest
  }

  func hasDueJobs(now: Int) -> Bool {
    for slot in Registry.shared.timedSlots {
      if let due = nextDue(slot, onTestClock: nil), due <= now { return true }
    }
    return false
  }
}

extension Sandbox {
  /// Runs every job that is due up to a time, in the order of their times, each at its own.
  func runDueJobs(onTestClock clock: String?, until end: Int) {
    let before = timeOverride
    defer { setTime(before) }
    while let next = store.earliest(onTestClock: clock), next.due <= end {
      Registry.shared.kinds[next.slot].runFirstJob(in: self, onTestClock: clock)
      if !store.followUps.isEmpty { runFollowUps() }
    }
  }
}

extension Resource {
  fileprivate static func runFirstJob(in sandbox: Sandbox, onTestClock clock: String?) {
    guard let (id, due, job) = sandbox.store[Self.self].takeFirstJob(onTestClock: clock) else { return }
    sandbox.setTime(due)
    jobs[job].run(Call(in: sandbox), id)
  }
}
