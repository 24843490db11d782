import CLinux
import Glibc

extension Loop {
  /// Calls back when one of these signals comes. Call it before the process starts other threads: a signal must be
  /// blocked in all of them to reach the loop.
  package func onSignal(_ signals: [Int32], _ action: @escaping (Int32) -> Void) throws(SystemError) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let raw = signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
    guard raw >= 0 else { throw SystemError("signalfd") }
    try watch(raw, .readable, SignalSource(raw, action))
  }
}

private final class SignalSource: EventSource {
  private let descriptor: Descriptor
  private let action: (Int32) -> Void

  init(_ raw: Int32, _ action: @escaping (Int32) -> Void) {
    descriptor = Descriptor(raw)
    self.action = action
  }

  func ready(_ readiness: Readiness) {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while read(descriptor.raw, &info, size) == size { action(Int32(bitPattern: info.ssi_signo)) }
  }
}
