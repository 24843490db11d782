/// A query in Stripe's search language: clauses joined by AND or by OR, never both.
struct SearchQuery: Equatable {
  enum Operator: Character, CaseIterable {
    case equal = ":"
    case contains = "~"
    case greater = ">"
    case less = "<"
    case atLeast = "≥"
    case atMost = "≤"
  }

  enum Value: Equatable {
    case text(String)
    case number(Int)
    case null
  }

  struct Clause: Equatable {
    let isNegated: Bool
    let field: String
    let key: String?
    let comparison: Operator
    let value: Value
  }

  let clauses: [Clause]
  let isAlternative: Bool

  init(_ text: String) throws(StripeError) {
    var reader = Reader(text)
    var clauses = [try reader.clause()]
    var joints = Set<String>()
    while !reader.isAtEnd {
      joints.insert(try reader.joint())
      clauses.append(try reader.clause())
    }
    guard joints.count <= 1 else {
      throw StripeError("You may not use both AND and OR in the same search query.", param: "query")
    }
    self.clauses = clauses
    isAlternative = joints.contains("OR")
  }
}

extension SearchQuery {
  private struct Reader {
    private let text: [Character]
    private var position = 0

    init(_ text: String) {
      self.text = Array(text)
      skipSpace()
    }

    var isAtEnd: Bool { position >= text.count }

    private static var failure: StripeError {
      StripeError(
        """
        We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for \
        metadata or key:"value" to query for other fields.
        """, param: "query")
    }

    private mutating func skipSpace() {
      while position < text.count, text[position].isWhitespace { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
      guard position < text.count, text[position] == character else { return false }
      position += 1
      return true
    }

    private mutating func word() -> String {
      let start = position
      while position < text.count, text[position].isLetter || text[position].isNumber || "_.".contains(text[position]) {
        position += 1
      }
      return String(text[start..<position])
    }

    /// `AND` if nothing is said, in any case.
    mutating func joint() throws(StripeError) -> String {
      let start = position
      let joint = word().uppercased()
      guard joint == "AND" || joint == "OR" else {
        position = start
        return "AND"
      }
      skipSpace()
      guard !isAtEnd else { throw Self.failure }
      return joint
    }

    mutating func clause() throws(StripeError) -> Clause {
      let isNegated = take("-")
      let field = word()
      guard !field.isEmpty else { throw Self.failure }
      var key: String?
      if take("[") {
        key = try quoted()
        guard take("]") else { throw Self.failure }
      }
      let comparison = try comparison()
      let value = try value()
      skipSpace()
      return Clause(isNegated: isNegated, field: field, key: key, comparison: comparison, value: value)
    }

    private mutating func comparison() throws(StripeError) -> Operator {
      if take(":") { return .equal }
      if take("~") { return .contains }
      if take(">") { return take("=") ? .atLeast : .greater }
      if take("<") { return take("=") ? .atMost : .less }
      throw Self.failure
    }

    private mutating func value() throws(StripeError) -> Value {
      guard position < text.count else { throw Self.failure }
      if text[position] == "\"" || text[position] == "'" { return .text(try quoted()) }
      let isNegative = take("-")
      let word = word()
      if word.lowercased() == "null", !isNegative { return .null }
      if let number = Int((isNegative ? "-" : "") + word) { return .number(number) }
      guard !word.isEmpty, !isNegative else { throw Self.failure }
      return .text(word)
    }

    private mutating func quoted() throws(StripeError) -> String {
      guard position < text.count, text[position] == "\"" || text[position] == "'" else { throw Self.failure }
      let quote = text[position]
      position += 1
      var value = ""
      while position < text.count {
        let character = text[position]
        position += 1
        if character == quote { return value }
        guard character == "\\" else {
          value.append(character)
          continue
        }
        guard position < text.count else { throw Self.failure }
        value.append(text[position])
        position += 1
      }
      throw Self.failure
    }
  }
}
