import Wire

struct Logs: ActionCommand {
  static let name = "logs"
  static let summary = "Shows the requests that a sandbox has answered"

  static let actions: [Action<Self>] = [
    Action("list", .none, "The latest requests, oldest first") { command, sandbox, output, _ in
      try command.list(sandbox, output)
      if command.follows { try command.follow(sandbox, output) }
    },
    Action("tail", .none, "Each request as it comes, until Ctrl-C") { command, sandbox, output, _ in
      try command.follow(sandbox, output)
    },
    Action("show", .required("ID"), "One request with headers and bodies, by its number or req_… id") {
      _, sandbox, output, id in
      let answer = try sandbox.control(.get, "requests/\(id ?? "")")
      output.show(answer, details(answer, output))
    },
  ]

  static var options: [Option<Self>] {
    [
      .flag("follow", \.follows, "Go on with each request as it comes, until Ctrl-C").alsoCalled("-f"),
      .value("path", "GLOB", \.path, "Only these paths, such as '/v1/customers/*'"),
      .value("method", "METHOD", \.method, "Only this method"),
      .value("status", "STATUS", \.status, "Only this status"),
      .value("limit", "N", \.limit, "At most so many"),
    ] + shared
  }

  static let examples = [
    (line: "nestbox logs --status 402", purpose: "What was declined"),
    (line: "nestbox logs tail --path '/v1/**'", purpose: "Stripe's API, as it happens"),
    (line: "nestbox logs show 1", purpose: "All of the first request"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var words: [String] = []
  var follows = false
  var path: String?
  var method: String?
  var status: Int?
  var limit = Count(20)

  private var filters: [(String, String)] {
    [("path", path), ("method", method), ("status", status.map { "\($0)" })].compactMap { name, value in
      value.map { (name, $0) }
    }
  }

  private func list(_ sandbox: SandboxClient, _ output: Output) throws {
    let query = filters + [("limit", "\(limit.value)")]
    let answer = try sandbox.control(.get, "requests", query: query)
    let requests = answer["requests"]?.array?.reversed() ?? []
    if output.isJSON, !follows { return output.line(answer.prettyText) }
    for request in requests { output.showLine(request, Self.line(request, output)) }
    if requests.isEmpty, !follows { output.line("there are none") }
  }

  /// The stream tells of every request; the list, asked for what is newer than the last, holds it against the filters.
  private func follow(_ sandbox: SandboxClient, _ output: Output) throws {
    let newest = try sandbox.control(.get, "requests", query: [("limit", "1")])["requests"]?[0]?["id"]?.string
    var last = newest.flatMap { Int($0) } ?? 0
    try sandbox.follow("stream") { kind, data in
      guard kind == "request", let number = data["id"]?.string.flatMap({ Int($0) }), number > last else { return }
      let answer = try sandbox.control(.get, "requests", query: filters + [("limit", "1000")])
      let fresh = (answer["requests"]?.array ?? []).filter { ($0["id"]?.string.flatMap { Int($0) } ?? 0) > last }
      for request in fresh.reversed() { output.showLine(request, Self.line(request, output)) }
      last = max(number, fresh.first?["id"]?.string.flatMap { Int($0) } ?? 0)
    }
  }

  private static func line(_ request: JSON, _ output: Output) -> String {
    let query = request["query"]?.string ?? ""
    let target = ((request["path"]?.string ?? "") + (query.isEmpty ? "" : "?" + query)).printable
    let time = output.painted(Moment.text(request["at"]?.integer ?? 0).split(separator: " ")[1].description, .faint)
    let status = output.painted(status: request["status"]?.integer)
    let fault = request["fault"]?.string.map { " " + output.painted("fault: \($0)", .red) } ?? ""
    let number = output.painted("#\(request["id"]?.string ?? "")", .faint)
    return "\(time) \(status) \(request["method"]?.string ?? "") \(target) \(number)\(fault)"
  }

  private static func details(_ request: JSON, _ output: Output) -> String {
    func message(_ part: JSON?) -> String {
      let headers = part?["headers"]?.object?.map { "\($0.key): \($0.value.string ?? "")" } ?? []
      return (headers + ["", part?["body"]?.string ?? ""]).joined(separator: "\n")
    }
    return [line(request, output), message(request["request"]), message(request["response"])].joined(separator: "\n\n")
  }
}
