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
      .value(
        "documents", "DIR", \.documents,
        "Also read the documents in DIR (OpenAPI, API Blueprint, Markdown, text) and name what no contract carries"),
      .flag("strict", \.isStrict, "Fail when something in the documents is not carried, or has changed"),
      .flag(
        "accept", \.accepts,
        "Keep what the documents say now, in documents.facts beside the contracts: a later change is a fault"),
      .list("report", "KIND=FILE", \.reports, "Write a report: json or html; - is standard output"),
      .json(\.reports), .color(\.color),
    ]
  }

  var setup = RunOptions()
  var documents: String?
  var isStrict = false
  var accepts = false
  var reports: [Assignment] = []
  var color = OutputStyle.Color.auto

  func run() throws -> Exit {
    let writers = try reports.map(writer)
    if accepts, documents == nil {
      throw Failure(exit: .wrongUsage, description: "--accept needs --documents: what is to be kept")
    }
    let console = Console(color, takesOutput: reports.contains { $0.value == "-" })
    let read = try readDocuments()
    let catalog = try setup.catalog()
    let result = try setup.passingRun(console)
    let kept = try facts(read, catalog)
    let coverage = CoverageReport(result, catalog, read, kept: kept)
    console.write(CoverageText(colour: console.hasColour).text(coverage))
    for writer in writers { try writer(coverage) }
    return isStrict && !coverage.documents.faults.isEmpty ? .contractFailed : .good
  }

  /// The facts that are kept of the documents, written anew first if that is asked for.
  private func facts(_ read: [Document], _ catalog: Catalog) throws -> DocumentFacts? {
    if documents == nil { return nil }
    let facts = DocumentFacts(beside: setup.paths, catalog.contracts)
    guard accepts else { return facts.read() }
    let accepted = facts.accepting(read)
    for file in accepted.texts { try File(path: file.path).write(Array(file.text.utf8)) }
    return accepted
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
