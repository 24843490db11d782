import Platform
import Wire

extension StateReader {
  /// So many items are made on a thread at a time.
  private static var partSize: Int { 64 }

  /// Calls back with the value of every item of an array, in their order. Where there are many, several threads make them.
  package func values<T: Decodable & Sendable>(of type: T.Type, _ body: (T) -> Void) throws {
    guard threads > 1 else { return try items { body(try value(type)) } }
    var parts: [[UInt8]] = []
    var count = 0
    try items {
      if count % Self.partSize == 0 {
        if parts.count == threads { try Self.finish(&parts, body) }
        parts.append([UInt8(ascii: "[")])
      } else {
        parts[parts.count - 1].append(UInt8(ascii: ","))
      }
      parts[parts.count - 1] += try raw()
      count += 1
    }
    try Self.finish(&parts, body)
  }

  private static func finish<T: Decodable & Sendable>(_ parts: inout [[UInt8]], _ body: (T) -> Void) throws {
    defer { parts = [] }
    let others = parts.dropFirst().map(Part<T>.init)
    let first = parts.first.map(Part<T>.make)
    for made in [first].compactMap(\.self) + others.map({ $0.made }) {
      made.values.forEach(body)
      if let error = made.error { throw error }
    }
  }

  /// Items that a thread of their own makes.
  private struct Part<T: Decodable & Sendable> {
    typealias Made = (values: [T], error: (any Error)?)

    private let text: [UInt8]
    private let promise: Promise<Made>?

    init(_ text: [UInt8]) {
      self.text = text
      promise = try? Promise()
      guard let promise else { return }
      do { try startThread { promise.put(Self.make(text)) } } catch { promise.put(Self.make(text)) }
    }

    /// Without a thread it is made here.
    var made: Made { promise?.wait() ?? Self.make(text) }

    static func make(_ text: [UInt8]) -> Made {
      var values: [T] = []
      values.reserveCapacity(partSize)
      let reader = StateReader(text + [UInt8(ascii: "]")])
      do {
        try reader.items { values.append(try reader.value(T.self)) }
        return (values, nil)
      } catch {
        return (values, error)
      }
    }
  }
}
