import Testing
import Wire

@testable import ContractRunner

@Suite struct ExplorationTests {
  /// The description of the imports, with the refusals that the shop has.
  private static func explore(_ fault: String, seed: UInt64 = 1, cases: Int = 240) throws -> Exploration.Outcome {
    let refusals = "400: {description: no}, 404: {description: none}, 405: {description: never}, "
    let text = ImportTests.description.replacing("responses: {", with: "responses: {\(refusals)")
    let api = try OpenAPI(path: "petstore.yaml", bytes: Array(text.utf8))
    let targets = Targets([:], rest: HandlerTransport.target(PetShop(fault: fault)))
    let limits = Exploration.Limits(cases: cases, seconds: 60)
    return Exploration(api, name: "pets", targets, environment: [:], seed: seed, limits: limits, folder: "replay").run()
  }

  @Test func aServiceThatDoesWhatItSaysPasses() throws {
    let outcome = try Self.explore("")
    #expect(outcome.failures.map(\.text) == [])
    #expect(outcome.cases == 240)
    #expect(outcome.statuses["POST /pets"]?.keys.sorted() == [201, 400])
    #expect(outcome.statuses["GET /pets/{}"]?[200] ?? 0 > 20)
  }

  @Test(arguments: ["any limit", "any kind", "an id is a text", "long names"])
  func aPlantedFaultIsFound(_ fault: String) throws {
    #expect(!(try Self.explore(fault).failures.isEmpty))
  }

  @Test func whatFailsIsMadeSmall() throws {
    let failure = try #require(try Self.explore("long names").failures.first)
    let story = try JSONParser.parse(failure.text)
    let request = try #require(story["steps"]?[0]?["request"]?["json"])
    // Nothing is left that the failure does not need: the shortest name that is too long.
    #expect(request.object?.keys.sorted() == ["kind", "name"])
    #expect(request["name"]?.string?.count == 21)
    #expect(failure.result.differences.first?.actual == 500)
  }

  @Test func theSameSeedFindsTheSame() throws {
    let first = try Self.explore("any kind", seed: 7).failures.map(\.text)
    #expect(try Self.explore("any kind", seed: 7).failures.map(\.text) == first)
  }

  @Test func aReplayFailsAgain() throws {
    let failure = try #require(try Self.explore("any limit").failures.first)
    let catalog = Catalog(contracts: [try source(failure.text, "case.json")], descriptions: [])
    #expect(catalog.diagnostics.map(\.description) == [])
    func run(_ fault: String) -> ContractResult {
      let targets = Targets([:], rest: HandlerTransport.target(PetShop(fault: fault)))
      var story = Story(catalog.contracts[0], catalog.apis, targets, environment: [:])
      return story.run()
    }
    #expect(run("any limit").hasFailed)
    #expect(run("").hasPassed)
  }

  @Test func theNumberOfCasesIsTheLimit() throws {
    #expect(try Self.explore("", cases: 7).cases == 7)
  }

  @Test(arguments: [
    "^[a-z]{3,5}$", "\\d+-\\w{2}", "^(cat|dog)s?$", "[A-F0-9]{8}", "^\\+?[1-9]\\d{1,14}$", "^sk_(test|live)_x*$",
  ])
  func textsAreMadeForExpressions(_ expression: String) {
    var random = SplitMix(state: 3)
    let sample = PatternSample(expression)
    for _ in 0..<20 {
      let text = sample.text(&random)
      #expect(SchemaText.matches(text, expression), "\(text)")
    }
  }
}
