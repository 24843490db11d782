import Wire

/// Two answers, leaf by leaf.
struct Comparison {
  struct Found {
    let rank: Drift.Rank
    let subject: String
    let left: JSON?
    let right: JSON?
    /// The stories' names for the values, where these differ: ids of two different objects.
    let names: (left: String?, right: String?)?
  }

  private let reads: Set<String>
  private let left: Known
  private let right: Known
  private let isExact: Bool
  private(set) var found: [Found] = []
  /// By the name of the member: how many leaves there are on both sides.
  private(set) var leaves: [String: Int] = [:]

  /// - Parameter isExact: whether ids and times count as well.
  init(reads: Set<String>, left: Known = Known(), right: Known = Known(), isExact: Bool = false) {
    self.reads = reads
    self.left = left
    self.right = right
    self.isExact = isExact
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
    case (.string(let mine), .string(let other)):
      leaves[Self.name(of: subject), default: 0] += 1
      if mine != other { compareTexts(mine, other, subject) }
    default:
      leaves[Self.name(of: subject), default: 0] += 1
      if left.isSame(as: right) || !isExact && Volatile(left) == Volatile(right) && Volatile(left) != nil { return }
      let isSameType = left.typeName == right.typeName || left.isNumber && right.isNumber
      add(isSameType ? .value : .type, subject, left, right)
    }
  }

  private mutating func compareTexts(_ mine: String, _ other: String, _ subject: String) {
    let (mine, other) = (left.withoutAddresses(mine), right.withoutAddresses(other))
    if mine == other { return }
    let (called, otherCalled) = (left.names(of: mine), right.names(of: other))
    let isAnother = called.isDisjoint(with: otherCalled) && !(called.isEmpty && otherCalled.isEmpty)
    if isAnother, !isExact {
      add(.value, subject, .string(mine), .string(other), names: (called.min(), otherCalled.min()))
      return
    }
    let volatile = isExact ? nil : Volatile(.string(mine))
    if volatile != nil, volatile == Volatile(.string(other)) { return }
    add(.value, subject, .string(mine), .string(other))
  }

  private mutating func add(
    _ rank: Drift.Rank, _ subject: String, _ left: JSON?, _ right: JSON?, names: (left: String?, right: String?)? = nil
  ) {
    found.append(Found(rank: rank, subject: subject, left: left, right: right, names: names))
  }

  /// The member's own name: an index of a list is none.
  static func name(of subject: String) -> String { Pointer.segments(subject).last { Int($0) == nil } ?? subject }

  static func shown(_ value: JSON?, _ name: String? = nil) -> String {
    guard let text = value?.text else { return "nothing" }
    return (text.count > 80 ? text.prefix(80) + "…" : text) + (name.map { " (${\($0)})" } ?? "")
  }
}
