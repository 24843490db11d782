extension Sandbox {
  /// Runs every job that is due up to a time, in the order of their times, each at its own.
  func runDueJobs(onTestClock clock: String?, until end: Int) {
    let before = timeOverride
    defer { setTime(before) }
    while let next = store.firstDue(onTestClock: clock), next.due <= end {
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
