import ContractRunner
import Platform
import Wire

struct Import: Command {
  static let name = "import"
  static let summary =
    "Writes a contract for each operation of an OpenAPI description, and updates them"
  static let examples = [
    (
      line: "nestbox import openapi.yaml",
      purpose: "a contract for each operation, under Contracts/NAME"
    ),
    (
      line: "nestbox import openapi.yaml --api shop --out Contracts/shop",
      purpose: "again after the description changed"
    ),
  ]
  static var argument: Argument<Self>? {
    .one(
      "FILE", \.file,
      "The description: OpenAPI 3.0 or 3.1, JSON or YAML. Import it again when it changes: what was changed by hand stays"
    )
  }

  static var options: [Option<Self>] {
    [
      .value(
        "api", "NAME", \.api,
        "What the contracts call the API (default: from the description's title)"),
      .value("out", "DIR", \.out, "Where the contracts go (default: Contracts/NAME)"),
    ]
  }

  var file = ""
  var api: String?
  var out: String?

  func run() throws -> Exit {
    do {
      let description = try OpenAPI(path: file)
      let name = api ?? ContractImport.name(of: description)
      let folder = out ?? "Contracts/\(name)"
      try make(folder)
      let files = try ContractImport(description, name: name).files { Disk.read("\(folder)/\($0)") }
      for file in files { try write(file, folder) }
      return .good
    } catch let diagnostic as Diagnostic {
      throw Failure(exit: .wrongUsage, description: diagnostic.description)
    }
  }

  private func make(_ folder: String) throws {
    var path = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      path += path.isEmpty || path == "/" ? String(part) : "/\(part)"
      if !Disk.exists(path), mkdir(path, 0o755) != 0 {
        let reason = String(cString: strerror(errno))
        throw Failure(
          exit: .wrongUsage, description: "the folder \(path) cannot be made: \(reason)")
      }
    }
  }

  private func write(_ imported: ContractImport.File, _ folder: String) throws {
    let path = "\(folder)/\(imported.name)"
    if let text = imported.text { try File(path: path).write(Array(text.utf8)) }
    let line: String? =
      switch imported.change {
      case .new: "new        \(path)"
      case .changed: "changed    \(path)"
      case .same: nil
      case .orphaned:
        "orphaned   \(path): the description has no such operation any more; delete the file if it is of no use"
      case .leftOut: "left out   \(path): it was deleted by hand"
      }
    if let line { Stream.output.write(line + "\n") }
    for conflict in imported.conflicts { Stream.output.write("  kept     \(conflict)\n") }
  }
}
