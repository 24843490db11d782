import Wire

/// One way to break an answer at one place. What a pattern leaves open by its own words is no mutant.
package struct Mutant: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case dropped, nulled, retyped, changed, emptied, lengthened, extended
  }

  package let kind: Kind
  package let subject: String
  /// The broken value; nil where there is none any more.
  package let value: JSON?
  /// The assertion that has to notice.
  package let pattern: Pattern
}

/// Makes the mutants of a value for the pattern that was held against it.
struct Breakage {
  private let pattern: Pattern
  private let subject: String
  private let value: JSON

  init(_ assertion: Matcher.Assertion, _ value: JSON) {
    pattern = assertion.pattern
    subject = assertion.subject
    self.value = value
  }

  func mutants(_ matcher: inout Matcher) -> [Mutant] {
    var mutants: [Mutant] = []
    if !subject.isEmpty, !isElement, !pattern.acceptsAbsence { mutants.append(mutant(.dropped, nil)) }
    let bounded = pattern.core
    if !value.isNull, !bounded.allows(.null) { mutants.append(mutant(.nulled, .null)) }
    if !bounded.allows(retyped) { mutants.append(mutant(.retyped, retyped)) }
    for wrong in bounded.wrongValues(for: value, &matcher) { mutants.append(mutant(.changed, wrong)) }
    return mutants + structural(bounded)
  }

  private func mutant(_ kind: Mutant.Kind, _ value: JSON?) -> Mutant {
    Mutant(kind: kind, subject: subject, value: value, pattern: pattern)
  }

  /// An element cannot be missing from its place: its list is shorter, which is the list's own mutant.
  private var isElement: Bool { Pointer.segments(subject).last.flatMap { Int($0) } != nil }

  /// A value of another type that looks as much like it as it can.
  private var retyped: JSON {
    switch value {
    case .null: "null"
    case .bool(let value): .string("\(value)")
    case .integer, .double, .decimal: .string(value.text)
    case .string(let text): Int(text).map(JSON.integer) ?? 41
    case .array(let items): .object(JSON.Object(items.enumerated().map { ("\($0.offset)", $0.element) }))
    case .object(let members): .array(members.map(\.value))
    }
  }

  private func structural(_ rule: Pattern) -> [Mutant] {
    switch (rule.rule, value) {
    case (.object(_, others: nil), .object(var members)):
      members["nestboxMutant"] = true
      return [mutant(.extended, .object(members))]
    case (.array, .array(let items)), (.unordered, .array(let items)):
      let longer = mutant(.lengthened, .array(items + [items.last ?? .null]))
      return items.isEmpty ? [longer] : [longer, mutant(.emptied, [])]
    case (.each(let each), .array(let items)):
      let constant = each.count.map { $0.constant } ?? "1.."
      let mayBeEmpty = constant.flatMap { Bounds($0) }?.contains(0) ?? false
      return (items.isEmpty || mayBeEmpty ? [] : [mutant(.emptied, [])]) + disordered(each, items)
    default: return []
    }
  }
}

extension Breakage {
  /// The order turned around, and an element there twice.
  private func disordered(_ each: Pattern.Each, _ items: [JSON]) -> [Mutant] {
    var mutants: [Mutant] = []
    let key = each.order?.pointer ?? ""
    if each.order != nil, let first = items.first, let last = items.last, first != last,
      Pointer.find(key, in: first) != Pointer.find(key, in: last)
    {
      mutants.append(mutant(.changed, .array(items.reversed())))
    }
    if each.unique != nil, each.count == nil, let last = items.last {
      mutants.append(mutant(.lengthened, .array(items + [last])))
    }
    return mutants
  }
}

extension Pattern {
  /// The pattern for a value that is there.
  fileprivate var core: Pattern {
    if case .optional(let inner) = rule { inner.core } else { self }
  }

  /// Whether the pattern leaves this open by its own words, as `#any`, `#string?` and a choice of types do.
  fileprivate func allows(_ value: JSON) -> Bool {
    switch rule {
    case .any, .not: true
    case .embedded: false
    case .type(let kind): kind.accepts(value)
    case .nullable(let inner): value.isNull || inner.allows(value)
    case .optional(let inner): inner.allows(value)
    case .oneOf(let patterns): patterns.contains { $0.allows(value) }
    case .all(let patterns): patterns.allSatisfy { $0.allows(value) }
    case .literal(.null): value.isNull
    default: false
    }
  }

  /// Values of the same type that the pattern has to refuse.
  fileprivate func wrongValues(for value: JSON, _ matcher: inout Matcher) -> [JSON] {
    switch rule {
    case .literal, .text, .oneOf: Self.changed(value)
    case .regex, .uuid, .media, .embedded: value.string.map { ["", .string("~" + $0), .string($0 + "~")] } ?? []
    case .time(let form, let range): Self.wrongTimes(form, range.map { matcher.resolved($0).plainText })
    case .range(let kind, let template): Self.outside(Bounds(matcher.resolved(template).plainText), kind)
    case .nullable(let inner): value.isNull ? [] : inner.wrongValues(for: value, &matcher)
    case .optional(let inner): inner.wrongValues(for: value, &matcher)
    case .all(let patterns): patterns.flatMap { $0.wrongValues(for: value, &matcher) }
    case .not(let inner): inner.forbidden(&matcher)
    case .type, .any, .absent, .object, .array, .unordered, .each: []
    }
  }

  private static func wrongTimes(_ form: Timestamp.Form, _ range: String?) -> [JSON] {
    let (early, late) =
      switch form {
      case .datetime: ("1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
      case .date: ("1970-01-01", "9999-12-31")
      case .httpDate: ("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")
      }
    let bounds = range.flatMap { TimeBounds($0, form) }
    let outside = [early, late].filter { text in
      Timestamp.seconds(text, form).map { bounds?.contains($0) == false } ?? false
    }
    return ["", "2026-13-01"] + outside.map(JSON.string)
  }

  /// The value itself, where the pattern is one.
  private func forbidden(_ matcher: inout Matcher) -> [JSON] {
    switch rule {
    case .literal(let value): [value]
    case .text(let template): [matcher.resolved(template)]
    default: []
    }
  }

  private static func changed(_ value: JSON) -> [JSON] {
    switch value {
    case .null, .array, .object: []
    case .bool(let value): [.bool(!value)]
    case .integer(let value): [.integer(value &+ 1), .integer(value == 0 ? -1 : 0)]
    case .double(let value): [.double(value + 1)]
    // One unit of the last digit more, which a comparison of doubles would not see.
    case .decimal(let text): [Numeral(text)?.successor.json ?? 0]
    case .string(let text): [.string(text + "~"), ""].filter { $0 != value }
    }
  }

  private static func outside(_ bounds: Bounds?, _ kind: Kind) -> [JSON] {
    guard let bounds else { return [] }
    let edges = [bounds.lower?.predecessor, bounds.upper?.successor].compactMap(\.self)
    if kind != .string { return edges.map(\.json) }
    let lengths = edges.compactMap { Int($0.text) }.filter { (0..<10_000).contains($0) }
    return lengths.map { .string(String(repeating: "x", count: $0)) }
  }

  /// Asserted by its type alone: any other value of the type is as good.
  var isLoose: Bool {
    switch rule {
    case .any, .type(.string), .type(.number), .type(.integer), .type(.boolean), .type(.object), .type(.array): true
    case .optional(let inner), .nullable(let inner): inner.isLoose
    default: false
    }
  }
}
