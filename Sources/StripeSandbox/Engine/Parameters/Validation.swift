import Wire

/// Holds a request's parameters against their declaration and types them: integers become integers, an empty value
/// becomes null where it may unset, lists become arrays whatever way they were written.
///
/// Unknown names are reported before anything else, then wrong values in the order of the request, then what is missing.
struct Validation {
  private var unknown: [String] = []
  private var suggestion: String?
  private var failure: StripeError?
  private var missing: String?
  private let version: APIVersion

  private init(_ version: APIVersion) { self.version = version }

  static func run(
    _ form: JSON.Object, _ parameters: Parameters, _ version: APIVersion = .newest
  ) throws(StripeError) -> Arguments {
    if form.isEmpty, parameters.fields.required.isEmpty { return Arguments() }
    var validation = Validation(version)
    let values = validation.object(form, parameters.fields, nil)
    if let first = validation.unknown.first {
      throw .unknownParameters(validation.unknown, suggestion: validation.suggestion, first: first)
    }
    if let failure = validation.failure { throw failure }
    if let missing = validation.missing { throw .missing(missing) }
    return Arguments(values)
  }

  /// Parameters that any request may have: Stripe.js sends them where a server would send headers.
  private static let ambient = Vocabulary([
    "expand", "key", "_stripe_version", "_stripe_account", "payment_user_agent", "referrer", "time_on_page", "guid",
    "muid", "sid", "client_attribution_metadata",
  ])

  private mutating func object(_ form: JSON.Object, _ fields: Fields, _ name: ParameterName?) -> JSON.Object {
    var values = JSON.Object()
    values.reserveCapacity(form.count)
    for (key, value) in form {
      if let field = fields[key], field.isKnown(in: version) {
        if let typed = self.field(value, field, ParameterName(key, in: name)) { values.append(key, typed) }
      } else if name != nil || !Self.ambient.contains(key) {
        report(unknown: key, fields, name)
      }
    }
    if missing == nil, let absent = fields.required.first(where: { form[$0] == nil }) {
      missing = "\(ParameterName(absent, in: name))"
    }
    return values
  }

  private mutating func report(unknown key: String, _ fields: Fields, _ name: ParameterName?) {
    if unknown.isEmpty {
      let words = fields.declared.filter { $0.isKnown(in: version) }.map(\.name)
      suggestion = Spelling.suggestion(for: key, among: words).map { "\(ParameterName($0, in: name))" }
    }
    unknown.append("\(ParameterName(key, in: name))")
  }

  private mutating func fail(_ error: StripeError) -> JSON? {
    if failure == nil { failure = error }
    return nil
  }

  private mutating func field(_ value: JSON, _ field: Field, _ name: ParameterName) -> JSON? {
    if case .string("") = value {
      switch field.shape {
      // An empty string unsets most strings, declared so or not.
      case .string where !field.isRequired, .descriptor where !field.isRequired: return .null
      case .metadata: return .null
      case _ where field.isEmptiable: return .null
      default: return fail(.emptied("\(name)"))
      }
    }
    return typed(value, field.shape, name)
  }

  private mutating func typed(_ value: JSON, _ shape: Shape, _ name: ParameterName) -> JSON? {
    switch shape {
    case .string(let limit): return string(value, limit, name)
    case .descriptor(let limit):
      guard let value = string(value, limit, name) else { return nil }
      guard let problem = StatementDescriptor.problem(in: value.string ?? "") else { return value }
      return fail(StripeError(problem, param: "\(name)"))
    case .identifier: return string(value, 5000, name)
    case .hash:
      guard value.object != nil else { return fail(StripeError("Invalid object", param: "\(name)")) }
      return value
    case .url:
      guard let value = string(value, 5000, name) else { return nil }
      guard let problem = URLText.problem(in: value.string ?? "") else { return value }
      return fail(.invalidURL(problem, param: "\(name)"))
    case .integer: return integer(value, name)
    case .timestamp: return timestamp(value, name)
    case .number:
      guard let text = value.string, let number = Double(text), number.isFinite else {
        return fail(StripeError("Invalid decimal: \(spelled(value))", param: "\(name)"))
      }
      return .double(number)
    case .decimal:
      guard let text = value.string, ExactAmount(text) != nil else {
        return fail(StripeError("Invalid decimal: \(spelled(value))", param: "\(name)"))
      }
      return value
    case .boolean:
      switch value.string {
      case "true", "True", "1": return .bool(true)
      case "false", "False", "0": return .bool(false)
      default: return fail(StripeError("Invalid boolean: \(spelled(value))", param: "\(name)"))
      }
    case .currency: return currency(value, name)
    case .metadata: return metadata(value, name)
    case .range: return range(value, name)
    case .oneOf(let words):
      guard let text = value.string, words.contains(text) else {
        return fail(StripeError("Invalid \(name): must be \(Self.choice(words))", param: "\(name)"))
      }
      return value
    case .list(let item): return list(value, item, name)
    case .map(let item):
      guard case .object(let form) = value else { return fail(StripeError("Invalid object", param: "\(name)")) }
      var values = JSON.Object()
      for (key, value) in form {
        if let value = typed(value, item, .member(key, of: name)) { values.append(key, value) }
      }
      return .object(values)
    case .object(let fields):
      guard case .object(let form) = value else { return fail(StripeError("Invalid object", param: "\(name)")) }
      return .object(object(form, fields, name))
    case .either(let shapes): return either(value, shapes, name)
    }
  }

  private mutating func either(_ value: JSON, _ shapes: [Shape], _ name: ParameterName) -> JSON? {
    let before = self
    for shape in shapes {
      self = before
      if let typed = typed(value, shape, name), failure == nil, unknown.count == before.unknown.count { return typed }
    }
    return nil
  }

  /// Stripe spells a value that should not have been a hash as compact JSON.
  private func spelled(_ value: JSON) -> String { value.string ?? value.text }

  private mutating func string(_ value: JSON, _ limit: Int, _ name: ParameterName) -> JSON? {
    guard let text = value.string else {
      return fail(StripeError("Invalid string: \(spelled(value))", param: "\(name)"))
    }
    guard text.utf8.count <= limit || text.scalarCount <= limit else {
      return fail(.tooLong(text, limit, param: "\(name)"))
    }
    return value
  }

  private mutating func integer(_ value: JSON, _ name: ParameterName) -> JSON? {
    guard let text = value.string, let number = Int(text), text.utf8.first != UInt8(ascii: "+") else {
      return fail(
        StripeError("Invalid integer: \(spelled(value))", code: "parameter_invalid_integer", param: "\(name)"))
    }
    return .integer(number)
  }

  /// No moment is further from 1970, so that counting with moments stays in range.
  private static let horizon: UInt = 1 << 60

  private mutating func timestamp(_ value: JSON, _ name: ParameterName) -> JSON? {
    guard let text = value.string, let number = Int(text), number.magnitude <= Self.horizon else {
      return fail(StripeError("Invalid timestamp: must be an integer Unix timestamp", param: "\(name)"))
    }
    return .integer(number)
  }

  private mutating func currency(_ value: JSON, _ name: ParameterName) -> JSON? {
    guard let text = value.string else {
      return fail(StripeError("Invalid string: \(spelled(value))", param: "\(name)"))
    }
    let code = text.lowercased()
    guard Currency.supported.contains(code) else {
      let all = Currency.supported.words.joined(separator: ", ")
      return fail(
        StripeError("Invalid currency: \(text). Stripe currently supports these currencies: \(all)", param: "\(name)"))
    }
    return .string(code)
  }

  private mutating func metadata(_ value: JSON, _ name: ParameterName) -> JSON? {
    guard case .object(let pairs) = value else {
      return fail(StripeError("Invalid object", param: "\(name)"))
    }
    for (key, value) in pairs {
      guard let text = value.string else {
        return fail(StripeError("Invalid string: \(value.text)", param: "\(name)[\(key)]"))
      }
      if key.scalarCount > 40 {
        return fail(
          StripeError(
            """
            Metadata keys can have up to 40 characters, but you passed in a key that is \
            \(key.scalarCount) characters. Invalid key: \(key)
            """, param: "\(name)"))
      }
      if text.scalarCount > 500 {
        return fail(
          StripeError(
            """
            Metadata values can have up to 500 characters, but you passed in a value that is \
            \(text.scalarCount) characters. Invalid value: \(text)
            """, param: "\(name)"))
      }
    }
    return value
  }

  private static let rangeFields = Fields(
    ["gt", "gte", "lt", "lte"].map { Field(name: $0, shape: .timestamp) })

  private mutating func range(_ value: JSON, _ name: ParameterName) -> JSON? {
    if case .object(let form) = value { return .object(object(form, Self.rangeFields, name)) }
    return timestamp(value, name)
  }

  private mutating func list(_ value: JSON, _ item: Shape, _ name: ParameterName) -> JSON? {
    guard let items = Form.listValues(value) else { return fail(.invalidArray(value, param: "\(name)")) }
    var typed: [JSON] = []
    for (index, value) in items.enumerated() {
      if let value = self.typed(value, item, .item(index, of: name)) { typed.append(value) }
    }
    return .array(typed)
  }

  /// `a`, `a or b`, `one of a, b, or c`.
  static func choice(_ words: [String]) -> String {
    guard let last = words.last else { return "" }
    switch words.count {
    case 1: return last
    case 2: return "one of \(words[0]) or \(last)"
    default: return "one of \(words.dropLast().joined(separator: ", ")), or \(last)"
    }
  }
}
