@preconcurrency import Glibc

/// The `NESTBOX_…` variables. An empty one is the same as none, as compose files write it.
struct Environment {
  private var variables: [String: String] = [:]

  static let prefix = "NESTBOX_"

  init(_ variables: [String: String]) {
    self.variables = variables.filter { name, value in
      // Kubernetes and Docker links set NESTBOX_PORT=tcp://10.0.0.1:12111 for a service called nestbox.
      name.hasPrefix(Self.prefix) && !value.isEmpty && !value.hasPrefix("tcp://")
    }
  }

  subscript(name: String) -> String? { variables[name] }

  /// A variable that no command knows but that looks like one they do know. Others may be anyone's.
  func checkNames(against known: some Collection<String>) throws(UsageError) {
    for name in variables.keys.sorted() where !known.contains(name) {
      if let known = suggestion(for: name, among: known) { throw .unknownVariable(name, suggestion: known) }
    }
  }

  static var process: Environment {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if text.hasPrefix(prefix), let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next += 1
    }
    return Environment(variables)
  }
}
