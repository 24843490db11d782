import Wire

struct Fault: ActionCommand {
  static let name = "fault"
  static let summary = "Lets requests fail on purpose"

  static let actions: [Action<Self>] = [
    Action("list", .none, "Which are set") { _, sandbox, output, _ in
      let answer = try sandbox.control(.get, "faults")
      let rows = answer["faults"]?.array?.map(row) ?? []
      output.show(answer, rows.isEmpty ? "none is set" : output.table(rows))
    },
    Action("add", .optional("PATH"), "Set one; PATH may have stars, and without it every request fails") {
      command, sandbox, output, path in
      let answer = try sandbox.control(.post, "faults", command.fault(path))
      output.show(answer, "set \(row(answer).joined(separator: "  "))")
    },
    Action("delete", .required("ID"), "Take one away") { _, sandbox, output, id in
      output.show(try sandbox.control(.delete, "faults/\(id ?? "")"), "deleted \(id ?? "")")
    },
    Action("clear", .none, "Take all away") { _, sandbox, output, _ in
      output.show(try sandbox.control(.delete, "faults"), "cleared")
    },
  ]

  static var options: [Option<Self>] {
    [
      .value("status", "STATUS", \.status, "Answer with this status, and do nothing"),
      .flag("drop", \.drops, "Close the connection instead of answering"),
      .flag("truncate", \.truncates, "Close the connection in the middle of the answer"),
      .value("delay", "MS", \.delay, "Wait so many milliseconds"),
      .flag("after", \.isAfter, "Do what is asked first, and fail then"),
      .value("method", "METHOD", \.method, "Only requests with this method"),
      .value("times", "N", \.times, "Only so often"),
      .value("nth", "N", \.nth, "Only from the Nth request on"),
      .value("probability", "P", \.probability, "Only now and then: 0.5 is every other time"),
    ] + shared
  }

  static let examples = [
    (line: "nestbox fault add /v1/refunds --status 503 --times 2", purpose: "Two refunds fail; SDKs try again"),
    (line: "nestbox fault add '/v1/**' --delay 800", purpose: "Everything is slow"),
    (line: "nestbox fault add /v1/charges --drop --after", purpose: "The charge is made, and its answer lost"),
    (line: "nestbox fault clear", purpose: "All is well again"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var words: [String] = []
  var status: Int?
  var drops = false
  var truncates = false
  var delay: Int?
  var isAfter = false
  var method: String?
  var times: Int?
  var nth: Int?
  var probability: String?

  private func fault(_ path: String?) throws -> JSON {
    var body = JSON.Object()
    if let path { body["path"] = .string(path) }
    if let method { body["method"] = .string(method) }
    for (name, value) in [("status", status), ("delay", delay), ("times", times), ("nth", nth)] {
      if let value { body[name] = .integer(value) }
    }
    if drops { body["connection"] = "drop" }
    if truncates { body["connection"] = "truncate" }
    if isAfter { body["after"] = true }
    if let probability {
      guard let chance = Double(probability) else {
        throw UsageError.invalidValue(probability, source: "--probability", expected: "a number from 0 to 1")
      }
      body["probability"] = .double(chance)
    }
    return .object(body)
  }

  private static func row(_ fault: JSON) -> [String] {
    let conditions = fault.object?.filter { $0.key != "id" && $0.key != "sandbox" } ?? []
    return [
      fault["id"]?.string ?? "",
      conditions.map { "\($0.key)=\($0.value.string ?? $0.value.text)" }.joined(separator: " "),
    ]
  }
}
