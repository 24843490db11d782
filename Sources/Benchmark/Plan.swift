/// How much is measured.
package struct Plan: Sendable {
  /// How many customers there are.
  package var sizes: [Int]
  package var connections: [Int]
  /// For each workload, size and number of connections; taken in turns where there are several servers.
  package var seconds: Double
  package var turns: Int
  /// How often the server is started to see how long that takes.
  package var starts: Int
  /// Whether a server that logs runs beside the one that does not.
  package var measuresLog: Bool
  /// How many subscriptions a year passes for.
  package var subscriptions: Int

  package static let full = Plan(
    sizes: [1_000, 100_000, 1_000_000], connections: [1, 16, 64, 1_000], seconds: 1, turns: 4, starts: 20,
    measuresLog: true, subscriptions: 10_000)
  package static let quick = Plan(
    sizes: [1_000, 10_000], connections: [1, 16], seconds: 0.1, turns: 1, starts: 3, measuresLog: false,
    subscriptions: 1_000)
}
