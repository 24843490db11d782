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
    ("contract", "/$defs/quietStep/properties", Format.step), ("contract", "/$defs/request/properties", Format.request),
    ("contract", "/$defs/expect/properties", Format.expectation),
    ("contract", "/$defs/captureOf/properties", Format.capture),
    ("contract", "/$defs/upload/properties", Format.part),
    ("contract", "/$defs/signature/properties", Format.signature),
    ("contract", "/$defs/webhook/properties", Format.webhook),
    ("contract", "/$defs/quietStep/properties/until/properties", Format.until), ("api", "/properties", Format.api),
    ("api", "/$defs/state/properties", Format.state),
  ]

  @Test(arguments: parts)
  func schemaKnowsTheSameMembers(_ file: String, _ pointer: String, _ members: [String]) throws {
    let properties = try #require(Pointer.find(pointer, in: try schema(file))?.object)
    #expect(Set(properties.keys) == Set(members))
  }

  @Test func theSchemaAcceptsWhatTheReaderAccepts() throws {
    let contract = try schema("contract")
    let validators = [
      true: SchemaValidator(try schema("api"), ["contract.schema.json": contract]), false: SchemaValidator(contract),
    ]
    for name in Disk.paths(below: Fakes.contracts) where name.hasSuffix(".json") && !name.hasSuffix("schema.json") {
      let json = try SourceText(path: "\(Fakes.contracts)/\(name)").json
      #expect(validators[name.hasSuffix("/api.json")]?.fault(json) == nil, "\(name)")
    }
  }

  /// What only a run of the reader can know is left to it: what variables, states and shapes there are.
  private static let beyondSchemas = [
    "nothing sets", "has no state", "no shape", "no webhook", "no file", "in the story's own folder", "in base64",
    "no regular", "no range", "a word of",
    "no calculation", "“${", "no version", "no JSON pointer", "parallel steps are plain", "#count",
  ]

  @Test(arguments: DiagnosticTests.brokenStories) func theSchemaRefusesBrokenStories(_ steps: String, _ why: String)
    throws
  {
    if Self.beyondSchemas.contains(where: why.contains) { return }
    #expect(SchemaValidator(try schema("contract")).fault(try source(story(steps)).json) != nil, "\(steps)")
  }

  @Test(arguments: DiagnosticTests.brokenPatterns) func theSchemaRefusesBrokenPatterns(_ text: String, _ why: String)
    throws
  {
    if Self.beyondSchemas.contains(where: why.contains) { return }
    let steps =
      "[{\"request\": {\"method\": \"GET\", \"path\": \"/\"}, \"expect\": {\"status\": 200, \"body\": \(text)}}]"
    #expect(SchemaValidator(try schema("contract")).fault(try source(story(steps)).json) != nil, "\(text)")
  }

  static let refusedRequests = [
    #""json": {}, "form": {}"#, #""raw": "x", "json": 1"#, #""bearer": "a", "basic": "b""#, #""jsn": 1"#,
    #""headers": {"A": 1}"#, #""file": "/etc/passwd""#,
  ]

  @Test(arguments: refusedRequests) func readerAndSchemaRefuseTheSameRequests(_ more: String) throws {
    let text = story(
      "[{\"request\": {\"method\": \"POST\", \"path\": \"/\", \(more)}, \"expect\": {\"status\": 200}}]")
    #expect(try !catalog([text]).diagnostics.isEmpty)
    #expect(SchemaValidator(try schema("contract")).fault(try source(text).json) != nil)
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
