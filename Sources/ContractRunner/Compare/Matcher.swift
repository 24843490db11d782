import Wire

/// Holds a value against a pattern, and keeps every difference and every assertion made on the way.
struct Matcher {
  /// A pattern that was held against the value at a pointer.
  struct Assertion: Sendable {
    let subject: String
    let pattern: Pattern
  }

  private(set) var differences: [Difference] = []
  private(set) var assertions: [Assertion] = []
  private var variables: Variables
  private var expressions: [String: Regex<AnyRegexOutput>] = [:]

  init(_ variables: Variables) { self.variables = variables }

  /// Forgets what was found, and keeps the compiled expressions for the next value.
  mutating func reset(_ variables: Variables) {
    self.variables = variables
    differences.removeAll(keepingCapacity: true)
    assertions.removeAll(keepingCapacity: true)
  }

  mutating func note(_ difference: Difference) { differences.append(difference) }

  /// `value` is nil where there is none. `kind` is what a difference of this value itself is called.
  mutating func match(_ pattern: Pattern, _ value: JSON?, at subject: String, _ kind: Difference.Kind? = nil) {
    assertions.append(Assertion(subject: subject, pattern: pattern))
    guard let value else {
      if !pattern.acceptsAbsence { differ(kind ?? .missing, pattern, nil, subject) }
      return
    }
    switch pattern.rule {
    case .any: break
    case .absent: differ(kind ?? .extra, pattern, value, subject)
    case .optional(let inner): match(inner, value, at: subject, kind)
    case .nullable(let inner): if !value.isNull { match(inner, value, at: subject, kind) }
    case .object(let members, let others): matchObject(pattern, members, others, value, subject)
    case .array(let items): matchArray(pattern, items, value, subject)
    case .unordered(let items): matchUnordered(pattern, items, value, subject)
    case .each(let each): matchEach(pattern, each, value, subject)
    case .all(let patterns): for inner in patterns { match(inner, value, at: subject, kind) }
    default:
      if !holds(pattern, value) { differ(kind ?? Self.kind(pattern, value), pattern, value, subject) }
    }
  }

  func described(_ pattern: Pattern) -> String {
    var variables = variables
    return pattern.described { (try? variables.resolve($0)) ?? .string($0.source) }
  }

  private mutating func differ(_ kind: Difference.Kind, _ pattern: Pattern, _ value: JSON?, _ subject: String) {
    differences.append(
      Difference(kind, subject, expected: described(pattern), actual: value, at: pattern.place))
  }

  /// For rules of one value: whether it holds.
  private mutating func holds(_ pattern: Pattern, _ value: JSON) -> Bool {
    switch pattern.rule {
    case .literal(let wanted): return value == wanted || (wanted.number != nil && wanted.number == value.number)
    case .text(let template): return value == resolved(template)
    case .type(let kind): return kind.accepts(value)
    case .range(let kind, let template):
      guard kind.accepts(value), let bounds = Bounds(resolved(template).plainText) else { return false }
      return bounds.contains(value.number ?? Double(value.string?.count ?? 0))
    case .regex(let template): return matches(template, value.string)
    case .not(let inner): return !matchesAlone(inner, value)
    case .oneOf(let patterns):
      for inner in patterns where matchesAlone(inner, value) { return true }
      return false
    default: return matchesAlone(pattern, value)
    }
  }

  mutating func resolved(_ template: Template) -> JSON {
    if let constant = template.constant { return .string(constant) }
    return (try? variables.resolve(template)) ?? .string(template.source)
  }

  /// The whole text has to match. A variable's value stands for itself, whatever characters it has.
  private mutating func matches(_ template: Template, _ text: String?) -> Bool {
    guard let text else { return false }
    let pattern = template.constant ?? (try? variables.text(template, escaping: Self.literally)) ?? template.source
    guard let expression = expressions[pattern] ?? (try? Regex(pattern)) else { return false }
    expressions[pattern] = expression
    return text.wholeMatch(of: expression) != nil
  }

  private static func literally(_ text: String) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == "_" || !$0.isASCII ? String($0) : "\\\($0)" }.joined()
  }

  /// Whether the value matches, without leaving differences.
  private mutating func matchesAlone(_ pattern: Pattern, _ value: JSON) -> Bool {
    let before = differences.count
    let asserted = assertions.count
    match(pattern, value, at: "")
    defer {
      differences.removeSubrange(before...)
      assertions.removeSubrange(asserted...)
    }
    return differences.count == before
  }

  private static func kind(_ pattern: Pattern, _ value: JSON) -> Difference.Kind {
    switch pattern.rule {
    case .type: .type
    case .literal(let wanted):
      wanted.typeName == value.typeName || wanted.number != nil && value.number != nil ? .value : .type
    case .range(let kind, _): kind.accepts(value) ? .value : .type
    case .text, .regex: value.string == nil ? .type : .value
    default: .value
    }
  }
}

extension Matcher {
  private mutating func matchObject(
    _ pattern: Pattern, _ members: [(name: String, pattern: Pattern)], _ others: Pattern?, _ value: JSON,
    _ subject: String
  ) {
    guard case .object(let object) = value else { return differ(.type, pattern, value, subject) }
    for member in members {
      match(member.pattern, object[member.name], at: "\(subject)/\(Pointer.escaped(member.name))")
    }
    // As many members as named ones that are there: then there are no others.
    let named = members.count { object[$0.name] != nil }
    guard named < object.count else { return }
    for member in object where !members.contains(where: { $0.name == member.key }) {
      let subject = "\(subject)/\(Pointer.escaped(member.key))"
      if case .any? = others?.rule { continue }
      if let others {
        match(others, member.value, at: subject)
      } else {
        note(Difference(.extra, subject, expected: "no such field", actual: member.value, at: pattern.place))
      }
    }
  }

  private mutating func matchArray(_ pattern: Pattern, _ items: [Pattern], _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    if values.count != items.count { differInSize(pattern, values, subject) }
    for (index, (item, value)) in zip(items, values).enumerated() { match(item, value, at: "\(subject)/\(index)") }
  }

  private mutating func differInSize(_ pattern: Pattern, _ values: [JSON], _ subject: String) {
    note(
      Difference(
        .size, subject, expected: described(pattern), actual: .array(values), remark: "\(values.count) there",
        at: pattern.place))
  }

  private mutating func matchEach(_ pattern: Pattern, _ each: Pattern.Each, _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    let bounds = each.count.map { Bounds(resolved($0).plainText) } ?? Bounds("1..")
    if bounds?.contains(Double(values.count)) != true { differInSize(pattern, values, subject) }
    if let element = each.element {
      for (index, value) in values.enumerated() { match(element, value, at: "\(subject)/\(index)") }
    }
    for wanted in each.contains {
      if let index = values.firstIndex(where: { matchesAlone(wanted, $0) }) {
        match(wanted, values[index], at: "\(subject)/\(index)")
      } else {
        missingElement(wanted, among: values, subject)
      }
    }
  }

  /// Any order: each pattern needs an element of its own, found by augmenting paths.
  private mutating func matchUnordered(_ pattern: Pattern, _ items: [Pattern], _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    if values.count != items.count { differInSize(pattern, values, subject) }
    let fits = items.map { item in values.map { matchesAlone(item, $0) } }
    var owner = [Int?](repeating: nil, count: values.count)
    func assign(_ item: Int, _ tried: inout Set<Int>) -> Bool {
      for index in values.indices where fits[item][index] && tried.insert(index).inserted {
        if let other = owner[index], !assign(other, &tried) { continue }
        owner[index] = item
        return true
      }
      return false
    }
    for item in items.indices {
      var tried: Set<Int> = []
      if !assign(item, &tried) { missingElement(items[item], among: values, subject) }
    }
    for (index, item) in owner.enumerated() {
      if let item { match(items[item], values[index], at: "\(subject)/\(index)") }
    }
  }

  /// No element matches: show where the likeliest one differs, or that the list has none.
  private mutating func missingElement(_ wanted: Pattern, among values: [JSON], _ subject: String) {
    let before = differences.count
    var closest: [Difference]?
    for (index, value) in values.enumerated() {
      match(wanted, value, at: "\(subject)/\(index)")
      let found = Array(differences[before...])
      differences.removeSubrange(before...)
      if found.count < closest?.count ?? .max { closest = found }
    }
    if let closest, values.count <= 20 {
      differences += closest
    } else {
      let remark = "none of \(values.count) elements is"
      note(Difference(.missing, subject, expected: described(wanted), actual: nil, remark: remark, at: wanted.place))
    }
  }
}
