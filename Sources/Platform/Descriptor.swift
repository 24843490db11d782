import CPlatform

/// An open file descriptor; closed when its owner goes.
package struct Descriptor: ~Copyable {
  package let raw: Int32

  package init(_ raw: Int32) { self.raw = raw }

  deinit { _ = close(raw) }

  /// The soft limit is often 1,024 or less, which a load test reaches.
  package static func raiseLimit() {
    var limit = rlimit()
    #if canImport(Darwin)
      guard getrlimit(RLIMIT_NOFILE, &limit) == 0 else { return }
      // setrlimit(2): more than OPEN_MAX is refused, whatever the hard limit says.
      limit.rlim_cur = min(rlim_t(OPEN_MAX), limit.rlim_max)
      setrlimit(RLIMIT_NOFILE, &limit)
    #else
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      guard getrlimit(resource, &limit) == 0 else { return }
      limit.rlim_cur = limit.rlim_max
      setrlimit(resource, &limit)
    #endif
  }

  /// Waiting for it is the loop's, and programs that this one starts do not get it.
  static func prepare(_ raw: Int32) {
    _ = fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK)
    _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
  }
}

/// A system call that failed.
package struct SystemError: Error, Equatable, CustomStringConvertible, Sendable {
  package let call: String
  package let code: Int32

  package init(_ call: String) { self.init(call, errno) }

  package init(_ call: String, _ code: Int32) {
    self.call = call
    self.code = code
  }

  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
