struct Verify: Command {
  static let name = "verify"
  static let summary = "Holds the fakes, or a real service, to the contracts"
  static var argument: Argument<Self>? {
    .many("CONTRACT", \.contracts, "Contract files or folders (default Contracts)")
  }

  static var options: [Option<Self>] {
    [
      .notYet("target", .list("API=URL"), "The service to hold to the contracts, instead of the fake in this process"),
      .notYet("against", .list("API=URL"), "A second service to run the same contracts on, to report what differs"),
      .notYet("report", .list("KIND=FILE"), "Write a report: junit, json, tap, html or github"),
      .notYet("only", .value("GLOB"), "Only the contracts whose name matches"),
      .notYet("jobs", .value("N"), "How many contracts run at once"),
    ]
  }

  var contracts: [String] = []
}
