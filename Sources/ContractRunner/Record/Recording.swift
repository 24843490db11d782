import Wire

/// Runs a story that expects nothing yet, and writes down what came back as what is expected.
package struct Recording: Sendable {
  private let story: Contract
  private let result: ContractResult

  /// A story's file, in which every “expect” and the source may be missing, and the descriptions of APIs beside it.
  package static func read(path: String) throws(Diagnostic) -> (story: Contract, apis: [String: API]) {
    let catalog = Catalog(contracts: [], descriptions: try Catalog.descriptions(beside: [path]))
    var reading = Reading()
    let story = reading.story(try SourceText(path: path).root)
    let diagnostics = catalog.diagnostics + reading.diagnostics + Scope.check(story, catalog.apis[story.api])
    if let diagnostic = diagnostics.first { throw diagnostic }
    return (story, catalog.apis)
  }

  package init(_ story: Contract, _ apis: [String: API], _ targets: Targets, environment: [String: String]) {
    self.story = story
    var run = Story(story, apis, targets, environment: environment)
    result = run.run()
  }

  package var outcome: ContractResult.Outcome { result.outcome }

  /// The story with an expectation at every step that was answered.
  package var text: String {
    var root = story.place.source.json
    for pointer in Self.steps(root, "/steps") {
      guard let exchange = exchange(at: pointer), let received = exchange.received else { continue }
      let step = Pointer.find(pointer, in: root)?.object ?? JSON.Object()
      var told = step
      told["expect"] = .object(Self.expectation(received, Inference(exchange.variables, exchange.step.captures)))
      root = Pointer.replace(pointer, in: root, with: .object(told))
    }
    return FixtureText.text(root) + "\n"
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
    let range = story.place.source.range(of: pointer)
    return result.exchanges.first { $0.phase == .step && range.contains($0.step.place.range.lowerBound) }
  }

  private static func expectation(_ received: Received, _ inference: Inference) -> JSON.Object {
    var expectation = JSON.Object([("status", .integer(received.status))])
    switch received.body {
    case .empty: expectation["body"] = "#absent"
    case .json(let json): expectation["body"] = inference.pattern(json)
    case .text(let text, _):
      if let type = received.headers["Content-Type"] {
        expectation["headers"] = ["Content-Type": inference.pattern(.string(type))]
      }
      expectation["text"] = inference.pattern(.string(text))
    }
    return expectation
  }
}
