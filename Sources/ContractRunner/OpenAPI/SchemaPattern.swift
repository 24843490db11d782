import Wire

/// Schemas as patterns of contracts. Those that have a name become shapes.
struct SchemaPattern {
  private let api: OpenAPI
  private(set) var shapes: [(name: String, pattern: JSON)] = []
  /// The names of shapes, by the place of the schema.
  private var names: [String: String] = [:]
  /// Schemas that are being written: one cannot stand inside itself.
  private var open: [String] = []

  init(_ api: OpenAPI) { self.api = api }

  mutating func pattern(_ schema: OpenAPI.Part) -> JSON {
    guard let reference = schema.json["$ref"]?.string else { return own(schema) }
    let part = api.resolved(schema)
    if open.contains(part.pointer) || open.count > 16 { return "#any" }
    if let name = names[part.pointer] { return .string("#shape \(name)") }
    open.append(part.pointer)
    let pattern = own(part)
    open.removeLast()
    guard reference.contains("#/components/schemas/") || OpenAPI.isElsewhere(part), api.isObject(part) else {
      return pattern
    }
    let name = newName(OpenAPI.name(of: reference))
    names[part.pointer] = name
    shapes.append((name, pattern))
    return .string("#shape \(name)")
  }

  private func newName(_ word: String) -> String {
    let taken = Set(shapes.map(\.name))
    return taken.contains(word) ? (2...).lazy.map { "\(word)\($0)" }.first { !taken.contains($0) } ?? word : word
  }

  private mutating func own(_ schema: OpenAPI.Part) -> JSON {
    if schema.json.bool == false { return "#absent" }
    if let value = schema.json["const"] { return Self.literal(value) }
    if let values = schema.json["enum"]?.array, !values.isEmpty {
      return values.count == 1 ? Self.literal(values[0]) : ["#oneOf": .array(values.map(Self.literal))]
    }
    let types = api.types(schema)
    let mayBeNull = types.contains("null") || schema.json["nullable"]?.bool == true
    let others = types.filter { $0 != "null" }
    if others.isEmpty, !types.isEmpty { return .null }
    if others.count > 1 {
      let parts = others.map { ofType($0, schema) } + (mayBeNull ? [.null] : [])
      return ["#oneOf": .array(parts)]
    }
    let pattern = others.first.map { ofType($0, schema) } ?? combined(schema)
    return mayBeNull ? Self.orNull(pattern) : pattern
  }

  private mutating func combined(_ schema: OpenAPI.Part) -> JSON {
    if api.isObject(schema) { return object(schema) }
    for word in ["oneOf", "anyOf"] {
      if let parts = schema[word]?.items, !parts.isEmpty {
        var patterns: [JSON] = []
        for part in parts { patterns.append(pattern(part)) }
        return patterns.count == 1 ? patterns[0] : ["#oneOf": .array(patterns)]
      }
    }
    if let parts = schema["allOf"]?.items, let first = parts.first { return pattern(first) }
    return schema["items"] == nil ? "#any" : list(schema)
  }

  private mutating func ofType(_ type: String, _ schema: OpenAPI.Part) -> JSON {
    switch type {
    case "string": Self.text(schema)
    case "integer", "number": Self.number(type, schema)
    case "array": list(schema)
    case "object": object(schema)
    case "boolean": "#boolean"
    default: "#any"
    }
  }

  // MARK: Single values

  private static func text(_ schema: OpenAPI.Part) -> JSON {
    switch schema.json["format"]?.string {
    case "date-time": return "#datetime"
    case "date": return "#date"
    case "uuid": return "#uuid"
    default: break
    }
    let (least, most) = (schema.json["minLength"]?.integer, schema.json["maxLength"]?.integer)
    let length = least == nil && most == nil ? "" : " \(least ?? 0)..\(most.map { "\($0)" } ?? "")"
    if let expression = schema.json["pattern"]?.string, let whole = wholeExpression(expression) {
      let pattern = JSON.string("#regex \(whole)")
      return length.isEmpty ? pattern : ["#all": [pattern, .string("#string\(length)")]]
    }
    return .string("#string\(length)")
  }

  /// A schema's expression may match anywhere, a contract's has to match from end to end.
  private static func wholeExpression(_ expression: String) -> String? {
    let isSafe = (try? Regex(expression)) != nil && !expression.contains("${") && !expression.contains("|")
    guard isSafe else { return nil }
    let start = expression.hasPrefix("^") ? expression : "[\\s\\S]*" + expression
    return expression.hasSuffix("$") && !expression.hasSuffix("\\$") ? start : start + "[\\s\\S]*"
  }

  private static func number(_ type: String, _ schema: OpenAPI.Part) -> JSON {
    let isInteger = type == "integer"
    func bound(_ name: String, _ exclusive: String, _ step: Int) -> String? {
      let isOpen = schema.json[exclusive]?.bool == true
      guard let value = schema.json[exclusive].flatMap({ Numeral($0) }) ?? schema.json[name].flatMap({ Numeral($0) })
      else {
        return nil
      }
      let isBeyond = isOpen || schema.json[exclusive]?.isNumber == true
      return isBeyond && isInteger ? (step > 0 ? value.successor : value.predecessor).text : value.text
    }
    let least = bound("minimum", "exclusiveMinimum", 1)
    let most = bound("maximum", "exclusiveMaximum", -1)
    let range = least == nil && most == nil ? "" : " \(least ?? "")..\(most ?? "")"
    return .string("#\(type)\(range)")
  }

  static func literal(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(Inference.escaped(text))
    case .array(let items): .array(items.map(literal))
    case .object(let members):
      .object(JSON.Object(members.map { ($0.key.hasPrefix("#") ? "#\($0.key)" : $0.key, literal($0.value)) }))
    default: value
    }
  }

  private static let mayBeNull = [
    "#string", "#number", "#integer", "#boolean", "#regex", "#datetime", "#date", "#uuid", "#shape",
  ]

  private static func orNull(_ pattern: JSON) -> JSON {
    if let text = pattern.string, let word = text.split(separator: " ").first, mayBeNull.contains(String(word)) {
      return .string("\(word)?\(text.dropFirst(word.count))")
    }
    if pattern == "#any" { return pattern }
    if let parts = pattern["#oneOf"]?.array {
      return parts.contains(.null) ? pattern : ["#oneOf": .array(parts + [.null])]
    }
    return ["#oneOf": [pattern, .null]]
  }

  // MARK: Lists and objects

  private mutating func list(_ schema: OpenAPI.Part) -> JSON {
    let most = schema.json["maxItems"]?.integer.map { "\($0)" } ?? ""
    var list: JSON.Object = [
      "#each": schema["items"].map { pattern($0) } ?? "#any",
      "#count": .string("\(schema.json["minItems"]?.integer ?? 0)..\(most)"),
    ]
    if schema.json["uniqueItems"]?.bool == true { list["#unique"] = true }
    return .object(list)
  }

  private mutating func object(_ schema: OpenAPI.Part) -> JSON {
    let flat = api.flattened(schema)
    var members = JSON.Object()
    for (name, part) in flat.properties where !api.isWriteOnly(part) {
      let pattern = pattern(part)
      members[name.hasPrefix("#") ? "#\(name)" : name] = flat.required.contains(name) ? pattern : Self.optional(pattern)
    }
    switch flat.others {
    case .some(let others) where others.json.bool == false: break
    case .some(let others) where others.json.object?.isEmpty == false: members["#others"] = pattern(others)
    default: members["#others"] = "#any"
    }
    return .object(members)
  }

  private static func optional(_ pattern: JSON) -> JSON {
    if let text = pattern.string, text.hasPrefix("#"), !text.hasPrefix("##") { return .string("#optional \(text)") }
    return ["#optional": pattern]
  }
}

extension OpenAPI {
  /// An object's properties, those of the schemas that it is made of too.
  struct Flat {
    var properties: [(name: String, part: Part)] = []
    var required: Set<String> = []
    var others: Part?
  }

  func types(_ schema: Part) -> [String] {
    let type = schema.json["type"]
    return type?.string.map { [$0] } ?? (type?.array ?? []).compactMap(\.string)
  }

  func isObject(_ schema: Part, _ level: Int = 0) -> Bool {
    let schema = resolved(schema)
    let types = types(schema)
    if types.contains("object") || types.isEmpty && schema["properties"] != nil {
      return types.count < 2 || types.contains("null")
    }
    return level < 8 && types.isEmpty && (schema["allOf"]?.items ?? []).contains { isObject($0, level + 1) }
  }

  func flattened(_ schema: Part, _ level: Int = 0) -> Flat {
    let schema = resolved(schema)
    var flat = Flat()
    guard level < 12 else { return flat }
    for part in schema["allOf"]?.items ?? [] {
      let inner = flattened(part, level + 1)
      for property in inner.properties { flat.put(property) }
      flat.required.formUnion(inner.required)
      flat.others = flat.others ?? inner.others
    }
    for property in schema["properties"]?.members ?? [] { flat.put(property) }
    flat.required.formUnion((schema.json["required"]?.array ?? []).compactMap(\.string))
    flat.others = schema["additionalProperties"] ?? schema["unevaluatedProperties"] ?? flat.others
    return flat
  }

  func isWriteOnly(_ part: Part) -> Bool {
    part.json["writeOnly"]?.bool ?? resolved(part).json["writeOnly"]?.bool ?? false
  }
  func isReadOnly(_ part: Part) -> Bool {
    part.json["readOnly"]?.bool ?? resolved(part).json["readOnly"]?.bool ?? false
  }
}

extension OpenAPI.Flat {
  fileprivate mutating func put(_ property: (name: String, part: OpenAPI.Part)) {
    if let index = properties.firstIndex(where: { $0.name == property.name }) {
      properties[index] = property
    } else {
      properties.append(property)
    }
  }
}
