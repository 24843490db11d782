/// The damaged part of a journal, and what is lost by it.
package struct Damage: Equatable, Sendable {
  /// The first byte that is not what it was.
  package let offset: Int
  /// How many bytes cannot be used, whether they are there or not.
  package var bytes: Int
  /// How many records are lost, as far as that is known.
  package var records: UInt64?

  fileprivate var text: String {
    let records = records.map { " with \($0) \($0 == 1 ? "record" : "records")" } ?? ""
    return "at byte \(offset): \(bytes) bytes\(records)"
  }
}

/// The result of reading a journal.
package struct Replay: Equatable, Sendable {
  /// How many turns were read.
  package var turns = 0
  /// How many bytes at the end belong to a turn that never was finished, and of which no client was told.
  package var unfinished = 0
  package var damages: [Damage] = []

  /// A sentence about what is lost.
  package var loss: String {
    let places = damages.prefix(3).map(\.text).joined(separator: ", ")
    let others = damages.count > 3 ? ", and \(damages.count - 3) other places" : ""
    return "damaged \(places)\(others) cannot be read; \(turns) whole \(turns == 1 ? "turn" : "turns") can"
  }
}

extension JournalError {
  init(_ path: String, _ replay: Replay) {
    self.init(
      """
      \(path) is \(replay.loss). Nothing was changed. Start with --data-recover to go on with what is whole; the file is \
      then kept as \(path).damaged
      """)
  }
}
