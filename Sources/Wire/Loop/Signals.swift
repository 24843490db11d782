import Platform
import Synchronization

extension Loop {
  /// Calls back when one of these signals comes. One loop of a process can: a later call takes the signals over.
  package func onSignal(_ signals: [Int32], _ action: @escaping (Int32) -> Void) throws(SystemError) {
    let source = SignalSource(try Pipe(), action)
    try watch(source.pipe.readEnd, .readable, source)
    SignalSource.writeEnd.store(source.pipe.writeEnd, ordering: .releasing)
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals {
      signal(number) { SignalSource.note($0) }
      sigaddset(&set, number)
    }
    // The parent process may have left them blocked.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}

private final class SignalSource: EventSource {
  /// Where the handler writes the numbers of signals.
  static let writeEnd = Atomic<Int32>(-1)

  let pipe: Pipe
  private let action: (Int32) -> Void

  init(_ pipe: Pipe, _ action: @escaping (Int32) -> Void) {
    self.pipe = pipe
    self.action = action
  }

  /// Runs in the midst of whatever the signal interrupts, so that it may do no more than this.
  static func note(_ number: Int32) {
    let code = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writeEnd.load(ordering: .acquiring), &byte, 1)
    errno = code
  }

  func ready(_ readiness: Readiness) {
    for number in pipe.take() { action(Int32(number)) }
  }
}
