/// Finds the name that was meant by a misspelled one, for the sentence that Stripe adds to `Received unknown parameter`.
enum Spelling {
  /// The one of these names that is a letter or two away. Nil: none is near.
  static func suggestion(for name: String, among names: [String]) -> String? {
    let allowed = max(1, name.utf8.count / 4)
    var best: (name: String, distance: Int)?
    // Lengths that differ by more are further away than that, and need not be compared letter by letter.
    for candidate in names where abs(candidate.utf8.count - name.utf8.count) <= allowed {
      let distance = distance(Array(name.utf8), Array(candidate.utf8))
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Levenshtein's: how many letters to add, drop or replace.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
