/// Starts a detached thread.
package func startThread(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
  let retained = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let status = pthread_create(&thread, nil, { ThreadBody.run($0) }, retained.toOpaque())
  guard status == 0 else {
    retained.release()
    throw SystemError("pthread_create", status)
  }
  #if canImport(Darwin)
    if let thread { pthread_detach(thread) }
  #else
    pthread_detach(thread)
  #endif
}

/// Frees what a value holds on a thread of its own, where nothing else holds it.
package func freeOnThread<Value>(_ value: consuming Value) {
  // No other thread looks at it: the caller's own references are gone by the time this one wakes up.
  nonisolated(unsafe) let held = value
  try? startThread {
    usleep(10_000)
    withExtendedLifetime(held) {}
  }
}

private final class ThreadBody: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// macOS passes a pointer where Linux passes an optional one; either fits.
  static func run(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let opaque { Unmanaged<ThreadBody>.fromOpaque(opaque).takeRetainedValue().body() }
    return nil
  }
}
