import ContractRunner

struct Record: Command {
  static let name = "record"
  static let summary = "Writes a contract from the real answers of a service"
  static var argument: Argument<Self>? { .one("STORY", \.story, "The file with the requests to make") }

  static var options: [Option<Self>] {
    [
      .list("target", "API=URL", \.setup.targets, "The service to ask, instead of the fake in this process"),
      .list("header", "API=NAME:VALUE", \.setup.headers, "A header for every request to that API"),
      .value("out", "FILE", \.out, "Where the contract goes; - is standard output"),
    ] + RunOptions.reaching(\.setup)
  }

  var setup = RunOptions()
  var story = ""
  var out = "-"

  func run() throws -> Exit {
    let (story, apis): (Contract, [String: API])
    do throws(Diagnostic) {
      (story, apis) = try Recording.read(path: self.story)
    } catch {
      throw Failure(exit: .wrongUsage, description: error.description)
    }
    let recording = Recording(story, apis, try setup.makeTargets(), environment: setup.environment)
    switch recording.outcome {
    case .unreachable(let reason): throw Failure(exit: .unreachable, description: reason)
    case .skipped(let reason): throw Failure(exit: .wrongUsage, description: reason)
    case .broken(let diagnostic): throw Failure(exit: .wrongUsage, description: diagnostic.description)
    case .failed:
      try OutputFile(out).write(recording.text)
      throw Failure(
        exit: .contractFailed, description: "the story did not come to its end; what was answered is written")
    case .passed: try OutputFile(out).write(recording.text)
    }
    return .good
  }
}
