import CLinux
import Glibc

/// The one door into a loop that other threads may use.
package final class Mailbox: Sendable {
  package typealias Job = @Sendable (Loop) -> Void

  let descriptor: Int32
  private let jobs = Locked<[Job]>([])

  init() throws(SystemError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard descriptor >= 0 else { throw SystemError("eventfd") }
  }

  deinit { close(descriptor) }

  /// Runs a job on the loop's thread, soon and in the order of posting. Jobs for a loop that has ended are dropped.
  package func post(_ job: @escaping Job) {
    let wasEmpty = jobs.withLock { jobs in
      jobs.append(job)
      return jobs.count == 1
    }
    if wasEmpty { eventfd_write(descriptor, 1) }
  }

  func take() -> [Job] {
    var value: eventfd_t = 0
    eventfd_read(descriptor, &value)
    return jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}
