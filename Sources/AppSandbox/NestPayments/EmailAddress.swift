/// The addresses that `IsEmail` accepts: validator.js's rules with its default options.
enum EmailAddress {
  static func isValid(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let local = text[..<at]
    let domain = text[text.index(after: at)...]
    guard local.utf8.count <= 64, domain.utf8.count <= 254 else { return false }
    return local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLocalPart) && isDomain(domain)
  }

  private static let punctuation = "!#$%&'*+-/=?^_`{|}~".unicodeScalars

  private static func isLocalPart(_ part: Substring) -> Bool {
    !part.isEmpty && part.unicodeScalars.allSatisfy { isLetterOrDigit($0) || punctuation.contains($0) }
  }

  private static func isDomain(_ domain: Substring) -> Bool {
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, isTopLevel(top) else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
    }
  }

  private static func isTopLevel(_ label: Substring) -> Bool {
    guard label.count >= 2 else { return false }
    if label.lowercased().hasPrefix("xn") { return true }
    return label.unicodeScalars.allSatisfy { isLetterOrDigit($0) && !("0"..."9").contains($0) }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "\u{A1}"..."\u{D7FF}", "\u{F900}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFEF}": true
    default: false
    }
  }
}
