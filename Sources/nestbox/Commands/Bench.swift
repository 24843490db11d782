struct Bench: Command {
  static let name = "bench"
  static let summary = "Measures a server that it starts"

  static var options: [Option<Self>] {
    [
      .notYet("against", .value("URL"), "Another server to measure side by side"),
      .notYet("quick", .flag, "A short run, for CI"),
      .notYet("report", .list("KIND=FILE"), "Write a report: json or html"),
    ]
  }
}
