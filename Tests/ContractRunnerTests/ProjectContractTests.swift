import Testing
import Wire

@testable import ContractRunner

extension Contract: CustomTestStringConvertible {
  public var testDescription: String { "\(api): \(name)" }
}

/// The project's own contracts against its own fakes, one test case a contract.
@Suite struct ProjectContractTests {
  private static let catalog = Catalog(paths: [Fakes.contracts])

  @Test(arguments: catalog.contracts)
  func fakesKeepTheContract(_ contract: Contract) {
    let targets = Targets([:], rest: HandlerTransport.target(Fakes()))
    var story = Story(contract, Self.catalog.apis, targets, environment: [:])
    let result = story.run()
    #expect(result.hasPassed, "\(TextReport(colour: false).failure(result))")
    #expect(result.assertions > 0)
  }
}
