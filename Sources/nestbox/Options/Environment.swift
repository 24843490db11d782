import Platform
import Wire

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
  func checkNames(against known: @autoclosure () -> [String]) throws(UsageError) {
    if variables.isEmpty { return }
    let known = known()
    for name in variables.keys.sorted() where !known.contains(name) {
      if let known = suggestion(for: name, among: known) { throw .unknownVariable(name, suggestion: known) }
    }
  }

  static var process: Environment { Environment(all) }

  /// Every variable of the process.
  static var all: [String: String] {
    var variables: [String: String] = [:]
    for entry in environmentEntries {
      if let equals = entry.utf8.firstIndex(of: UInt8(ascii: "=")) {
        variables[String(entry[..<equals])] = String(entry[entry.index(after: equals)...])
      }
    }
    return variables
  }
}
