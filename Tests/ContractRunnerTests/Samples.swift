import Wire

@testable import ContractRunner

/// Answers from a closure.
final class Stub: Handler {
  private let answer: (Request) -> Answer

  init(_ answer: @escaping (Request) -> Answer) { self.answer = answer }

  convenience init(_ status: Int = 200, _ body: JSON) { self.init { _ in .response(.json(status, body)) } }

  func handle(_ request: Request, _ reply: Reply) { reply(answer(request)) }
}

func source(_ text: String, _ path: String = "story.json") throws -> SourceText {
  try SourceText(path: path, bytes: Array(text.utf8))
}

func pattern(_ text: String) throws -> Pattern {
  var reading = Reading()
  let pattern = reading.pattern(try source(text, "pattern.json").root)
  if let diagnostic = reading.diagnostics.first { throw diagnostic }
  return pattern
}

func differences(_ expected: String, _ actual: String, _ set: [String: JSON] = [:]) throws -> [Difference] {
  var variables = Variables(environment: [:])
  for (name, value) in set { variables.set(name, value) }
  var matcher = Matcher(variables)
  matcher.match(try pattern(expected), try JSONParser.parse(Array(actual.utf8), keepingNumbers: true), at: "")
  return matcher.differences
}

/// A story of an API called `test` whose steps are given as JSON.
func story(_ steps: String, given: String = "[]", finally: String = "[]") -> String {
  """
  {"name": "a story", "api": "test", "source": {"document": "test.md"}, "given": \(given),
   "steps": \(steps),
   "finally": \(finally)}
  """
}

func catalog(_ stories: [String], api: String? = nil) throws -> Catalog {
  Catalog(
    contracts: try stories.enumerated().map { try source($0.element, "story\($0.offset).json") },
    descriptions: try api.map { [try source($0, "api.json")] } ?? [])
}

func run(
  _ story: String, _ handler: any Handler, api: String? = nil, isSandbox: Bool = true,
  environment: [String: String] = [:]
) throws -> ContractResult {
  let catalog = try catalog([story], api: api)
  if let diagnostic = catalog.diagnostics.first { throw diagnostic }
  let targets = Targets([:], rest: HandlerTransport.target(handler, isSandbox: isSandbox))
  var story = Story(catalog.contracts[0], catalog.apis, targets, environment: environment)
  return story.run()
}
