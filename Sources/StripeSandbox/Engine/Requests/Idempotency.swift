import Wire

/// Answers kept under their `Idempotency-Key` for a day.
package struct Idempotency: Sendable {
  struct Entry: Codable, Sendable {
    let method: Method
    let path: String
    /// The parameters as they were sent, or their digest where they may hold a card's number.
    let body: [UInt8]
    let isDigest: Bool?
    /// The call had a publishable key. Such calls have keys of their own: their answers are others.
    let isPublishable: Bool?
    let requestID: String
    let status: Int
    let answer: [UInt8]
    let created: Int
  }

  static let lifetime = 24 * 60 * 60
  static let maximumKeyLength = 255

  /// Stripe keeps all of a day's, which a sandbox that runs for weeks cannot.
  static let kept = 10_000

  /// A ring: the entry of a number is at the number's remainder by `kept`.
  private var entries: [Kept] = []
  /// The number of the next entry.
  private var next = 0
  /// The entries' numbers, by their keys.
  private var numbers = TextIndex()
  /// Numbers of entries added since the last `takeChanges()`; nil while changes are not tracked.
  private var changed: [Int]?

  /// The stored answer of this key; an error if the key was used for something else.
  func find(
    _ key: String, _ request: Request, isPublishable: Bool, now: Int
  ) throws(StripeError) -> Entry? {
    guard key.utf8.count <= Self.maximumKeyLength else {
      throw StripeError("Idempotency keys can be at most \(Self.maximumKeyLength) characters long.")
    }
    guard let number = number(of: key, isPublishable: isPublishable) else { return nil }
    let entry = entries[number % Self.kept].entry
    guard now < entry.created.addingReportingOverflow(Self.lifetime).partialValue else { return nil }
    guard entry.method == request.method, entry.path == request.path else {
      throw StripeError(
        .idempotency,
        """
        Keys for idempotent requests can only be used for the same endpoint they were first used for \
        ('\(entry.path)' vs '\(request.path)'). Try using a key other than '\(key)' if you meant to execute a \
        different request.
        """)
    }
    guard entry.asks(as: request) else {
      throw StripeError(
        .idempotency,
        """
        Keys for idempotent requests can only be used with the same parameters they were first used with. Try using \
        a key other than '\(key)' if you meant to execute a different request.
        """)
    }
    return entry
  }

  /// A key is the same if its bytes are, whatever Unicode says of its characters.
  private func number(of key: String, isPublishable: Bool) -> Int? {
    numbers.find(TextIndex.hash(key)) { number in
      let index = number % Self.kept
      return (entries[index].entry.isPublishable ?? false) == isPublishable
        && entries[index].key.utf8.span.equals(key.utf8.span)
    }
  }

  mutating func keep(_ entry: Entry, for key: String) {
    let kept = Kept(key: key, entry: entry)
    if let number = number(of: key, isPublishable: entry.isPublishable ?? false) {
      entries[number % Self.kept] = kept
      changed?.append(number)
      return
    }
    let index = next % Self.kept
    if index < entries.count {
      numbers.remove(TextIndex.hash(entries[index].key), next - Self.kept)
      entries[index] = kept
    } else {
      entries.append(kept)
    }
    numbers.insert(TextIndex.hash(key), next)
    changed?.append(next)
    next += 1
  }
}

extension Idempotency.Entry {
  init(_ request: Request, isPublishable: Bool, requestID: String, status: Int, answer: [UInt8], created: Int) {
    let asked = request.asked
    let isSecret = request.mayNameCard
    self.init(
      method: request.method, path: request.path, body: isSecret ? SHA256.hash(asked) : asked,
      isDigest: isSecret ? true : nil, isPublishable: isPublishable ? true : nil, requestID: requestID, status: status,
      answer: answer, created: created)
  }

  fileprivate func asks(as request: Request) -> Bool {
    let asked = request.asked
    return isDigest == true ? body == SHA256.hash(asked) : body.span.equals(asked.span)
  }
}

extension Request {
  /// Whether a card's number or code may be among its parameters.
  package var mayNameCard: Bool { body.span.mayNameCard || query.utf8.span.mayNameCard }

  /// The parameters of a request that changes something, wherever they stand.
  fileprivate var asked: [UInt8] { query.isEmpty ? body : Array(query.utf8) + Array("\n".utf8) + body }
}

extension Span<UInt8> {
  /// Whether a name in it is `number` or `cvc`, or has an escaped letter and may be anything.
  fileprivate var mayNameCard: Bool {
    // The letters b and v are rarer than those that the names begin with.
    contains("b") { index in index >= 3 && extracting((index - 3)...).starts(with: "number") }
      || contains("v") { index in index >= 1 && extracting((index - 1)...).starts(with: "cvc") }
      || contains("%") { index in
        guard index + 2 < count, let high = hexDigit(self[index + 1]), let low = hexDigit(self[index + 2]) else {
          return false
        }
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= (high << 4 | low)
      }
  }

  private func contains(_ byte: Unicode.Scalar, where isMeant: (Int) -> Bool) -> Bool {
    var start = 0
    while let index = firstIndex(of: UInt8(ascii: byte), from: start) {
      if isMeant(index) { return true }
      start = index + 1
    }
    return false
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
  var all: [Kept] {
    let oldest = entries.count < Self.kept ? 0 : next % Self.kept
    return Array(entries[oldest...] + entries[..<oldest])
  }

  mutating func follow() { changed = [] }

  mutating func takeChanges() -> [Kept] {
    guard let numbers = changed, !numbers.isEmpty else { return [] }
    changed = []
    return numbers.filter { $0 >= next - entries.count }.map { entries[$0 % Self.kept] }
  }

  mutating func put(_ kept: Kept) { keep(kept.entry, for: kept.key) }
}
