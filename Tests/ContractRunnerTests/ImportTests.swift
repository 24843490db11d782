import Testing
import Wire

@testable import ContractRunner

@Suite struct ImportTests {
  static let description = """
    openapi: 3.0.3
    info: {title: Pet Store, version: '1'}
    paths:
      /pets:
        post:
          operationId: createPet
          summary: Make a pet
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
          responses: {201: {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
        get:
          operationId: listPets
          parameters: [{name: limit, in: query, required: true, schema: {type: integer, minimum: 1, maximum: 9}}]
          responses: {200: {description: all, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
      /pets/{petId}:
        parameters: [{name: petId, in: path, required: true, schema: {type: integer}}]
        get:
          operationId: showPet
          responses: {200: {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
        delete:
          operationId: deletePet
          responses: {204: {description: gone}}
    components:
      securitySchemes: {token: {type: http, scheme: bearer}}
      schemas:
        Pet:
          type: object
          required: [id, name, kind]
          properties:
            id: {type: integer, readOnly: true}
            name: {type: string, minLength: 1, maxLength: 40, example: Rex}
            kind: {type: string, enum: [cat, dog]}
            born: {type: string, format: date, nullable: true}
            parent: {$ref: '#/components/schemas/Pet'}
    """

  private static func files(
    _ text: String = description, _ existing: [String: String] = [:]
  ) throws -> [String: ContractImport.File] {
    let api = try OpenAPI(path: "petstore.yaml", bytes: Array(text.utf8))
    let files = try ContractImport(api, name: ContractImport.name(of: api)).files {
      existing[$0].map { Array($0.utf8) }
    }
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0) })
  }

  private static func texts(_ files: [String: ContractImport.File], _ old: [String: String] = [:]) -> [String: String] {
    files.compactMapValues(\.text).merging(old) { new, _ in new }
  }

  @Test func eachOperationHasAStory() throws {
    let files = try Self.files()
    #expect(
      files.keys.sorted() == [
        "api.json", "create-pet.json", "delete-pet.json", "imported.base", "list-pets.json", "show-pet.json",
      ])
    let json = try files.mapValues { try JSONParser.parse($0.text ?? "null") }
    #expect(
      json["api.json"]?["shapes"]?["Pet"] == [
        "id": "#integer", "name": "#string 1..40", "kind": ["#oneOf": ["cat", "dog"]], "born": "#optional #date?",
        "parent": "#optional #any", "#others": "#any",
      ])
    let create = try #require(json["create-pet.json"])
    #expect(create["name"] == "Make a pet")
    #expect(create["source"] == ["document": "petstore.yaml", "heading": "createPet"])
    #expect(create["steps"]?[0]?["request"]?["json"] == ["name": "Rex", "kind": "cat"])
    #expect(create["steps"]?[0]?["expect"] == ["status": 201, "body": "#shape Pet"])
    #expect(json["show-pet.json"]?["steps"]?[0]?["capture"] == ["petId": "/id"])
    #expect(json["show-pet.json"]?["steps"]?[1]?["request"]?["path"] == "/pets/${petId}")
    #expect(json["list-pets.json"]?["steps"]?[0]?["request"]?["query"] == [["limit": 1]])
    #expect(json["delete-pet.json"]?["steps"]?[1]?["expect"] == ["status": 204, "body": "#absent"])
  }

  @Test func whatIsWrittenRuns() throws {
    let texts = Self.texts(try Self.files())
    let stories = try texts.filter { $0.key != "api.json" && $0.key != "imported.base" }.sorted { $0.key < $1.key }
      .map { try source($0.value, $0.key) }
    let catalog = Catalog(contracts: stories, descriptions: [try source(texts["api.json"] ?? "", "api.json")])
    #expect(catalog.diagnostics.map(\.description) == [])
    let target = HandlerTransport.target(PetShop())
    let result = Suite(catalog, Targets([:], rest: target), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed, "\(result.failed.map { TextReport(colour: false).failure($0) })")
    #expect(result.passed.count == 4)
  }

  /// A body of parts with its `encoding`, and how a story sends it.
  @Test func partsAreWrittenWithTheirTypes() throws {
    let text = """
      openapi: 3.1.0
      info: {title: Album, version: '1'}
      paths:
        /photos:
          post:
            operationId: addPhoto
            requestBody:
              content:
                multipart/form-data:
                  schema:
                    type: object
                    required: [photo, scans, data, note, meta, tags, rows, count, mark, open, short]
                    properties:
                      photo: {type: string, format: binary, example: {externalValue: picture.jpg}}
                      scans: {type: array, minItems: 2, items: {type: string, contentMediaType: application/pdf}}
                      data: {type: string, format: binary}
                      note: {type: string}
                      meta: {type: object, required: [a], properties: {a: {type: integer}}}
                      tags: {type: array, items: {type: string, example: x}}
                      rows: {type: array, items: {type: integer}}
                      count: {type: integer}
                      mark: {type: string, contentMediaType: image/png, contentEncoding: base64}
                      open: {}
                      short: {type: string, format: binary, maxLength: 3}
                      spare: {type: string, format: binary}
                  encoding:
                    photo: {contentType: 'image/jpeg, image/png'}
                    rows: {contentType: application/json}
                    note: {contentType: text/markdown}
                    open: {contentType: 'audio/*'}
                    short: {contentType: 'image/*'}
            responses: {201: {description: made}}
      """
    let steps = try JSONParser.parse(try #require(try Self.files(text)["add-photo.json"]?.text))["steps"]
    let parts = try #require(steps?[0]?["request"]?["multipart"]?.object)
    #expect(parts["photo"]?["name"] == "photo.jpeg")
    #expect(parts["photo"]?["type"] == "image/jpeg")
    let jpeg = try #require(Base64.standard.decode(parts["photo"]?["base64"]?.string ?? "?"))
    #expect(jpeg.starts(with: [0xFF, 0xD8]) && jpeg.suffix(2) == [0xFF, 0xD9])
    #expect(parts["scans"]?.array?.count == 2)
    #expect(parts["scans"]?[1]?["name"] == "scans.pdf")
    #expect(parts["data"] == ["raw": "data", "name": "data", "type": "application/octet-stream"])
    #expect(parts["note"] == ["raw": "note", "type": "text/markdown"])
    #expect(parts["meta"] == ["json": ["a": 1]])
    #expect(parts["tags"] == ["x"])
    #expect(parts["rows"] == ["json": [1]])
    #expect(parts["count"] == "1")
    #expect(parts["mark"] == "bWFyaw==")
    #expect(parts["open"] == ["raw": "open", "name": "open", "type": "application/octet-stream"])
    #expect(parts["short"] == ["raw": "sho", "name": "short.png", "type": "image/png"])
    #expect(parts["spare"] == nil)
    #expect(try catalog([story(steps?.text ?? "")]).diagnostics.map(\.message) == [])
  }

  @Test func handEditsOutliveTheNextImport() throws {
    var texts = Self.texts(try Self.files())
    // By hand: a name, a header, a narrower expectation, a further step, a story taken away.
    let hand = texts["create-pet.json"]?.replacing("Make a pet", with: "A pet is born")
      .replacing(#""path": "/pets", "#, with: #""path": "/pets", "headers": {"X-Trace": "1"}, "#)
      .replacing(##""body": "#shape Pet""##, with: ##""body": {"#shape": "Pet", "name": "Rex"}"##)
    texts["create-pet.json"] = hand
    texts["delete-pet.json"] = nil
    #expect(try Self.files(Self.description, texts)["create-pet.json"]?.change == .same)
    // In the description: another status, a new operation, a new property, an operation gone.
    let changed = Self.description.replacing("201: {description: made", with: "202: {description: made")
      .replacing("operationId: showPet", with: "operationId: readPet")
      .replacing("kind: {type: string, enum: [cat, dog]}", with: "kind: {type: string, enum: [cat, dog, fish]}")
    let files = try Self.files(changed, texts)
    let create = try JSONParser.parse(files["create-pet.json"]?.text ?? "null")
    #expect(create["name"] == "A pet is born")
    #expect(create["steps"]?[0]?["request"]?["headers"] == ["X-Trace": "1"])
    #expect(create["steps"]?[0]?["expect"] == ["status": 202, "body": ["#shape": "Pet", "name": "Rex"]])
    #expect(files["api.json"]?.text?.contains("fish") == true)
    #expect(files["read-pet.json"]?.change == .new)
    #expect(files["show-pet.json"]?.change == .orphaned)
    #expect(files["delete-pet.json"]?.change == .leftOut)
    #expect(files["list-pets.json"]?.change == .same)
  }

  @Test func whatBothChangedIsToldAndKept() throws {
    var texts = Self.texts(try Self.files())
    texts["create-pet.json"] = texts["create-pet.json"]?.replacing("\"status\": 201", with: "\"status\": 200")
    let file = try Self.files(Self.description.replacing("201: {", with: "202: {"), texts)["create-pet.json"]
    #expect(file?.change == .same)
    #expect(file?.conflicts == ["/steps/POST ~1pets/expect/status: 200 is kept; the description now makes it 202"])
  }

  @Test func aSecondImportChangesNothing() throws {
    let texts = Self.texts(try Self.files())
    let again = try Self.files(Self.description, texts)
    #expect(again.values.allSatisfy { $0.change == .same })
  }
}

/// Keeps pets as the description has it.
final class PetShop: Handler {
  private var pets: [Int: JSON] = [:]
  /// What is wrong with it, if anything.
  private let fault: String

  init(fault: String = "") { self.fault = fault }

  func handle(_ request: Request, _ reply: Reply) { reply(answer(request)) }

  private func answer(_ request: Request) -> Response {
    let words = request.path.split(separator: "/")
    let id = words.count == 2 ? Int(words[1]) : nil
    if words.count == 2, id.flatMap({ pets[$0] }) == nil { return .json(404, ["error": "no such pet"]) }
    switch (request.method, id) {
    case (.post, nil): return make(request)
    case (.get, nil):
      let limit = request.query.split(separator: "=").last.flatMap { Int($0) }
      guard let limit, (1...9).contains(limit) || fault == "any limit" else { return .json(400, ["error": "limit"]) }
      return .json(200, .array(pets.sorted { $0.key < $1.key }.prefix(max(0, limit)).map(\.value)))
    case (.get, let id?): return .json(200, pets[id] ?? .null)
    case (.delete, let id?):
      pets[id] = nil
      return Response(204)
    default: return .json(405, [:])
    }
  }

  private func make(_ request: Request) -> Response {
    guard let json = try? JSONParser.parse(request.body), case .object(var pet) = json else {
      return .json(400, ["error": "JSON"])
    }
    let name = pet["name"]?.string
    if fault == "long names", name?.count ?? 0 > 20 { return .json(500, ["error": "crash"]) }
    guard isPet(json) else { return .json(400, ["error": "invalid"]) }
    pet["parent"] = nil
    pet["id"] = .integer(pets.count + 1)
    if fault == "an id is a text" { pet["id"] = "1" }
    pets[pets.count + 1] = .object(pet)
    return .json(201, .object(pet))
  }

  private func isPet(_ pet: JSON) -> Bool {
    guard let name = pet["name"]?.string, (1...40).contains(name.unicodeScalars.count) else { return false }
    let isKnown = ["cat", "dog"].contains(pet["kind"]) || fault == "any kind" && pet["kind"] != nil
    let isBorn = pet["born"].map { $0.isNull || $0.string.map { SchemaText.isOf(format: "date", $0) } == true } ?? true
    return isKnown && isBorn && pet["parent"].map(isPet) ?? true
  }
}
