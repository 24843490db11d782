extension StripeAPI {
  /// What observers are told after an attempt.
  typealias HeldAnnouncements = [(sandbox: Sandbox, announcements: [Announcement], observer: Sandbox.Observer)]

  /// Makes changes that belong together, such as those of a seed, at one moment. Observers are told of them when all are
  /// made, so that no webhook is sent before. If `change` throws, the sandbox is as it was, with its platform and all
  /// accounts of that.
  package func attempt<E>(in sandbox: Sandbox, _ change: () throws(E) -> Void) throws(E) {
    let platform = sandbox.platform
    var before = sandboxes.filter { $1.platform === platform }.mapValues(\.contents)
    held = []
    do throws(E) {
      try change()
    } catch {
      held = nil
      for (name, sandbox) in sandboxes where sandbox.platform === platform {
        if let contents = before[name] { sandbox.takeBack(to: contents) } else { drop(name) }
      }
      throw error
    }
    let told = held ?? []
    held = nil
    for (sandbox, announcements, observer) in told { observer(sandbox, announcements) }
    while let (_, contents) = before.popFirst() { contents.discard() }
  }
}
