import Wire

/// Makes values of a schema: what it shows as examples, drawn ones, or ones at the edge of what it allows.
struct SchemaSample {
  enum Kind { case example, drawn, boundary }

  private static let depth = 10

  private let api: OpenAPI
  private let kind: Kind
  private var random: SplitMix

  init(_ api: OpenAPI, _ kind: Kind, seed: UInt64) {
    self.api = api
    self.kind = kind
    random = SplitMix(state: seed)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func pick<Element>(_ items: [Element]) -> Element? { items.randomElement(using: &random) }

  /// - Parameter name: the value's name, for texts that say nothing else.
  mutating func value(_ schema: OpenAPI.Part, _ name: String = "text", _ level: Int = 0) -> JSON {
    let schema = api.resolved(schema)
    if let shown = shown(schema) { return shown }
    if let values = schema.json["enum"]?.array, !values.isEmpty {
      return kind == .example ? values[0] : pick(values) ?? values[0]
    }
    let types = api.types(schema).filter { $0 != "null" }
    let mayBeNull = types.count < api.types(schema).count || schema.json["nullable"]?.bool == true
    if mayBeNull, kind != .example, chance(10) { return .null }
    guard level < Self.depth else { return .null }
    if api.isObject(schema) { return object(schema, level) }
    for word in ["oneOf", "anyOf", "allOf"] {
      guard types.isEmpty, let parts = schema[word]?.items, !parts.isEmpty else { continue }
      let part = kind == .example || word == "allOf" ? parts[0] : pick(parts) ?? parts[0]
      return value(part, name, level + 1)
    }
    switch kind == .example ? types.first : pick(types) {
    case "string": return .string(text(schema, name))
    case "integer": return integer(schema)
    case "number": return decimal(schema)
    case "boolean": return .bool(kind == .example || chance(50))
    case "array": return list(schema, name, level)
    case "object": return object(schema, level)
    default: return schema["items"] == nil ? .string(name) : list(schema, name, level)
    }
  }

  private mutating func shown(_ schema: OpenAPI.Part) -> JSON? {
    if let value = schema.json["const"] { return value }
    guard kind == .example || kind == .drawn && chance(15) else { return nil }
    return schema.json["example"] ?? schema.json["examples"]?.array?.first ?? schema.json["default"]
  }

  // MARK: Texts

  private mutating func text(_ schema: OpenAPI.Part, _ name: String) -> String {
    let least = max(0, schema.json["minLength"]?.integer ?? 0)
    let most = max(least, min(schema.json["maxLength"]?.integer ?? .max, 5000))
    if let expression = schema.json["pattern"]?.string {
      let sample = PatternSample(expression)
      for _ in 0..<20 {
        let text = sample.text(&random)
        if (least...most).contains(text.count), SchemaText.matches(text, expression) { return text }
      }
    }
    let format = schema.json["contentEncoding"] == "base64" ? "byte" : schema.json["format"]?.string ?? ""
    if let text = formatted(format, name) { return text }
    switch kind {
    case .example:
      return String(
        String(repeating: name + " ", count: least / (name.count + 1) + 1).prefix(max(least, min(name.count, most))))
    case .boundary: return letters(chance(50) ? least : min(most, max(least, 300)))
    case .drawn: return letters(number(least...min(most, least + 12)))
    }
  }

  private mutating func letters(_ count: Int) -> String {
    let plain = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let odd = Array("äßñ漢 '\"&<>%;/\\-_.,+")
    let isOdd = kind == .boundary || chance(20)
    return String((0..<count).map { _ in isOdd && chance(30) ? pick(odd) ?? "a" : pick(plain) ?? "a" })
  }

  private mutating func formatted(_ format: String, _ name: String) -> String? {
    let isExample = kind == .example
    switch format {
    case "date-time": return isExample ? "2026-01-15T12:00:00Z" : "\(date())T\(two(23)):\(two(59)):\(two(59))Z"
    case "date": return isExample ? "2026-01-15" : date()
    case "time": return "\(two(23)):\(two(59)):\(two(59))Z"
    case "uuid": return isExample ? "${uuid}" : Wire.uuid(random.next(), random.next())
    case "email": return isExample ? "${email}" : "someone.\(drawn(8))@example.com"
    case "uri", "url": return "https://example.com/\(isExample ? name : drawn(6))"
    case "hostname": return "\(isExample ? "www" : drawn(6)).example.com"
    case "ipv4": return "192.0.2.\(isExample ? 1 : number(1...254))"
    case "ipv6": return "2001:db8::\(isExample ? 1 : number(1...9999))"
    case "byte": return Base64.standard.encode(Array((isExample ? name : drawn(9)).utf8))
    case "password": return isExample ? "correct horse battery" : "Pw-\(drawn(12))"
    default: return nil
    }
  }

  private mutating func drawn(_ count: Int) -> String {
    let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    return String((0..<count).map { _ in pick(digits) ?? "0" })
  }

  private mutating func two(_ most: Int) -> String {
    let value = number(0...most)
    return value < 10 ? "0\(value)" : "\(value)"
  }

  private mutating func date() -> String {
    let month = number(1...12)
    let day = number(1...28)
    return "\(number(1970...2099))-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  // MARK: Numbers

  private mutating func integer(_ schema: OpenAPI.Part) -> JSON {
    let isSmall = schema.json["format"]?.string == "int32"
    let widest = isSmall ? Int(Int32.min)...Int(Int32.max) : -9_007_199_254_740_991...9_007_199_254_740_991
    let (least, most) = range(schema, widest)
    guard let low = least.json.integer, let high = most.json.integer, low <= high else { return .integer(0) }
    let step = max(1, schema.json["multipleOf"]?.integer ?? 1)
    let value: Int
    switch kind {
    case .example: value = min(max(1, low), high)
    case .boundary: value = pick([low, high, min(max(0, low), high)]) ?? low
    case .drawn:
      value = number(
        max(low, min(high, max(low, 0)))...min(high, max(low, 0).addingReportingOverflow(1000).partialValue))
    }
    if step == 1 { return .integer(value) }
    let down = value - (value % step)
    return .integer(down >= low ? down : down + step)
  }

  private mutating func decimal(_ schema: OpenAPI.Part) -> JSON {
    let (least, most) = range(schema, -1_000_000...1_000_000)
    if let step = schema.json["multipleOf"].flatMap({ Numeral($0) }) {
      let count = Numeral(.integer(kind == .example ? 1 : number(1...100))) ?? .zero
      let value = step * count
      return (value < least ? least : most < value ? most : value).json
    }
    switch kind {
    case .example:
      return (least.json.number ?? 0 > 1 ? least : most.json.number ?? 1 < 1 ? most : Numeral("1") ?? .zero).json
    case .boundary: return chance(50) ? least.json : most.json
    case .drawn:
      let share = Numeral("0.\(number(1...99))") ?? .zero
      return (least + (most - least) * share).rounded(2).json
    }
  }

  /// The allowed range, both ends included.
  private func range(_ schema: OpenAPI.Part, _ widest: ClosedRange<Int>) -> (least: Numeral, most: Numeral) {
    func bound(_ name: String, _ exclusive: String) -> (value: Numeral, isOpen: Bool)? {
      if let value = schema.json[exclusive].flatMap({ Numeral($0) }) { return (value, true) }
      return schema.json[name].flatMap { Numeral($0) }.map { ($0, schema.json[exclusive]?.bool == true) }
    }
    let isWhole = api.types(schema).contains("integer")
    let unit = Numeral(isWhole ? "1" : "0.01") ?? .zero
    let least = bound("minimum", "exclusiveMinimum").map { $0.isOpen ? $0.value + unit : $0.value }
    let most = bound("maximum", "exclusiveMaximum").map { $0.isOpen ? $0.value - unit : $0.value }
    let low = Numeral(.integer(widest.lowerBound)) ?? .zero
    let high = Numeral(.integer(widest.upperBound)) ?? .zero
    return (
      least ?? (most.map { $0 < low } ?? false ? most ?? low : low),
      most ?? (least.map { high < $0 } ?? false ? least ?? high : high)
    )
  }

  // MARK: Lists and objects

  private mutating func list(_ schema: OpenAPI.Part, _ name: String, _ level: Int) -> JSON {
    let least = max(0, schema.json["minItems"]?.integer ?? 0)
    let most = max(least, min(schema.json["maxItems"]?.integer ?? least + 3, 200))
    let count: Int =
      switch kind {
      case .example: max(least, min(1, most))
      case .boundary: level > 4 ? least : chance(50) ? least : most
      case .drawn: level > 4 ? least : number(least...min(most, least + 3))
      }
    let isUnique = schema.json["uniqueItems"]?.bool == true
    var items: [JSON] = []
    for _ in 0..<count {
      for _ in 0..<8 {
        let item = schema["items"].map { value($0, name, level + 1) } ?? .string(name)
        if isUnique, items.contains(where: { $0.isSame(as: item) }) { continue }
        items.append(item)
        break
      }
    }
    return .array(items)
  }

  private mutating func object(_ schema: OpenAPI.Part, _ level: Int) -> JSON {
    let flat = api.flattened(schema)
    var members = JSON.Object()
    let share = kind == .boundary ? (chance(50) ? 100 : 0) : 50
    for (name, part) in flat.properties where !api.isReadOnly(part) {
      let isWanted: Bool =
        if flat.required.contains(name) {
          true
        } else if kind == .example {
          api.resolved(part).json["example"] != nil
        } else {
          level < 5 && chance(share)
        }
      if isWanted { members[name] = value(part, name, level + 1) }
    }
    for word in ["oneOf", "anyOf"] {
      guard let parts = schema[word]?.items, !parts.isEmpty else { continue }
      let part = kind == .example ? parts[0] : pick(parts) ?? parts[0]
      for member in value(part, "text", level + 1).object ?? JSON.Object() { members[member.key] = member.value }
    }
    return .object(members)
  }
}
