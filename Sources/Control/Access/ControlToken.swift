import Wire

/// The secret of a control API that more than one machine can reach.
struct ControlToken {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// In `Sandbox-Control-Token`, or in `Authorization`: as Bearer token, or as the user name or password that a browser
  /// asks for.
  func isGiven(by request: Request) -> Bool {
    if let header = request.headers["Sandbox-Control-Token"] { return matches(header) }
    guard let (scheme, credentials) = request.authorization else { return false }
    switch scheme {
    case "bearer": return matches(credentials)
    case "basic":
      let pair = Base64.standard.decode(credentials) ?? []
      return pair.split(separator: UInt8(ascii: ":"), maxSplits: 1).contains {
        matches(String(decoding: $0, as: UTF8.self))
      }
    default: return false
    }
  }

  private func matches(_ text: String) -> Bool { equalInConstantTime(Array(text.utf8), bytes) }
}
