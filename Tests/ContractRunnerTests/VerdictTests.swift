import Testing
import Wire

@testable import ContractRunner

/// What a service can do wrong below its JSON.
@Suite struct VerdictTests {
  static func response(_ status: Int, _ headers: Headers, _ body: String) -> Answer {
    .response(Response(status, headers: headers, body: Array(body.utf8)))
  }

  static let faults: [(String, Answer, String)] = [
    (
      "wrong status", response(500, ["Content-Type": "application/json"], #"{"id":1}"#), "status: expected 200, got 500"
    ),
    (
      "HTML", response(200, ["Content-Type": "text/html"], "<!DOCTYPE html><p>Hello"),
      "body: expected an object with id, got \"<!DOCTYPE html><p>Hello\" (string) (HTML instead of JSON: Unexpected character at line 1, column 1)"
    ),
    (
      "wrong type", response(200, ["Content-Type": "text/plain"], #"{"id":1}"#),
      "header Content-Type: expected application/json, got \"text/plain\" (string)"
    ),
    ("no type", response(200, [:], #"{"id":1}"#), "header Content-Type: expected application/json, got no such header"),
    ("empty", response(200, ["Content-Type": "application/json"], ""), "body: expected an object with id, got nothing"),
    (
      "cut JSON", response(200, ["Content-Type": "application/json"], #"{"id":"#),
      "body: expected an object with id, got \"{\\\"id\\\":\" (string) (text instead of JSON: Unexpected end of JSON at line 1, column 7)"
    ),
    ("redirect", response(302, ["Location": "/login"], ""), "status: expected 200, got 302"),
    ("dropped", .dropped, "answer: expected an answer, got \"the connection was closed without an answer\" (string)"),
    (
      "truncated", .truncated(.json(200, ["id": 1])),
      "answer: expected an answer, got \"the connection was closed in the middle of the answer\" (string)"
    ),
  ]

  @Test(arguments: faults)
  func faultFailsTheContract(_ name: String, _ answer: Answer, _ summary: String) throws {
    let text = story(
      #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "body": {"id": 1}}}]"#)
    let result = try run(text, Stub { _ in answer })
    #expect(result.hasFailed)
    #expect(result.differences.first?.summary(result.secrets) == summary)
  }

  @Test func aRedirectSaysWhereTo() throws {
    let text = story(#"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#)
    let result = try run(text, Stub { _ in Self.response(301, ["Location": "https://elsewhere.example"], "") })
    #expect(result.differences.last?.remark == "a redirect to https://elsewhere.example, which is not followed")
  }

  @Test func headersAreHeldAgainstPatterns() throws {
    let text = story(
      ##"""
      [{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200,
        "headers": {"request-id": "#regex req_\\w+", "X-Old": "#absent", "Content-Type": "text/plain"}, "text": "hello"}}]
      """##)
    let good = Self.response(200, ["Request-Id": "req_1", "Content-Type": "text/plain"], "hello")
    #expect(try run(text, Stub { _ in good }).hasPassed)
    let bad = Self.response(200, ["X-Old": "1", "Content-Type": "text/plain"], "hello!")
    let result = try run(text, Stub { _ in bad })
    #expect(result.differences.map(\.subject) == ["header request-id", "header X-Old", ""])
  }

  @Test func anAbsentBodyIsEmpty() throws {
    let text = story(##"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 204, "body": "#absent"}}]"##)
    #expect(try run(text, Stub { _ in .response(Response(204)) }).hasPassed)
    #expect(try run(text, Stub(204, ["a": 1])).hasFailed)
  }
}
