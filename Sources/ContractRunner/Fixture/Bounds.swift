/// `1..5`, `1..`, `..5` or `3`; both ends belong to it.
package struct Bounds: Sendable {
  let lower: Double
  let upper: Double

  package init?(_ text: String) {
    guard let dots = text.firstRange(of: "..") else {
      guard let value = Double(text) else { return nil }
      (lower, upper) = (value, value)
      return
    }
    let start = text[..<dots.lowerBound]
    let end = text[dots.upperBound...]
    guard !(start.isEmpty && end.isEmpty), let lower = start.isEmpty ? -.infinity : Double(start),
      let upper = end.isEmpty ? .infinity : Double(end), lower <= upper
    else { return nil }
    (self.lower, self.upper) = (lower, upper)
  }

  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
