/// `1..5`, `1..`, `..5` or `3`; both ends belong to it.
package struct Bounds: Sendable {
  let lower: Numeral?
  let upper: Numeral?

  package init?(_ text: String) {
    guard let dots = text.firstRange(of: "..") else {
      guard let value = Numeral(text) else { return nil }
      (lower, upper) = (value, value)
      return
    }
    let start = text[..<dots.lowerBound]
    let end = text[dots.upperBound...]
    (lower, upper) = (Numeral(start), Numeral(end))
    if start.isEmpty && end.isEmpty || lower == nil && !start.isEmpty || upper == nil && !end.isEmpty { return nil }
    if let lower, let upper, upper < lower { return nil }
  }

  func contains(_ value: Numeral) -> Bool {
    if let lower, value < lower { return false }
    if let upper, upper < value { return false }
    return true
  }

  func contains(_ count: Int) -> Bool { Numeral(.integer(count)).map(contains) ?? false }
}
