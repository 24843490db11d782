import Wire

/// A method and a path with `{…}`, `:…` or `<…>` for its values.
package struct Operation: Hashable, Sendable, CustomStringConvertible {
  package let method: Method
  package let segments: [String]

  package init(_ method: Method, _ path: String) {
    self.method = method
    segments = path.split(separator: "/").map { Self.isValue($0) ? "{}" : String($0) }
  }

  private static func isValue(_ segment: Substring) -> Bool {
    segment.first.map { "{:<".contains($0) } ?? false
  }

  /// `GET /user/{id}`
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let method = Method(rawValue: String(words[0])), words[1].hasPrefix("/") else { return nil }
    self.init(method, String(words[1]))
  }

  package var path: String { "/" + segments.joined(separator: "/") }
  package var description: String { "\(method.rawValue) \(path)" }

  /// Whether a request's path is of this operation, and by how many literal segments.
  package func likeness(_ method: Method, _ path: [String]) -> Int? {
    guard method == self.method, path.count == segments.count else { return nil }
    var literals = 0
    for (segment, wanted) in zip(path, segments) where wanted != "{}" {
      guard segment == wanted else { return nil }
      literals += 1
    }
    return literals
  }
}

extension Sequence where Element == Operation {
  /// The operation of a path; a literal segment wins over a value.
  package func matching(_ method: Method, _ path: String) -> Operation? {
    let segments = path.split(separator: "/").map(String.init)
    return compactMap { operation in operation.likeness(method, segments).map { ($0, operation) } }
      .max { $0.0 < $1.0 }?.1
  }
}
