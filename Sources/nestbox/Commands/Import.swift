import ContractRunner
import Platform
import Wire

struct Import: Command {
  static let name = "import"
  static let summary = "Writes a contract for each operation of an OpenAPI description, and updates them"
  static let examples = [
    (line: "nestbox import openapi.yaml", purpose: "a contract for each operation, under Contracts/NAME"),
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
      .value("api", "NAME", \.api, "What the contracts call the API (default: from the description's title)"),
      .value("out", "DIR", \.out, "Where the contracts go (default: Contracts/NAME)"),
      .json(\.style),
    ]
  }

  var file = ""
  var api: String?
  var out: String?
  var style = OutputStyle()

  func run() throws -> Exit {
    do {
      let description = try OpenAPI(path: file)
      let name = api ?? ContractImport.name(of: description)
      let folder = out ?? "Contracts/\(name)"
      try make(folder)
      let files = try ContractImport(description, name: name).files { Disk.read("\(folder)/\($0)") }
      for file in files {
        if let text = file.text { try File(path: "\(folder)/\(file.name)").write(Array(text.utf8)) }
      }
      let told: JSON = ["api": .string(name), "files": .array(files.map { Self.json($0, folder) })]
      Output(style).show(told, files.flatMap { Self.lines($0, folder) }.joined(separator: "\n"))
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
        throw Failure(exit: .wrongUsage, description: "the folder \(path) cannot be made: \(reason)")
      }
    }
  }

  private static func json(_ file: ContractImport.File, _ folder: String) -> JSON {
    [
      "path": .string("\(folder)/\(file.name)"), "change": .string("\(file.change)"),
      "conflicts": .array(file.conflicts.map(JSON.string)),
    ]
  }

  private static func lines(_ file: ContractImport.File, _ folder: String) -> [String] {
    let path = "\(folder)/\(file.name)"
    let line: String? =
      switch file.change {
      case .new: "new        \(path)"
      case .changed: "changed    \(path)"
      case .same: nil
      case .orphaned:
        "orphaned   \(path): the description has no such operation any more; delete the file if it is of no use"
      case .leftOut: "left out   \(path): it was deleted by hand"
      }
    return (line.map { [$0] } ?? []) + file.conflicts.map { "  kept     \($0)" }
  }
}
