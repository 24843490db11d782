import Platform
import Wire

/// Writes the log on a thread of its own, so that a reader who does not read holds up nothing. What does not fit is
/// dropped and counted, and the count is told when there is room again.
final class LogWriter: Sendable {
  private struct State {
    var waiting: [UInt8] = []
    var droppedLines = 0
    /// The thread is busy with bytes that it took, or about to be.
    var isWriting = false
    /// The other end is closed.
    var isBroken = false
  }

  private let limit: Int
  private let write: @Sendable ([UInt8]) -> Bool
  private let notice: @Sendable (_ lines: Int) -> String
  private let state = Locked(State())

  /// - Parameters:
  ///   - limit: how many bytes may wait.
  ///   - notice: the line that tells how many were dropped.
  ///   - write: writes all, however long that takes; false if the other end is closed.
  init(
    limit: Int = 1 << 20, notice: @escaping @Sendable (_ lines: Int) -> String,
    write: @escaping @Sendable ([UInt8]) -> Bool
  ) {
    self.limit = limit
    self.notice = notice
    self.write = write
  }

  /// Takes whole lines. False if the reader is gone for good.
  func append(_ lines: [UInt8]) -> Bool {
    let needsThread = state.withLock { state in
      guard !state.isBroken else { return false }
      if state.waiting.count + lines.count > limit {
        state.droppedLines += lines.count { $0 == UInt8(ascii: "\n") }
        return false
      }
      state.waiting += lines
      if state.isWriting { return false }
      state.isWriting = true
      return true
    }
    if needsThread {
      do { try startThread { self.drain() } } catch { drain() }
    }
    return state.withLock { !$0.isBroken }
  }

  private func drain() {
    while let bytes = next() {
      if write(bytes) { continue }
      state.withLock { state in
        state.isBroken = true
        state.waiting = []
      }
    }
  }

  private func next() -> [UInt8]? {
    state.withLock { state in
      guard !state.waiting.isEmpty || state.droppedLines > 0, !state.isBroken else {
        state.isWriting = false
        return nil
      }
      var bytes = state.waiting
      if state.droppedLines > 0 { bytes += Array(notice(state.droppedLines).utf8) }
      state.waiting = []
      state.droppedLines = 0
      return bytes
    }
  }

  /// Waits until everything is written, but not for a reader who does not read.
  func finish(patience: Double = 1) {
    let deadline = Loop.clock() + patience
    while state.withLock({ $0.isWriting }), Loop.clock() < deadline { usleep(1_000) }
  }
}
