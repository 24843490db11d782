import Platform
import Wire

struct MCP: SandboxCommand {
  static let name = "mcp"
  static let summary = "Gives agents the sandbox as tools, by the Model Context Protocol"

  static let examples = [
    (line: "nestbox mcp", purpose: "For the sandbox on this machine"),
    (line: "nestbox mcp --start", purpose: "With a sandbox of its own, which ends with it"),
    (line: "nestbox mcp --list", purpose: "The tools there are"),
  ]

  static var options: [Option<Self>] {
    [
      .flag("start", \.startsSandbox, "Bring a sandbox of its own, in this process"),
      .flag("list", \.lists, "Print the tools, and end"),
    ] + shared
  }

  var link = SandboxLink()
  var style = OutputStyle()
  var startsSandbox = false
  var lists = false

  private static var tools: [Tool] { StripeTools.all + SandboxTools.all }

  func run() throws -> Exit {
    guard startsSandbox else { return try run(try SandboxClient(link), Output(style)) }
    let server = try RunningServer.start { loop in Assembly(loop).handler }
    var own = link
    own.url = HTTPURL("http://127.0.0.1:\(server.port)")
    return try withExtendedLifetime(server) { try run(try SandboxClient(own), Output(style)) }
  }

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let tools = Self.tools
    if lists {
      output.show(
        .array(tools.map(\.description)), output.table(tools.map { [$0.name, $0.summary] }))
      return .good
    }
    let server = ToolServer(tools, sandbox)
    var pending: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .good }
      pending += buffer[..<count]
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(pending[..<end])
        pending.removeFirst(end + 1)
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
        if let answer = server.answer(line) { Stream.output.write(answer.text + "\n") }
      }
    }
  }
}
