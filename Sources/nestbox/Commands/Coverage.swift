struct Coverage: Command {
  static let name = "coverage"
  static let summary = "Shows what the contracts assert of each endpoint, status and field"
  static var argument: Argument<Self>? {
    .many("CONTRACT", \.contracts, "Contract files or folders (default Contracts)")
  }

  static var options: [Option<Self>] {
    [
      .notYet("documents", .value("DIR"), "Also read the documents in DIR and name what no contract carries"),
      .notYet("strict", .flag, "Fail when something is not covered"),
      .notYet("report", .list("KIND=FILE"), "Write a report: json or html"),
    ]
  }

  var contracts: [String] = []
}
