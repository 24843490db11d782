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
          left: left.secrets.masked(Comparison.shown(found.left)),
          right: right.secrets.masked(Comparison.shown(found.right)))
      }
    }
  }

  static func differences(_ mine: Exchange, _ other: Exchange) -> [Comparison.Found] {
    guard let first = mine.received, let second = other.received else { return [] }
    var comparison = Comparison(
      reads: subjects(mine, first).union(subjects(other, second)), own: (mine.addresses, other.addresses))
    comparison.compare(first, second)
    return comparison.found
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

extension Exchange {
  /// The values that its answer may hold as its own: the service's address, and the sandbox that the story has there.
  fileprivate var addresses: [String] {
    [url, request.sandbox.map { "/s/\($0)" }].compactMap(\.self).filter { !$0.isEmpty }
  }
}

/// Two answers, leaf by leaf.
struct Comparison {
  struct Found {
    let rank: Drift.Rank
    let subject: String
    let left: JSON?
    let right: JSON?
  }

  private let reads: Set<String>
  /// Where each side is: an answer that tells its own address is no different from one that tells the other's.
  private let own: (left: [String], right: [String])
  private(set) var found: [Found] = []

  init(reads: Set<String>, own: (left: [String], right: [String]) = ([], [])) {
    self.reads = reads
    self.own = own
  }

  private static func without(_ addresses: [String], _ value: JSON) -> JSON {
    guard let text = value.string else { return value }
    return .string(addresses.reduce(text) { $0.replacing($1, with: "") })
  }

  mutating func compare(_ left: Received, _ right: Received) {
    if left.status != right.status { add(.value, "status", .integer(left.status), .integer(right.status)) }
    for name in ["Content-Type"] + reads.compactMap(Self.headerName).sorted() {
      compare(left.headers[named: name].map(JSON.string), right.headers[named: name].map(JSON.string), "header \(name)")
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
      let (mine, other) = (Self.without(own.left, left), Self.without(own.right, right))
      if mine.isSame(as: other) || Volatile(mine) == Volatile(other) && Volatile(mine) != nil { return }
      let isSameType = left.typeName == right.typeName || left.isNumber && right.isNumber
      add(isSameType ? .value : .type, subject, left, right)
    }
  }

  private mutating func add(_ rank: Drift.Rank, _ subject: String, _ left: JSON?, _ right: JSON?) {
    found.append(Found(rank: rank, subject: subject, left: left, right: right))
  }

  static func shown(_ value: JSON?) -> String {
    guard let text = value?.text else { return "nothing" }
    return text.count > 80 ? text.prefix(80) + "…" : text
  }
}
