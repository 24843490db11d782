import ContractRunner
import Platform
import Wire

/// A report that was asked for, and the file it goes to.
struct ReportWriter {
  private let kind: ReportKind
  private let file: String

  init(_ assignment: Assignment) throws {
    guard let kind = ReportKind(rawValue: assignment.name) else {
      let names = ReportKind.allCases.map(\.rawValue)
      let meant = suggestion(for: assignment.name, among: names).map { " (did you mean '\($0)'?)" } ?? ""
      let text = "there is no report '\(assignment.name)'\(meant): \(names.joined(separator: ", "))"
      throw Failure(exit: .wrongUsage, description: text)
    }
    self.kind = kind
    file = assignment.value
    try OutputFile(file).check()
  }

  var usesOutput: Bool { file == "-" }

  func write(_ suite: SuiteResult) throws { try OutputFile(file).write(kind.text(suite)) }
}

/// A file by its path, or `-` for standard output.
struct OutputFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Says before a run that takes its time what its end would say.
  func check() throws {
    if path == "-" { return }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let isWritable = Disk.exists(path) ? access(path, W_OK) == 0 : access(folder, W_OK) == 0
    if Disk.isFolder(path) || !Disk.isFolder(folder) || !isWritable {
      throw Failure(exit: .wrongUsage, description: "\(path) cannot be written: \(reason(folder))")
    }
  }

  private func reason(_ folder: String) -> String {
    if Disk.isFolder(path) { return "it is a folder" }
    return Disk.isFolder(folder) ? "permission denied" : "there is no folder \(folder)"
  }

  func write(_ text: String) throws {
    if path == "-" { return Stream.output.write(text) }
    try File(path: path).write(Array(text.utf8))
  }
}
