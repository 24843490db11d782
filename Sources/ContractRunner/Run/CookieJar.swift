import Wire

/// A cookie as an answer sets it (RFC 6265).
struct Cookie: Sendable {
  let name: String
  let value: String
  let attributes: [(name: String, value: String)]

  init?(_ header: String) {
    let parts = header.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    guard pair.count == 2, !pair[0].isEmpty else { return nil }
    (name, value) = (Self.trimmed(pair[0]), Self.trimmed(pair[1]))
    attributes = parts.dropFirst().filter { !$0.isEmpty }.map { part in
      let halves = part.split(separator: "=", maxSplits: 1).map { Self.trimmed(String($0)) }
      return (halves[0].lowercased(), halves.count > 1 ? halves[1] : "")
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The last one of a name counts.
  subscript(name: String) -> String? { attributes.last { $0.name == name }?.value }

  /// The cookies that expectations look at.
  var json: JSON {
    var object = JSON.Object([("value", .string(value))])
    for name in ["path", "domain", "expires"] { object[name] = self[name].map(JSON.string) }
    object["maxAge"] = self["max-age"].map { Int($0).map(JSON.integer) ?? .string($0) }
    object["sameSite"] = self["samesite"].map(JSON.string)
    object["secure"] = .bool(self["secure"] != nil)
    object["httpOnly"] = .bool(self["httponly"] != nil)
    return .object(object)
  }
}

/// The cookies that a target has set during a story.
struct CookieJar: Sendable {
  private struct Kept {
    let cookie: Cookie
    let path: String
    let goes: Double?
  }

  private var cookies: [Kept] = []

  mutating func take(_ headers: Headers, path: String, now: Double) {
    for header in headers.all("Set-Cookie") {
      guard let cookie = Cookie(header) else { continue }
      let scope = cookie["path"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.folder(path)
      cookies.removeAll { $0.cookie.name == cookie.name && $0.path == scope }
      cookies.append(Kept(cookie: cookie, path: scope, goes: Self.end(of: cookie, now)))
    }
    cookies.removeAll { ($0.goes ?? .infinity) <= now }
  }

  private static func end(of cookie: Cookie, _ now: Double) -> Double? {
    if let age = cookie["max-age"].flatMap({ Double($0) }) { return now + age }
    return cookie["expires"].flatMap { Timestamp.seconds($0.replacing("-", with: " "), .httpDate)?.json.number }
  }

  private static func folder(_ path: String) -> String {
    let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The cookies of a request, the most particular path first. A test server speaks http, and gets secure ones as well.
  func header(for path: String, now: Double) -> String? {
    let sent = cookies.filter { ($0.goes ?? .infinity) > now && Self.covers($0.path, path) }
    if sent.isEmpty { return nil }
    return sent.sorted { $0.path.count > $1.path.count }.map { "\($0.cookie.name)=\($0.cookie.value)" }
      .joined(separator: "; ")
  }

  private static func covers(_ scope: String, _ path: String) -> Bool {
    path == scope || path.hasPrefix(scope.hasSuffix("/") ? scope : scope + "/")
  }
}
