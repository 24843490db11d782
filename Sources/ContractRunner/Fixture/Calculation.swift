import Wire

/// `${total + 5}`, `${price * quantity round 2}`: sums and products of variables and numbers, exactly.
package struct Calculation: Sendable {
  enum Operand: Sendable {
    case number(Numeral)
    case reference(Template.Reference)
  }

  enum Operator: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case by = "/"
  }

  enum Ending: Sendable {
    /// A number with at most so many digits behind the point.
    case round(Int)
    /// A text with exactly so many.
    case fixed(Int)
  }

  let first: Operand
  let rest: [(sign: Operator, operand: Operand)]
  let ending: Ending?
  package let source: String

  var references: [Template.Reference] {
    ([first] + rest.map(\.operand)).compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
  }

  /// Whether the words are meant as a calculation: an operator, or an ending, stands behind the first one.
  static func isMeant(_ words: [String]) -> Bool {
    words.count > 1 && (Operator(rawValue: words[1]) != nil || ["round", "fixed"].contains(words[1]))
  }

  /// Nil if it is none; `operand` reads what is no number.
  init?(_ text: String, _ words: [String], _ operand: (String) -> Template.Reference?) {
    func read(_ word: String) -> Operand? {
      Numeral(word).map(Operand.number) ?? operand(word).map(Operand.reference)
    }
    var words = words[...]
    ending = Self.takeEnding(&words)
    guard let first = words.popFirst().flatMap(read) else { return nil }
    var rest: [(sign: Operator, operand: Operand)] = []
    while let word = words.popFirst() {
      guard let sign = Operator(rawValue: word), let next = words.popFirst().flatMap(read) else { return nil }
      rest.append((sign, next))
    }
    self.first = first
    self.rest = rest
    source = text
  }

  private static func takeEnding(_ words: inout ArraySlice<String>) -> Ending? {
    guard let places = words.last.flatMap({ Int($0) }), (0...20).contains(places) else { return nil }
    switch words.dropLast().last {
    case "round":
      words = words.dropLast(2)
      return .round(places)
    case "fixed":
      words = words.dropLast(2)
      return .fixed(places)
    default: return nil
    }
  }

  /// Products come before sums. Nil where something is divided by zero.
  func value<Failure: Error>(_ number: (Operand) throws(Failure) -> Numeral) throws(Failure) -> JSON? {
    var sum = Numeral.zero
    var sign = Operator.plus
    var product = try number(first)
    for (next, operand) in rest {
      let value = try number(operand)
      switch next {
      case .times: product = product * value
      case .by:
        guard let quotient = product.divided(by: value) else { return nil }
        product = quotient
      case .plus, .minus:
        sum = sign == .plus ? sum + product : sum - product
        (sign, product) = (next, value)
      }
    }
    let total = sign == .plus ? sum + product : sum - product
    switch ending {
    case .round(let places): return total.rounded(places).json
    case .fixed(let places): return .string(total.rounded(places).text(places))
    case nil: return total.json
    }
  }
}
