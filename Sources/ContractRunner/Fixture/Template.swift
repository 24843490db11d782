import Wire

/// A text with `${…}` references in it.
package struct Template: Sendable {
  package enum Part: Sendable {
    case text(String)
    case reference(Reference)
  }

  package enum Reference: Sendable {
    /// `${payment}`, `${alan.token}`, `${charges.0}`
    case variable(String)
    /// `${env NAME}`, `${env NAME|default}`
    case environment(String, fallback: String?)
    /// `${cuid}`, `${cuid second}`: the same words give the same value within a run; `fresh` a new one each time.
    case generated(Generator, label: String)
    /// `${now}`, `${now -60}`: epoch seconds
    case now(offset: Int)
    /// `${index}`: the number of the copy within `repeat`, from one
    case index
    indirect case calculated(Calculation)
  }

  package enum Generator: String, Sendable, CaseIterable { case uuid, cuid, email }

  /// Words that captures and states may not be called.
  package static let reserved = Generator.allCases.map(\.rawValue) + ["env", "now", "index"]

  package let parts: [Part]
  package let place: Place

  init(parts: [Part], place: Place) {
    self.parts = parts
    self.place = place
  }

  package var references: [Reference] {
    parts.flatMap { part -> [Reference] in
      switch part {
      case .text: []
      case .reference(.calculated(let calculation)): calculation.references
      case .reference(let reference): [reference]
      }
    }
  }

  /// The text, if nothing has to be filled in.
  package var constant: String? {
    switch parts.count {
    case 0: ""
    case 1: if case .text(let text) = parts[0] { text } else { nil }
    default: nil
    }
  }

  /// As the file has it.
  package var source: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .reference(let reference): "${\(reference.source)}"
      }
    }.joined()
  }

  package init(_ text: String, at place: Place) throws(Diagnostic) {
    var parts: [Part] = []
    var plain = ""
    var rest = text[...]
    while !rest.isEmpty {
      if rest.hasPrefix("$${") {
        plain += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let close = rest.firstIndex(of: "}") else {
          throw Diagnostic("“${” without “}” (a literal “${” is written “$${”)", at: place)
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(.reference(try Self.reference(rest[rest.index(rest.startIndex, offsetBy: 2)..<close], at: place)))
        rest = rest[rest.index(after: close)...]
      } else {
        plain.append(rest.removeFirst())
      }
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
    self.place = place
  }

  private static func reference(_ text: Substring, at place: Place) throws(Diagnostic) -> Reference {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { throw Diagnostic("“${}” names nothing", at: place) }
    let argument = words.count > 1 ? words[1] : nil
    let all = text.split(separator: " ").map(String.init)
    if name != "env", Calculation.isMeant(all) { return .calculated(try calculation(String(text), all, at: place)) }
    if let generator = Generator(rawValue: name) { return .generated(generator, label: argument ?? "") }
    switch name {
    case "env":
      guard let argument else { throw Diagnostic("“${env}” needs the name of an environment variable", at: place) }
      let halves = argument.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return .environment(halves[0], fallback: halves.count > 1 ? halves[1] : nil)
    case "now":
      guard let argument else { return .now(offset: 0) }
      guard let offset = Int(argument) else {
        throw Diagnostic("“${now \(argument)}”: the offset is in seconds, such as -60", at: place)
      }
      return .now(offset: offset)
    case "index": return .index
    default:
      if let argument {
        let message = "“${\(name) \(argument)}”: a variable takes no argument" + didYouMean(name, reserved)
        throw Diagnostic(message, at: place)
      }
      return .variable(name)
    }
  }
}

extension Template {
  private static func calculation(_ text: String, _ words: [String], at place: Place) throws(Diagnostic) -> Calculation
  {
    let calculation = Calculation(text, words) { word in
      switch word {
      case "now": .now(offset: 0)
      case "index": .index
      default: word.contains { $0.isLetter } ? .variable(word) : nil
      }
    }
    if let calculation { return calculation }
    throw Diagnostic(
      "“${\(text)}” is no calculation: write ${price * 2 + fee}, with “round 2” or “fixed 2” behind", at: place)
  }
}

extension Template.Reference {
  package var source: String {
    switch self {
    case .variable(let name): name
    case .environment(let name, let fallback): "env \(name)" + (fallback.map { "|\($0)" } ?? "")
    case .generated(let generator, let label): label.isEmpty ? generator.rawValue : "\(generator) \(label)"
    case .now(let offset): offset == 0 ? "now" : "now \(offset)"
    case .index: "index"
    case .calculated(let calculation): calculation.source
    }
  }
}

/// A JSON value whose texts are templates: what a request sends.
package indirect enum ValueTemplate: Sendable {
  case literal(JSON)
  case text(Template)
  case array([ValueTemplate])
  case object([(name: String, value: ValueTemplate)])

  package var templates: [Template] {
    switch self {
    case .literal: []
    case .text(let template): [template]
    case .array(let items): items.flatMap(\.templates)
    case .object(let members): members.flatMap(\.value.templates)
    }
  }
}
