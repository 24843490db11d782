import ContractRunner

struct Coverage: Command {
  static let name = "coverage"
  static let summary = "Shows what the contracts assert of each endpoint, status and field"

  static let examples = [
    (line: "nestbox coverage", purpose: "What is asserted, and what never is"),
    (line: "nestbox coverage --report html=coverage.html", purpose: "The same as a page"),
  ]

  static var argument: Argument<Self>? { RunOptions.argument(\.setup) }

  static var options: [Option<Self>] {
    RunOptions.options(\.setup) + [
      .value("documents", "DIR", \.documents, "Also read the documents in DIR and name what no contract carries"),
      .flag("strict", \.isStrict, "Fail when something in the documents is not carried"),
      .list("report", "KIND=FILE", \.reports, "Write a report: json or html; - is standard output"),
      .json(\.reports),
    ]
  }

  var setup = RunOptions()
  var documents: String?
  var isStrict = false
  var reports: [Assignment] = []

  func run() throws -> Exit {
    let writers = try reports.map(writer)
    let console = Console(takesOutput: reports.contains { $0.value == "-" })
    let read = try readDocuments()
    let catalog = try setup.catalog()
    let result = try setup.passingRun(console)
    let coverage = CoverageReport(result, catalog, read)
    console.write(CoverageText(colour: console.hasColour).text(coverage))
    for writer in writers { try writer(coverage) }
    return isStrict && !coverage.documents.faults.isEmpty ? .contractFailed : .good
  }

  private func readDocuments() throws -> [Document] {
    guard let documents else { return [] }
    do throws(Diagnostic) {
      return try Document.read(folder: documents)
    } catch {
      throw Failure(exit: .wrongUsage, description: error.description)
    }
  }

  private func writer(_ report: Assignment) throws -> (CoverageReport) throws -> Void {
    let file = OutputFile(report.value)
    try file.check()
    switch report.name {
    case "json": return { try file.write($0.json.prettyText + "\n") }
    case "html": return { try file.write(CoverageHTML($0).text) }
    default:
      let text = "there is no report '\(report.name)' of coverage: json or html"
      throw Failure(exit: .wrongUsage, description: text)
    }
  }
}
