import CLinux
import Glibc

/// An open file descriptor; closed when its owner goes.
package struct Descriptor: ~Copyable {
  package let raw: Int32

  package init(_ raw: Int32) { self.raw = raw }

  deinit { _ = close(raw) }
}

/// A system call that failed.
package struct SystemError: Error, Equatable, CustomStringConvertible, Sendable {
  package let call: String
  package let code: Int32

  init(_ call: String) {
    self.call = call
    code = errno
  }

  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// The soft limit is often 1,024, which a load test reaches.
package func raiseDescriptorLimit() {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
  limit.rlim_cur = limit.rlim_max
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
