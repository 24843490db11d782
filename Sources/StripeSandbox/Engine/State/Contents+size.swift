import Platform

extension Sandbox.Contents {
  /// More objects than this take longer to write, to read or to free than other clients should wait.
  private static let limit = 2_000

  package var isLarge: Bool { store.count > Self.limit || idempotency.count > Self.limit }

  /// Frees what it holds on a thread of its own, if that is much and nothing else holds it: a million objects take a second.
  package consuming func discard() {
    if isLarge { freeOnThread(self) }
  }
}
