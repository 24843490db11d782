import Testing
import Wire

@testable import Control

/// What the control API says about itself is what it does.
@Suite struct DescriptionTests {
  private let house = House()

  @Test func everyOperationIsDescribed() throws {
    let description = try house.json(.get, "/_sandbox/openapi.json")
    #expect(description["openapi"] == "3.1.0")
    let paths = try #require(description["paths"]?.object)
    #expect(house.control.operations.count > 40)
    var ids: Set<String> = []
    for operation in house.control.operations {
      let described = try #require(paths[operation.path]?[operation.method.rawValue.lowercased()])
      #expect(described["summary"]?.string?.isEmpty == false)
      let isNew = ids.insert(described["operationId"]?.string ?? "").inserted
      #expect(isNew, "\(operation.path)")
      let inPath = described["parameters"]?.array?.filter { $0["in"] == "path" }.compactMap { $0["name"]?.string }
      #expect(inPath == operation.values)
    }
  }

  /// A member that is not described is refused, and one that is described is not refused as unknown.
  @Test func bodiesTakeWhatIsDescribed() throws {
    for operation in house.control.operations where operation.method == .post && !operation.path.contains("/apps") {
      let path = operation.path.split(separator: "/").map { $0.hasPrefix("{") ? "x" : $0 }.joined(separator: "/")
      let answer = try house.json(.post, "/" + path, #"{"zzzzzzzzzz": 1}"#)
      #expect(answer["error"]?["message"]?.string?.contains("The body has no “zzzzzzzzzz”") == true, "\(path)")
      for field in operation.body?.kinds ?? [] {
        let answer = try house.json(.post, "/" + path, #"{"\#(field.name)": null}"#)
        #expect(answer["error"]?["message"]?.string?.contains("has no “\(field.name)”") != true, "\(path)")
      }
    }
  }

  @Test func theSeedSchemaKnowsAFixture() throws {
    let schema = try house.json(.get, "/_sandbox/seed.schema.json")
    let fixture = schema["properties"]?["fixtures"]?["items"]?["properties"]?.object
    #expect(fixture?.keys == ["name", "path", "method", "params", "headers", "expected_error_type"])
  }
}
