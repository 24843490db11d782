import Wire

/// The differences between two runs on one and the same target, which tell nothing about another: drawn values, counters, the
/// order of things done at once. The words of a drawn text that are the same in both runs have to be the same here.
struct Noise {
  /// By contract, step and subject: the two values.
  private var places: [String: Comparison.Found] = [:]
  /// By the name of the member: in how many places it is noisy, and in how many it is at all.
  private var names: [String: (noisy: Int, all: Int)] = [:]
  /// Where even what the story has a name for differs.
  private var crossed: Set<String> = []

  init() {}

  init(_ first: SuiteResult, _ second: [String: ContractResult]) {
    for result in first.results {
      guard let again = second[Drift.key(result)] else { continue }
      for (index, pair) in Drift.pairs(result, again).enumerated() {
        let comparison = Drift.comparison(pair.0, pair.1, isExact: true)
        for (name, count) in comparison.leaves { names[name, default: (0, 0)].all += count }
        for found in comparison.found where found.rank == .value {
          places[Self.place(found, result, index)] = found
          names[Comparison.name(of: found.subject), default: (0, 0)].noisy += 1
        }
        for found in Drift.differences(pair.0, pair.1) where found.names != nil {
          crossed.insert(Self.place(found, result, index))
        }
      }
    }
  }

  func covers(_ found: Comparison.Found, _ result: ContractResult, _ index: Int) -> Bool {
    let place = Self.place(found, result, index)
    guard found.rank == .value else { return false }
    if found.names != nil { return crossed.contains(place) }
    if let known = places[place] {
      guard let first = known.left?.string, let second = known.right?.string, let other = found.right?.string else {
        return true
      }
      return DrawnText(first, second).accepts(other)
    }
    // Of a few values, two runs may have drawn the same one.
    guard let name = names[Comparison.name(of: found.subject)], name.noisy > 1, name.noisy * 4 > name.all else {
      return false
    }
    guard let left = found.left?.string, let right = found.right?.string else { return true }
    return Volatile.skeleton(left) == Volatile.skeleton(right)
  }

  private static func place(_ found: Comparison.Found, _ result: ContractResult, _ index: Int) -> String {
    "\(Drift.key(result)) \(index) \(found.subject)"
  }
}
