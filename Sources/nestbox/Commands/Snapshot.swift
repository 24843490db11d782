import Wire

struct Snapshot: ActionCommand {
  static let name = "snapshot"
  static let summary = "Takes a copy of a sandbox and goes back to it"

  static let actions: [Action<Self>] = [
    Action("list", .none, "Which there are") { _, sandbox, output, _ in
      let answer = try sandbox.control(.get, "snapshots")
      let rows = answer["snapshots"]?.array?.map(row) ?? []
      output.show(answer, rows.isEmpty ? "there are none" : output.table(rows))
    },
    Action("take", .optional("NAME"), "Take one") { _, sandbox, output, name in
      let answer = try sandbox.control(.post, "snapshots", name.map { ["name": .string($0)] } ?? [:])
      output.show(answer, "took \(row(answer).joined(separator: " "))")
    },
    Action("restore", .required("ID"), "Go back to it; a name will do") { _, sandbox, output, text in
      let id = try find(text, sandbox)
      let answer = try sandbox.control(.post, "snapshots/\(id)/restore")
      output.show(answer, "back at \(row(answer).joined(separator: " "))")
    },
    Action("delete", .required("ID"), "Forget it; a name will do") { _, sandbox, output, text in
      let id = try find(text, sandbox)
      output.show(try sandbox.control(.delete, "snapshots/\(id)"), "deleted \(id)")
    },
  ]

  static let examples = [
    (line: "nestbox snapshot take seeded", purpose: "Take one"),
    (line: "nestbox snapshot restore seeded", purpose: "Go back to it"),
    (line: "nestbox snapshot list --json", purpose: "All of them, for programs"),
  ]

  var link = SandboxLink()
  var style = OutputStyle()
  var words: [String] = []

  private static func row(_ snapshot: JSON) -> [String] {
    let taken = snapshot["taken"]?.integer.map { Moment.text($0) } ?? ""
    return [snapshot["id"]?.string ?? "", snapshot["name"]?.string ?? "", taken].filter { !$0.isEmpty }
  }

  /// The id of the latest snapshot of that name, or the id itself.
  private static func find(_ text: String?, _ sandbox: SandboxClient) throws -> String {
    let snapshots = try sandbox.control(.get, "snapshots")["snapshots"]?.array ?? []
    let ids = snapshots.compactMap { $0["id"]?.string }
    let names = snapshots.compactMap { $0["name"]?.string }
    guard let text, !ids.contains(text) else { return text ?? "" }
    if let found = snapshots.last(where: { $0["name"]?.string == text })?["id"]?.string { return found }
    let meant = suggestion(for: text, among: ids + names).map { "; did you mean '\($0)'?" } ?? ""
    throw Failure(exit: .wrongUsage, description: "there is no snapshot '\(text)'\(meant)")
  }
}
