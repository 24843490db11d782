import Wire

/// The Model Context Protocol: JSON-RPC 2.0, one message a line.
struct ToolServer {
  private static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  private let tools: [Tool]
  private let sandbox: SandboxClient

  init(_ tools: [Tool], _ sandbox: SandboxClient) {
    self.tools = tools
    self.sandbox = sandbox
  }

  private struct Problem: Error {
    let code: Int
    let message: String
  }

  /// The answer to a line; nil where there is none to give, as to notifications.
  func answer(_ line: [UInt8]) -> JSON? {
    let message: JSON
    do {
      message = try JSONParser.parse(line)
    } catch {
      return failure(.null, Problem(code: -32700, message: "The message is not JSON: \(error)"))
    }
    guard message.object != nil, message["jsonrpc"] == "2.0", let method = message["method"]?.string else {
      // An answer to something that was never asked.
      if message["result"] != nil || message["error"] != nil { return nil }
      return failure(message["id"] ?? .null, Problem(code: -32600, message: "This is no JSON-RPC 2.0 request"))
    }
    guard let id = message["id"], !id.isNull else { return nil }
    do throws(Problem) {
      return ["jsonrpc": "2.0", "id": id, "result": try result(method, message["params"] ?? [:])]
    } catch {
      return failure(id, error)
    }
  }

  private func failure(_ id: JSON, _ problem: Problem) -> JSON {
    [
      "jsonrpc": "2.0", "id": id,
      "error": ["code": .integer(problem.code), "message": .string(problem.message)],
    ]
  }

  private func result(_ method: String, _ parameters: JSON) throws(Problem) -> JSON {
    switch method {
    case "initialize":
      let asked = parameters["protocolVersion"]?.string ?? ""
      return [
        "protocolVersion": .string(Self.versions.contains(asked) ? asked : Self.versions[0]),
        "capabilities": ["tools": ["listChanged": false]],
        "serverInfo": ["name": "nestbox", "version": .string(Nestbox.version)],
        "instructions": """
        A sandbox of Stripe's API: nothing here is real money. Tools named as Stripe's own do the same here; others \
        move the sandbox's clock, set faults, trigger events and read the request log.
        """,
      ]
    case "ping": return [:]
    case "tools/list": return ["tools": .array(tools.map(\.description))]
    case "tools/call": return try call(parameters)
    default: throw Problem(code: -32601, message: "There is no method “\(method)”")
    }
  }

  /// A failure inside a tool is an answer for the agent to read.
  private func call(_ parameters: JSON) throws(Problem) -> JSON {
    let name = parameters["name"]?.string ?? ""
    guard let tool = tools.first(where: { $0.name == name }) else {
      let meant = suggestion(for: name, among: tools.map(\.name)).map { "; did you mean “\($0)”?" } ?? ""
      throw Problem(code: -32602, message: "There is no tool “\(name)”\(meant)")
    }
    let arguments = parameters["arguments"]?.object ?? JSON.Object()
    if let complaint = tool.complaint(about: arguments) { return content(complaint, isError: true) }
    do {
      return content(try tool.run(sandbox, arguments), isError: false)
    } catch {
      return content("\(error)", isError: true)
    }
  }

  private func content(_ text: String, isError: Bool) -> JSON {
    ["content": [["type": "text", "text": .string(text)]], "isError": .bool(isError)]
  }
}
