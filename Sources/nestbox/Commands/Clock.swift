import Wire

struct Clock: ActionCommand {
  static let name = "clock"
  static let summary = "Shows and moves a sandbox's clock; what becomes due meanwhile happens"

  static let actions: [Action<Self>] = [
    Action("show", .none, "What time it is there") { _, sandbox, output, _ in
      try tell(sandbox.control(.get, "clock"), output)
    },
    Action("advance", .required("DURATION"), "Move it on by so long: 90s, 45m, 12h, 30d, 2w") {
      _, sandbox, output, text in
      guard let text, let seconds = Moment.duration(text) else {
        throw UsageError.invalidValue(text ?? "", source: "clock advance", expected: "a duration, such as 30d or 1h30m")
      }
      try set(["advance": .integer(seconds)], sandbox, output)
    },
    Action("set", .required("TIME"), "Stop it at that time: 2026-03-01, 2026-03-01T09:30, or seconds since 1970") {
      _, sandbox, output, text in
      guard let text, let seconds = Moment.seconds(text) else {
        throw UsageError.invalidValue(text ?? "", source: "clock set", expected: "a date, such as 2026-03-01T09:30")
      }
      try set(["set": .integer(seconds)], sandbox, output)
    },
    Action("freeze", .none, "Stop it where it is") { _, sandbox, output, _ in
      try set(["freeze": true], sandbox, output)
    },
    Action("real", .none, "Let it show the real time again") { _, sandbox, output, _ in
      try set(["mode": "real"], sandbox, output)
    },
  ]

  static let examples = [
    (line: "nestbox clock", purpose: "What time it is in the sandbox"),
    (line: "nestbox clock advance 30d", purpose: "Move it on by a month: subscriptions renew"),
    (line: "nestbox clock set 2026-03-01", purpose: "Stop it at midnight of that day"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var words: [String] = []

  private static func set(_ body: JSON, _ sandbox: SandboxClient, _ output: Output) throws {
    try tell(sandbox.control(.post, "clock", body), output)
  }

  private static func tell(_ answer: JSON, _ output: Output) throws {
    let mode = answer["mode"]?.string ?? ""
    output.show(answer, "\(Moment.text(answer["now"]?.integer ?? 0)), \(mode)")
  }
}
