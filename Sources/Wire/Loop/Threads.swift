import Platform

/// A value that one thread puts and others wait for.
package final class Promise<Value: Sendable>: Sendable {
  private let value = Locked<Value?>(nil)
  private let wakeUp: WakeUp

  package init() throws(SystemError) { wakeUp = try WakeUp() }

  package func put(_ new: Value) {
    value.withLock { $0 = new }
    wakeUp.send()
  }

  /// Blocks until there is a value.
  package func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      wakeUp.wait()
    }
  }
}

/// Threads for work that blocks. They start when there is work, and go when there is none.
final class Workers: Sendable {
  private struct State {
    var queue: [@Sendable () -> Void] = []
    var running = 0
  }

  private static let limit = 80
  private let state = Locked(State())

  func run(_ work: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.queue.append(work)
      guard state.running < Self.limit else { return false }
      state.running += 1
      return true
    }
    guard needsThread else { return }
    do {
      try startThread { self.drain() }
    } catch {
      drain()
    }
  }

  private func drain() {
    while let work = next() { work() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      if state.queue.isEmpty {
        state.running -= 1
        return nil
      }
      return state.queue.removeFirst()
    }
  }
}

extension Loop {
  /// Does blocking work on another thread, and goes on with its result on the loop's.
  package func offload<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result, then: @escaping (Result) -> Void
  ) {
    let ticket = park { if let result = $0 as? Result { then(result) } }
    workers.run { [mailbox] in
      let result = work()
      mailbox.post { $0.resume(ticket, result) }
    }
  }
}
