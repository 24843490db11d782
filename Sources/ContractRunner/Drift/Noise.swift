import Wire

/// The differences between two runs on one and the same target, which tell nothing about another: drawn numbers,
/// counters, the order of things done at once.
struct Noise {
  /// By contract, step and subject: the two values.
  private var places: [String: (JSON?, JSON?)] = [:]
  /// In how many places a member of this name is noisy.
  private var names: [String: Int] = [:]

  init() {}

  init(_ first: SuiteResult, _ second: [String: ContractResult]) {
    for result in first.results {
      guard let again = second[Drift.key(result)] else { continue }
      for (index, pair) in Drift.pairs(result, again).enumerated() {
        for found in Drift.differences(pair.0, pair.1) where found.rank == .value {
          places[Self.place(found, result, index)] = (found.left, found.right)
          names[Self.name(found), default: 0] += 1
        }
      }
    }
  }

  func covers(_ found: Comparison.Found, _ result: ContractResult, _ index: Int) -> Bool {
    guard found.rank == .value else { return false }
    let isKnown = places[Self.place(found, result, index)] != nil || names[Self.name(found), default: 0] > 1
    guard isKnown else { return false }
    guard let left = found.left?.string, let right = found.right?.string else { return true }
    guard case (.string(let first)?, .string(let second)?)? = places[Self.place(found, result, index)] else {
      return Volatile.skeleton(left) == Volatile.skeleton(right)
    }
    // A word that is drawn anew in each run may happen to look like a plain one.
    if Volatile.isWord(left), Volatile.isWord(right), left.count == right.count { return true }
    // A value that is the same in both runs has to be the same here.
    return Volatile.skeleton(first) != Volatile.skeleton(second) || Volatile.skeleton(left) == Volatile.skeleton(right)
  }

  private static func place(_ found: Comparison.Found, _ result: ContractResult, _ index: Int) -> String {
    "\(Drift.key(result)) \(index) \(found.subject)"
  }

  /// The member's own name: an index of a list is none.
  private static func name(_ found: Comparison.Found) -> String {
    Pointer.segments(found.subject).last { Int($0) == nil } ?? found.subject
  }
}
