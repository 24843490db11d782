extension Sandbox {
  /// Runs every job that is due up to a time, in the order of their times, each at its own.
  func runDueJobs(onTestClock clock: String?, until end: Int) {
    let before = timeOverride
    defer { setTime(before) }
    while let next = Store.firstDue(in: store.tables, onTestClock: clock), next.due <= end {
      Registry.shared.kinds[next.slot].runFirstJob(in: self, onTestClock: clock)
      if !store.followUps.isEmpty { runFollowUps() }
    }
  }
}

/// A job to come: its object and its time.
package struct Prospect {
  package let object: String
  package let id: String
  package let job: String
  package let due: Int
}

extension Sandbox {
  /// The next due job, by the sandbox's own clock or by a test clock.
  package func prospect(onTestClock clock: String? = nil) -> Prospect? {
    let all = Registry.shared.timedSlots.compactMap {
      Registry.shared.kinds[$0].prospect(in: self, onTestClock: clock)
    }
    return all.min { $0.due < $1.due }
  }
}

extension Resource {
  fileprivate static func prospect(in sandbox: Sandbox, onTestClock clock: String?) -> Prospect? {
    guard sandbox.store.hasTable(Self.self) else { return nil }
    return sandbox.store[Self.self].firstJob(onTestClock: clock).map {
      Prospect(object: object.description, id: $0.id, job: jobs[$0.job].name, due: $0.due)
    }
  }

  fileprivate static func runFirstJob(in sandbox: Sandbox, onTestClock clock: String?) {
    guard let (id, due, job) = sandbox.store[Self.self].takeFirstJob(onTestClock: clock) else { return }
    sandbox.setTime(due)
    jobs[job].run(Call(in: sandbox), id)
  }
}
