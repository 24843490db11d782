import Wire

/// Values that no output may show, each with the name that stands for it.
package struct Secrets: Sendable {
  private var names: [String: String] = [:]
  /// The texts to look for, by first byte; the longest first.
  private var spellings: [UInt8: [SecretSpelling]] = [:]

  package init() {}

  package mutating func add(_ value: String, called name: String) {
    guard !value.isEmpty, names[value] == nil else { return }
    let name = name.map { $0.isLetter || $0.isNumber ? String($0).uppercased() : "_" }.joined()
    names[value] = name
    for spelling in SecretSpelling.all(of: value, called: name) {
      guard let first = spelling.bytes.first else { continue }
      spellings[first, default: []].append(spelling)
      spellings[first]?.sort { $0.bytes.count > $1.bytes.count }
    }
  }

  /// A cookie as a server sets it, whose value is secret and whose attributes are not.
  mutating func addCookie(_ header: String) {
    let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    // Masking every `1` because of a cookie that only says so would hide the rest.
    if pair.count == 2, pair[1].utf8.count >= 4 { add(String(pair[1]), called: "COOKIE_\(pair[0])") }
  }

  package mutating func formUnion(_ other: Secrets) {
    for (value, name) in other.names { add(value, called: name) }
  }

  /// Text and secrets' names in turn: text first.
  package func split(_ text: String) -> [(text: String, secret: String?)] {
    if names.isEmpty { return text.isEmpty ? [] : [(text, nil)] }
    let bytes = Array(text.utf8)
    var pieces: [(text: String, secret: String?)] = []
    var start = 0
    var index = 0
    func flush() {
      if start < index { pieces.append((String(decoding: bytes[start..<index], as: UTF8.self), nil)) }
    }
    while index < bytes.count {
      guard let found = spellings[bytes[index]]?.first(where: { $0.stands(in: bytes, at: index) }) else {
        index += 1
        continue
      }
      flush()
      pieces.append(("", found.name))
      index += found.bytes.count
      start = index
    }
    flush()
    return pieces
  }

  package func masked(_ text: String) -> String {
    if names.isEmpty { return text }
    return split(text).map { piece in piece.secret.map { "$\($0)" } ?? piece.text }.joined()
  }

  /// Members and headers whose values are secret wherever they come from.
  package static func isSecretName(_ name: String) -> Bool {
    let name = name.lowercased().filter(\.isLetter)
    let endings = ["token", "secret", "password", "authorization", "cookie", "apikey", "sessionid"]
    return endings.contains { name.hasSuffix($0) }
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
            let hides = Self.isSecretName(member.key) && (member.value.string != nil || member.value.isNumber)
            return (masked(member.key), hides ? .string("…") : masked(member.value))
          }))
    case .integer, .double, .decimal:
      let text = json.text
      let shown = masked(text)
      return shown == text ? json : .string(shown)
    case .null, .bool: return json
    }
  }

  /// `sid=…; Path=/; HttpOnly`: what a cookie allows is shown, what it is is not.
  static func maskedCookie(_ header: String) -> String {
    guard let equals = header.firstIndex(of: "=") else { return header }
    return header[...equals] + "…" + header[equals...].drop { $0 != ";" }
  }
}
