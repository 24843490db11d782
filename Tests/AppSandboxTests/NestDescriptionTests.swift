import Testing
import Wire

@testable import AppSandbox

@Suite struct NestDescriptionTests {
  @Test(arguments: Way.allCases) func theDescriptionIsOpenAPI(way: Way) throws {
    let answer = try Caller(way).get("/api-json")
    #expect(answer.status == 200)
    #expect(answer["openapi"] == "3.0.0")
    #expect(answer["info"]?["title"] == "Nest Payments" && answer["info"]?["version"] == "1.0")
    let operations = try #require(answer["paths"]?.object).flatMap { path in
      (path.value.object?.members ?? []).map { "\($0.key.uppercased()) \(path.key)" }
    }
    #expect(
      operations.sorted() == [
        "DELETE /user/{id}", "GET /payment", "GET /payment/{id}", "GET /user", "GET /user/{id}", "PATCH /user/{id}",
        "POST /payment", "POST /payment/confirm", "POST /user", "POST /user/login", "POST /user/register",
      ])
    let create = answer["paths"]?["/user"]?["post"]
    #expect(create?["operationId"] == "UserController_create")
    #expect(create?["security"] == [["bearer": []]])
    #expect(answer["paths"]?["/user/login"]?["post"]?["security"] == nil)
    #expect(answer["paths"]?["/user/{id}"]?["get"]?["parameters"]?[0]?["name"] == "id")
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let text = NestPayments.description.text
    let names = Set(text.matches(of: /"#\/components\/schemas\/(\w+)"/).map { String($0.1) })
    let schemas = try #require(NestPayments.description["components"]?["schemas"]?.object)
    #expect(names == Set(schemas.keys))
    #expect(schemas["ReturnUserDto"]?["required"] == ["userId", "userName", "email"])
    #expect(schemas["UpdateUserDto"]?["required"] == nil)
    #expect(schemas["ReturnPaymentDto"]?["properties"]?["amount"]?["type"] == "number")
  }

  @Test func thePageIsWholeAndFetchesNothing() throws {
    let page = try Caller(.inProcess).get("/api")
    #expect(page.status == 200 && page.headers["Content-Type"] == "text/html; charset=utf-8")
    for operation in NestPayments.Operation.all { #expect(page.text.contains("id=\"\(operation.id)\"")) }
    for schema in NestPayments.Schema.all { #expect(page.text.contains("id=\"\(schema.name)\"")) }
    for fetched in ["src=", "<link", "@import", "url(", "http://", "https://"] {
      #expect(!page.text.contains(fetched), "\(fetched)")
    }
    let redirect = try Caller(.inProcess).get("/api/")
    #expect(redirect.status == 302 && redirect.headers["Location"] == "../api")
  }
}
