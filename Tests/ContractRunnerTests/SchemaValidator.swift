import Wire

@testable import ContractRunner

/// As much of JSON Schema (2020-12) as the schemas beside the contracts use.
struct SchemaValidator {
  private let documents: [String: JSON]
  private let root: JSON

  init(_ root: JSON, _ others: [String: JSON] = [:]) {
    self.root = root
    documents = others
  }

  /// The pointer of the first value that is wrong, or nil.
  func fault(_ value: JSON) -> String? { fault(value, root, root, "") }

  private func fault(_ value: JSON, _ schema: JSON, _ document: JSON, _ at: String) -> String? {
    if let isFine = schema.bool { return isFine ? nil : at }
    if let reference = schema["$ref"]?.string {
      let halves = reference.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
      let target = halves[0].isEmpty ? document : documents[halves[0]] ?? .null
      guard let found = Pointer.find(halves.last ?? "", in: target) else { return "\(at): no \(reference)" }
      if let fault = fault(value, found, target, at) { return fault }
    }
    if !isPlainlyFine(value, schema) { return at }
    for part in schema["allOf"]?.array ?? [] {
      if let fault = fault(value, part, document, at) { return fault }
    }
    if let any = schema["anyOf"]?.array, any.allSatisfy({ fault(value, $0, document, at) != nil }) { return at }
    if let one = schema["oneOf"]?.array, one.count(where: { fault(value, $0, document, at) == nil }) != 1 { return at }
    if let not = schema["not"], fault(value, not, document, at) == nil { return at }
    switch value {
    case .object(let members): return fault(in: members, schema, document, at)
    case .array(let items):
      guard let each = schema["items"] else { return nil }
      return items.enumerated().lazy.compactMap { fault($0.element, each, document, "\(at)/\($0.offset)") }.first
    default: return nil
    }
  }

  private func isPlainlyFine(_ value: JSON, _ schema: JSON) -> Bool {
    if let type = schema["type"], !(type.array ?? [type]).contains(where: { Self.isOf($0.string ?? "", value) }) {
      return false
    }
    if let all = schema["enum"]?.array, !all.contains(value) { return false }
    if let constant = schema["const"], constant != value { return false }
    if let text = value.string {
      if let least = schema["minLength"]?.integer, text.count < least { return false }
      if let pattern = schema["pattern"]?.string, let regex = try? Regex(pattern), text.firstMatch(of: regex) == nil {
        return false
      }
    }
    if let number = value.number {
      if let least = schema["minimum"]?.number, number < least { return false }
      if let most = schema["maximum"]?.number, number > most { return false }
      if let bound = schema["exclusiveMinimum"]?.number, number <= bound { return false }
    }
    if let items = value.array, let least = schema["minItems"]?.integer, items.count < least { return false }
    return true
  }

  private func fault(in members: JSON.Object, _ schema: JSON, _ document: JSON, _ at: String) -> String? {
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil { return at }
    if let least = schema["minProperties"]?.integer, members.count < least { return at }
    if let most = schema["maxProperties"]?.integer, members.count > most { return at }
    for member in members {
      let place = "\(at)/\(member.key)"
      if let names = schema["propertyNames"], fault(.string(member.key), names, document, place) != nil { return place }
      if let own = schema["properties"]?[member.key] {
        if let fault = fault(member.value, own, document, place) { return fault }
      } else if let rest = schema["additionalProperties"], let fault = fault(member.value, rest, document, place) {
        return fault
      }
    }
    return nil
  }

  private static func isOf(_ type: String, _ value: JSON) -> Bool {
    Pattern.Kind(rawValue: type)?.accepts(value) ?? false
  }
}
