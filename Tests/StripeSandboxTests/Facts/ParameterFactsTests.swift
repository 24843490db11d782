import Testing
import Wire

@testable import StripeSandbox

@Suite struct ParameterFactsTests {
  private static let folder = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }

  private static func read(_ name: String) -> String {
    String(decoding: Disk.read(folder + "/" + name) ?? [], as: UTF8.self)
  }

  /// Every declaration is what Stripe's own description says, or the difference stands in `differences.txt`.
  @Test func declarationsDifferFromStripesDescriptionOnlyWhereThatIsKnown() {
    let facts = ParameterFacts(Self.read("parameters.txt"))
    #expect(facts.endpoints.count > 400)
    var found: [String] = []
    for (method, endpoint) in Registry.shared.endpoints {
      let key = ParameterFacts.key(method.rawValue, endpoint.pattern)
      guard let fact = facts.endpoints[key] else { continue }
      found += ParameterFacts.differences(endpoint.parameters().fields, from: fact).map { "\(key) \($0)" }
    }
    let known = Self.read("differences.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    let new = Set(found).subtracting(known).sorted()
    let gone = Set(known).subtracting(found).sorted()
    #expect(new.isEmpty, "not in differences.txt:\n\(new.joined(separator: "\n"))")
    #expect(gone.isEmpty, "no longer true:\n\(gone.joined(separator: "\n"))")
  }
}
