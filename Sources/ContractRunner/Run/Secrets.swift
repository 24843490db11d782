import Wire

/// Values that no output may show, each with the name that stands for it.
package struct Secrets: Sendable {
  private var names: [String: String] = [:]

  package init() {}

  package mutating func add(_ value: String, called name: String) {
    // Masking every "1" or "yes" would say more than it hides.
    guard value.count >= 6, names[value] == nil else { return }
    names[value] = name.map { $0.isLetter || $0.isNumber ? String($0).uppercased() : "_" }.joined()
  }

  package mutating func formUnion(_ other: Secrets) { names.merge(other.names) { own, _ in own } }

  /// Text and secrets' names in turn: text first.
  package func split(_ text: String) -> [(text: String, secret: String?)] {
    for (value, name) in names.sorted(by: { ($0.key.count, $1.key) > ($1.key.count, $0.key) }) {
      guard let range = text.firstRange(of: value) else { continue }
      return split(String(text[..<range.lowerBound])) + [("", name)] + split(String(text[range.upperBound...]))
    }
    return text.isEmpty ? [] : [(text, nil)]
  }

  package func masked(_ text: String) -> String {
    split(text).map { piece in piece.secret.map { "$\($0)" } ?? piece.text }.joined()
  }

  /// Members and headers whose values are secret wherever they come from.
  package static func isSecretName(_ name: String) -> Bool {
    let name = name.lowercased().filter(\.isLetter)
    return ["token", "secret", "password", "authorization", "cookie", "apikey"].contains { name.hasSuffix($0) }
  }

  /// An answer's or request's value with secret members masked.
  package func masked(_ json: JSON) -> JSON {
    switch json {
    case .string(let text): return .string(masked(text))
    case .array(let items): return .array(items.map { masked($0) })
    case .object(let members):
      return .object(
        JSON.Object(
          members.map { member in
            let hides = Self.isSecretName(member.key) && member.value.string != nil
            return (member.key, hides ? .string("…") : masked(member.value))
          }))
    default: return json
    }
  }
}
