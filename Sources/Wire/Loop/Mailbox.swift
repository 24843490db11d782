import Platform

/// The one door into a loop that other threads may use.
package final class Mailbox: Sendable {
  package typealias Job = @Sendable (Loop) -> Void

  private let wakeUp: WakeUp
  private let jobs = Locked<[Job]>([])

  init() throws(SystemError) { wakeUp = try WakeUp() }

  /// Readable while there are jobs.
  var descriptor: Int32 { wakeUp.descriptor }

  /// Runs a job on the loop's thread, soon and in the order of posting. Jobs for a loop that has ended are dropped.
  package func post(_ job: @escaping Job) {
    let wasEmpty = jobs.withLock { jobs in
      jobs.append(job)
      return jobs.count == 1
    }
    if wasEmpty { wakeUp.send() }
  }

  func take() -> [Job] {
    wakeUp.take()
    return jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
  }
}
