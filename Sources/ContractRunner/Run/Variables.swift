import Platform
import Wire

/// The values of `${…}` during one run of one contract.
package struct Variables: Sendable {
  private var values: [String: JSON] = [:]
  private var generated: [String: JSON] = [:]
  private let environment: [String: String]
  /// The meaning of `self.`: the alias of the state that is being made.
  var alias = ""
  var index = 1
  /// The value of `${now}`; nil: the time at which it is asked for.
  private var moment: Int?
  /// The values that must never be shown.
  private(set) var secrets = Secrets()

  package init(environment: [String: String]) { self.environment = environment }

  /// The text with the environment's variables filled in.
  package static func filled(_ text: String, environment: [String: String]) throws(Diagnostic) -> String {
    let source = try SourceText(path: "the command line", bytes: JSON.string(text).bytes)
    var variables = Variables(environment: environment)
    return try variables.text(Template(text, at: source.root.place))
  }

  /// The same values at one moment, for as often as they are asked for.
  func at(_ moment: Int) -> Variables {
    var variables = self
    variables.moment = moment
    return variables
  }

  package mutating func set(_ name: String, _ value: JSON) {
    let name = expanded(name)
    values[name] = value
    // Of a cookie only the value is secret: its attributes are what stories are about.
    if Secrets.isSecretName(name), value.string?.contains("; ") != true { secrets.add(value.plainText, called: name) }
  }

  mutating func protectCookie(_ header: String) { secrets.addCookie(header) }

  /// The environment's value, or the fallback, for a reference; nil for references to anything else.
  func environmentValue(of reference: Template.Reference) -> String? {
    guard case .environment(let name, let fallback) = reference else { return nil }
    return environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? fallback
  }

  mutating func protect(_ more: Secrets) { secrets.formUnion(more) }

  /// Says in time what no run can fill in: an environment variable that is not set.
  mutating func checkEnvironment(of templates: [Template]) throws(Diagnostic) {
    for template in templates {
      for case .environment(let name, let fallback) in template.references {
        _ = try fromEnvironment(name, fallback, at: template.place)
      }
    }
  }

  mutating func protect(_ value: String, called name: String) { secrets.add(value, called: name) }

  /// By exact name, or by a captured value's member or index: `charges.0`, `customer.address.city`.
  package func variable(_ name: String) -> JSON? {
    let name = expanded(name)
    if let value = values[name] { return value }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    guard let parent = variable(String(name[..<dot])) else { return nil }
    return Pointer.find("/" + Pointer.escaped(String(name[name.index(after: dot)...])), in: parent)
  }

  /// Every variable with its value, the longest value first: for finding them in answers.
  package var all: [(name: String, value: JSON)] {
    values.merging(generated) { own, _ in own }.map { ($0.key, $0.value) }
      .sorted { ($0.value.plainText.count, $1.name) > ($1.value.plainText.count, $0.name) }
  }

  package mutating func resolve(_ template: Template) throws(Diagnostic) -> JSON {
    if template.parts.count == 1, case .reference(let reference) = template.parts[0] {
      return try value(reference, at: template.place)
    }
    return .string(try text(template))
  }

  package mutating func text(
    _ template: Template, escaping escape: (String) -> String = { $0 }
  ) throws(Diagnostic) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let plain): text += plain
      case .reference(let reference): text += escape(try value(reference, at: template.place).plainText)
      }
    }
    return text
  }

  package mutating func resolve(_ value: ValueTemplate) throws(Diagnostic) -> JSON {
    switch value {
    case .literal(let json): return json
    case .text(let template): return try resolve(template)
    case .array(let items):
      var values: [JSON] = []
      for item in items { values.append(try resolve(item)) }
      return .array(values)
    case .object(let members):
      var object = JSON.Object()
      for member in members { object.append(member.name, try resolve(member.value)) }
      return .object(object)
    }
  }

  private func expanded(_ name: String) -> String {
    name.hasPrefix("self.") ? alias + name.dropFirst("self".count) : name
  }

  private mutating func value(_ reference: Template.Reference, at place: Place) throws(Diagnostic) -> JSON {
    switch reference {
    case .variable(let name):
      guard let value = variable(name) else { throw Diagnostic("${\(name)} has no value here", at: place) }
      return value
    case .environment(let name, let fallback): return .string(try fromEnvironment(name, fallback, at: place))
    case .generated(let generator, "fresh"): return generator.make(label: "")
    case .generated(let generator, let label):
      if let value = generated[reference.source] { return value }
      let value = generator.make(label: label)
      generated[reference.source] = value
      return value
    case .now(let offset): return .integer((moment ?? time(nil)) &+ offset)
    case .index: return .integer(index)
    case .calculated(let calculation): return try result(of: calculation, at: place)
    }
  }

  /// A captured text counts as a number if it is one: many APIs write amounts as texts.
  private mutating func result(of calculation: Calculation, at place: Place) throws(Diagnostic) -> JSON {
    let result = try calculation.value { (operand: Calculation.Operand) throws(Diagnostic) in
      switch operand {
      case .number(let number): return number
      case .reference(let reference):
        let json = try value(reference, at: place)
        guard let number = Numeral(json) ?? json.string.flatMap({ Numeral($0) }) else {
          throw Diagnostic("${\(reference.source)} is \(json.text), no number to calculate with", at: place)
        }
        return number
      }
    }
    guard let result else { throw Diagnostic("${\(calculation.source)} divides by zero", at: place) }
    return result
  }

  private mutating func fromEnvironment(
    _ name: String, _ fallback: String?, at place: Place
  ) throws(Diagnostic) -> String {
    if let value = environment[name], !value.isEmpty {
      secrets.add(value, called: name)
      return value
    }
    if let fallback { return fallback }
    throw Diagnostic("the environment variable \(name) is not set (a default is written ${env \(name)|…})", at: place)
  }
}

extension Template.Generator {
  fileprivate func make(label: String) -> JSON {
    switch self {
    case .uuid: return .string(Wire.uuid(.random(in: .min ... .max), .random(in: .min ... .max)))
    // As paralleldrive/cuid makes them: a c, then 24 characters of base 36.
    case .cuid: return .string("c" + Self.random(24))
    case .email:
      let name = label.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
      return .string("\(name.isEmpty ? "someone" : name).\(Self.random(10))@example.com")
    }
  }

  private static func random(_ count: Int) -> String {
    let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    return String((0..<count).map { _ in digits[Int.random(in: 0..<digits.count)] })
  }
}
