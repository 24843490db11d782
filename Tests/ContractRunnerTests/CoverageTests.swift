import Testing
import Wire

@testable import ContractRunner

@Suite struct CoverageTests {
  static let markdown = """
    # Things API v1

    ## Thing_create

    `POST /things`

    ```json
    {
      "name": "a"
    }
    ```

    |Name|In|Type|Required|Description|
    |---|---|---|---|---|
    |body|body|[CreateThing](#schemacreatething)|true|none|

    > 201 Response

    ```json
    {"id": "1", "name": "a"}
    ```

    <h3 id="thing_create-responses">Responses</h3>

    |Status|Meaning|Description|Schema|
    |---|---|---|---|
    |201|[Created](https://example.com)|none|[Thing](#schemathing)|

    ```javascript
    {"not": "an example"}
    ```

    ## GET /things/{id}

    Query params -

    | Parameter | type | Description |
    | --- | --- | --- |
    | expand | string | More of it |

    <h2 id="tocS_CreateThing">CreateThing</h2>

    ### Properties

    |Name|Type|Required|Restrictions|Description|
    |---|---|---|---|---|
    |name|string|true|none|Its name.|
    |size|number|false|none|Its size.|

    <h2 id="tocS_Thing">Thing</h2>

    ### Properties

    |Name|Type|Required|Restrictions|Description|
    |---|---|---|---|---|
    |id|string|true|none|Its id.|
    |name|string|true|none|Its name.|
    """

  static let text = """
    Overview
    Make a thing ¶
    Make a thingPOST/things
    Example URI
    POST /things
    {
    "name": "a"
    }Response
    201Body
    [
    {"id": "1"}
    ]Get a thing ¶
    });GET /things/{id}
    """

  @Test func markdownIsRead() throws {
    let document = try Document(path: "docs/things.md", text: Self.markdown)
    #expect(
      document.headings.map(\.name) == ["Things API v1", "Thing_create", "GET /things/{id}", "CreateThing", "Thing"])
    #expect(document.operations.map(\.operation.description) == ["POST /things", "GET /things/{}"])
    let create = try #require(document.operations.first)
    #expect(create.heading == "Thing_create")
    #expect(create.statuses.map(\.code) == ["201"])
    #expect(create.statuses.first?.fields.map(\.name) == ["/id", "/name"])
    #expect(create.body.map(\.name) == ["/name", "/size"])
    #expect(create.body.map(\.traits) == [["string", "required"], ["number", "optional"]])
    #expect(document.operations[1].parameters.map(\.name) == ["expand"])
    #expect(document.examples.map(\.json) == [["name": "a"], ["id": "1", "name": "a"]])
    #expect(document.examples.map(\.line) == [8, 20])
  }

  @Test func renderedTextIsRead() throws {
    let document = try Document(path: "things.txt", text: Self.text)
    #expect(document.headings.map(\.name) == ["Make a thing", "Get a thing"])
    #expect(document.operations.map(\.operation.description) == ["POST /things", "GET /things/{}"])
    #expect(document.operations.map(\.heading) == ["Make a thing", "Get a thing"])
    #expect(document.operations[0].statuses.map(\.code) == ["201"])
    #expect(document.examples.map(\.json) == [["name": "a"], [["id": "1"]]])
  }

  private func coverage(_ sources: String, _ steps: String, _ document: String = markdown) throws -> CoverageReport {
    let text = """
      {"name": "a story", "api": "test", "source": \(sources), "steps": \(steps)}
      """
    let catalog = try catalog(
      [text], api: #"{"api": "test", "operations": ["POST /things", "GET /things/{id}", "DELETE /things/{id}"]}"#)
    if let diagnostic = catalog.diagnostics.first { throw diagnostic }
    let stub = Stub { request in
      .response(.json(request.method == .post ? 201 : 200, ["id": "1", "name": "a", "secret": "s"]))
    }
    let result = Suite(catalog, Targets([:], rest: HandlerTransport.target(stub)), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed)
    return CoverageReport(result, catalog, [try Document(path: "things.md", text: document)])
  }

  static let whole = """
    [{"document": "things.md", "heading": "Thing_create", "examples": [{"name": "a"}, {"id": "1", "name": "a"}]},
     {"document": "things.md", "heading": "GET /things/{id}"}]
    """
  static let create = ##"""
    {"request": {"method": "POST", "path": "/things", "json": {"name": "a", "size": 1}},
     "expect": {"status": 201, "body": {"id": "1", "name": "a", "#others": "#any"}}}
    """##
  static let read = ##"""
    {"request": {"method": "GET", "path": "/things/1", "query": {"expand": "all"}}, "expect": {"status": 200, "body": {"id": "1", "#others": "#any"}}}
    """##

  @Test func everythingCarriedIsNoFault() throws {
    let report = try coverage(Self.whole, "[\(Self.create), \(Self.read)]")
    #expect(report.documents.faults.map(\.name) == [])
    let row = try #require(report.table.rows.first { $0.key.status == 201 }?.value)
    #expect(row.names(.asserted) == ["/id", "/name"])
    #expect(row.names(.returned) == ["/secret"])
    #expect(report.table.idle.map(\.operation.description) == ["DELETE /things/{}"])
  }

  @Test func whatNoContractCarriesIsNamed() throws {
    let narrow = ##"""
      {"request": {"method": "POST", "path": "/things", "json": {"name": "a"}},
       "expect": {"status": 201, "body": {"id": "1", "#others": "#any"}}}
      """##
    let source = #"{"document": "things.md", "heading": "Thing_create", "examples": [{"name": "a"}]}"#
    let faults = try coverage(source, "[\(narrow)]").documents.faults
    #expect(
      faults.map(\.name) == [
        "POST /things → 201 /name", "POST /things ← /size", "GET /things/{}", "GET /things/{id}",
        "GET /things/{}: expand",
        "example under Thing_create",
      ])
    #expect(faults.last?.place == "things.md:20")
  }

  @Test func aDocumentThatChangedIsNoticed() throws {
    let changed = Self.markdown.replacing("## Thing_create", with: "## Thing_make")
      .replacing("{\"id\": \"1\", \"name\": \"a\"}", with: "{\"id\": \"1\", \"title\": \"a\"}")
    let faults = try coverage(Self.whole, "[\(Self.create), \(Self.read)]", changed).documents.faults
    #expect(
      faults.map { "\($0.place) \($0.fault ?? "")" } == [
        "things.md:5 no contract names this heading as its source",
        "things.md:20 no contract keeps this example, or it changed",
        "story0.json:1:47 things.md has no such heading (any more)",
        "story0.json:1:128 things.md has no such example (any more)",
      ])
  }

  @Test func anExampleHasToBeUsed() throws {
    let step =
      ##"{"request": {"method": "POST", "path": "/things", "json": {"name": "a", "size": 1}}, "expect": {"status": 201, "body": {"name": "a", "#others": "#any"}}}"##
    let faults = try coverage(Self.whole, "[\(step), \(Self.read)]").documents.faults
    // The reading step asserts an id, but no contract asserts the one of the 201.
    #expect(faults.map(\.name) == ["POST /things → 201 /id"])
  }
}
