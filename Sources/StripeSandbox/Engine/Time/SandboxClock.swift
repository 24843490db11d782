import Platform

/// The clock of a sandbox: real, shifted, or frozen.
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

  package var now: Int { shown(at: time(nil)) }

  /// The same with its fraction of a second.
  package var moment: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let second = Double(shown(at: time.tv_sec))
    if case .frozen = mode { return second }
    return second + Double(time.tv_nsec / 1000) / 1_000_000
  }

  private func shown(at real: Int) -> Int {
    let second =
      switch mode {
      case .real: real
      case .shifted(let seconds): real.addingReportingOverflow(seconds).partialValue
      case .frozen(let moment): moment
      }
    return min(max(second, Self.reach.lowerBound), Self.reach.upperBound - 1)
  }
}
