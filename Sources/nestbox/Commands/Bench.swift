import Benchmark
import Platform
import Wire

struct Bench: Command {
  static let name = "bench"
  static let summary = "Measures a server that it starts"

  static let examples = [
    (line: "nestbox bench --quick", purpose: "A short run"),
    (line: "nestbox bench --report html=bench.html", purpose: "The full run, as a page"),
  ]

  static var options: [Option<Self>] {
    [
      .list(
        "against", "URL", \.others,
        "Another server to measure side by side; of a URL with a path, a yardstick, only that page is asked for"),
      .flag("quick", \.isQuick, "A short run, for CI"),
      .list("report", "KIND=FILE", \.reports, "Write a report: json or html; - is standard output"),
      .json(\.reports),
    ]
  }

  var others: [HTTPURL] = []
  var isQuick = false
  var reports: [Assignment] = []

  func run() throws -> Exit {
    let writers = try reports.map(writer)
    let console = Console(takesOutput: reports.contains { $0.value == "-" })
    if let secure = others.first(where: \.isSecure) {
      throw Failure(exit: .wrongUsage, description: "\(secure): what is measured has to speak http")
    }
    let command = [try ownPath(), "serve", "--port", "PORT", "--log", "off"]
    do {
      var benchmark = try Benchmark(
        isQuick ? .quick : .full, command: command, version: Nestbox.version, against: others, tell: console.write)
      let result = try benchmark.run()
      for writer in writers { try writer(result) }
    } catch let failure as WrongAnswer {
      throw Failure(exit: .contractFailed, description: failure.description)
    }
    return .good
  }

  private func writer(_ report: Assignment) throws -> (BenchmarkResult) throws -> Void {
    let file = OutputFile(report.value)
    switch report.name {
    case "json": return { try file.write($0.json.prettyText + "\n") }
    case "html": return { try file.write(HTMLReport($0).text) }
    default:
      let text = "there is no report '\(report.name)' of a benchmark: json or html"
      throw Failure(exit: .wrongUsage, description: text)
    }
  }

  private func ownPath() throws -> String {
    guard let path = executablePath else {
      throw Failure(exit: .wrongUsage, description: "this program does not find itself")
    }
    return path
  }
}
