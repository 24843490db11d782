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

  /// - Parameter again: the left target's answers once more. What differs between these and the first says nothing.
  package init(_ left: SuiteResult, _ right: SuiteResult, again: SuiteResult? = nil) {
    leftLabel = left.results.first?.target ?? ""
    rightLabel = right.results.first?.target ?? ""
    let others = Self.byContract(right)
    let noise = again.map { Noise(left, Self.byContract($0)) } ?? Noise()
    for result in left.results {
      if let other = others[Self.key(result)] { compare(result, other, noise) }
    }
    items.sort { $0.rank < $1.rank }
  }

  static func key(_ result: ContractResult) -> String { "\(result.contract.path) \(result.contract.name)" }

  private static func byContract(_ suite: SuiteResult) -> [String: ContractResult] {
    Dictionary(suite.results.map { (key($0), $0) }) { first, _ in first }
  }

  /// Whether a client that reads what the contracts read could tell the two apart by more than values.
  package var isSerious: Bool { items.contains { $0.rank <= .type } }

  private mutating func compare(_ left: ContractResult, _ right: ContractResult, _ noise: Noise) {
    for (index, pair) in Self.pairs(left, right).enumerated() {
      compared += 1
      let found = Self.differences(pair.0, pair.1).filter { !noise.covers($0, left, index) }
      items += found.map { found in
        Item(
          rank: found.rank, contract: left.contract, step: pair.0.step.name, subject: found.subject,
          left: left.secrets.masked(Comparison.shown(found.left, found.names?.left)),
          right: right.secrets.masked(Comparison.shown(found.right, found.names?.right)))
      }
    }
  }

  static func differences(_ mine: Exchange, _ other: Exchange) -> [Comparison.Found] {
    comparison(mine, other, isExact: false).found
  }

  /// - Parameter isExact: whether ids and times count as well.
  static func comparison(_ mine: Exchange, _ other: Exchange, isExact: Bool) -> Comparison {
    let answers = (mine.received, other.received)
    let reads = [mine, other].compactMap { one in one.received.map { subjects(one, $0) } }
    var comparison = Comparison(
      reads: reads.reduce(into: []) { $0.formUnion($1) }, left: Known(mine), right: Known(other), isExact: isExact)
    if let first = answers.0, let second = answers.1 { comparison.compare(first, second) }
    return comparison
  }

  /// Answers to the same request. Requests that went at once are answered in any order.
  static func pairs(_ left: ContractResult, _ right: ContractResult) -> [(Exchange, Exchange)] {
    let pairs = Array(zip(inOrder(left.exchanges), inOrder(right.exchanges)))
    return pairs.filter {
      $0.phase == .step && $0.step.name == $1.step.name && $0.received != nil && $1.received != nil
    }
  }

  private static func inOrder(_ exchanges: [Exchange]) -> [Exchange] {
    var sorted: [Exchange] = []
    var rest = exchanges[...]
    while let first = rest.first {
      let copies = rest.prefix { $0.step.place.range == first.step.place.range && $0.step.copies != nil }
      if copies.count < 2 {
        sorted.append(rest.removeFirst())
      } else {
        sorted += copies.sorted { likeness($0) < likeness($1) }
        rest = rest.dropFirst(copies.count)
      }
    }
    return sorted
  }

  private static func likeness(_ exchange: Exchange) -> String {
    "\(exchange.received?.status ?? 0) \(Volatile.skeleton(exchange.received?.text ?? ""))"
  }

  /// The parts of this answer that the contract's expectation looks at.
  private static func subjects(_ exchange: Exchange, _ received: Received) -> Set<String> {
    guard let expectation = exchange.expectation else { return [] }
    var matcher = Matcher(exchange.variables)
    expectation.judge(received, &matcher)
    return Set(matcher.assertions.map(\.subject))
  }
}
