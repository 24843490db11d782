import Control
import Wire

/// The text that `serve` prints once the port is open: the services, their addresses, and lines to paste.
struct Banner {
  let host: String
  let port: Int
  var httpsPort: Int?
  let services: [Service]
  /// Signs what `--forward-to` sends.
  var webhookSecret: String?
  /// The file that keeps the state, if one does.
  var stateFile: String?
  /// Whether the control API asks for a token.
  var needsToken = false

  private var origin: String { "http://\(name):\(port)" }
  private var secureOrigin: String? { httpsPort.map { "https://\(name):\($0)" } }

  /// The host as a client on this machine would call it.
  private var name: String {
    switch host {
    case "127.0.0.1", "0.0.0.0", "::1", "::": "localhost"
    case _ where host.contains(":"): "[\(host)]"
    default: host
    }
  }

  var text: String {
    let served = services.map { ($0.title, $0.paths) }
    let terms = [("State", state), ("Reachable", reach), ("Access", control)]
    let examples = services.flatMap(\.examples).map { ($0.purpose, $0.line(origin)) }
    return """
      Nestbox \(Nestbox.version) on \(origin)\(secureOrigin.map { " and \($0)" } ?? "")

      \(table(served + terms))
      \(webhookSecret.map { "\nWebhooks are signed with \($0)\n" } ?? "")
      To paste:
      \(table(examples))


      """
  }

  private var isLocal: Bool { HostNames.isLoopback(host) }

  private var state: String {
    stateFile.map { "kept in \($0)" } ?? "in memory, and gone when this ends; --data FILE keeps it"
  }

  private var reach: String { isLocal ? "from this machine only" : "from every machine that can reach \(host):\(port)" }

  private var control: String {
    let places = "/_sandbox and the dashboard"
    if needsToken { return "\(places): with the control token" }
    return isLocal
      ? "\(places): programs and the sandbox's own pages on this machine; no other pages"
      : "\(places): everyone who can reach it, as there is no --control-token; no other pages"
  }

  /// A warning about the options, if any.
  var warning: String? {
    guard !isLocal, !needsToken else { return nil }
    return """
      \(host) can be reached by other machines, and everyone there may read and change every sandbox: \
      --control-token TOKEN asks for a token
      """
  }

  /// The same for a log that machines read.
  var json: String {
    let served = services.map { service in
      (key: service.title, value: JSON.array(service.prefixes.map(JSON.string)))
    }
    var line: JSON.Object = [
      "listening": .string(origin), "version": .string(Nestbox.version), "services": .object(JSON.Object(served)),
      "state": .string(state), "reachable": .string(reach), "control": .string(control),
    ]
    if let secureOrigin { line["listening_https"] = .string(secureOrigin) }
    if let webhookSecret { line["webhook_secret"] = .string(webhookSecret) }
    return JSON.object(line).text + "\n"
  }

  private func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  \($0)\(String(repeating: " ", count: width - $0.count + 2))\($1)" }.joined(separator: "\n")
  }
}
