import Wire

struct Reset: SandboxCommand {
  static let name = "reset"
  static let summary = "Empties a sandbox, as if it were new"

  static var options: [Option<Self>] {
    [.flag("all", \.isAll, "Every sandbox, and not only that of --key")] + shared
  }

  static let examples = [
    (line: "nestbox reset", purpose: "The sandbox of sk_test_nestbox"),
    (line: "nestbox reset --key sk_test_pr42", purpose: "That of another key"),
    (line: "nestbox reset --all", purpose: "All of them"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var isAll = false

  func run(_ sandbox: SandboxClient, _ output: Output) throws -> Exit {
    let answer = try sandbox.control(.post, "reset", isAll ? ["all": true] : [:])
    let names = answer["reset"]?.array?.compactMap(\.string) ?? []
    output.show(answer, names.isEmpty ? "there was nothing to empty" : "emptied \(names.joined(separator: ", "))")
    return .good
  }
}
