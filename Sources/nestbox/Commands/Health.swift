struct Health: Command {
  static let name = "health"
  static let summary = "Asks a sandbox whether it is up, as a container's health check"

  static var options: [Option<Self>] {
    [.notYet("url", .value("URL"), "The sandbox to ask")]
  }
}
