/// The URLs that Stripe accepts and that a page may link to: http and https with a host, or an app's own scheme such as
/// `myapp://paid`.
package enum URLText {
  package enum Problem: Equatable, Sendable { case noScheme, malformed }

  /// Nil: it is a URL.
  package static func problem(in text: String) -> Problem? {
    guard let separator = text.firstRange(of: "://") else { return .noScheme }
    let scheme = text[..<separator.lowerBound].lowercased()
    guard isScheme(scheme) else { return .noScheme }
    let rest = text[separator.upperBound...]
    guard !text.utf8.contains(where: isForbidden), !Self.refused.contains(scheme) else { return .malformed }
    guard scheme == "http" || scheme == "https" else { return nil }
    let authority = rest.prefix { !"/?#\\".contains($0) }
    return hasHost(authority) ? nil : .malformed
  }

  /// Schemes that browsers run, read local files by, or take for a page of their own.
  private static let refused: Set<String> = [
    "about", "blob", "chrome", "data", "file", "filesystem", "javascript", "jar", "resource", "vbscript", "view-source",
  ]

  private static func isScheme(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: false
      }
    }
  }

  /// White space, control characters, and what would end an attribute of a page.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
  }

  private static func hasHost(_ authority: Substring) -> Bool {
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if host.hasPrefix("[") { return host.contains("]") }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.first, !name.isEmpty else { return false }
    guard parts.count == 2 else { return true }
    return parts[1].isEmpty || UInt16(parts[1]) != nil
  }
}

extension StripeError {
  static func invalidURL(_ problem: URLText.Problem, param: String) -> StripeError {
    let message =
      switch problem {
      case .noScheme: "Invalid URL: An explicit scheme (such as https) must be provided."
      case .malformed: "Not a valid URL"
      }
    return StripeError(message, code: "url_invalid", param: param)
  }
}
