import Wire

/// Runs a story that expects nothing yet, and writes down what came back as what is expected.
package struct Recording: Sendable {
  private let story: Contract
  private let apis: [String: API]
  private let targets: Targets
  private let environment: [String: String]
  private let result: ContractResult

  /// A story's file, in which every “expect” and the source may be missing, and the descriptions of APIs beside it.
  package static func read(path: String) throws(Diagnostic) -> (story: Contract, apis: [String: API]) {
    try read(try SourceText(path: path))
  }

  /// A story's text, as if it were in a file of that path.
  package static func read(
    text: String, path: String
  ) throws(Diagnostic) -> (story: Contract, apis: [String: API]) {
    try read(try SourceText(path: path, bytes: Array(text.utf8)))
  }

  private static func read(_ source: SourceText) throws(Diagnostic) -> (story: Contract, apis: [String: API]) {
    let catalog = Catalog(contracts: [], descriptions: try Catalog.descriptions(beside: [source.path]))
    var reading = Reading()
    reading.shapes = source.json["api"]?.string.flatMap { catalog.apis[$0]?.shapes } ?? [:]
    let story = reading.story(source.root)
    let diagnostics = catalog.diagnostics + reading.diagnostics + Scope.check(story, catalog.apis[story.api])
    if let diagnostic = diagnostics.first { throw diagnostic }
    return (story, catalog.apis)
  }

  package init(_ story: Contract, _ apis: [String: API], _ targets: Targets, environment: [String: String]) {
    self.story = story
    self.apis = apis
    self.targets = targets
    self.environment = environment
    var run = Story(story, apis, targets, environment: environment)
    result = run.run()
  }

  package var outcome: ContractResult.Outcome { result.outcome }
  /// Whether all that failed is what it expected to be answered, as a story that was told from answers does.
  package var mayBeLoosened: Bool {
    result.hasFailed && !result.differences.contains { $0.kind == .transport || $0.kind == .capture }
  }
  package var secrets: Secrets { result.secrets }

  /// The story with an expectation at every step that was answered and had none.
  package var text: String {
    var root = story.place.source.json
    if root["source"] == nil { root = Self.withSource(root, result.target) }
    for pointer in Self.steps(root, "/steps") {
      guard let exchange = exchange(at: pointer), let received = exchange.received else { continue }
      guard var step = Pointer.find(pointer, in: root)?.object, step["expect"] == nil else { continue }
      let inference = exchange.inference
      step["expect"] = .object(RecordedExpectation.json(received, inference))
      root = Pointer.replace(pointer, in: root, with: .object(step))
    }
    return FixtureText.text(root) + "\n"
  }

  /// The text, with everything loosened that another run answers differently, until two runs pass. Nil if none do.
  package func settled() throws(Diagnostic) -> String? {
    var text = text
    var passes = 0
    for _ in 0..<Self.rounds {
      let source = try SourceText(path: story.path, bytes: Array(text.utf8))
      var reading = Reading()
      reading.shapes = apis[story.api]?.shapes ?? [:]
      let contract = reading.contract(source.root)
      if let diagnostic = reading.diagnostics.first { throw diagnostic }
      var run = Story(contract, apis, targets, environment: environment)
      let result = run.run()
      if result.hasPassed {
        passes += 1
        if passes == 2 { return text }
        continue
      }
      passes = 0
      let edits = Edits(SuiteResult(results: [result], seconds: 0), isMerging: true)
      guard let file = edits.files.first else { return nil }
      text = FixtureText.text(try SourceText(path: story.path, bytes: file.bytes).json) + "\n"
    }
    return nil
  }

  private static let rounds = 40

  private static func withSource(_ root: JSON, _ target: String) -> JSON {
    guard case .object(let members) = root else { return root }
    let source: JSON = ["document": .string(target.contains("://") ? target : "http://\(target)")]
    var told = JSON.Object()
    for member in members {
      told[member.key] = member.value
      if member.key == "api" { told["source"] = source }
    }
    return .object(told)
  }

  /// The pointers of all steps that send something, those inside of parallel ones too.
  private static func steps(_ root: JSON, _ list: String) -> [String] {
    let steps = Pointer.find(list, in: root)?.array ?? []
    return steps.indices.flatMap { index -> [String] in
      let pointer = "\(list)/\(index)"
      return steps[index]["parallel"] == nil ? [pointer] : self.steps(root, pointer + "/parallel")
    }
  }

  private func exchange(at pointer: String) -> Exchange? {
    // The source that was added stands before the steps, so that their pointers stay what they were.
    let range = story.place.source.range(of: pointer)
    return result.exchanges.first { $0.phase == .step && range.contains($0.step.place.range.lowerBound) }
  }
}

extension Exchange {
  /// The inference from its answer, with the captures of the story by then.
  var inference: Inference {
    Inference(variables, captured: step.captures.map(\.origin.subject), sent: request.sentTexts)
  }
}
