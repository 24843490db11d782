import Wire

/// Holds a value against a schema: JSON Schema 2020-12 as OpenAPI 3.1 has it, or the dialect of OpenAPI 3.0.
struct SchemaCheck {
  enum Direction { case request, answer }

  struct Fault {
    /// The JSON pointer into the value.
    let subject: String
    let expected: String
    let actual: JSON?
    /// The pointer of the rule that does not hold.
    let rule: String
  }

  private let api: OpenAPI
  private let direction: Direction
  /// The values being checked, each with its schema: one that refers to itself without a value between ends here.
  private var open: Set<String> = []
  private(set) var faults: [Fault] = []

  init(_ api: OpenAPI, _ direction: Direction) {
    self.api = api
    self.direction = direction
  }

  static func faults(_ value: JSON, _ schema: OpenAPI.Part, _ api: OpenAPI, _ direction: Direction) -> [Fault] {
    var check = SchemaCheck(api, direction)
    check.check(value, schema, "")
    return check.faults
  }

  private mutating func differ(_ subject: String, _ expected: String, _ actual: JSON?, _ rule: OpenAPI.Part) {
    faults.append(Fault(subject: subject, expected: expected, actual: actual, rule: rule.pointer))
  }

  /// The faults by another schema, without recording them.
  private func trial(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) -> [Fault] {
    var check = self
    check.faults = []
    check.check(value, schema, subject)
    return check.faults
  }

  mutating func check(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) {
    if let isAllowed = schema.json.bool {
      if !isAllowed { differ(subject, "nothing", value, schema) }
      return
    }
    if schema.json["$ref"] != nil {
      let target = api.resolved(schema)
      let place = "\(subject) \(target.pointer)"
      if open.insert(place).inserted {
        check(value, target, subject)
        open.remove(place)
      }
      // Keywords beside a reference count from 3.1 on.
      if api.isOld { return }
    }
    if value.isNull, schema.json["nullable"]?.bool == true { return }
    guard checkType(value, schema, subject) else { return }
    checkValue(value, schema, subject)
    switch value {
    case .string(let text): checkText(text, schema, subject)
    case .array(let items): checkList(items, schema, subject)
    case .object(let object): checkObject(object, schema, subject)
    default: if value.isNumber { checkNumber(value, schema, subject) }
    }
    checkCombinations(value, schema, subject)
  }

  private mutating func checkType(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) -> Bool {
    guard let type = schema["type"] else { return true }
    let names = type.json.string.map { [$0] } ?? (type.json.array ?? []).compactMap(\.string)
    let kinds = names.compactMap { Pattern.Kind(rawValue: $0) }
    if names.isEmpty || kinds.contains(where: { $0.accepts(value) }) { return true }
    let words = kinds.map(\.described) + (schema.json["nullable"]?.bool == true ? ["null"] : [])
    differ(subject, words.joined(separator: " or "), value, type)
    return false
  }

  private mutating func checkValue(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) {
    if let allowed = schema["enum"], let values = allowed.json.array, !values.contains(where: { $0.isSame(as: value) })
    {
      let shown = values.prefix(12).map(\.text).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
      differ(subject, "one of \(shown)", value, allowed)
    }
    if let wanted = schema["const"], !wanted.json.isSame(as: value) { differ(subject, wanted.json.text, value, wanted) }
  }

  // MARK: Texts and numbers

  private mutating func checkText(_ text: String, _ schema: OpenAPI.Part, _ subject: String) {
    let count = text.unicodeScalars.count
    if let least = schema["minLength"], count < least.json.integer ?? 0 {
      differ(subject, "at least \(least.json.text) characters", .string(text), least)
    }
    if let most = schema["maxLength"], count > most.json.integer ?? .max {
      differ(subject, "at most \(most.json.text) characters", .string(text), most)
    }
    if let pattern = schema["pattern"], let expression = pattern.json.string, !SchemaText.matches(text, expression) {
      differ(subject, "text matching \(expression)", .string(text), pattern)
    }
    if let format = schema["format"], let name = format.json.string, !SchemaText.isOf(format: name, text) {
      differ(subject, "format \(name)", .string(text), format)
    }
  }

  private mutating func checkNumber(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) {
    guard let number = Numeral(value) else { return }
    if let least = schema["minimum"], let bound = Numeral(least.json) {
      let isOpen = schema.json["exclusiveMinimum"]?.bool == true
      if isOpen ? !(bound < number) : number < bound {
        differ(subject, "\(isOpen ? "more than" : "at least") \(bound.text)", value, least)
      }
    }
    if let most = schema["maximum"], let bound = Numeral(most.json) {
      let isOpen = schema.json["exclusiveMaximum"]?.bool == true
      if isOpen ? !(number < bound) : bound < number {
        differ(subject, "\(isOpen ? "less than" : "at most") \(bound.text)", value, most)
      }
    }
    if let least = schema["exclusiveMinimum"], let bound = Numeral(least.json), !(bound < number) {
      differ(subject, "more than \(bound.text)", value, least)
    }
    if let most = schema["exclusiveMaximum"], let bound = Numeral(most.json), !(number < bound) {
      differ(subject, "less than \(bound.text)", value, most)
    }
    if let step = schema["multipleOf"], let size = Numeral(step.json), let quotient = number.divided(by: size),
      !quotient.isWhole
    {
      differ(subject, "a multiple of \(size.text)", value, step)
    }
    if let format = schema["format"], let range = SchemaText.range(ofFormat: format.json.string ?? ""),
      !range.contains(number)
    {
      differ(subject, "format \(format.json.plainText)", value, format)
    }
  }

  // MARK: Lists

  private mutating func checkList(_ items: [JSON], _ schema: OpenAPI.Part, _ subject: String) {
    if let least = schema["minItems"], items.count < least.json.integer ?? 0 {
      differ(subject, "at least \(least.json.text) elements", .array(items), least)
    }
    if let most = schema["maxItems"], items.count > most.json.integer ?? .max {
      differ(subject, "at most \(most.json.text) elements", .array(items), most)
    }
    if let unique = schema["uniqueItems"], unique.json.bool == true {
      for (index, item) in items.enumerated() where items[..<index].contains(where: { $0.isSame(as: item) }) {
        differ("\(subject)/\(index)", "what no other element is", item, unique)
      }
    }
    let first = schema["prefixItems"]?.items ?? []
    for (index, item) in items.enumerated() {
      guard let part = index < first.count ? first[index] : schema["items"] else { continue }
      check(item, part, "\(subject)/\(index)")
    }
    if let contained = schema["contains"] {
      let count = items.count { trial($0, contained, subject).isEmpty }
      let range = (schema.json["minContains"]?.integer ?? 1)...max(1, schema.json["maxContains"]?.integer ?? .max)
      if !range.contains(count) { differ(subject, "elements of which some fit", .array(items), contained) }
    }
  }

  // MARK: Objects

  private mutating func checkObject(_ object: JSON.Object, _ schema: OpenAPI.Part, _ subject: String) {
    let properties = schema["properties"]
    for (name, part) in properties?.members ?? [] {
      guard let value = object[name] else { continue }
      let inside = "\(subject)/\(Pointer.escaped(name))"
      if isForbidden(part) {
        differ(inside, direction == .answer ? "nothing: it is only written" : "nothing: it is only read", value, part)
      } else {
        check(value, part, inside)
      }
    }
    if let required = schema["required"] {
      for name in (required.json.array ?? []).compactMap(\.string) where object[name] == nil {
        if let part = properties?[name], isForbidden(part) { continue }
        differ("\(subject)/\(Pointer.escaped(name))", "this member", nil, required)
      }
    }
    checkOthers(object, schema, subject)
    if let least = schema["minProperties"], object.count < least.json.integer ?? 0 {
      differ(subject, "at least \(least.json.text) members", .object(object), least)
    }
    if let most = schema["maxProperties"], object.count > most.json.integer ?? .max {
      differ(subject, "at most \(most.json.text) members", .object(object), most)
    }
    for (name, needed) in schema["dependentRequired"]?.members ?? [] where object[name] != nil {
      for other in (needed.json.array ?? []).compactMap(\.string) where object[other] == nil {
        differ("\(subject)/\(Pointer.escaped(other))", "this member, as \(name) is there", nil, needed)
      }
    }
    for (name, part) in schema["dependentSchemas"]?.members ?? [] where object[name] != nil {
      check(.object(object), part, subject)
    }
  }

  private func isForbidden(_ part: OpenAPI.Part) -> Bool {
    let word = direction == .answer ? "writeOnly" : "readOnly"
    return part.json[word]?.bool == true || api.resolved(part).json[word]?.bool == true
  }

  private mutating func checkOthers(_ object: JSON.Object, _ schema: OpenAPI.Part, _ subject: String) {
    let patterns = schema["patternProperties"]?.members ?? []
    for member in object {
      let inside = "\(subject)/\(Pointer.escaped(member.key))"
      let fitting = patterns.filter { SchemaText.matches(member.key, $0.name) }
      for (_, part) in fitting { check(member.value, part, inside) }
      if let names = schema["propertyNames"] {
        for fault in trial(.string(member.key), names, inside) {
          differ(inside, "a name that is \(fault.expected)", .string(member.key), names)
        }
      }
      guard fitting.isEmpty, schema["properties"]?[member.key] == nil else { continue }
      if let others = schema["additionalProperties"] {
        checkOther(member.value, others, inside)
      } else if let others = schema["unevaluatedProperties"], !names(schema).contains(member.key) {
        checkOther(member.value, others, inside)
      }
    }
  }

  private mutating func checkOther(_ value: JSON, _ others: OpenAPI.Part, _ subject: String) {
    if others.json.bool == false {
      differ(subject, "no such member", value, others)
    } else {
      check(value, others, subject)
    }
  }

  /// Every property that the schema or one that it is made of names.
  private func names(_ schema: OpenAPI.Part, _ level: Int = 0) -> Set<String> {
    let schema = api.resolved(schema)
    guard level < 16 else { return [] }
    let parts =
      ["allOf", "anyOf", "oneOf"].flatMap { schema[$0]?.items ?? [] } + ["then", "else"].compactMap { schema[$0] }
    return parts.reduce(into: Set((schema["properties"]?.members ?? []).map(\.name))) {
      $0.formUnion(names($1, level + 1))
    }
  }

  // MARK: Schemas of schemas

  private mutating func checkCombinations(_ value: JSON, _ schema: OpenAPI.Part, _ subject: String) {
    for part in schema["allOf"]?.items ?? [] { check(value, part, subject) }
    if let any = schema["anyOf"] { checkAny(value, any.items, subject) { $0 > 0 } }
    if let one = schema["oneOf"] {
      if let chosen = chosen(value, schema) {
        check(value, chosen, subject)
      } else {
        checkAny(value, one.items, subject) { $0 == 1 }
      }
    }
    if let not = schema["not"], trial(value, not, subject).isEmpty {
      differ(subject, "anything but what the schema at \(not.pointer) allows", value, not)
    }
    if let condition = schema["if"] {
      let branch = trial(value, condition, subject).isEmpty ? schema["then"] : schema["else"]
      if let branch { check(value, branch, subject) }
    }
  }

  /// The schema that the discriminator names.
  private func chosen(_ value: JSON, _ schema: OpenAPI.Part) -> OpenAPI.Part? {
    guard let discriminator = schema["discriminator"], let name = discriminator.json["propertyName"]?.string,
      let kind = value[name]?.string
    else { return nil }
    // It says a reference, or what one ends with.
    let mapped = discriminator.json["mapping"]?[kind]?.string ?? kind
    let target = api.target(mapped, from: discriminator).map(api.resolved)
    return schema["oneOf"]?.items.first { part in
      guard let reference = part.json["$ref"]?.string else { return false }
      return target.map { $0.pointer == api.resolved(part).pointer } ?? (OpenAPI.name(of: reference) == mapped)
    }
  }

  /// A value that fits none is judged by the schema that it fits best.
  private mutating func checkAny(
    _ value: JSON, _ parts: [OpenAPI.Part], _ subject: String, _ isEnough: (Int) -> Bool
  ) {
    let trials = parts.map { trial(value, $0, subject) }
    let fitting = trials.indices.filter { trials[$0].isEmpty }
    if isEnough(fitting.count) { return }
    if fitting.count > 1 {
      return differ(subject, "what exactly one of \(parts.count) schemas allows", value, parts[fitting[1]])
    }
    guard let best = trials.min(by: { Self.rank($0) < Self.rank($1) }) else { return }
    faults += best
  }

  /// Deep faults are those of the schema that was meant, and what lacks a member is of another.
  private static func rank(_ faults: [Fault]) -> Int {
    faults.map { 100 / (1 + Pointer.segments($0.subject).count) + ($0.actual == nil ? 20 : 0) }.reduce(0, +)
  }
}
