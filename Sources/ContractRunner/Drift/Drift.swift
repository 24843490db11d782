import Wire

/// The same contracts on two targets: where their answers differ, whether or not a contract minds.
package struct Drift: Sendable {
  /// The most serious first.
  package enum Rank: Int, Sendable, Comparable, CaseIterable {
    /// One side lacks a field that the contract reads.
    case missing
    case type
    case value
    /// One side has a field that no contract speaks of.
    case extra

    package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  package struct Item: Sendable {
    package let rank: Rank
    package let contract: Contract
    package let step: String
    package let subject: String
    package let left: String
    package let right: String
  }

  package let leftLabel: String
  package let rightLabel: String
  package private(set) var items: [Item] = []
  package private(set) var compared = 0

  package init(_ left: SuiteResult, _ right: SuiteResult) {
    leftLabel = left.results.first?.target ?? ""
    rightLabel = right.results.first?.target ?? ""
    let others = Dictionary(right.results.map { ($0.contract.path, $0) }) { first, _ in first }
    for result in left.results {
      if let other = others[result.contract.path] { compare(result, other) }
    }
    items.sort { $0.rank < $1.rank }
  }

  /// Whether a client that reads what the contracts read could tell the two apart by more than values.
  package var isSerious: Bool { items.contains { $0.rank <= .type } }

  private mutating func compare(_ left: ContractResult, _ right: ContractResult) {
    for (mine, other) in zip(left.exchanges, right.exchanges)
    where mine.phase == .step && mine.step.name == other.step.name {
      guard let first = mine.received, let second = other.received else { continue }
      compared += 1
      let reads = Self.subjects(mine, first).union(Self.subjects(other, second))
      var comparison = Comparison(reads: reads)
      comparison.compare(first, second)
      items += comparison.found.map { found in
        Item(
          rank: found.rank, contract: left.contract, step: mine.step.name, subject: found.subject,
          left: left.secrets.masked(found.left), right: right.secrets.masked(found.right))
      }
    }
  }

  /// What the contract's expectation looks at in this answer.
  private static func subjects(_ exchange: Exchange, _ received: Received) -> Set<String> {
    guard let expectation = exchange.expectation else { return [] }
    var matcher = Matcher(exchange.variables)
    expectation.judge(received, &matcher)
    return Set(matcher.assertions.map(\.subject))
  }
}

/// Two answers, leaf by leaf.
private struct Comparison {
  struct Found {
    let rank: Drift.Rank
    let subject: String
    let left: String
    let right: String
  }

  private let reads: Set<String>
  private(set) var found: [Found] = []

  init(reads: Set<String>) { self.reads = reads }

  mutating func compare(_ left: Received, _ right: Received) {
    if left.status != right.status { add(.value, "status", .integer(left.status), .integer(right.status)) }
    for name in ["Content-Type"] + reads.compactMap(Self.headerName).sorted() {
      compare(left.headers[name].map(JSON.string), right.headers[name].map(JSON.string), "header \(name)")
    }
    compare(left.json, right.json, "")
  }

  private static func headerName(_ subject: String) -> String? {
    let prefix = "header "
    return subject.hasPrefix(prefix) ? String(subject.dropFirst(prefix.count)) : nil
  }

  private mutating func compare(_ left: JSON?, _ right: JSON?, _ subject: String) {
    guard let left, let right else {
      if left != nil || right != nil { add(reads.contains(subject) ? .missing : .extra, subject, left, right) }
      return
    }
    switch (left, right) {
    case (.object(let mine), .object(let other)):
      let names = mine.keys + other.keys.filter { mine[$0] == nil }
      for name in names { compare(mine[name], other[name], "\(subject)/\(Pointer.escaped(name))") }
    case (.array(let mine), .array(let other)):
      if mine.count != other.count { add(.value, subject, left, right) }
      for (index, pair) in zip(mine, other).enumerated() { compare(pair.0, pair.1, "\(subject)/\(index)") }
    default:
      if left == right || Volatile(left) == Volatile(right) && Volatile(left) != nil { return }
      let isSameType = left.typeName == right.typeName || left.number != nil && right.number != nil
      add(isSameType ? .value : .type, subject, left, right)
    }
  }

  private mutating func add(_ rank: Drift.Rank, _ subject: String, _ left: JSON?, _ right: JSON?) {
    found.append(Found(rank: rank, subject: subject, left: Self.shown(left), right: Self.shown(right)))
  }

  private static func shown(_ value: JSON?) -> String {
    guard let text = value?.text else { return "nothing" }
    return text.count > 80 ? text.prefix(80) + "…" : text
  }
}
