/// The name that a mistyped one probably means: the nearest, if it is near enough to be no guess.
package func suggestion(for typed: String, among names: some Sequence<String>) -> String? {
  let allowed = max(1, min(3, typed.count / 3))
  let near = names.map { (name: $0, distance: editDistance(typed, $0)) }.filter { $0.distance <= allowed }
  if let nearest = near.min(by: { $0.distance < $1.distance }) { return nearest.name }
  let longer = names.filter { $0.hasPrefix(typed) }
  return typed.count > 1 && longer.count == 1 ? longer.first : nil
}

/// Insertions, deletions, replacements and swaps of neighbours between two names (optimal string alignment).
package func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.utf8)
  let right = Array(right.utf8)
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1]
    for j in right.indices {
      var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, beforeLast[j - 1] + 1) }
      row.append(best)
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
