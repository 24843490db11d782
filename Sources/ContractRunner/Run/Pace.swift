import Platform
import Wire

/// How fast a target may be asked, for all who ask it.
package final class Pace: Sendable {
  private struct State {
    /// When the last requests were let go, as many as may go within a second.
    var sent: [Double] = []
    /// Until when the target has asked to be left alone.
    var holdsUntil = 0.0
  }

  private let perSecond: Int?
  private let state = Locked(State())

  package init(perSecond: Int? = nil) { self.perSecond = perSecond }

  /// Blocks until the next request may go.
  func wait() {
    while true {
      let delay = delay(at: Loop.clock())
      guard delay > 0 else { return }
      usleep(UInt32(min(delay, 60) * 1_000_000))
    }
  }

  /// Lets no request go for so long: the target said that there were too many.
  func hold(_ seconds: Double, from now: Double = Loop.clock()) {
    state.withLock { $0.holdsUntil = max($0.holdsUntil, now + seconds) }
  }

  /// How long to wait, or zero with the request counted as sent.
  func delay(at now: Double) -> Double { state.withLock { take(&$0, now) } }

  private func take(_ state: inout State, _ now: Double) -> Double {
    if now < state.holdsUntil { return state.holdsUntil - now }
    guard let perSecond else { return 0 }
    if state.sent.count >= perSecond {
      let free = state.sent[state.sent.count - perSecond] + 1
      if now < free { return free - now }
      state.sent.removeFirst(state.sent.count - perSecond + 1)
    }
    state.sent.append(now)
    return 0
  }
}

/// The wait after 429: as long as the answer says, or twice as long each time, and not for ever.
struct Backoff {
  private(set) var count = 0
  private var waited = 0.0
  private static let patience = 30.0

  /// How long to wait before asking again; nil when it is enough.
  mutating func delay(after answer: Response) -> Double? {
    let asked = answer.headers["Retry-After"].flatMap { Double($0) }
    let delay = max(0, asked ?? min(8, 0.5 * Double(1 << min(count, 8))))
    guard waited + delay <= Self.patience, count < 8 else { return nil }
    count += 1
    waited += delay
    return delay
  }
}
