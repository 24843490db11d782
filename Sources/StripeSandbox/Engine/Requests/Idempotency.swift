import Wire

/// Answers kept under their `Idempotency-Key` for a day.
package struct Idempotency: Sendable {
  struct Entry: Codable, Sendable {
    let method: Method
    let path: String
    let body: [UInt8]
    let requestID: String
    let status: Int
    let answer: [UInt8]
    let created: Int
  }

  static let lifetime = 24 * 60 * 60
  static let maximumKeyLength = 255

  static let kept = 10_000

  private var entries: [String: Entry] = [:]
  private var order: [String] = []
  /// The keys that came since somebody took note; nil where nobody does.
  private var changed: [String]?

  /// The stored answer of this key; an error if the key was used for something else.
  func find(_ key: String, _ request: Request, now: Int) throws(StripeError) -> Entry? {
    guard key.utf8.count <= Self.maximumKeyLength else {
      throw StripeError("Idempotency keys can be at most \(Self.maximumKeyLength) characters long.")
    }
    guard let entry = entries[key], now < entry.created.addingReportingOverflow(Self.lifetime).partialValue else {
      return nil
    }
    guard entry.method == request.method, entry.path == request.path else {
      throw StripeError(
        .idempotency,
        """
        Keys for idempotent requests can only be used for the same endpoint they were first used for \
        ('\(entry.path)' vs '\(request.path)'). Try using a key other than '\(key)' if you meant to execute a \
        different request.
        """)
    }
    guard entry.body.span.equals(request.body.span) else {
      throw StripeError(
        .idempotency,
        """
        Keys for idempotent requests can only be used with the same parameters they were first used with. Try using \
        a key other than '\(key)' if you meant to execute a different request.
        """)
    }
    return entry
  }

  mutating func keep(_ entry: Entry, for key: String) {
    if entries.updateValue(entry, forKey: key) == nil { order.append(key) }
    changed?.append(key)
    if order.count > 2 * Self.kept { forget() }
  }

  /// Keeps the newest. Stripe keeps all of a day's, which a sandbox that runs for weeks cannot.
  private mutating func forget() {
    for key in order.prefix(order.count - Self.kept) { entries[key] = nil }
    order.removeFirst(order.count - Self.kept)
  }
}

extension Idempotency {
  /// An answer with its key, as it is written down.
  struct Kept: Codable, Sendable {
    let key: String
    let entry: Entry
  }

  var count: Int { entries.count }

  /// Everything, oldest first.
  var all: [Kept] { kept(order) }

  mutating func follow() { changed = [] }

  mutating func takeChanges() -> [Kept] {
    guard let keys = changed, !keys.isEmpty else { return [] }
    changed = []
    return kept(keys)
  }

  private func kept(_ keys: [String]) -> [Kept] {
    keys.compactMap { key in entries[key].map { Kept(key: key, entry: $0) } }
  }

  mutating func put(_ kept: Kept) { keep(kept.entry, for: kept.key) }
}
