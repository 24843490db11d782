import Testing
import Wire

@testable import ContractRunner

/// Documents of every kind are read, and whatever changes in one is noticed.
@Suite struct DocumentTests {
  static let openAPI = """
    openapi: 3.0.3
    info: {title: Parcels, version: '1', description: How to send things.}
    security: [{token: []}]
    paths:
      /parcels:
        post:
          operationId: sendParcel
          description: Sends it at once.
          parameters:
            - {name: X-Trace, in: header, schema: {type: string, maxLength: 20}}
          requestBody:
            content:
              application/json:
                schema: {$ref: '#/components/schemas/NewParcel'}
          responses:
            '201':
              description: sent
              headers: {Location: {required: true, schema: {type: string}}}
              content: {application/json: {schema: {$ref: '#/components/schemas/Parcel'}}}
            '422': {description: refused}
        get:
          operationId: listParcels
          security: []
          parameters:
            - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
          responses:
            '200': {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Parcel'}}}}}
    components:
      securitySchemes: {token: {type: http, scheme: bearer}}
      schemas:
        NewParcel:
          type: object
          required: [to]
          properties:
            to: {type: string, minLength: 3, example: Berlin}
            note: {type: string, nullable: true}
        Parcel:
          type: object
          required: [id, unit]
          properties:
            id: {type: string, format: uuid}
            unit: {type: string, enum: [kg, lb]}
            dimensions: {type: object, required: [unit], properties: {unit: {type: string, enum: [cm, in]}}}
    """

  static let json = #"""
    {"openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
     "paths": {"/parcels/{id}": {"get": {"operationId": "showParcel",
       "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
       "responses": {"200": {"description": "it", "content": {"application/json": {"schema": {"type": "object",
         "required": ["id"], "properties": {"id": {"type": "string"}, "weight": {"type": ["number", "null"], "exclusiveMinimum": 0}}}}}},
         "404": {"description": "none"}}}}}}
    """#

  static let slate = """
    # Kittens

    ## Get All Kittens

    > The above command returns JSON structured like this:

    ```json
    [{"id": 1, "name": "Fluffums"}]
    ```

    This endpoint retrieves all kittens.

    ### HTTP Request

    `GET http://example.com/api/kittens`

    ### Query Parameters

    Parameter | Type | Required | Default | Description
    --------- | ---- | -------- | ------- | -----------
    include_cats | boolean | no | false | With cats.
    limit | integer | yes | 10 | How many.

    <aside class="success">Remember — a happy kitten is an authenticated kitten!</aside>

    ## Delete a Kitten

    `DELETE /api/kittens/:id`

    Error Code | Meaning
    ---------- | -------
    400 | Bad Request
    404 | Not Found -- no such kitten
    """

  static let blueprint = """
    FORMAT: 1A

    # Polls

    ## Questions [/questions{?page}]

    + Parameters
        + page: 1 (number, optional) - The page

    ### List Questions [GET]

    + Response 200 (application/json)

        + Headers

                Link: </questions?page=2>; rel="next"

        + Body

                [{"question": "Why?"}]

    ### Ask [POST]

    Asks everybody.

    + Request (application/json)

        + Headers

                Authorization: Bearer abc

        + Attributes (Question)

    + Response 201 (application/json)

        + Attributes
            + id: 1 (number, required)
            + question: Why? (string, required)

    ## Data Structures

    ### Question (object)

    + question: Why? (string, required) - The question
    + votes: 0 (number, nullable)

    # Group Later
    """

  static let text = """
    Overview
    Make a thing ¶
    Make a thingPOST/things
    Needs a key.
    POST /things
    {"name": "a"}Response
    201Body
    {"id": "1"}Get a thing ¶
    });GET /things/{id}
    Name In Type Required Description
    id path string true The id
    200 Response
    """

  private static let documents = [
    "parcels.yaml": openAPI, "parcel.json": json, "things.md": CoverageTests.markdown, "kittens.md": slate,
    "polls.apib": blueprint, "things.txt": text,
  ]

  /// What is noticed when the text becomes another one.
  private static func changes(_ name: String, _ changed: String) throws -> [String] {
    let before = try Document(path: name, text: try #require(documents[name]))
    var kept = DocumentFacts(beside: ["contracts"], [])
    for file in kept.accepting([before]).texts { kept.put(file.text, in: file.path) }
    let now = try Document(path: name, text: changed)
    return DocumentChanges([now], kept).items.map { "\($0.name): \($0.fault ?? "")" }
  }

  @Test(arguments: documents.keys.sorted()) func whatDoesNotChangeIsNotNoticed(_ name: String) throws {
    let text = try #require(Self.documents[name])
    #expect(try Self.changes(name, text) == [])
    if !name.hasSuffix("json") { #expect(try Self.changes(name, text + "\n\n") == []) }
  }

  /// The document, what becomes what in it, and what has to be told.
  static let doctorings: [(document: String, old: String, new: String, told: String)] = [
    ("parcels.yaml", "/parcels:", "/packets:", "POST /packets"),
    ("parcels.yaml", "    get:\n", "    put:\n", "GET /parcels"),
    ("parcels.yaml", "name: limit", "name: count", "GET /parcels query count"),
    ("parcels.yaml", "in: query", "in: header", "GET /parcels header limit"),
    ("parcels.yaml", "minimum: 1,", "minimum: 2,", "GET /parcels query limit: “optional, integer, minimum 1"),
    ("parcels.yaml", "maximum: 50", "maximum: 500", "GET /parcels query limit"),
    ("parcels.yaml", "{type: integer, minimum", "{type: number, minimum", "GET /parcels query limit"),
    ("parcels.yaml", "limit, in: query,", "limit, in: query, required: true,", "GET /parcels query limit"),
    ("parcels.yaml", "maxLength: 20", "maxLength: 21", "POST /parcels header X-Trace"),
    ("parcels.yaml", "'422':", "'400':", "POST /parcels → 400"),
    ("parcels.yaml", "        '422': {description: refused}\n", "", "POST /parcels → 422"),
    ("parcels.yaml", "Location: {required: true", "Location: {required: false", "POST /parcels → 201 header Location"),
    ("parcels.yaml", "headers: {Location", "headers: {Address", "POST /parcels → 201 header Address"),
    (
      "parcels.yaml", "required: [to]", "required: [to, note]",
      "POST /parcels ← /note: “optional, string, or null” became “required, string, or null”"
    ),
    ("parcels.yaml", "        note: {type: string, nullable: true}\n", "", "POST /parcels ← /note"),
    ("parcels.yaml", "note: {", "remark: {", "POST /parcels ← /remark"),
    ("parcels.yaml", "nullable: true", "nullable: false", "POST /parcels ← /note"),
    ("parcels.yaml", "minLength: 3", "minLength: 4", "POST /parcels ← /to"),
    ("parcels.yaml", "example: Berlin", "example: Bern", "POST /parcels ← /to"),
    ("parcels.yaml", "format: uuid", "format: email", "POST /parcels → 201 /id"),
    ("parcels.yaml", "enum: [kg, lb]", "enum: [kg, lb, g]", "POST /parcels → 201 /unit"),
    ("parcels.yaml", "enum: [cm, in]", "enum: [cm]", "GET /parcels → 200 /[]/dimensions/unit"),
    (
      "parcels.yaml", "      id: {type: string, format: uuid}\n",
      "      id: {type: string, format: uuid}\n        extra: {type: string}\n", "/extra"
    ),
    ("parcels.yaml", "      security: []\n", "", "GET /parcels needs: “none” became “token”"),
    ("parcels.yaml", "scheme: bearer", "scheme: basic", "words of securitySchemes token"),
    ("parcels.yaml", "Sends it at once.", "Sends it at night.", "words of POST /parcels"),
    ("parcels.yaml", "How to send things.", "How to get things.", "words of info"),
    ("parcels.yaml", "application/json: {schema: {$ref", "application/xml: {schema: {$ref", "POST /parcels → 201"),
    ("parcel.json", "showParcel", "getParcel", "words of GET /parcels/{id}"),
    ("parcel.json", #""404": {"description": "none"}"#, #""410": {"description": "none"}"#, "GET /parcels/{id} → 410"),
    ("parcel.json", #"["number", "null"]"#, #""number""#, "GET /parcels/{id} → 200 /weight"),
    ("parcel.json", #""exclusiveMinimum": 0"#, #""exclusiveMinimum": 1"#, "GET /parcels/{id} → 200 /weight"),
    ("parcel.json", #""required": ["id"]"#, #""required": ["id", "weight"]"#, "GET /parcels/{id} → 200 /weight"),
    ("parcel.json", #""format": "uuid""#, #""format": "ulid""#, "GET /parcels/{id} path id"),
    ("things.md", "`POST /things`", "`PUT /things`", "PUT /things"),
    (
      "things.md", "|name|string|true|none|Its name.|\n|size", "|name|string|false|none|Its name.|\n|size",
      "POST /things ← /name: “string, required” became “string, optional”"
    ),
    ("things.md", "|size|number|false|none|", "|size|string|false|none|", "POST /things ← /size"),
    ("things.md", "|size|number|false|none|Its size.|\n", "", "POST /things ← /size"),
    ("things.md", "|id|string|true|none|", "|key|string|true|none|", "POST /things → 201 /key"),
    ("things.md", "|id|string|true|none|", "|id|string|true|read-only|", "POST /things → 201 /id"),
    ("things.md", "Its size.", "Its weight.", "words of CreateThing"),
    ("things.md", "|201|[Created]", "|200|[Created]", "POST /things → 200"),
    ("things.md", "| expand | string |", "| widen | string |", "GET /things/{id} with widen"),
    ("things.md", "{\"id\": \"1\", \"name\": \"a\"}", "{\"id\": \"2\", \"name\": \"a\"}", "example of Thing_create"),
    ("things.md", "```json\n{\n  \"name\": \"a\"\n}\n```", "", "example of Thing_create"),
    ("things.md", "{\"not\": \"an example\"}", "{\"not\": \"the example\"}", "words of Thing_create"),
    ("kittens.md", "GET http://example.com/api/kittens", "GET http://example.com/api/cats", "GET /api/cats"),
    ("kittens.md", "include_cats | boolean", "include_dogs | boolean", "GET /api/kittens with include_dogs"),
    ("kittens.md", "include_cats | boolean | no", "include_cats | boolean | yes", "GET /api/kittens with include_cats"),
    ("kittens.md", "limit | integer | yes | 10", "limit | integer | yes | 20", "GET /api/kittens with limit"),
    ("kittens.md", "limit | integer", "limit | string", "GET /api/kittens with limit"),
    ("kittens.md", "404 | Not Found", "410 | Not Found", "DELETE /api/kittens/:id → 410"),
    ("kittens.md", "a happy kitten", "a sad kitten", "words of Get All Kittens"),
    ("kittens.md", "Fluffums", "Max", "example of Get All Kittens"),
    ("kittens.md", "DELETE /api/kittens/:id", "PATCH /api/kittens/:id", "PATCH /api/kittens/:id"),
    ("polls.apib", "+ page: 1 (number, optional)", "+ page: 1 (string, optional)", "GET /questions query page"),
    ("polls.apib", "+ page: 1 (number, optional)", "+ page: 1 (number, required)", "GET /questions query page"),
    ("polls.apib", "{?page}", "{?page,size}", "GET /questions query size"),
    ("polls.apib", "List Questions [GET]", "List Questions [PUT]", "PUT /questions"),
    ("polls.apib", "+ Response 201", "+ Response 202", "POST /questions → 202"),
    ("polls.apib", "+ votes: 0 (number, nullable)", "+ votes: 0 (number)", "POST /questions ← /votes"),
    ("polls.apib", "+ votes: 0 (number, nullable)\n", "", "POST /questions ← /votes"),
    ("polls.apib", "+ id: 1 (number, required)", "+ id: 2 (number, required)", "POST /questions → 201 /id"),
    ("polls.apib", "Link: <", "Location: <", "GET /questions → 200 header Location"),
    ("polls.apib", "Authorization: Bearer abc", "X-Key: abc", "POST /questions header X-Key"),
    ("polls.apib", "Asks everybody.", "Asks nobody.", "words of Ask [POST]"),
    ("polls.apib", "[{\"question\": \"Why?\"}]", "[{\"question\": \"How?\"}]", "example of List Questions [GET]"),
    ("things.txt", "POST/things\nNeeds", "PUT/things\nNeeds", "PUT /things"),
    ("things.txt", "201Body", "200Body", "POST /things → 200"),
    ("things.txt", "{\"name\": \"a\"}", "{\"title\": \"a\"}", "example of Make a thing"),
    ("things.txt", "Needs a key.", "Needs no key.", "words of Make a thing"),
    ("things.txt", "id path string true", "id path number true", "GET /things/{id} path id"),
    ("things.txt", "200 Response", "204 Response", "GET /things/{id} → 204"),
  ]

  @Test(arguments: doctorings.indices) func aDoctoringIsNoticed(_ index: Int) throws {
    let (name, old, new, told) = Self.doctorings[index]
    let text = try #require(Self.documents[name])
    let range = try #require(text.firstRange(of: old), "\(old) is not in the document")
    let changes = try Self.changes(name, text.replacingCharacters(in: range, with: new))
    #expect(changes.contains { $0.contains(told) }, "\(old) → \(new): \(changes)")
  }

  @Test func allDocumentsAreDoctored() {
    #expect(Self.doctorings.count >= 53)
    #expect(Set(Self.doctorings.map(\.document)) == Set(Self.documents.keys))
  }

  @Test func anExampleTakenAwayWhereAnEqualOneStaysIsNoticed() throws {
    let twice = Self.slate + "\n```json\n[{\"id\": 1, \"name\": \"Fluffums\"}]\n```\n"
    let facts = DocumentFacts(beside: [], []).accepting([try Document(path: "kittens.md", text: twice)])
    let changes = DocumentChanges([try Document(path: "kittens.md", text: Self.slate)], facts)
    #expect(changes.items.contains { $0.name.hasPrefix("example of Delete a Kitten") })
  }

  @Test func whatIsNotKeptIsAFault() throws {
    let document = try Document(path: "kittens.md", text: Self.slate)
    let nothing = DocumentFacts(beside: [], [])
    #expect(DocumentChanges([document], nothing).items.map(\.name) == ["kittens.md"])
    let plain = try Document(path: "README.md", text: "# The documents of this folder")
    #expect(DocumentChanges([plain], nothing).items.isEmpty)
  }

  @Test func factsLieBesideTheContractsThatCiteTheDocument() throws {
    let text = #"{"name": "a", "api": "cats", "source": {"document": "kittens.md"}, "steps": []}"#
    let catalog = Catalog(contracts: [try source(text, "contracts/cats/all.json")], descriptions: [])
    let documents = [
      try Document(path: "kittens.md", text: Self.slate), try Document(path: "polls.apib", text: Self.blueprint),
    ]
    let facts = DocumentFacts(beside: ["contracts"], catalog.contracts).accepting(documents)
    #expect(facts.texts.map(\.path) == ["contracts/cats/documents.facts", "documents.facts"])
    #expect(facts.texts[0].text.contains("[kittens.md]\nGET /api/kittens = described\n"))
  }

  // MARK: What is read

  @Test func slateIsRead() throws {
    let document = try Document(path: "kittens.md", text: Self.slate)
    #expect(document.operations.map(\.name) == ["GET /api/kittens", "DELETE /api/kittens/:id"])
    #expect(document.operations.map(\.operation.path) == ["/api/kittens", "/api/kittens/{}"])
    #expect(document.operations[0].parameters.map(\.name) == ["include_cats", "limit"])
    #expect(document.operations[1].statuses.map(\.code) == ["400", "404"])
  }

  @Test func blueprintIsRead() throws {
    let document = try Document(path: "polls.apib", text: Self.blueprint)
    #expect(document.operations.map(\.name) == ["GET /questions", "POST /questions"])
    let (list, ask) = (document.operations[0], document.operations[1])
    #expect(
      list.parameters.map { "\($0.place) \($0.name) \($0.traits)" } == [
        #"query page ["number", "optional", "example 1"]"#
      ])
    #expect(list.statuses.first?.headers.map(\.name) == ["Link"])
    #expect(ask.authentication == "Bearer")
    #expect(ask.body.map(\.name) == ["/question", "/votes"])
    #expect(ask.statuses.first?.fields.map(\.name) == ["/id", "/question"])
    #expect(document.examples.map(\.json) == [[["question": "Why?"]]])
  }

  @Test func aSentenceMayNameAnOperation() throws {
    let text =
      "# Accounts\n\nSend `POST /signup` first, then GET /users/<id>.\n\n| Field | Type |\n|---|---|\n| email | string |\n"
    let document = try Document(path: "a.md", text: text)
    #expect(document.operations.map(\.operation.description) == ["POST /signup", "GET /users/{}"])
    #expect(document.operations[0].parameters.map(\.name) == ["email"])
  }

  // MARK: What carries it

  private func faults(_ document: String, _ name: String, _ steps: String, _ answer: Response, other: String = "[]")
    throws -> [String]
  {
    let text = #"{"name": "a", "api": "test", "source": {"document": "\#(name)"}, "steps": \#(steps)}"#
    let strange = #"{"name": "b", "api": "other", "source": {"document": "https://example.com"}, "steps": \#(other)}"#
    let catalog = try catalog(other == "[]" ? [text] : [text, strange])
    if let diagnostic = catalog.diagnostics.first { throw diagnostic }
    let stub = Stub { _ in .response(answer) }
    let result = Suite(catalog, Targets([:], rest: HandlerTransport.target(stub)), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed)
    let report = CoverageReport(result, catalog, [try Document(path: name, text: document)])
    return report.documents.faults.filter { $0.kind != .heading }.map(\.name)
  }

  @Test func namesOfOtherLevelsAndOtherAPIsCarryNothing() throws {
    let answer = Response.json(200, [["id": "1", "unit": "kg", "dimensions": ["unit": "cm"]]])
    let whole =
      ##"[{"request": {"method": "GET", "path": "/parcels", "query": {"limit": 1}}, "expect": {"status": 200, "body": [{"id": "1", "dimensions": {"unit": "cm"}, "#others": "#any"}]}}]"##
    let found = try faults(
      Self.openAPI, "parcels.yaml", whole, answer, other: whole.replacing("\"id\": \"1\", ", with: "\"unit\": \"kg\", ")
    )
    #expect(found.contains("GET /parcels → 200 /[]/unit"))
    #expect(!found.contains("GET /parcels → 200 /[]/dimensions/unit"))
    #expect(!found.contains("GET /parcels: limit"))
  }

  @Test func headersAndTextsCount() throws {
    let text = """
      openapi: 3.0.0
      paths: {/a: {get: {responses: {200: {headers: {X-Left: {schema: {type: integer}}}, content: {text/plain: {}}}}}}}
      """
    var answer = Response(200, headers: ["Content-Type": "text/plain", "X-Left": "3"])
    answer.body = Array("hello".utf8)
    let bare = #"[{"request": {"method": "GET", "path": "/a"}, "expect": {"status": 200}}]"#
    #expect(try faults(text, "a.yaml", bare, answer) == ["GET /a → 200 header X-Left", "GET /a → 200 text"])
    let whole =
      #"[{"request": {"method": "GET", "path": "/a"}, "expect": {"status": 200, "headers": {"x-left": "3"}, "text": "hello"}}]"#
    #expect(try faults(text, "a.yaml", whole, answer) == [])
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + self[range.upperBound...]
  }
}
