import Glibc
import Testing
import Wire

@testable import ContractRunner

/// Descriptions of several files.
@Suite struct ReferenceTests {
  private static let files = [
    "openapi.yaml": """
    openapi: 3.1.0
    info: {title: Zoo, version: '1'}
    paths:
      /animals: {$ref: 'paths/animals.yaml'}
      /keepers:
        get:
          parameters: [{$ref: 'common.json#/parameters/limit'}]
          responses:
            200: {description: all, content: {application/json: {schema: {$ref: 'schemas/Keeper.yaml'}, examples: {one: {$ref: 'common.json#/examples/one'}}}}}
            default: {$ref: 'common.json#/responses/refused'}
    components: {schemas: {Animal: {$ref: 'schemas/animals.yaml#/Animal'}}}
    """,
    "paths/animals.yaml": """
    post:
      operationId: addAnimal
      requestBody: {required: true, content: {application/json: {schema: {$ref: '../openapi.yaml#/components/schemas/Animal'}}}}
      responses:
        201: {description: made, content: {application/json: {schema: {$ref: ../schemas/animals.yaml#/Animal}}}}
    """,
    "schemas/animals.yaml": """
    Animal:
      oneOf: [{$ref: '#/Cat'}, {$ref: 'a%20dog.yaml'}]
      discriminator: {propertyName: kind, mapping: {hound: 'a%20dog.yaml'}}
    Cat: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}, kittens: {type: array, items: {$ref: '#/Cat'}}}}
    """,
    "schemas/a dog.yaml":
      "{type: object, required: [kind, owner], properties: {kind: {type: string}, owner: {$ref: Keeper.yaml}}}",
    "schemas/Keeper.yaml": """
    type: object
    description: Looks after animals.
    required: [name, example]
    properties:
      name: {type: string, default: {$ref: 'nowhere.yaml'}}
      example: {$ref: 'Name.json#/$defs/a~1b'}
      deputy: {$ref: Keeper.yaml}
    """,
    "schemas/Name.json": #"{"$defs": {"a/b": {"type": "string", "minLength": 3}}}"#,
    "common.json": #"""
    {"parameters": {"limit": {"name": "limit", "in": "query", "required": true, "schema": {"type": "integer", "minimum": 4}}},
     "examples": {"one": {"value": {"$ref": "no reference"}}},
     "responses": {"refused": {"description": "no", "content": {"application/json": {"schema": {"type": "object", "required": ["error"]}}}}}}
    """#,
  ]

  private static func folder(_ changes: [String: String] = [:]) throws -> TemporaryFiles {
    let folder = try TemporaryFiles()
    for (name, text) in files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(name, text) }
    return folder
  }

  private static func differences(
    _ api: OpenAPI, _ method: Wire.Method, _ path: String, _ status: Int, _ body: String
  ) throws -> [Difference] {
    let response = Response(status, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    return api.differences(Request(method, path), Received(response), at: try source("{}").root.place)
  }

  @Test func answersAreHeldAgainstAllFiles() throws {
    let folder = try Self.folder()
    let api = try OpenAPI(path: "\(folder.path)/openapi.yaml")
    let dog = #"{"kind": "hound", "owner": {"name": "Ann", "example": "abc", "deputy": {"name": 1, "example": "ab"}}}"#
    let found = try Self.differences(api, .post, "/animals", 201, dog)
    #expect(found.map(\.subject) == ["/owner/deputy/name", "/owner/deputy/example"])
    #expect(found.map(\.expected) == ["a string", "at least 3 characters"])
    let remark = try #require(found.last?.remark)
    #expect(remark == "described at schemas/Name.json:1 /$defs/a~1b/minLength")
    let cat = #"{"kind": "Cat", "lives": 9, "kittens": [{"kind": "Cat", "lives": "1"}]}"#
    #expect(try Self.differences(api, .post, "/animals", 201, cat).map(\.subject) == ["/kittens/0/lives"])
    #expect(try Self.differences(api, .get, "/keepers", 500, "{}").map(\.subject) == ["/error"])
  }

  @Test func storiesAreWrittenFromAllFiles() throws {
    let folder = try Self.folder()
    let files = try ContractImport(OpenAPI(path: "\(folder.path)/openapi.yaml"), name: "zoo").files { _ in nil }
    func json(_ name: String) throws -> JSON? {
      try files.first { $0.name == name }?.text.map { try JSONParser.parse($0) }
    }
    #expect(try json("get-keepers.json")?["steps"]?[0]?["request"]?["query"] == [["limit": 4]])
    #expect(try json("get-keepers.json")?["steps"]?[0]?["expect"]?["body"] == "#shape Keeper")
    let shapes = try #require(try json("api.json")?["shapes"])
    // What stands inside itself is not followed.
    #expect(
      shapes["Keeper"] == [
        "name": "#string", "example": "#string 3..", "deputy": "#optional #any", "#others": "#any",
      ])
    #expect(shapes["Cat"]?["kittens"] == ["#optional": ["#each": "#any", "#count": "0.."]])
    let expected = try json("add-animal.json")?["steps"]?[0]?["expect"]?["body"]
    #expect(expected == ["#oneOf": ["#shape Cat", "#shape a dog"]])
  }

  @Test func schemasOfOneNameAreTwoShapes() throws {
    let folder = try Self.folder([
      "paths/animals.yaml":
        "get: {operationId: both, responses: {200: {description: a, content: {application/json: {schema: {type: array, items: {anyOf: [{$ref: ../a.yaml#/Pet}, {$ref: ../b.yaml#/Pet}]}}}}}}}",
      "a.yaml": "Pet: {type: object, properties: {a: {}}}", "b.yaml": "Pet: {type: object, properties: {b: {}}}",
    ])
    let files = try ContractImport(OpenAPI(path: "\(folder.path)/openapi.yaml"), name: "zoo").files { _ in nil }
    let shapes = try #require(
      try files.first { $0.name == "api.json" }?.text.map { try JSONParser.parse($0)["shapes"] ?? .null })
    #expect(shapes["Pet"] == ["a": "#optional #any", "#others": "#any"])
    #expect(shapes["Pet2"] == ["b": "#optional #any", "#others": "#any"])
  }

  /// What is changed in which file, and what has to be told of the document.
  @Test(arguments: [
    ("schemas/Name.json", "\"minLength\": 3", "\"minLength\": 4", "/owner/example"),
    ("schemas/a dog.yaml", "required: [kind, owner]", "required: [kind]", "POST /animals → 201 /owner"),
    ("common.json", "\"minimum\": 4", "\"minimum\": 5", "GET /keepers query limit"),
    ("schemas/Keeper.yaml", "Looks after animals.", "Is looked after.", "file schemas/Keeper.yaml"),
    ("paths/animals.yaml", "201:", "202:", "POST /animals → 202"),
  ])
  func aDoctoringOfAnyFileIsNoticed(_ file: String, _ old: String, _ new: String, _ told: String) throws {
    let folder = try Self.folder()
    let description = try #require(try Document.read(folder: folder.path).first)
    #expect(description.operations.map(\.name) == ["POST /animals", "GET /keepers"])
    // A place in the document itself, whatever file the field stands in.
    #expect(description.operations[0].statuses[0].fields.allSatisfy { $0.line == 4 })
    let facts = DocumentFacts(beside: [], []).accepting([description])
    #expect(DocumentChanges([description], facts).items.map(\.name) == [])
    let text = try #require(Self.files[file])
    #expect(text.contains(old))
    try folder.write(file, text.replacing(old, with: new))
    let changes = DocumentChanges(try Document.read(folder: folder.path), facts).items
    #expect(changes.contains { $0.name.contains(told) }, "\(changes.map(\.name))")
  }

  @Test(arguments: [
    ("{$ref: '../outside.yaml'}", "“../outside.yaml” is outside of the description's folder: it is not read"),
    ("{$ref: 'schemas/../../outside.yaml#/a'}", "is outside of the description's folder"),
    ("{$ref: '%2e%2e/outside.yaml'}", "is outside of the description's folder"),
    ("{$ref: '/etc/hostname'}", "is outside of the description's folder"),
    ("{$ref: 'https://example.com/a.yaml'}", "is outside of the description's folder"),
    ("{$ref: 'file:///etc/hostname'}", "is outside of the description's folder"),
    ("{$ref: 'link.yaml'}", "is outside of the description's folder"),
    ("{$ref: 'schemas'}", "there is no file"), ("{$ref: 'missing.yaml'}", "there is no file"),
    ("{$ref: 'common.json#/nothing'}", "“common.json#/nothing” leads nowhere"),
    ("{$ref: '#anchor'}", "“#anchor” leads nowhere"),
    ("{$ref: '#/components/schemas/Animal'}", "leads back to itself"),
    ("{$ref: 'loop.yaml#/a'}", "leads back to itself"),
  ])
  func whatCannotBeReadIsSaid(_ animal: String, _ told: String) throws {
    let folder = try Self.folder(["loop.yaml": "{a: {$ref: '#/b'}, b: {$ref: 'loop.yaml#/a'}}"])
    let outside = try TemporaryFiles()
    try outside.write("outside.yaml", "a: {type: string}")
    try #require(symlink("\(outside.path)/outside.yaml", "\(folder.path)/link.yaml") == 0)
    defer { unlink("\(folder.path)/link.yaml") }
    let text = try #require(Self.files["openapi.yaml"])
      .replacing("{$ref: 'schemas/animals.yaml#/Animal'}", with: animal)
    try folder.write("openapi.yaml", text)
    let error = #expect(throws: Diagnostic.self) { try OpenAPI(path: "\(folder.path)/openapi.yaml") }
    #expect(error?.description.contains(told) == true, "\(error?.description ?? "")")
  }

  /// Schemas that stand inside themselves in every way, without a reference that is only one.
  @Test func circlesOfSchemasEnd() throws {
    let folder = try Self.folder([
      "schemas/Keeper.yaml": """
      allOf: [{$ref: other.yaml#/Base}]
      type: object
      required: [name]
      properties: {name: {anyOf: [{$ref: Keeper.yaml}, {type: string}]}, list: {type: array, items: {$ref: other.yaml#/Base}}}
      """,
      "schemas/other.yaml":
        "Base: {allOf: [{$ref: Keeper.yaml}], not: {$ref: '#/Base'}, type: object, additionalProperties: {$ref: '#/Base'}}",
    ])
    let api = try OpenAPI(path: "\(folder.path)/openapi.yaml")
    _ = try Self.differences(api, .get, "/keepers", 200, #"{"name": "Ann", "list": [{"name": {"name": "x"}}]}"#)
    #expect(try ContractImport(api, name: "zoo").files { _ in nil }.count == 4)
    #expect(try Document.read(folder: folder.path).count == 1)
    for kind in [SchemaSample.Kind.example, .drawn, .boundary] {
      var sample = SchemaSample(api, kind, seed: 1)
      let schema = try #require(api.root["components"]?["schemas"]?["Animal"])
      for _ in 0..<20 { _ = sample.value(schema) }
    }
  }
}
