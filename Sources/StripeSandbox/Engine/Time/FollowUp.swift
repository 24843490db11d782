/// Something that happens by itself right after a response: at once or a few seconds later. What happens at a time that
/// an object itself tells is a `Job`.
package struct FollowUp: Sendable {
  let name: String
  let run: @Sendable (Call, String) -> Void

  init(_ name: String, _ run: @escaping @Sendable (Call, String) -> Void) {
    self.name = name
    self.run = run
  }
}

/// A follow-up that has not run yet.
package struct PendingFollowUp: Codable, Equatable, Sendable {
  let due: Int
  /// The number of the request before which it runs at the latest.
  let request: Int
  let name: String
  /// The id that it is about.
  let subject: String

  fileprivate func isDue(_ now: Int, _ requests: Int) -> Bool { due <= now || request <= requests }

  private enum CodingKeys: CodingKey { case due, request, job }

  init(due: Int, request: Int, name: String, subject: String) {
    self.due = due
    self.request = request
    self.name = name
    self.subject = subject
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    due = try container.decode(Int.self, forKey: .due)
    request = try container.decode(Int.self, forKey: .request)
    let job = try container.decode([String: [String: String]].self, forKey: .job)
    guard let (name, subject) = job.first, let id = subject.values.first, Registry.shared.followUp(name) != nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .job, in: container, debugDescription: "There is no follow-up “\(job.first?.key ?? "")”")
    }
    self.name = name
    self.subject = id
  }

  /// `"job": {NAME: {"_0": ID}}`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(due, forKey: .due)
    try container.encode(request, forKey: .request)
    try container.encode([name: ["_0": subject]], forKey: .job)
  }
}

extension Store {
  /// Takes what is to be done now off the list.
  fileprivate mutating func takeFollowUps(now: Int, requests: Int) -> [PendingFollowUp] {
    var due: [PendingFollowUp] = []
    followUps.removeAll { pending in
      guard pending.isDue(now, requests) else { return false }
      due.append(pending)
      return true
    }
    return due
  }
}

extension Sandbox {
  /// Has a follow-up run after the present request, or so many seconds later.
  ///
  /// A request takes Stripe about a third of a second. So what takes it a second has happened three requests later,
  /// whatever the clock says: for a client that does not wait, and on a frozen clock, too.
  func later(_ seconds: Int = 0, _ followUp: FollowUp, _ id: String) {
    let due = now.addingReportingOverflow(seconds).partialValue
    store.followUps.append(
      PendingFollowUp(due: due, request: requests + 3 * seconds, name: followUp.name, subject: id))
  }

  /// Counts a request, and runs what is due before it.
  func countRequest() {
    requests += 1
    settle()
  }

  /// Runs what is due. Called before and after every request, and when the clock moves.
  package func settle() {
    if !store.followUps.isEmpty { runFollowUps() }
    if let firstDue, firstDue <= now { runDueJobs(onTestClock: nil, until: now) }
    if !untoldChanges.isEmpty { tellObservers() }
    if let parent {
      parent.touchedAccounts.removeAll { $0 === self }
      if !parent.untoldChanges.isEmpty { parent.tellObservers() }
    }
    while !touchedAccounts.isEmpty { touchedAccounts.removeLast().settle() }
  }

  func runFollowUps() {
    let now = now
    guard store.followUps.contains(where: { $0.isDue(now, requests) }) else { return }
    let call = Call(in: self)
    for pending in store.takeFollowUps(now: now, requests: requests) {
      Registry.shared.followUp(pending.name)?.run(call, pending.subject)
    }
  }
}
