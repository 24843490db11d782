/// stripe.js: the modules under `Files/stripe`, assembled into the one classic script that apps load.
enum StripeScript {
  static let text = ModuleBundle(entry: "stripe/stripe.js") { EmbeddedFiles[$0] }.script

  /// The script that `@stripe/connect-js` loads, from `connect-js.stripe.com/v1.0/connect.js`.
  static let connect = ModuleBundle(entry: "connect/connect.js") { EmbeddedFiles[$0] }.script

  static func isConnectServed(at path: String) -> Bool { ["/v0.1/connect.js", "/v1.0/connect.js"].contains(path) }

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
