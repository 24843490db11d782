/// `application/json; charset=utf-8`, compared as RFC 9110 has it: without regard to case, order and spaces.
package struct MediaType: Sendable {
  let essence: String
  let parameters: [String: String]

  var text: String {
    ([essence] + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: "; ")
  }

  init(_ text: String) {
    let parts = text.split(separator: ";").map { part in String(part.filter { !$0.isWhitespace }).lowercased() }
    essence = parts.first ?? ""
    parameters = Dictionary(
      parts.dropFirst().map { part in
        let halves = part.split(separator: "=", maxSplits: 1).map(String.init)
        return (halves[0], halves.count > 1 ? halves[1].filter { $0 != "\"" } : "")
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the other one is of this type and has these parameters; it may have more.
  func accepts(_ other: MediaType) -> Bool {
    let isEssence =
      essence == other.essence || essence == "*/*"
      || essence.hasSuffix("/*") && other.essence.hasPrefix(essence.dropLast())
    return isEssence && parameters.allSatisfy { other.parameters[$0.key] == $0.value }
  }

  var isJSON: Bool { essence == "application/json" || essence.hasSuffix("+json") }

  private static let ofEndings = [
    "json": "application/json", "txt": "text/plain", "csv": "text/csv", "html": "text/html", "xml": "application/xml",
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "zip": "application/zip",
  ]

  /// How files of this type end: `.png`, or nothing if that is not known.
  var ending: String {
    Self.ofEndings.filter { $0.value == essence }.keys.min().map { ".\($0)" } ?? ""
  }

  static func ofFile(_ name: String) -> String {
    ofEndings[name.split(separator: ".").last?.lowercased() ?? ""] ?? "application/octet-stream"
  }
}
