import Platform

/// A request's body that another thread reads as it comes. Little of it waits: the connection receives no more until some
/// was taken.
package final class Upload: Sendable {
  private struct State {
    var pieces: [[UInt8]] = []
    var count = 0
    /// There is no more to come, or no more is wanted.
    var isOver = false
    /// The body is not whole: what has come of it is of no use.
    var isBroken = false
    /// Called when more can be put.
    var whenRoom: (@Sendable () -> Void)?
  }

  private static let limit = 1 << 20

  private let state = Locked(State())
  private let wakeUp: WakeUp?

  init() { wakeUp = try? WakeUp() }

  // MARK: The connection's side

  /// Puts a piece, and says whether there is room for more; if not, `whenRoom` is called once there is.
  func put(_ bytes: [UInt8], whenRoom: @escaping @Sendable () -> Void) -> Bool {
    let hasRoom = state.withLock { state in
      guard !state.isOver else { return true }
      state.pieces.append(bytes)
      state.count += bytes.count
      guard state.count >= Self.limit else { return true }
      state.whenRoom = whenRoom
      return false
    }
    wakeUp?.send()
    return hasRoom
  }

  /// - Parameter isWhole: whether the body ended as it should.
  func end(isWhole: Bool) {
    state.withLock { state in
      state.isBroken = state.isBroken || (!isWhole && !state.isOver)
      state.isOver = true
    }
    wakeUp?.send()
  }

  // MARK: The reader's side

  package struct Broken: Error, CustomStringConvertible {
    package let description = "the body is not complete"
  }

  /// Waits for the next piece; nil behind the last.
  package func take() throws -> [UInt8]? {
    while true {
      let (piece, isOver, isBroken) = state.withLock { state in
        let piece = state.pieces.isEmpty ? nil : state.pieces.removeFirst()
        state.count -= piece?.count ?? 0
        if state.count < Self.limit / 2, let tell = state.whenRoom {
          state.whenRoom = nil
          tell()
        }
        return (piece, state.isOver, state.isBroken)
      }
      if isBroken { throw Broken() }
      if let piece { return piece }
      if isOver { return nil }
      guard let wakeUp else { throw Broken() }
      wakeUp.wait()
      wakeUp.take()
    }
  }

  /// Wants no more of it.
  package func stop() {
    state.withLock { state in
      state.pieces = []
      state.count = 0
      state.isOver = true
      state.whenRoom?()
      state.whenRoom = nil
    }
  }
}
