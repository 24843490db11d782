import Wire

/// A JSON Web Token signed with HS256 (RFC 7519), and no other kind.
struct JSONWebToken {
  let secret: [UInt8]

  private static let header: JSON = ["alg": "HS256", "typ": "JWT"]

  func sign(_ claims: JSON) -> String {
    let content = [Self.header, claims].map { Base64.url.encode($0.bytes) }.joined(separator: ".")
    return content + "." + Base64.url.encode(signature(content))
  }

  /// The claims, if they are ours, are good already and have not expired.
  func verify(_ token: String, now: Int) -> JSON? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    // RFC 7515, 2: without padding. A token has one form only.
    guard parts.count == 3, !token.utf8.contains(UInt8(ascii: "=")),
      let given = Base64.url.decode(String(parts[2])),
      equalInConstantTime(given, signature(parts[0] + "." + parts[1])),
      let header = Self.parse(parts[0]), header["alg"] == "HS256",
      let claims = Self.parse(parts[1])
    else { return nil }
    if let expiry = claims["exp"] {
      guard let moment = expiry.number, Double(now) < moment else { return nil }
    }
    if let start = claims["nbf"] {
      guard let moment = start.number, Double(now) >= moment else { return nil }
    }
    return claims
  }

  private func signature(_ content: some StringProtocol) -> [UInt8] {
    HMAC(key: secret).authenticate(Array(content.utf8))
  }

  private static func parse(_ part: Substring) -> JSON? {
    Base64.url.decode(String(part)).flatMap { try? JSONParser.parse($0) }
  }
}
