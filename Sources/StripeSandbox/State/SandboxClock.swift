import Glibc

/// What time it is in a sandbox: real, shifted, or frozen.
package struct SandboxClock: Codable, Sendable, Equatable {
  package enum Mode: Codable, Sendable, Equatable {
    case real
    case shifted(by: Int)
    case frozen(at: Int)
  }

  /// Moments from which one can go on counting days and years.
  package static var reach: Range<Int> { 0..<(1 << 40) }

  package var mode: Mode

  package init(_ mode: Mode = .real) { self.mode = mode }

  package var now: Int {
    let moment =
      switch mode {
      case .real: time(nil)
      case .shifted(let seconds): time(nil).addingReportingOverflow(seconds).partialValue
      case .frozen(let moment): moment
      }
    return min(max(moment, Self.reach.lowerBound), Self.reach.upperBound - 1)
  }

  /// The same with its fraction of a second.
  package var moment: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let fraction = Double(time.tv_nsec / 1000) / 1_000_000
    switch mode {
    case .real: return Double(time.tv_sec) + fraction
    case .shifted(let seconds): return Double(time.tv_sec) + Double(seconds) + fraction
    case .frozen(let moment): return Double(moment)
    }
  }
}
