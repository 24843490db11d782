/// stripe.js: its files, one after the other, in a scope of their own.
enum StripeScript {
  static let text = "(() => {\n'use strict';\n\n" + files.map(source).joined(separator: "\n") + "})();\n"

  /// In the order of need: a class stands after the one that it extends.
  private static let files = [
    "origin", "errors", "dom", "emitter", "api", "cards", "test-cards", "regions", "appearance", "icons",
    "frame", "field", "card-fields", "element", "absent-element", "card-element", "split-elements",
    "payment-element", "address-element", "link-element", "overlay", "challenge", "wallet", "express-element",
    "intents", "elements", "payment-details", "confirmation", "tokens", "out-of-scope", "stripe",
  ]

  private static func source(_ name: String) -> String { EmbeddedFiles["stripe/\(name).js"] ?? "" }

  /// `/v3`, `/v3/`, `/v3/stripe.js` and, of any release, `/acacia/stripe.js`.
  static func isServed(at path: String) -> Bool {
    switch path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init) {
    case ["v3"], ["v3", ""], ["v3", "stripe.js"]: true
    case let parts where parts.count == 2 && parts[1] == "stripe.js":
      !parts[0].isEmpty && parts[0].utf8.allSatisfy { (0x61...0x7A).contains($0) }
    default: false
    }
  }
}
