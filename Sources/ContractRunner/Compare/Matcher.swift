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
  /// While only yes or no is asked, nothing is kept, and the first difference is the answer.
  private var trial: Trial?

  private enum Trial { case fits, fails }

  init(_ variables: Variables) { self.variables = variables }

  /// Forgets what was found, and keeps the compiled expressions for the next value.
  mutating func reset(_ variables: Variables) {
    self.variables = variables
    differences.removeAll(keepingCapacity: true)
    assertions.removeAll(keepingCapacity: true)
  }

  mutating func note(_ difference: @autoclosure () -> Difference) {
    if trial != nil { trial = .fails } else { differences.append(difference()) }
  }

  /// Whether the value matches, without a trace.
  mutating func accepts(_ pattern: Pattern, _ value: JSON?) -> Bool {
    accepts { $0.match(pattern, value, at: "") }
  }

  mutating func accepts(_ judge: (inout Matcher) -> Void) -> Bool {
    let outer = trial
    defer { trial = outer }
    trial = .fits
    judge(&self)
    return trial == .fits
  }

  /// `value` is nil where there is none. `kind` is what a difference of this value itself is called.
  mutating func match(_ pattern: Pattern, _ value: JSON?, at subject: String, _ kind: Difference.Kind? = nil) {
    if trial == .fails { return }
    if trial == nil { assertions.append(Assertion(subject: subject, pattern: pattern)) }
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
    case .embedded(let encoding, let inner): matchEmbedded(pattern, encoding, inner, value, subject, kind)
    default:
      if !holds(pattern, value) { differ(kind ?? Self.kind(pattern, value), pattern, value, subject) }
    }
  }

  func described(_ pattern: Pattern) -> String {
    var variables = variables
    return pattern.described { (try? variables.resolve($0)) ?? .string($0.source) }
  }

  mutating func differ(_ kind: Difference.Kind, _ pattern: Pattern, _ value: JSON?, _ subject: String) {
    let expected = trial == nil ? described(pattern) : ""
    note(Difference(kind, subject, expected: expected, actual: value, at: pattern.place))
  }

  var isTrial: Bool { trial != nil }

  /// The pointer of a member, where anyone will read it.
  func inside(_ subject: String, _ name: @autoclosure () -> String) -> String {
    trial == nil ? "\(subject)/\(name())" : ""
  }

  /// For rules of one value: whether it holds.
  private mutating func holds(_ pattern: Pattern, _ value: JSON) -> Bool {
    switch pattern.rule {
    case .literal(let wanted): return value.isSame(as: wanted)
    case .text(let template): return value.isSame(as: resolved(template))
    case .type(let kind): return kind.accepts(value)
    case .range(let kind, let template):
      guard kind.accepts(value), let bounds = Bounds(resolved(template).plainText) else { return false }
      return Numeral(value).map(bounds.contains) ?? bounds.contains(value.string?.count ?? 0)
    case .regex(let template): return matches(template, value.string)
    case .time(let form, let range):
      guard let time = value.string.flatMap({ Timestamp.seconds($0, form) }) else { return false }
      return range.map { TimeBounds(resolved($0).plainText, form)?.contains(time) ?? false } ?? true
    case .uuid(let version): return value.string.map { Self.isUUID($0, version) } ?? false
    case .media(let type): return value.string.map { type.accepts(MediaType($0)) } ?? false
    case .not(let inner): return !accepts(inner, value)
    case .oneOf(let patterns):
      for inner in patterns where accepts(inner, value) { return true }
      return false
    default: return accepts(pattern, value)
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

  static func literally(_ text: String) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == "_" || !$0.isASCII ? String($0) : "\\\($0)" }.joined()
  }

  /// A text that holds another value is judged by that value, and stands for it in messages.
  private mutating func matchEmbedded(
    _ pattern: Pattern, _ encoding: Pattern.Encoding, _ inner: Pattern, _ value: JSON, _ subject: String,
    _ kind: Difference.Kind?
  ) {
    guard let held = value.string.flatMap({ Self.held(in: $0, encoding) }) else {
      return differ(kind ?? .type, pattern, value, subject)
    }
    if !accepts(inner, held) { differ(kind ?? .value, pattern, held, subject) }
  }

  private static func held(in text: String, _ encoding: Pattern.Encoding) -> JSON? {
    switch encoding {
    case .json: return try? JSONParser.parse(Array(text.utf8), keepingNumbers: true)
    case .base64:
      let plain = text.replacing("+", with: "-").replacing("/", with: "_").filter { $0 != "=" }
      return Base64.url.decode(String(plain)).flatMap { String(validating: $0, as: UTF8.self) }.map(JSON.string)
    }
  }

  private static func isUUID(_ text: String, _ version: Int?) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12], parts.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
      return false
    }
    return version.map { parts[2].first?.hexDigitValue == $0 } ?? true
  }

  private static func kind(_ pattern: Pattern, _ value: JSON) -> Difference.Kind {
    switch pattern.rule {
    case .type: .type
    case .literal(let wanted):
      wanted.typeName == value.typeName || wanted.isNumber && value.isNumber ? .value : .type
    case .range(let kind, _): kind.accepts(value) ? .value : .type
    case .text, .regex, .time, .uuid, .media: value.string == nil ? .type : .value
    default: .value
    }
  }
}
