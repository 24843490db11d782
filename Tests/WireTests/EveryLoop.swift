import Platform
import Testing

@testable import Wire

/// Runs each test of a suite once for each way in which a loop can wait: `@Suite(.everyLoop)`.
struct EveryLoop: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  @TaskLocal static var kind = Poller.Kind.standard

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    for kind in Poller.Kind.allCases {
      try await Self.$kind.withValue(kind) { try await function() }
    }
  }
}

extension Trait where Self == EveryLoop {
  static var everyLoop: Self { Self() }
}

extension RunningServer {
  /// One whose loop waits in the way that the test is run for.
  static func underTest(
    _ options: Server.Options = Server.Options(), configure: @escaping @Sendable (Server) -> Void = { _ in },
    _ makeHandler: @escaping MakeHandler
  ) throws -> RunningServer {
    try start(options, waiting: EveryLoop.kind, configure: configure, makeHandler)
  }
}
