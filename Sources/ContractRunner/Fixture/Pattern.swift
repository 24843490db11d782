import Wire

/// A pattern for a value of an answer.
package struct Pattern: Sendable {
  package let place: Place
  package let rule: Rule

  package indirect enum Rule: Sendable {
    /// null, a boolean or a number, as it stands
    case literal(JSON)
    /// a text; `${name}` alone stands for the variable's value, of whatever type
    case text(Template)
    case type(Kind)
    /// `#integer 1..`, `#number 0..1`, `#string 1..40` (the text's length)
    case range(Kind, Template)
    case regex(Template)
    /// `#datetime ${now -60}..`, `#date`, `#http-date`
    case time(Timestamp.Form, Template?)
    /// `#uuid`, `#uuid 4`
    case uuid(version: Int?)
    /// `#media application/json`
    case media(MediaType)
    /// A text that holds another value.
    case embedded(Encoding, Pattern)
    case any
    case absent
    case optional(Pattern)
    case nullable(Pattern)
    case not(Pattern)
    case oneOf([Pattern])
    case all([Pattern])
    /// Members that are not named have to match `others`; without it there may be none.
    case object([(name: String, pattern: Pattern)], others: Pattern?)
    case array([Pattern])
    case unordered([Pattern])
    case each(Each)
  }

  package enum Encoding: Sendable {
    case json
    /// In either alphabet, with padding or without.
    case base64
  }

  package struct Each: Sendable {
    /// The pattern of every element; at least one must be there unless `count` says otherwise.
    package let element: Pattern?
    package let contains: [Pattern]
    package let count: Template?
    let order: Order?
    /// The part of the elements that must differ, as a pointer into each.
    let unique: String?
  }

  struct Order: Sendable {
    let pointer: String
    let isDescending: Bool
  }

  package enum Kind: String, Sendable, CaseIterable { case string, number, integer, boolean, null, object, array }

  /// Whether the value may be missing.
  package var acceptsAbsence: Bool {
    switch rule {
    case .absent, .optional: true
    case .oneOf(let patterns): patterns.contains(where: \.acceptsAbsence)
    case .all(let patterns): patterns.allSatisfy(\.acceptsAbsence)
    default: false
    }
  }

  package var children: [Pattern] {
    switch rule {
    case .literal, .text, .type, .range, .regex, .time, .uuid, .media, .any, .absent: []
    case .optional(let pattern), .nullable(let pattern), .not(let pattern), .embedded(_, let pattern): [pattern]
    case .oneOf(let patterns), .all(let patterns), .array(let patterns), .unordered(let patterns): patterns
    case .object(let members, let others): members.map(\.pattern) + (others.map { [$0] } ?? [])
    case .each(let each): (each.element.map { [$0] } ?? []) + each.contains
    }
  }

  package var templates: [Template] {
    let own: [Template] =
      switch rule {
      case .text(let template), .range(_, let template), .regex(let template): [template]
      case .time(_, let template?): [template]
      case .each(let each): each.count.map { [$0] } ?? []
      default: []
      }
    return own + children.flatMap(\.templates)
  }
}

extension Pattern {
  /// In words, for messages. Templates are shown as they resolve.
  package func described(_ resolve: (Template) -> JSON) -> String {
    switch rule {
    case .literal(let value): value.text
    case .text(let template): resolve(template).text
    case .type(let kind): kind.described
    case .range(.string, let range): "a string of \(resolve(range).plainText) characters"
    case .range(let kind, let range): "\(kind.described) \(resolve(range).plainText)"
    case .regex(let template): "text matching \(resolve(template).plainText)"
    case .time(let form, let range): form.described + (range.map { " in \(resolve($0).plainText)" } ?? "")
    case .uuid(let version): version.map { "a UUID of version \($0)" } ?? "a UUID"
    case .media(let type): "the media type \(type.text)"
    case .embedded(.json, let pattern): "a text that holds JSON: \(pattern.described(resolve))"
    case .embedded(.base64, let pattern): "base64 of \(pattern.described(resolve))"
    case .any: "any value"
    case .absent: "no such field"
    case .optional(let pattern): "nothing, or \(pattern.described(resolve))"
    case .nullable(let pattern): "\(pattern.described(resolve)) or null"
    case .not(let pattern): "anything but \(pattern.described(resolve))"
    case .oneOf(let patterns): "one of \(patterns.map { $0.described(resolve) }.joined(separator: ", "))"
    case .all(let patterns): patterns.map { $0.described(resolve) }.joined(separator: " and ")
    case .object(let members, _): members.isEmpty ? "an empty object" : "an object with \(Self.names(members))"
    case .array(let items): items.isEmpty ? "an empty list" : "a list of \(items.count)"
    case .unordered(let items): "a list of \(items.count), in any order"
    case .each(let each): each.described(resolve)
    }
  }

  private static func names(_ members: [(name: String, pattern: Pattern)]) -> String {
    let shown = members.prefix(6).map(\.name).joined(separator: ", ")
    return members.count > 6 ? shown + ", …" : shown
  }
}

extension Pattern.Each {
  fileprivate func described(_ resolve: (Template) -> JSON) -> String {
    let size = count.map { " of \(resolve($0).plainText)" } ?? " that is not empty"
    let all = element.map { ", each \($0.described(resolve))" } ?? ""
    let some = contains.isEmpty ? "" : ", \(contains.count) of them as named"
    let sorted =
      order.map { ", sorted\($0.pointer.isEmpty ? "" : " by \($0.pointer)")\($0.isDescending ? " downwards" : "")" }
      ?? ""
    let differing = unique.map { ", no \($0.isEmpty ? "element" : $0) twice" } ?? ""
    return "a list" + size + all + some + sorted + differing
  }
}

extension Timestamp.Form {
  fileprivate var described: String {
    switch self {
    case .datetime: "a date and time"
    case .date: "a date"
    case .httpDate: "a date as HTTP writes it"
    }
  }
}

extension Pattern.Kind {
  package var described: String {
    switch self {
    case .string: "a string"
    case .number: "a number"
    case .integer: "an integer"
    case .boolean: "a boolean"
    case .null: "null"
    case .object: "an object"
    case .array: "a list"
    }
  }

  package func accepts(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.string, .string), (.boolean, .bool), (.null, .null), (.object, .object), (.array, .array): true
    case (.number, _): value.isNumber
    case (.integer, .integer): true
    // JSON knows one kind of number, and 2.0 is the integer 2 (JSON Schema has it so too).
    case (.integer, .double), (.integer, .decimal): Numeral(value)?.isWhole ?? false
    default: false
    }
  }
}
