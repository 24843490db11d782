import Testing
import Wire

@testable import StripeSandbox

/// What Stripe's endpoints accept at the newest version, from `parameters.txt`, and how a declaration differs from it.
struct ParameterFacts {
  /// By method and pattern, with `{}` for each name in the path.
  let endpoints: [String: Fields]

  init(_ text: String) {
    var endpoints: [String: Fields] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count > 1 else { continue }
      endpoints[Self.key(words[0], words[1])] = Parameters(words.count > 2 ? words[2] : "").fields
    }
    self.endpoints = endpoints
  }

  static func key(_ method: String, _ pattern: String) -> String {
    let segments = pattern.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
    return method + " /" + segments.joined(separator: "/")
  }

  /// One line for each difference: `- name` is missing here, `+ name` is unknown there, `~ name` has another shape,
  /// `! name` is required on one side only. `name=word` is a word of an enumeration.
  static func differences(_ declared: Fields, from facts: Fields, at path: String = "") -> [String] {
    var found: [String] = []
    let known = declared.declared.filter { $0.isKnown(in: .newest) }
    for fact in facts.declared {
      let name = path + fact.name
      guard let field = known.first(where: { $0.name == fact.name }) else {
        found.append("- \(name)")
        continue
      }
      found += differences(field.shape, from: fact.shape, at: name)
      if field.isRequired != fact.isRequired { found.append("! \(name)") }
    }
    return found + known.filter { facts[$0.name] == nil }.map { "+ \(path)\($0.name)" }
  }

  private static func differences(_ declared: Shape, from fact: Shape, at name: String) -> [String] {
    switch (declared, fact) {
    case (.object(let declared), .object(let fact)): return differences(declared, from: fact, at: name + ".")
    case (.list(let declared), .list(let fact)): return differences(declared, from: fact, at: name + "[]")
    case (.oneOf(let declared), .oneOf(let fact)):
      return fact.filter { !declared.contains($0) }.map { "- \(name)=\($0)" }
        + declared.filter { !fact.contains($0) }.map { "+ \(name)=\($0)" }
    case (.either(let declared), .either(let fact)):
      return declared.count == fact.count ? [] : ["~ \(name)"]
    default: return kind(declared) == kind(fact) ? [] : ["~ \(name)"]
    }
  }

  private static func kind(_ shape: Shape) -> String {
    switch shape {
    case .string, .descriptor, .identifier, .currency, .url: "string"
    case .hash, .map: "map"
    case .decimal: "decimal"
    case .integer, .timestamp: "integer"
    case .number: "number"
    case .boolean: "boolean"
    case .metadata: "metadata"
    case .range: "range"
    case .oneOf(let words): words.count == 1 ? words[0] : "words"
    case .list: "list"
    case .object: "object"
    case .either: "either"
    }
  }
}
