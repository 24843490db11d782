import Wire

/// How true a fake is: of all values in the answers to the same requests, how many are the same on both sides, by
/// resource, API version and field.
package struct Fidelity: Sendable {
  package struct Key: Hashable, Comparable, Sendable {
    /// The `object` field of an answer: `charge`, `list`; `error` of an error.
    package let resource: String
    package let version: String

    package static func < (left: Key, right: Key) -> Bool {
      (left.resource, left.version) < (right.resource, right.version)
    }
  }

  package struct Score: Sendable {
    package internal(set) var same = 0
    package internal(set) var different = 0
    package var compared: Int { same + different }
    package var share: Double { compared == 0 ? 1 : Double(same) / Double(compared) }

    mutating func add(_ other: Score) {
      same += other.same
      different += other.different
    }
  }

  package struct Field: Sendable {
    package internal(set) var score = Score()
    /// The first time that the sides differed: what each said, and in which story.
    package internal(set) var example: (real: String, fake: String, story: String)?
  }

  package private(set) var fields: [Key: [String: Field]] = [:]
  /// Stories that both sides were asked, and those that one side could not be.
  package private(set) var stories = 0
  package private(set) var skipped: [String] = []
  package private(set) var answers = 0

  /// Fields that the fake itself draws anew in each run: they say nothing.
  private var noise: Set<[String]> = []

  /// - Parameter again: the fake's answers once more.
  package init(real: SuiteResult, fake: SuiteResult, again: SuiteResult? = nil) {
    if let again { noise = Fidelity(real: fake, fake: again).unsteady }
    let others = Dictionary(fake.results.map { (Drift.key($0), $0) }) { first, _ in first }
    for result in real.results {
      guard let other = others[Drift.key(result)], !result.exchanges.isEmpty, !other.exchanges.isEmpty else {
        skipped.append(result.contract.name)
        continue
      }
      stories += 1
      for (mine, its) in Drift.pairs(result, other) { compare(mine, its, result) }
      // The rest of a story that ended early on one side is of no other resource than its last answer.
      if result.exchanges.count != other.exchanges.count, let last = Drift.pairs(result, other).last {
        var note = Field()
        note.score.different = abs(result.exchanges.count - other.exchanges.count)
        note.example = ("\(result.exchanges.count) answers", "\(other.exchanges.count) answers", result.contract.name)
        add(note, key(last.0, last.0.received?.json), "(the rest of the story)")
      }
    }
  }

  /// All of one resource and version.
  package func score(_ key: Key) -> Score {
    (fields[key] ?? [:]).values.reduce(into: Score()) { $0.add($1.score) }
  }

  package var total: Score { fields.keys.reduce(into: Score()) { $0.add(score($1)) } }

  /// The least alike first.
  package var ranking: [Key] { fields.keys.sorted { (score($0).share, $0) < (score($1).share, $1) } }

  /// Those of a resource that differ, the most frequent first.
  package func differences(_ key: Key) -> [(name: String, field: Field)] {
    (fields[key] ?? [:]).filter { $0.value.score.different > 0 }
      .sorted { ($1.value.score.different, $0.key) < ($0.value.score.different, $1.key) }
      .map { (name: $0.key, field: $0.value) }
  }

  private var unsteady: Set<[String]> {
    Set(
      fields.flatMap { key, fields in fields.filter { $0.value.score.different > 0 }.map { [key.resource, $0.key] } })
  }

  // MARK: Comparing

  private mutating func compare(_ real: Exchange, _ fake: Exchange, _ result: ContractResult) {
    guard let first = real.received, let second = fake.received else { return }
    answers += 1
    let place = Place(
      key: key(real, first.json), path: "", story: "\(result.contract.name): \(real.step.name)", secrets: result.secrets
    )
    judge(.integer(first.status), .integer(second.status), place.named("(status)"))
    compare(first.json, second.json, place)
  }

  /// Where two values stand: a field of the innermost object that says what it is.
  private struct Place {
    var key: Key
    var path: String
    let story: String
    let secrets: Secrets

    func named(_ name: String) -> Place {
      var place = self
      place.path = path.isEmpty ? name : "\(path).\(name)"
      return place
    }

    func inside(_ value: JSON?) -> Place {
      guard let name = value?["object"]?.string, name != "list" || path.isEmpty else { return self }
      var place = self
      place.key = Key(resource: name, version: key.version)
      place.path = ""
      return place
    }
  }

  private func key(_ exchange: Exchange, _ answer: JSON?) -> Key {
    let version = exchange.received?.headers["Stripe-Version"] ?? exchange.request.headers["Stripe-Version"] ?? ""
    let name = answer?["object"]?.string ?? (answer?["error"] == nil ? "other" : "error")
    return Key(resource: name, version: version)
  }

  private mutating func compare(_ real: JSON?, _ fake: JSON?, _ place: Place) {
    switch (real, fake) {
    case (.object(let mine)?, .object(let its)?):
      let place = place.inside(real)
      for name in mine.keys + its.keys.filter({ mine[$0] == nil }) {
        // Names that a user chose are one field.
        let shown = place.path.hasSuffix("metadata") ? "*" : name
        compare(mine[name], its[name], place.named(shown))
      }
    case (.array(let mine)?, .array(let its)?):
      if mine.count != its.count { judge(.integer(mine.count), .integer(its.count), place.named("(count)")) }
      for pair in zip(mine, its) { compare(pair.0, pair.1, place) }
    default: judge(real, fake, place)
    }
  }

  /// Ids and times differ from run to run: those of one shape are the same. So are addresses, which name the server.
  private mutating func judge(_ real: JSON?, _ fake: JSON?, _ place: Place) {
    if noise.contains([place.key.resource, place.path]) { return }
    var field = Field()
    let isSame =
      if let real, let fake {
        real.isSame(as: fake) || Volatile(real) != nil && Volatile(real) == Volatile(fake)
          || real.isAddress && fake.isAddress
      } else {
        real == nil && fake == nil
      }
    if isSame {
      field.score.same = 1
    } else {
      field.score.different = 1
      field.example = (
        place.secrets.masked(Comparison.shown(real)), place.secrets.masked(Comparison.shown(fake)), place.story
      )
    }
    add(field, place.key, place.path)
  }

  private mutating func add(_ field: Field, _ key: Key, _ name: String) {
    var known = fields[key, default: [:]][name] ?? Field()
    known.score.add(field.score)
    known.example = known.example ?? field.example
    fields[key, default: [:]][name] = known
  }
}

extension JSON {
  fileprivate var isAddress: Bool { string.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false }
}
