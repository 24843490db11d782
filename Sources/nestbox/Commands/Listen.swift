import StripeSandbox
import Wire

struct Listen: SandboxCommand {
  static let name = "listen"
  static let summary = "Prints the events of a running sandbox, and forwards them, as stripe listen does"

  static var options: [Option<Self>] {
    [
      .value("forward-to", "URL", \.target, "Where events go, such as localhost:3000/webhook").alsoCalled("-f"),
      .list("events", "EVENT", \.events, "Only these, such as charge.succeeded,customer.*; others are neither printed")
        .alsoCalled("-e"),
      .list("headers", "NAME:VALUE", \.headers, "A header for what is forwarded").alsoCalled("-H"),
      .value("api-version", "VERSION", \.version, "The API version that events are written in"),
      .flag("print-secret", \.printsSecret, "Print the secret that signs what is forwarded, and end"),
      .value("count", "N", \.count, "End after so many events"),
    ] + shared
  }

  static let examples = [
    (line: "nestbox listen --forward-to localhost:3000/webhook", purpose: "Forward every event"),
    (line: "nestbox listen --events 'invoice.*'", purpose: "Only print those of invoices"),
    (line: "nestbox listen --print-secret", purpose: "The secret for the receiver's settings"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var target: ForwardTarget?
  var events: [String] = []
  var headers: [String] = []
  var version: String?
  var printsSecret = false
  var count: Count?

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let secret = Self.secret(of: sandbox.key)
    if printsSecret {
      output.show(["secret": .string(secret)], secret)
      return .good
    }
    let wanted = try events.flatMap { $0.split(separator: ",").map(String.init) }.map(Self.check)
    let receiver = try target.map { try Receiver($0.url, secret, headers) }
    var feed = EventFeed(sandbox, version)
    try feed.begin()
    if let target, !output.isJSON {
      output.line("Ready: forwarding to \(target.url), signed with \(output.painted(secret, .bold))")
    } else if !output.isJSON {
      output.line("Ready")
    }
    var told = 0
    do {
      try sandbox.follow("stream") { kind, _ in
        guard kind == "event" else { return }
        for event in try feed.take() where wanted.isEmpty || wanted.contains(where: { event.type.isOf($0) }) {
          tell(event, receiver?.take(event), output)
          told += 1
          if told == count?.value { throw Enough() }
        }
      }
    } catch is Enough {}
    return .good
  }

  private struct Enough: Error {}

  /// The same for a key every time, so that it can stand in the receiver's settings.
  private static func secret(of key: String) -> String {
    "whsec_" + hexadecimal(HMAC(key: Array(key.utf8)).authenticate(Array("nestbox listen".utf8)))
  }

  private static func check(_ type: String) throws -> String {
    if type == "*" || type.hasSuffix(".*") || EventTypes.contains(type) { return type }
    throw UsageError.invalidValue(
      type, source: "--events", expected: "an event of Stripe's", suggestion: EventTypes.suggestion(for: type))
  }

  private func tell(_ event: EventFeed.Entry, _ result: Receiver.Result?, _ output: Output) {
    if output.isJSON {
      var line: JSON.Object = ["event": event.json]
      if let result { line["forwarded"] = result.json }
      return output.line(JSON.object(line).text)
    }
    let time = output.painted(Moment.text(event.created).split(separator: " ")[1].description, .faint)
    output.line("\(time)   --> \(output.painted(event.type, .bold)) [\(event.id)]")
    guard let result else { return }
    let problem = result.problem.map { " " + $0 } ?? ""
    output.line(
      "\(time)  <--  [\(output.painted(status: result.status))] POST \(result.url) [\(event.id)] \(result.milliseconds) ms\(problem)"
    )
  }
}
