import Testing
import Wire

@testable import ContractRunner

@Suite struct OpenAPITests {
  static func api(_ schema: String, version: String = "3.1.0") throws -> OpenAPI {
    let text = """
      openapi: \(version)
      info: {title: Pets, version: '1'}
      servers: [{url: 'https://example.com/api/v1'}]
      paths:
        /pets:
          get:
            responses:
              200: {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
          post:
            responses:
              201:
                description: one
                headers: {Location: {required: true, schema: {type: string}}, X-Left: {schema: {type: integer}}}
                content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
              4XX: {description: no, content: {application/problem+json: {schema: {type: object, required: [title]}}}}
        /pets/{id}:
          get: {responses: {200: {description: a, content: {text/plain: {schema: {type: string, pattern: ^Pet}}}}}}
      components:
        schemas:
          Pet: \(schema)
          Dog: {type: object, required: [kind, barks], properties: {kind: {type: string}, barks: {type: boolean}}}
          Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}
      """
    return try OpenAPI(path: "pets.yaml", bytes: Array(text.utf8))
  }

  private static func faults(_ schema: String, _ value: String, _ version: String = "3.1.0") throws -> [String] {
    let api = try api(schema, version: version)
    let part = try #require(api.root["components"]?["schemas"]?["Pet"])
    let json = try JSONParser.parse(Array(value.utf8), keepingNumbers: true)
    return SchemaCheck.faults(json, part, api, .answer).map { "\($0.subject): \($0.expected)" }
  }

  @Test(arguments: [
    ("{type: string}", #""a""#), ("{type: [string, 'null']}", "null"), ("{type: integer}", "2.0"),
    ("{type: string, nullable: true}", "null"), ("{minimum: 1, maximum: 2}", "1.5"), ("{multipleOf: 0.01}", "12.34"),
    ("{exclusiveMinimum: 1}", "1.01"), ("{type: string, minLength: 2, maxLength: 2}", #""ä😀""#),
    ("{type: string, pattern: 'b+'}", #""abbc""#),
    ("{type: string, format: date-time}", #""2026-01-01T00:00:00+01:00""#),
    ("{type: string, format: ipv4}", #""192.0.2.1""#), ("{type: string, format: unheard-of}", #""x""#),
    ("{enum: [1, a, null]}", "null"), ("{const: {a: [1]}}", #"{"a": [1.0]}"#), ("{}", "[1]"), ("true", "1"),
    ("{type: object, properties: {a: {type: string}}, required: [a]}", #"{"a": "b", "c": 1}"#),
    ("{type: object, additionalProperties: {type: integer}}", #"{"a": 1}"#),
    ("{type: object, required: [a], properties: {a: {writeOnly: true, type: string}}}", "{}"),
    (
      "{type: object, properties: {a: {}}, patternProperties: {'^x-': {type: integer}}, additionalProperties: false}",
      #"{"a": 1, "x-b": 2}"#
    ),
    (
      "{allOf: [{$ref: '#/components/schemas/Dog'}, {properties: {n: {}}}], unevaluatedProperties: false}",
      #"{"kind": "d", "barks": true, "n": 1}"#
    ),
    (
      "{oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {d: Dog}}}",
      #"{"kind": "d", "barks": true, "lives": 1}"#
    ),
    ("{anyOf: [{type: string}, {type: integer}]}", "1"), ("{not: {type: string}}", "1"),
    ("{type: array, items: {type: integer}, uniqueItems: true, minItems: 1, maxItems: 2}", "[1, 2]"),
    ("{prefixItems: [{type: string}], items: {type: integer}}", #"["a", 1, 2]"#),
    ("{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", #"{"a": 1, "b": 1}"#),
    ("{dependentRequired: {a: [b]}}", #"{"b": 1}"#), ("{type: integer, format: int32}", "2147483647"),
    ("{allOf: [{$ref: '#/components/schemas/Pet'}]}", "1"), ("{contains: {const: 1}, maxContains: 1}", "[1, 2]"),
  ])
  func whatASchemaAllowsPasses(_ schema: String, _ value: String) throws {
    #expect(try Self.faults(schema, value) == [])
  }

  @Test(arguments: [
    ("{type: string}", "1", ": a string"), ("{type: string}", "null", ": a string"),
    ("{type: integer}", "2.5", ": an integer"),
    ("{minimum: 1}", "0.99999999999999999999", ": at least 1"),
    ("{maximum: 9007199254740992}", "9007199254740993", ": at most 9007199254740992"),
    ("{exclusiveMaximum: 2}", "2", ": less than 2"), ("{multipleOf: 0.01}", "12.345", ": a multiple of 0.01"),
    ("{minLength: 3}", #""äö""#, ": at least 3 characters"), ("{pattern: '^a$'}", #""b""#, ": text matching ^a$"),
    ("{format: date-time}", #""2026-02-30T00:00:00Z""#, ": format date-time"),
    ("{format: uuid}", #""4711""#, ": format uuid"),
    ("{format: email}", #""nobody""#, ": format email"),
    ("{type: integer, format: int32}", "2147483648", ": format int32"),
    ("{enum: [a, b]}", #""c""#, #": one of "a", "b""#), ("{const: 1}", "2", ": 1"), ("false", "1", ": nothing"),
    ("{type: object, required: [a]}", "{}", "/a: this member"),
    ("{properties: {a: {type: string}}}", #"{"a": 1}"#, "/a: a string"),
    ("{additionalProperties: false, properties: {a: {}}}", #"{"b": 1}"#, "/b: no such member"),
    ("{additionalProperties: {type: integer}}", #"{"b": "x"}"#, "/b: an integer"),
    ("{properties: {a: {writeOnly: true}}}", #"{"a": 1}"#, "/a: nothing: it is only written"),
    (
      "{allOf: [{$ref: '#/components/schemas/Dog'}], unevaluatedProperties: false}",
      #"{"kind": "d", "barks": true, "n": 1}"#,
      "/n: no such member"
    ),
    (
      "{oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}",
      #"{"kind": "c", "lives": "nine"}"#,
      "/lives: an integer"
    ),
    ("{oneOf: [{type: integer}, {type: number}]}", "1", ": what exactly one of 2 schemas allows"),
    ("{anyOf: [{type: string}, {type: boolean}]}", "1", ": a string"),
    ("{not: {type: string}}", #""a""#, ": anything but what the schema at /components/schemas/Pet/not allows"),
    ("{items: {type: integer}}", #"[1, "a"]"#, "/1: an integer"),
    ("{uniqueItems: true}", "[1, 1.0]", "/1: what no other element is"),
    ("{maxItems: 1}", "[1, 2]", ": at most 1 elements"),
    ("{propertyNames: {maxLength: 1}}", #"{"ab": 1}"#, "/ab: a name that is at most 1 characters"),
    ("{if: {required: [a]}, then: {required: [b]}}", #"{"a": 1}"#, "/b: this member"),
    ("{dependentRequired: {a: [b]}}", #"{"a": 1}"#, "/b: this member, as a is there"),
  ])
  func whatASchemaForbidsIsSaid(_ schema: String, _ value: String, _ expected: String) throws {
    #expect(try Self.faults(schema, value).first == expected)
  }

  @Test func theOlderDialectIsReadAsItIs() throws {
    #expect(try Self.faults("{type: integer, minimum: 1, exclusiveMinimum: true}", "1", "3.0.3") == [": more than 1"])
    #expect(try Self.faults("{nullable: true, allOf: [{$ref: '#/components/schemas/Dog'}]}", "null", "3.0.3") == [])
    // What stands beside a reference counts in the newer one only.
    let beside = "{properties: {a: {$ref: '#/components/schemas/Dog', maxProperties: 1}}}"
    let dog = #"{"a": {"kind": "d", "barks": true}}"#
    #expect(try Self.faults(beside, dog, "3.0.3") == [])
    #expect(try Self.faults(beside, dog) == ["/a: at most 1 members"])
  }

  @Test(arguments: [
    "openapi: 2.0", "swagger: '2.0'", "a: 1", "openapi: 3.1.0\npaths: {/a: {get: {$ref: '#/b'}}}",
    "openapi: 3.0.0\npaths: {/a: {$ref: 'other.yaml#/a'}}",
  ])
  func whatIsNoDescriptionIsRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try OpenAPI(path: "a.yaml", bytes: Array(text.utf8)) }
  }

  // MARK: Answers

  private func differences(
    _ method: Wire.Method, _ path: String, _ status: Int, _ body: String, type: String = "application/json",
    headers: Headers = [:]
  ) throws -> [String] {
    let api = try Self.api("{type: object, required: [id], properties: {id: {type: integer}}}")
    var response = Response(status, headers: headers, body: Array(body.utf8))
    response.headers["Content-Type"] = type
    let place = try source("{}").root.place
    return api.differences(Request(method, path), Received(response), at: place).map { "\($0.subject): \($0.expected)" }
  }

  @Test func answersAreHeldAgainstTheDescription() throws {
    #expect(try differences(.get, "/pets", 200, #"[{"id": 1}]"#) == [])
    #expect(try differences(.get, "/api/v1/pets", 200, #"[{"id": "1"}]"#) == ["/0/id: an integer"])
    #expect(try differences(.get, "/pets", 201, "[]") == ["status: one of 200"])
    #expect(
      try differences(.get, "/pets", 200, "<html>", type: "text/html") == ["header Content-Type: application/json"])
    #expect(try differences(.get, "/pets", 200, "") == [": a body"])
    #expect(try differences(.post, "/pets", 201, #"{"id": 1}"#) == ["header Location: this header"])
    #expect(
      try differences(.post, "/pets", 201, #"{"id": 1}"#, headers: ["Location": "/pets/1", "X-Left": "few"]) == [
        "header X-Left: an integer"
      ])
    #expect(
      try differences(.post, "/pets", 422, "{}", type: "application/problem+json; charset=utf-8") == [
        "/title: this member"
      ])
    #expect(try differences(.get, "/pets/1", 200, "Cat", type: "text/plain") == [": text matching ^Pet"])
    #expect(
      try differences(.get, "/owners", 200, "{}") == ["status: 404 or 405, as pets.yaml describes no GET /owners"])
    #expect(try differences(.get, "/owners", 404, "{}") == [])
  }

  @Test func aStoryFailsByWhatItDoesNotAsk() throws {
    let text = story(#"[{"request": {"method": "GET", "path": "/pets"}, "expect": {"status": 200}}]"#)
    let catalog = try catalog([text]).described(by: try Self.api("{type: object, required: [id]}"), api: nil)
    #expect(catalog.diagnostics.isEmpty)
    let targets = Targets([:], rest: HandlerTransport.target(Stub(200, [["name": "a"]])))
    var run = Story(catalog.contracts[0], catalog.apis, targets, environment: [:])
    let result = run.run()
    #expect(result.hasFailed)
    let shown = TextReport(colour: false).failure(result)
    #expect(shown.contains("/0/id"))
    #expect(shown.contains("pets.yaml:20 /components/schemas/Pet/required"))
    // Nothing of the story can be rewritten to mend it.
    #expect(Edits(SuiteResult(results: [result], seconds: 0)).isEmpty)
  }
}
