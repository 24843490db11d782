import Platform
import Wire

/// Maps the elements on threads of their own: transports block, and blocking would starve Swift's task pool.
package func onThreads<Element: Sendable, Result: Sendable>(
  _ elements: [Element], count: Int, _ transform: @escaping @Sendable (Element) -> Result
) -> [Result] {
  guard elements.count > 1, count > 1, let finished = try? Promise<[Result]>() else { return elements.map(transform) }
  let work = Work(elements, transform, finished)
  for _ in 1..<min(count, elements.count) {
    // This thread works too, so that with fewer threads, or none, it only takes longer.
    guard (try? startThread({ work.run() })) != nil else { break }
  }
  work.run()
  return finished.wait()
}

private final class Work<Element: Sendable, Result: Sendable>: Sendable {
  private struct State {
    var next = 0
    var results: [Int: Result] = [:]
  }

  private let elements: [Element]
  private let transform: @Sendable (Element) -> Result
  private let finished: Promise<[Result]>
  private let state = Locked(State())

  init(_ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result, _ finished: Promise<[Result]>) {
    self.elements = elements
    self.transform = transform
    self.finished = finished
  }

  func run() {
    while let index = take() { put(transform(elements[index]), at: index) }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < elements.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  private func put(_ result: Result, at index: Int) {
    let all: [Result]? = state.withLock { state in
      state.results[index] = result
      guard state.results.count == elements.count else { return nil }
      return elements.indices.compactMap { state.results[$0] }
    }
    if let all { finished.put(all) }
  }
}
