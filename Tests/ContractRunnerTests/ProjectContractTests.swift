import StripeSandbox
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

  /// What Stripe's fake can do is what a contract has seen it do.
  @Test func everyStripeRouteHasAContract() throws {
    let watched = Watched(Fakes())
    let targets = Targets([:], rest: HandlerTransport.target(watched))
    _ = Suite(Catalog(paths: [Fakes.contracts + "/stripe"]), targets, environment: [:], jobs: 1).run()
    let routes = Registry.shared.endpoints.map { Route(method: $0.method, segments: Route.segments($0.1.pattern)) }
    var left = Set(routes)
    for request in watched.requests {
      let matching = routes.filter { $0.matches(request) }
      // A literal segment wins over a value: `search` is no id.
      if let best = matching.max(by: { $0.literals < $1.literals }) { left.remove(best) }
    }
    // Stripe.js makes confirmation tokens; no document tells how, so no contract can.
    #expect(left.map(\.description).sorted() == ["POST /v1/confirmation_tokens"])
  }
}

/// Somebody who notes what is asked.
private final class Watched: Handler {
  private let handler: any Handler
  private(set) var requests: [Route] = []

  init(_ handler: any Handler) { self.handler = handler }

  func handle(_ request: Request, _ reply: Reply) {
    requests.append(Route(method: request.method, segments: Route.segments(request.path)))
    handler.handle(request, reply)
  }
}

private struct Route: Hashable, CustomStringConvertible {
  let method: Wire.Method
  let segments: [Substring]

  static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }

  var description: String { "\(method.rawValue) /" + segments.joined(separator: "/") }
  var literals: Int { segments.count { !$0.hasPrefix("{") } }

  func matches(_ request: Route) -> Bool {
    method == request.method && segments.count == request.segments.count
      && zip(segments, request.segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}
