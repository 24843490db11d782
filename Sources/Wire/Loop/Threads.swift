import CLinux
import Glibc

/// Starts a detached thread.
package func startThread(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
  let retained = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let status = pthread_create(&thread, nil, { ThreadBody.run($0) }, retained.toOpaque())
  guard status == 0 else {
    retained.release()
    errno = status
    throw SystemError("pthread_create")
  }
  pthread_detach(thread)
}

/// Frees what a value holds on a thread of its own, where nothing else holds it.
package func discard<Value>(_ value: consuming Value) {
  // No other thread looks at it: the caller's own references are gone by the time this one wakes up.
  nonisolated(unsafe) let held = value
  try? startThread {
    usleep(10_000)
    withExtendedLifetime(held) {}
  }
}

package func processorCount() -> Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

private final class ThreadBody: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  static func run(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let opaque { Unmanaged<ThreadBody>.fromOpaque(opaque).takeRetainedValue().body() }
    return nil
  }
}

/// A value that one thread puts and others wait for.
package final class Promise<Value: Sendable>: Sendable {
  private let value = Locked<Value?>(nil)
  private let descriptor: Int32

  package init() throws(SystemError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError("eventfd") }
  }

  deinit { close(descriptor) }

  package func put(_ new: Value) {
    value.withLock { $0 = new }
    eventfd_write(descriptor, 1)
  }

  /// Blocks until there is a value.
  package func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&poll, 1, -1)
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
