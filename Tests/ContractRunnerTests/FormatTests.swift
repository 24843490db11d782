import Testing
import Wire

@testable import ContractRunner

/// The schemas beside the contracts say what the reader accepts.
@Suite struct FormatTests {
  private func schema(_ name: String) throws -> JSON {
    try SourceText(path: "\(Fakes.contracts)/\(name).schema.json").json
  }

  static let parts: [(String, String, [String])] = [
    ("contract", "/properties", Format.contract), ("contract", "/$defs/source/properties", Format.source),
    ("contract", "/$defs/step/properties", Format.step), ("contract", "/$defs/request/properties", Format.request),
    ("contract", "/$defs/expect/properties", Format.expectation),
    ("contract", "/$defs/step/properties/until/properties", Format.until), ("api", "/properties", Format.api),
    ("api", "/$defs/state/properties", Format.state),
  ]

  @Test(arguments: parts)
  func schemaKnowsTheSameMembers(_ file: String, _ pointer: String, _ members: [String]) throws {
    let properties = try #require(Pointer.find(pointer, in: try schema(file))?.object)
    #expect(Set(properties.keys) == Set(members))
  }

  @Test func everyContractOfTheProjectIsWellFormed() {
    let catalog = Catalog(paths: [Fakes.contracts])
    #expect(catalog.diagnostics.map(\.description) == [])
    #expect(catalog.contracts.count > 20)
    #expect(Set(catalog.contracts.map { "\($0.api) \($0.name)" }).count == catalog.contracts.count, "names are unique")
  }

  static let globs: [(String, String, Bool)] = [
    ("pay", "a Payment is made", true), ("pay*", "a payment", false), ("*made", "a payment is made", true),
    ("a*is*made", "a payment is made", true), ("a*was*made", "a payment is made", false), ("*", "", true),
    ("ab*ba", "aba", false),
  ]

  @Test(arguments: globs)
  func globSelects(_ glob: String, _ name: String, _ matches: Bool) { #expect(Glob(glob).matches(name) == matches) }
}
