import Wire

/// The operations that a line of a document names.
enum DocumentLine {
  struct Found {
    let operation: Operation
    let name: String
    /// The line is about it; otherwise a sentence speaks of it.
    let isDeclared: Bool
  }

  static func operations(_ line: String, isMarkdown: Bool) -> [Found] {
    if let whole = whole(line) { return [whole] }
    if !isMarkdown, let last = last(line) { return [last] }
    return mentioned(line)
  }

  /// `` `POST /user` `` alone on its line, or a heading that is one.
  private static func whole(_ line: String) -> Found? {
    let bare = line.drop { "#` *-".contains($0) }.reversed().drop { "` *".contains($0) }.reversed()
    return found(String(bare), isDeclared: true)
  }

  /// In text, one at the end of a line: a page has lost what stood between a title and its path.
  private static func last(_ line: String) -> Found? {
    for method in Method.allCases.map(\.rawValue) {
      for separator in [" /", "/"] {
        guard let range = line.ranges(of: method + separator).last else { continue }
        let path = line[range.lowerBound...].dropFirst(method.count).drop { $0 == " " }
        let isWord = line[..<range.lowerBound].last.map { $0.isUppercase } ?? false
        if !isWord, !path.contains(where: \.isWhitespace) { return found("\(method) \(path)", isDeclared: true) }
      }
    }
    return nil
  }

  /// `POST /signup` in the middle of a sentence, in backticks or not.
  private static func mentioned(_ line: String) -> [Found] {
    let words = line.split { $0 == " " || $0 == "\t" }
    return zip(words, words.dropFirst()).compactMap { method, path in
      let method = method.drop { "`(*\"“|".contains($0) }
      let path = path.reversed().drop { "`).,;:*\"”|".contains($0) }.reversed()
      return found("\(method) \(String(path))", isDeclared: false)
    }
  }

  /// A whole address counts by its path, and a path without its query.
  static func found(_ text: String, isDeclared: Bool) -> Found? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2, Method(rawValue: words[0]) != nil else { return nil }
    var path = words[1]
    if let scheme = path.firstRange(of: "://") {
      path = String(path[scheme.upperBound...].drop { $0 != "/" })
    }
    for query in ["{?", "{&", "?"] {
      if let range = path.firstRange(of: query) { path = String(path[..<range.lowerBound]) }
    }
    let name = "\(words[0]) \(path)"
    let isPath = path.allSatisfy { $0.isLetter || $0.isNumber || "/-_.~{}:<>*+@!$&'()[],;=%".contains($0) }
    guard path.count > 1 || path == "/", isPath, let operation = Operation(name) else { return nil }
    return Found(operation: operation, name: name, isDeclared: isDeclared)
  }
}
