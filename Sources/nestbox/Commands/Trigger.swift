struct Trigger: Command {
  static let name = "trigger"
  static let summary = "Makes the objects that lead to an event, such as payment_intent.succeeded"
  static var argument: Argument<Self>? { .one("EVENT", \.event, "The event to bring about") }

  static var options: [Option<Self>] {
    [
      .notYet("url", .value("URL"), "The sandbox to talk to"),
      .notYet("list", .flag, "Print the events there are"),
    ]
  }

  var event = ""
}
