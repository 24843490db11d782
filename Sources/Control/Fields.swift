import Wire

/// The fields that the body or the query of a control call may have: `Fields("all: boolean; state: pending|failed;
/// limit: integer")`. Other fields are refused with a suggestion, so that a typing error does not pass for a call that
/// worked.
///
///     path: string                       a text
///     status: integer(200...599)         a whole number, also `integer` and `integer(1...)`
///     probability: number(0...1)
///     override: list                     also `object`
///     after: boolean
///     state: pending|failed              one of these words
///     duplicate: integer(1...)|boolean   one of several
struct Fields {
  indirect enum Kind {
    case string, boolean, list, object
    case integer(least: Int?, most: Int?)
    case number(least: Int?, most: Int?)
    case words([String])
    case either([Kind])

    init(_ text: String) {
      let parts = text.split(separator: "|").map(String.init)
      let words = parts.filter { Self.builtIn($0) == nil }
      let kinds = parts.compactMap(Self.builtIn) + (words.isEmpty ? [] : [.words(words)])
      self = kinds.count == 1 ? kinds[0] : .either(kinds)
    }

    private static func builtIn(_ text: String) -> Kind? {
      let parts = text.split { $0 == "(" || $0 == ")" }
      let ends = parts.dropFirst().first.map { range in
        range.split(separator: "...", omittingEmptySubsequences: false).map { Int($0) }
      }
      switch parts.first {
      case "string": return .string
      case "boolean": return .boolean
      case "list": return .list
      case "object": return .object
      case "integer": return .integer(least: ends?.first ?? nil, most: ends?.last ?? nil)
      case "number": return .number(least: ends?.first ?? nil, most: ends?.last ?? nil)
      default: return nil
      }
    }

    /// The value in a body, or its text in a query.
    func holds(_ value: JSON, isText: Bool) -> Bool {
      switch self {
      case .string: return value.string != nil
      case .list: return value.array != nil
      case .object: return value.object != nil
      case .boolean: return value.bool != nil || isText && ["true", "false"].contains(value.string ?? "")
      case .integer(let least, let most):
        guard let number = value.integer ?? (isText ? value.string.flatMap { Int($0) } : nil) else { return false }
        return number >= least ?? .min && number <= most ?? .max
      case .number(let least, let most):
        guard let number = value.number ?? (isText ? value.string.flatMap { Double($0) } : nil) else { return false }
        return number >= least.map(Double.init) ?? -.infinity && number <= most.map(Double.init) ?? .infinity
      case .words(let words): return words.contains(value.string ?? "")
      case .either(let kinds): return kinds.contains { $0.holds(value, isText: isText) }
      }
    }

    /// Completes “is …”.
    var expectation: String {
      switch self {
      case .string: "a text"
      case .boolean: "true or false"
      case .list: "a list"
      case .object: "an object"
      case .integer(let least, let most): "a whole number" + Self.range(least, most)
      case .number(let least, let most): "a number" + Self.range(least, most)
      case .words(let words): "one of " + words.joined(separator: ", ")
      case .either(let kinds): kinds.map(\.expectation).joined(separator: " or ")
      }
    }

    private static func range(_ least: Int?, _ most: Int?) -> String {
      (least.map { " from \($0)" } ?? "") + (most.map { " to \($0)" } ?? "")
    }

    var words: [String] {
      switch self {
      case .words(let words): words
      case .either(let kinds): kinds.flatMap(\.words)
      default: []
      }
    }
  }

  private let text: String

  init(_ text: String = "") { self.text = text }

  /// Read when they are asked for, and not when the sandbox starts.
  var kinds: [(name: String, kind: Kind)] {
    "\(text); sandbox: string".split(separator: ";").compactMap { field in
      let parts = field.split(separator: ":").map { String($0.filter { $0 != " " }) }
      return parts.count == 2 ? (parts[0], Kind(parts[1])) : nil
    }
  }

  func check(query: JSON.Object) throws(ControlError) { try check(query, in: "query", isText: true) }

  func check(body: JSON.Object) throws(ControlError) { try check(body, in: "body", isText: false) }

  /// - Parameter isText: numbers and the like are given as texts, as a query does.
  private func check(_ object: JSON.Object, in place: String, isText: Bool) throws(ControlError) {
    if object.isEmpty { return }
    let kinds = kinds
    for (name, value) in object {
      guard let kind = kinds.first(where: { $0.name == name })?.kind else {
        throw ControlError(400, "The \(place) has no “\(name)”\(meant(name))")
      }
      if !kind.holds(value, isText: isText) {
        let meant = suggestion(for: value.string ?? "", among: kind.words).map { ": did you mean “\($0)”?" } ?? "."
        throw ControlError(400, "“\(name)” in the \(place) is \(kind.expectation), not \(value.text)\(meant)")
      }
    }
  }

  private func meant(_ name: String) -> String {
    let names = kinds.map(\.name)
    if let near = suggestion(for: name, among: names) { return ": did you mean “\(near)”?" }
    return "; it takes \(names.map { "“\($0)”" }.joined(separator: ", "))."
  }
}

extension Fields.Kind {
  /// The same as JSON Schema.
  var schema: JSON {
    switch self {
    case .string: ["type": "string"]
    case .boolean: ["type": "boolean"]
    case .list: ["type": "array", "items": [:]]
    case .object: ["type": "object"]
    case .integer(let least, let most): Self.number("integer", least, most)
    case .number(let least, let most): Self.number("number", least, most)
    case .words(let words): ["type": "string", "enum": .array(words.map(JSON.string))]
    case .either(let kinds): ["anyOf": .array(kinds.map(\.schema))]
    }
  }

  private static func number(_ type: String, _ least: Int?, _ most: Int?) -> JSON {
    var schema: JSON.Object = ["type": .string(type)]
    if let least { schema["minimum"] = .integer(least) }
    if let most { schema["maximum"] = .integer(most) }
    return .object(schema)
  }
}
