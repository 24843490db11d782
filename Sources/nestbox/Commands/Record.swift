struct Record: Command {
  static let name = "record"
  static let summary = "Writes a contract from the real answers of a service"
  static var argument: Argument<Self>? { .one("STORY", \.story, "The file with the requests to make") }

  static var options: [Option<Self>] {
    [
      .notYet("target", .list("API=URL"), "The service to ask"),
      .notYet("out", .value("FILE"), "Where the contract goes"),
    ]
  }

  var story = ""
}
