import ContractRunner

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
  }

  var usesOutput: Bool { file == "-" }

  func write(_ suite: SuiteResult) throws { try OutputFile(file).write(kind.text(suite)) }
}

/// A file by its path, or `-` for standard output.
struct OutputFile {
  private let path: String

  init(_ path: String) { self.path = path }

  func write(_ text: String) throws {
    if path == "-" { return Stream.output.write(text) }
    try File(path: path).write(Array(text.utf8))
  }
}
