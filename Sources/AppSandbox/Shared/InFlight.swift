/// One piece of work for all who ask for it while it is under way.
final class InFlight<Key: Hashable, Value> {
  typealias Completion = (Value) -> Void

  private var waiting: [Key: [Completion]] = [:]

  /// Starts the work, or waits for the one that has been started. All who wait get the same value.
  func join(_ key: Key, _ completion: @escaping Completion, start work: (@escaping Completion) -> Void) {
    guard waiting[key] == nil else {
      waiting[key]?.append(completion)
      return
    }
    waiting[key] = [completion]
    work { [self] value in
      for tell in waiting.removeValue(forKey: key) ?? [] { tell(value) }
    }
  }
}
