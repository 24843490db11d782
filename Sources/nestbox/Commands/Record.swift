import ContractRunner
import Wire

struct Record: Command {
  static let name = "record"
  static let summary = "Writes a contract from the real answers of a service"

  static let examples = [
    (
      line: "nestbox record story.json --target stripe=http://localhost:12111",
      purpose: "A contract of what is answered there"
    ),
    (
      line: "nestbox record --proxy --port 8080 --target nest-payments=http://localhost:3000",
      purpose: "Of what passes through"
    ),
    (line: "nestbox record --har session.har --out story.json", purpose: "Of what a browser saved"),
  ]

  static var argument: Argument<Self>? {
    .many("STORY", \.stories, "The file with the requests to make, unless --har or --proxy has them")
  }

  static var options: [Option<Self>] {
    [
      .list("target", "API=URL", \.setup.targets, "The service to ask, instead of the fake in this process"),
      .list("header", "API=NAME:VALUE", \.setup.headers, "A header for every request to that API"),
      .value("har", "FILE", \.archive, "Tell the requests of an HTTP archive, as browsers save them"),
      .flag("proxy", \.isProxy, "Listen, pass every request on to the target, and tell what passed (Ctrl-C ends)"),
      .value("port", "PORT", \.port, "Where the proxy listens; 0 picks a free one"),
      .value("requests", "N", \.requests, "End the proxy after N requests"),
      .value("name", "TEXT", \.title, "The story's name, where no story has one"),
      .flag("once", \.isOnce, "Write what was answered once, without running the contract to see whether it holds"),
      .value("out", "FILE", \.out, "Where the contract goes; - is standard output"),
      .json(\.style),
    ] + RunOptions.reaching(\.setup)
  }

  var setup = RunOptions()
  var stories: [String] = []
  var archive: String?
  var isProxy = false
  var port: UInt16 = 0
  var requests: Count?
  var title = "a recorded story"
  var isOnce = false
  var out = "-"
  var style = OutputStyle()

  func run() throws -> Exit {
    let sources = stories.count + (archive == nil ? 0 : 1) + (isProxy ? 1 : 0)
    guard sources == 1 else {
      throw Failure(exit: .wrongUsage, description: "name one STORY, or say --har FILE or --proxy")
    }
    try OutputFile(out).check()
    do {
      if isProxy { return try recordProxy() }
      if let archive { return try recordArchive(archive) }
      return try settle(try Recording.read(path: stories[0]))
    } catch let diagnostic as Diagnostic {
      throw Failure(exit: .wrongUsage, description: diagnostic.description)
    }
  }

  private func recordArchive(_ path: String) throws -> Exit {
    let target = setup.targets.first
    let url = try target.map { try self.url($0.value) }
    let transcript = try Transcript(archive: try File(path: path).read(), server: url)
    let text = try transcript.story(
      name: title, api: target?.name ?? "recorded", document: url?.origin ?? "http://archive")
    // Without a target there is nothing to run the story on.
    guard target != nil, !isOnce else { return try write(text) }
    return try settle(try Recording.read(text: text, path: out == "-" ? "recorded.json" : out))
  }

  private func recordProxy() throws -> Exit {
    guard let target = setup.targets.first, setup.targets.count == 1 else {
      throw Failure(exit: .wrongUsage, description: "--proxy needs one --target: where the requests go")
    }
    let url = try self.url(target.value)
    let entries = try RecordingProxy(url, port: Int(port), patience: Double(setup.timeout.value), setup.sendsLiveKeys)
      .run(until: requests?.value)
    let text = try Transcript(entries).story(name: title, api: target.name, document: url.origin)
    if isOnce { return try write(text) }
    return try settle(try Recording.read(text: text, path: out == "-" ? "recorded.json" : out))
  }

  private func url(_ text: String) throws -> HTTPURL {
    if let url = HTTPURL(option: text) { return url }
    throw Failure(exit: .wrongUsage, description: "“\(text)” is no URL: a target is API=http://host:port")
  }

  /// Runs the story once for its answers, and then as a contract until it passes twice.
  private func settle(_ read: (story: Contract, apis: [String: API])) throws -> Exit {
    let recording = Recording(read.story, read.apis, try setup.makeTargets(), environment: setup.environment)
    switch recording.outcome {
    case .unreachable(let reason): throw Failure(exit: .unreachable, description: reason)
    case .skipped(let reason): throw Failure(exit: .wrongUsage, description: reason)
    case .broken(let diagnostic):
      throw Failure(exit: .wrongUsage, description: recording.secrets.masked(diagnostic.description))
    case .passed where isOnce: return try write(recording.text)
    case .failed where !recording.mayBeLoosened, .failed where isOnce:
      try OutputFile(out).write(recording.text)
      throw Failure(
        exit: .contractFailed, description: "the story did not come to its end; what was answered is written")
    case .passed, .failed: break
    }
    if let text = try recording.settled() { return try write(text) }
    try OutputFile(out).write(recording.text)
    throw Failure(
      exit: .contractFailed, description: "the answers change from run to run; what was answered first is written")
  }

  private func write(_ text: String) throws -> Exit {
    try OutputFile(out).write(text)
    if out == "-" { return .good }
    let story = try JSONParser.parse(text)
    let (name, steps) = (story["name"] ?? .null, story["steps"]?.array?.count ?? 0)
    Output(style).show(
      ["file": .string(out), "name": name, "steps": .integer(steps)],
      "wrote \(out): \(name.string ?? "") in \(steps) steps")
    return .good
  }
}
