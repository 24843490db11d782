import Wire

/// Answers kept under their `Idempotency-Key` for a day.
package struct Idempotency: Sendable {
  struct Entry: Sendable {
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

  private var entries: [String: Entry] = [:]

  /// The stored answer of this key; an error if the key was used for something else.
  func find(_ key: String, _ request: Request, now: Int) throws(StripeError) -> Entry? {
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
    guard entry.body == request.body else {
      throw StripeError(
        .idempotency,
        """
        Keys for idempotent requests can only be used with the same parameters they were first used with. Try using \
        a key other than '\(key)' if you meant to execute a different request.
        """)
    }
    return entry
  }

  mutating func keep(_ entry: Entry, for key: String) { entries[key] = entry }

  /// Forgets what has expired.
  mutating func expire(now: Int) {
    entries = entries.filter { now < $0.value.created.addingReportingOverflow(Self.lifetime).partialValue }
  }
}
