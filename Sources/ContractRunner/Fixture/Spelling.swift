/// The candidate that was probably meant: at most a third of its letters away.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let ranked = candidates.map { (distance(Array(word), Array($0)), $0) }.min { $0.0 < $1.0 }
  guard let (edits, best) = ranked, edits <= max(1, best.count / 3) else { return nil }
  return best
}

func didYouMean(_ word: String, _ candidates: some Sequence<String>) -> String {
  nearest(to: word, among: candidates).map { "; did you mean “\($0)”?" } ?? ""
}

private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for (column, other) in right.enumerated() {
      let above = row[column + 1]
      row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
      diagonal = above
    }
  }
  return row[right.count]
}
