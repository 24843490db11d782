/// Callbacks for an event. Each is called until its hook ends.
package final class Hooks<Event> {
  private var bodies: [(number: Int, body: (Event) -> Void)] = []
  private var latest = 0

  package init() {}

  /// - Returns: The hook. It ends at the latest when it is let go of.
  package func add(_ body: @escaping (Event) -> Void) -> Hook {
    latest += 1
    let number = latest
    bodies.append((number, body))
    return Hook { [weak self] in self?.bodies.removeAll { $0.number == number } }
  }

  package func callAsFunction(_ event: Event) {
    for (_, body) in bodies { body(event) }
  }
}

/// Something that goes on until it ends.
package final class Hook {
  private var whenEnded: (() -> Void)?

  package init(_ whenEnded: @escaping () -> Void) { self.whenEnded = whenEnded }

  deinit { end() }

  package func end() {
    whenEnded?()
    whenEnded = nil
  }
}
