/// An absolute `http` or `https` URL, taken apart.
package struct HTTPURL: Equatable, Hashable, Sendable, CustomStringConvertible {
  package let isSecure: Bool
  /// Without the brackets of an IPv6 address.
  package let host: String
  package let port: Int
  /// Path and query as they are sent.
  package let target: String

  /// Nil unless it is well-formed; user names and fragments are not taken.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }),
      let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://")
    else { return nil }
    switch text[..<colon].lowercased() {
    case "http": isSecure = false
    case "https": isSecure = true
    default: return nil
    }
    let rest = text[colon...].dropFirst(3)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let (host, port) = Self.split(rest[..<end]) else { return nil }
    self.host = host
    self.port = port ?? (isSecure ? 443 : 80)
    let target = rest[end...]
    self.target = target.hasPrefix("/") ? String(target) : "/" + target
  }

  private init(isSecure: Bool, host: String, port: Int, target: String) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.target = target
  }

  private static func split(_ authority: Substring) -> (String, Int?)? {
    var host = authority
    var port: Int?
    let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
    if let colon = authority[bracket...].lastIndex(of: ":") {
      host = authority[..<colon]
      let digits = authority[colon...].dropFirst()
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = UInt16(digits) else { return nil }
      port = Int(number)
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") || host.contains("[") {
      return nil
    }
    return host.isEmpty || host.contains("@") ? nil : (String(host), port)
  }

  /// `host:port` as the Host header has it.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// Scheme, host and port: what a connection belongs to.
  package var origin: String { (isSecure ? "https://" : "http://") + authority }

  package var description: String { origin + target }

  /// This URL with a path and query put behind its own path: a base URL may have one.
  package func appending(_ path: String) -> HTTPURL {
    let base = target.hasSuffix("/") ? String(target.dropLast()) : target
    return HTTPURL(isSecure: isSecure, host: host, port: port, target: base + (path.hasPrefix("/") ? path : "/" + path))
  }
}
