import Wire

/// A search among objects of any kind. `jenny` is a part of some text or a whole number in it, `20.00` also an amount
/// of 2000; `field:value` a field's whole value, with `*` for any part of it; `field>1000`, `field<=20.00` compare
/// numbers. A field may be a path (`card.last4`), and begins with a dot where it is the object's own (`.status`). `-`
/// turns a term around, quotation marks hold words together, and every term has to hold.
package struct ObjectQuery {
  let terms: [Term]

  package var isEmpty: Bool { terms.isEmpty }

  package init(_ text: String) { terms = Self.words(text).map { Term($0) } }

  /// Words between spaces, without the quotation marks that hold some together.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text + " " {
      switch character {
      case "\"": isQuoted.toggle()
      case _ where character.isWhitespace && !isQuoted:
        if !word.isEmpty { words.append(word) }
        word = ""
      default: word.append(character)
      }
    }
    // A quotation mark that nothing closes.
    if isQuoted, !word.isEmpty { words.append(String(word.dropLast())) }
    return words
  }

  /// Whether an object, written as compact JSON, is one of those.
  func matches(_ json: [UInt8]) -> Bool { terms.allSatisfy { $0.matches(json) } }

  /// The one word that is looked for everywhere.
  var onlyWord: String? { terms.count == 1 && terms[0].path.isEmpty && !terms[0].isNegated ? terms[0].word : nil }

  struct Term {
    enum Comparison { case contains, equal, less, greater, atMost, atLeast }

    let isNegated: Bool
    let path: [[UInt8]]
    /// Whether the path begins at the object itself.
    let isRooted: Bool
    let comparison: Comparison
    let word: String
    /// As it stands in JSON, in lower case, between what stars stand for.
    private let parts: [[UInt8]]
    /// The number that it is, and the one that it is as an amount.
    private let numbers: [Int]

    init(_ text: String) {
      var rest = text[...]
      var path: [[UInt8]] = []
      var comparison = Comparison.contains
      // A negative amount is none.
      let isNegated = rest.first == "-" && rest.dropFirst().first.map { !$0.isNumber } == true
      if isNegated { rest = rest.dropFirst() }
      let isRooted = rest.first == "."
      let name = rest.prefix { $0.isLetter || $0.isNumber || "_.-".contains($0) }
      let value = rest[name.endIndex...]
      if !name.isEmpty, let (sign, found) = Self.comparison(value), !value.dropFirst(sign).hasPrefix("/") {
        path = name.split(separator: ".").map { Array($0.utf8) }
        comparison = found
        rest = value.dropFirst(sign)
      }
      self.isNegated = isNegated
      self.isRooted = isRooted && !path.isEmpty
      self.path = path
      self.comparison = comparison
      word = String(rest)
      let pieces = comparison == .equal ? rest.split(separator: "*", omittingEmptySubsequences: false) : [rest]
      parts = pieces.map { Self.written(String($0)) }
      numbers = Self.numbers(word)
    }

    private static func comparison(_ text: Substring) -> (length: Int, Comparison)? {
      let signs: [(String, Comparison)] = [
        (">=", .atLeast), ("<=", .atMost), (">", .greater), ("<", .less), (":", .equal),
      ]
      return signs.first { text.hasPrefix($0.0) && text.count > $0.0.count }.map { ($0.0.count, $0.1) }
    }

    /// Without the quotation marks of JSON.
    private static func written(_ text: String) -> [UInt8] {
      Array(JSON.string(text.lowercased()).bytes.dropFirst().dropLast())
    }

    /// `20` is itself, `20.00` and `$20.00` are 2000.
    private static func numbers(_ text: String) -> [Int] {
      if let number = Int(text) { return [number] }
      let digits = text.filter { !"$€£,".contains($0) }
      let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
      guard let whole = halves.first.flatMap({ Int($0) }), halves.count <= 2 else { return [] }
      guard halves.count == 2 else { return [whole.multipliedReportingOverflow(by: 100).partialValue] }
      guard halves[1].count == 2, let cents = Int(halves[1]), whole.magnitude < 1 << 50 else { return [] }
      return [whole * 100 + cents]
    }

    func matches(_ json: [UInt8]) -> Bool {
      guard mayMatch(json) else { return isNegated }
      var values = JSONValues(json)
      while let (kind, range) = values.next() {
        guard path.isEmpty || values.isAt(path, isWhole: isRooted) else { continue }
        if fits(kind, json[range]) { return !isNegated }
      }
      return isNegated
    }

    /// Most objects have neither the name nor the value anywhere, which is found out faster.
    private func mayMatch(_ json: [UInt8]) -> Bool {
      if let name = path.last { return json.includes(name, isCaseless: false) }
      return json.includes(parts[0], isCaseless: true)
        || numbers.contains { json.includes(Array(String($0).utf8), isCaseless: false) }
    }

    private func fits(_ kind: JSONValues.Kind, _ value: ArraySlice<UInt8>) -> Bool {
      switch (comparison, kind) {
      case (.contains, .text): return Array(value).includes(parts[0], isCaseless: true)
      case (.contains, .number): return number(value).map(numbers.contains) ?? false
      case (.contains, _): return false
      case (.equal, .container): return parts == [[], []]
      case (.equal, .number):
        return isLike(value) || (parts.count == 1 && number(value).map(numbers.contains) ?? false)
      case (.equal, .literal) where parts.count > 1: return !value.elementsEqual("null".utf8)
      case (.equal, _): return isLike(value)
      case (_, .number):
        guard let number = number(value), let wanted = numbers.first else { return false }
        switch comparison {
        case .less: return number < wanted
        case .greater: return number > wanted
        case .atMost: return number <= wanted
        default: return number >= wanted
        }
      default: return false
      }
    }

    private func number(_ value: ArraySlice<UInt8>) -> Int? { Int(String(decoding: value, as: UTF8.self)) }

    /// Whether a value is the parts with anything where there is a star between two of them.
    private func isLike(_ value: ArraySlice<UInt8>) -> Bool {
      let text = value.map(lowercased)
      guard parts.count > 1 else { return text == parts[0] }
      guard text.starts(with: parts[0]) else { return false }
      var rest = text[parts[0].count...]
      for part in parts[1..<parts.count - 1] {
        guard let start = Array(rest).position(of: part, isCaseless: false) else { return false }
        rest = rest.dropFirst(start + part.count)
      }
      let last = parts[parts.count - 1]
      return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

extension [UInt8] {
  fileprivate func includes(_ part: [UInt8], isCaseless: Bool) -> Bool {
    position(of: part, isCaseless: isCaseless) != nil
  }

  /// - Parameter isCaseless: the part is in lower case, and capitals among these bytes count as small letters.
  fileprivate func position(of part: [UInt8], isCaseless: Bool) -> Int? {
    guard let first = part.first else { return 0 }
    return withUnsafeBufferPointer { bytes in
      part.withUnsafeBufferPointer { part in
        guard bytes.count >= part.count else { return nil }
        let capital = isCaseless && 0x61...0x7A ~= first ? first & 0xDF : first
        for start in 0...bytes.count - part.count where bytes[start] == first || bytes[start] == capital {
          var length = 1
          while length < part.count {
            let byte = bytes[start + length]
            guard (isCaseless ? lowercased(byte) : byte) == part[length] else { break }
            length += 1
          }
          if length == part.count { return start }
        }
        return nil
      }
    }
  }
}
