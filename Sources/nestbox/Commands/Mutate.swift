struct Mutate: Command {
  static let name = "mutate"
  static let summary = "Breaks every asserted value of every answer and expects the contracts to notice"
  static var argument: Argument<Self>? {
    .many("CONTRACT", \.contracts, "Contract files or folders (default Contracts)")
  }

  static var options: [Option<Self>] {
    [
      .notYet("only", .value("GLOB"), "Only the contracts whose name matches")
    ]
  }

  var contracts: [String] = []
}
