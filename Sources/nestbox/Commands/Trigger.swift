import Wire

struct Trigger: SandboxCommand {
  static let name = "trigger"
  static let summary = "Makes the objects that lead to an event, such as payment_intent.succeeded"
  static var argument: Argument<Self>? { .many("EVENT", \.events, "The events to bring about") }

  static var options: [Option<Self>] {
    [
      .list(
        "override", "CALL:NAME=VALUE", \.overrides, "Change a parameter of a call, such as customer:email=a@example.com"
      ),
      .list("add", "CALL:NAME=VALUE", \.additions, "Add a parameter to a call"),
      .list("remove", "CALL:NAME", \.removals, "Leave a parameter of a call out"),
      .value("customer", "ID", \.customer, "Use this customer, and make none"),
      .flag("list", \.lists, "Print the events there are"),
    ] + shared
  }

  static let examples = [
    (line: "nestbox trigger payment_intent.succeeded", purpose: "A payment, and all events on its way"),
    (line: "nestbox trigger --list", purpose: "The events there are"),
    (line: "nestbox trigger customer.created --override customer:email=a@example.com", purpose: "With another email"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var events: [String] = []
  var overrides: [String] = []
  var additions: [String] = []
  var removals: [String] = []
  var customer: String?
  var lists = false

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    if lists {
      let answer = try sandbox.control(.get, "trigger")
      let known = answer["events"]?.array ?? []
      output.show(answer, known.compactMap(\.string).joined(separator: "\n"))
      return .good
    }
    guard !events.isEmpty else { throw Failure(exit: .wrongUsage, description: "name an event, or say --list") }
    for event in events {
      let made = try sandbox.control(.post, "trigger", request(event))
      let object = made["object"]?["error"]?["payment_intent"] ?? made["object"]
      output.showLine(made, "\(event): \(object?["id"]?.string ?? "done")")
    }
    return .good
  }

  private func request(_ event: String) -> JSON {
    var body: JSON.Object = ["event": .string(event)]
    for (name, changes) in [("override", overrides), ("add", additions), ("remove", removals)] where !changes.isEmpty {
      body[name] = .array(changes.map(JSON.string))
    }
    if let customer { body["customer"] = .string(customer) }
    return .object(body)
  }
}
