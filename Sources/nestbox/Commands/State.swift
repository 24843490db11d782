import Wire

struct State: ActionCommand {
  static let name = "state"
  static let summary = "Shows, saves and loads what a sandbox holds"

  static let actions: [Action<Self>] = [
    Action("show", .none, "How much of what there is") { command, sandbox, output, _ in
      let answer = try sandbox.control(.get, command.isAll ? "sandboxes" : "kinds")
      output.show(answer, output.table(command.isAll ? sandboxes(answer) : kinds(answer)))
    },
    Action("export", .optional("FILE"), "Save it as JSON; - or nothing is standard output") {
      command, sandbox, _, file in
      let request = Request(.get, "/_sandbox/state", query: command.isAll ? "all=true" : "")
      let response = try sandbox.send(request)
      guard response.status == 200 else { throw refusal(response) }
      guard let file, file != "-" else {
        Stream.output.write(response.body)
        return
      }
      try File(path: file).write(response.body, isSecret: true)
    },
    Action("import", .required("FILE"), "Put such a file in the place of what there is") {
      command, sandbox, output, file in
      var request = Request(.put, "/_sandbox/state", query: command.isAll ? "all=true" : "")
      request.headers["Content-Type"] = "application/json"
      request.body = try File(path: file ?? "").read()
      let response = try sandbox.send(request)
      guard response.status == 200 else { throw refusal(response) }
      output.show((try? JSONParser.parse(response.body)) ?? .null, "loaded \(file ?? "")")
    },
  ]

  static var options: [Option<Self>] {
    [.flag("all", \.isAll, "All sandboxes, and not only that of --key")] + shared
  }

  static let examples = [
    (line: "nestbox state", purpose: "Count the sandbox's objects"),
    (line: "nestbox state export state.json", purpose: "Save it"),
    (line: "nestbox state import state.json --key sk_test_copy", purpose: "Load it into another sandbox"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var words: [String] = []
  var isAll = false

  private static func kinds(_ answer: JSON) -> [[String]] {
    let rows = answer["kinds"]?.array?.compactMap { kind -> [String]? in
      guard let count = kind["count"]?.integer, count > 0 else { return nil }
      return [kind["object"]?.string ?? "", "\(count)"]
    }
    return rows?.isEmpty == false ? rows ?? [] : [["it is empty"]]
  }

  private static func sandboxes(_ answer: JSON) -> [[String]] {
    let names = ["customers", "payment_intents", "charges", "events"]
    return [["sandbox"] + names]
      + (answer["sandboxes"]?.array ?? []).map { sandbox in
        [sandbox["name"]?.string ?? ""] + names.map { sandbox[$0]?.text ?? "" }
      }
  }

  private static func refusal(_ response: Response) -> Failure {
    let message = (try? JSONParser.parse(response.body))?["error"]?["message"]?.string
    return Failure(exit: .wrongUsage, description: message ?? "the sandbox answers \(response.status)")
  }
}
