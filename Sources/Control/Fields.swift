import Wire

/// What the body or the query of a control call may say: `Fields("all: boolean; state: pending|failed; limit: integer")`.
/// Anything else is refused with what was probably meant, so that a typing error does not pass for a call that worked.
struct Fields {
  private enum Kind {
    case string, boolean, integer, list
    case choice([String])
  }

  private let kinds: [(name: String, kind: Kind)]

  init(_ text: String = "") {
    kinds = "\(text); sandbox: string".split(separator: ";").compactMap { field in
      let parts = field.split(separator: ":").map { String($0.filter { $0 != " " }) }
      guard parts.count == 2 else { return nil }
      switch parts[1] {
      case "string": return (parts[0], .string)
      case "boolean": return (parts[0], .boolean)
      case "integer": return (parts[0], .integer)
      case "list": return (parts[0], .list)
      default: return (parts[0], .choice(parts[1].split(separator: "|").map(String.init)))
      }
    }
  }

  func check(query: JSON.Object) throws(ControlError) { try check(query, in: "query", isText: true) }

  func check(body: JSON.Object) throws(ControlError) { try check(body, in: "body", isText: false) }

  /// - Parameter isText: numbers and the like are given as texts, as a query does.
  private func check(_ object: JSON.Object, in place: String, isText: Bool) throws(ControlError) {
    for (name, value) in object {
      guard let kind = kinds.first(where: { $0.name == name })?.kind else {
        throw ControlError(400, "The \(place) has no “\(name)”\(meant(name))")
      }
      if let expected = Self.complaint(kind, value, isText) {
        let meant = Self.meant(kind, value)
        throw ControlError(400, "“\(name)” in the \(place) is \(expected), not \(value.text)\(meant)")
      }
    }
  }

  private func meant(_ name: String) -> String {
    let names = kinds.map(\.name)
    if let near = suggestion(for: name, among: names) { return ": did you mean “\(near)”?" }
    return "; it takes \(names.map { "“\($0)”" }.joined(separator: ", "))."
  }

  private static func meant(_ kind: Kind, _ value: JSON) -> String {
    guard case .choice(let choices) = kind, let text = value.string else { return "." }
    return suggestion(for: text, among: choices).map { ": did you mean “\($0)”?" } ?? "."
  }

  /// What would be right, where this is not.
  private static func complaint(_ kind: Kind, _ value: JSON, _ isText: Bool) -> String? {
    let text = isText ? value.string : nil
    return switch kind {
    case .string: value.string == nil ? "a text" : nil
    case .list: value.array == nil ? "a list" : nil
    case .boolean: value.bool == nil && text != "true" && text != "false" ? "true or false" : nil
    case .integer: value.integer == nil && text.flatMap { Int($0) } == nil ? "a whole number" : nil
    case .choice(let choices):
      choices.contains(value.string ?? "") ? nil : "one of " + choices.joined(separator: ", ")
    }
  }
}
