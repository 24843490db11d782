import Wire

struct Trigger: Command {
  static let name = "trigger"
  static let summary = "Makes the objects that lead to an event, such as payment_intent.succeeded"
  static var argument: Argument<Self>? { .many("EVENT", \.events, "The events to bring about") }

  static var options: [Option<Self>] {
    [
      .value("url", "URL", \.url, "The sandbox to talk to"),
      .value("key", "KEY", \.key, "The secret key, which chooses the sandbox"),
      .list(
        "override", "CALL:NAME=VALUE", \.overrides, "Change a parameter of a call, such as customer:email=a@example.com"
      ),
      .list("add", "CALL:NAME=VALUE", \.additions, "Add a parameter to a call"),
      .list("remove", "CALL:NAME", \.removals, "Leave a parameter of a call out"),
      .value("customer", "ID", \.customer, "Use this customer, and make none"),
      .controlToken(\.controlToken),
      .flag("list", \.lists, "Print the events there are"),
    ]
  }

  var events: [String] = []
  var url = HTTPURL("http://localhost:12111")
  var key = "sk_test_nestbox"
  var controlToken: String?
  var overrides: [String] = []
  var additions: [String] = []
  var removals: [String] = []
  var customer: String?
  var lists = false

  func run() throws -> Exit {
    if lists {
      let known = try call(.get, [:])["events"]?.array ?? []
      Stream.output.write(known.compactMap(\.string).map { $0 + "\n" }.joined())
      return .good
    }
    guard !events.isEmpty else { throw Failure(exit: .wrongUsage, description: "name an event, or say --list") }
    for event in events {
      let made = try call(.post, request(event))
      let object = made["object"]?["error"]?["payment_intent"] ?? made["object"]
      Stream.output.write("\(event): \(object?["id"]?.string ?? "done")\n")
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

  private func call(_ method: Method, _ body: JSON) throws -> JSON {
    guard let url else { throw Failure(exit: .wrongUsage, description: "--url is not a URL") }
    var headers: Headers = ["Authorization": "Bearer " + key, "Content-Type": "application/json"]
    headers["Sandbox-Control-Token"] = controlToken
    let response = try HTTPClient().send(
      method, url.appending("/_sandbox/trigger"), headers: headers, body: method == .get ? [] : body.bytes)
    let answer = (try? JSONParser.parse(response.body)) ?? .null
    guard response.status == 200 else {
      let message = answer["error"]?["message"]?.string ?? "\(url.origin) answers \(response.status)"
      throw Failure(exit: .wrongUsage, description: message)
    }
    return answer
  }
}
