import Glibc

/// What time it is in a sandbox: real, shifted, or frozen.
package struct SandboxClock: Sendable, Equatable {
  package enum Mode: Sendable, Equatable {
    case real
    case shifted(by: Int)
    case frozen(at: Int)
  }

  package var mode: Mode

  package init(_ mode: Mode = .real) { self.mode = mode }

  package var now: Int {
    switch mode {
    case .real: time(nil)
    case .shifted(let seconds): time(nil).addingReportingOverflow(seconds).partialValue
    case .frozen(let moment): moment
    }
  }
}
