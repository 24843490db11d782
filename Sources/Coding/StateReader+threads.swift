import Platform
import Wire

extension StateReader {
  /// Calls back with the value of every item of an array, in their order. Where there are many, several threads make them.
  package func values<T: Decodable & Sendable>(of type: T.Type, _ body: (T) -> Void) throws {
    guard threads > 1 else { return try items { body(try value(type)) } }
    let makers = try Makers<T>(threads)
    var text: [UInt8] = []
    var count = 0
    try items {
      text.append(count == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
      text += try raw()
      count += 1
      guard count == Makers<T>.partSize else { return }
      try makers.add(text, body)
      text = []
      count = 0
    }
    if count > 0 { try makers.add(text, body) }
    try makers.finish(body)
  }
}

/// Makes values of texts on several threads, that of the caller among them, and gives them in the order of the texts.
private final class Makers<T: Decodable & Sendable> {
  /// So many items are made at a time.
  static var partSize: Int { 256 }

  private let threads: Int
  private let queue: Queue
  /// Parts whose values have not been given yet.
  private var parts: ArraySlice<Part> = []

  init(_ threads: Int) throws(SystemError) {
    self.threads = threads
    queue = try Queue()
  }

  /// - Parameter text: an array without its last bracket.
  func add(_ text: [UInt8], _ body: (T) -> Void) throws {
    let part = Part(text + [UInt8(ascii: "]")])
    parts.append(part)
    if queue.add(part, threads: threads - 1) {
      do { try startThread { [queue] in queue.work() } } catch { queue.stop() }
    }
    // The other threads always have something left to take while this one reads on and gives.
    while let first = parts.first, parts.count > 8 * threads || first.isMade {
      try give(first, leaving: 2 * threads, body)
    }
  }

  func finish(_ body: (T) -> Void) throws {
    while let first = parts.first { try give(first, leaving: 0, body) }
  }

  /// While another thread makes the first part, this one makes some of those behind it.
  private func give(_ first: Part, leaving rest: Int, _ body: (T) -> Void) throws {
    while !first.isMade {
      if let next = queue.take(leaving: rest) { next.make() } else { queue.wait() }
    }
    parts.removeFirst()
    guard let made = first.made else { return }
    made.values.forEach(body)
    if let error = made.error { throw error }
  }

  /// Some items of the array.
  private final class Part: Sendable {
    typealias Made = (values: [T], error: (any Error)?)

    private let text: [UInt8]
    private let state = Locked<Made?>(nil)

    init(_ text: [UInt8]) { self.text = text }

    var made: Made? { state.withLock { $0 } }
    var isMade: Bool { state.withLock { $0 != nil } }

    func make() {
      var values: [T] = []
      values.reserveCapacity(partSize)
      var failure: (any Error)?
      let reader = StateReader(text)
      do { try reader.items { values.append(try reader.value(T.self)) } } catch { failure = error }
      let made = (values, failure)
      state.withLock { $0 = made }
    }
  }

  /// Parts that no thread has taken yet.
  private final class Queue: Sendable {
    private let state = Locked<(parts: [Part], working: Int)>(([], 0))
    /// Sent after each part that a thread has made.
    private let wakeUp: WakeUp

    init() throws(SystemError) { wakeUp = try WakeUp() }

    /// - Returns: Whether another thread has to start.
    func add(_ part: Part, threads: Int) -> Bool {
      state.withLock { state in
        state.parts.append(part)
        guard state.working < threads else { return false }
        state.working += 1
        return true
      }
    }

    /// - Parameter rest: how many are left for the other threads, where there are any.
    func take(leaving rest: Int) -> Part? {
      state.withLock { $0.parts.count > ($0.working == 0 ? 0 : rest) ? $0.parts.removeFirst() : nil }
    }

    /// A thread's work, until there is no more.
    func work() {
      while let part = takeOrStop() {
        part.make()
        wakeUp.send()
      }
    }

    private func takeOrStop() -> Part? {
      state.withLock { state in
        guard state.parts.isEmpty else { return state.parts.removeFirst() }
        state.working -= 1
        return nil
      }
    }

    /// A thread has not started.
    func stop() { state.withLock { $0.working -= 1 } }

    /// Blocks until a thread has made a part.
    func wait() {
      wakeUp.wait()
      wakeUp.take()
    }
  }
}
