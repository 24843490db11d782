struct Seed: Command {
  static let name = "seed"
  static let summary = "Fills a sandbox from a file in the Stripe CLI's fixtures format"
  static var argument: Argument<Self>? { .one("FILE", \.file, "The fixtures") }

  static var options: [Option<Self>] {
    [
      .notYet("url", .value("URL"), "The sandbox to talk to")
    ]
  }

  var file = ""
}
