import Testing
import Wire

@testable import ContractRunner

@Suite struct DiagnosticTests {
  static let request = #"{"method": "GET", "path": "/"}"#

  static let brokenPatterns: [(String, String)] = [
    ("\"#strng\"", "there is no marker “#strng”; did you mean “#string”? (a literal “#” is “##”)"),
    ("\"#regex\"", "#regex needs an argument"),
    ("\"#regex (\"", "“(” is no regular expression"),
    ("\"#any thing\"", "#any takes no argument"),
    ("\"#integer many\"", "“many” is no range: write 1..5, 1.. or ..5"),
    ("\"#integer 5..1\"", "“5..1” is no range: write 1..5, 1.. or ..5"),
    ("\"#boolean 1..2\"", "#boolean takes no argument"),
    (
      "\"#any?\"", "“?” (or null) goes with a type, #regex, #datetime, #date or #uuid; use {\"#oneOf\": [null, …]} here"
    ),
    ("\"#each\"", "#each is written {\"#each\": …}"),
    ("{\"#oneof\": [1]}", "there is no marker “#oneof”; did you mean “#oneOf”?"),
    ("{\"#oneOf\": []}", "a list of at least one pattern belongs here"),
    ("{\"#oneOf\": [1], \"a\": 2}", "“#oneOf” stands alone in its object"),
    ("{\"#each\": 1, \"#count\": \"some\"}", "“#count” is a number or a range such as 3, 1.. or 1..5"),
    ("\"${\"", "“${” without “}” (a literal “${” is written “$${”)"),
    ("\"${}\"", "“${}” names nothing"),
    ("\"${env}\"", "“${env}” needs the name of an environment variable"),
    ("\"${now soon}\"", "“${now soon}”: the offset is in seconds, such as -60"),
    ("\"#datetime soon\"", "“soon” is no range of times: write ${now -60}..${now} or 2026-01-01T00:00:00Z.."),
    ("\"#uuid x\"", "“x” is no version of UUIDs: 1 to 8"), ("\"#shape money\"", "there is no shape “money”"),
    ("\"#sorted by\"", "“by” is no JSON pointer: it begins with “/”"),
    (
      "\"${a + }\"", "“${a + }” is no calculation: write ${price * 2 + fee}, with “round 2” or “fixed 2” behind"
    ),
    ("\"${uid x}\"", "“${uid x}”: a variable takes no argument; did you mean “uuid”?"),
  ]

  @Test(arguments: brokenPatterns)
  func brokenPatternIsExplained(_ text: String, _ message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try pattern(text) }
    #expect(error?.message == message)
  }

  static let brokenStories: [(String, String)] = [
    ("[]", "a contract without steps asserts nothing"),
    ("[{\"request\": \(request)}]", "this step expects nothing: give it an “expect”"),
    ("[{\"request\": \(request), \"expect\": {}}]", "an expectation needs “status”"),
    ("[{\"requst\": \(request)}]", "a step has no “requst”; did you mean “request”?"),
    (
      "[{\"request\": {\"method\": \"FETCH\", \"path\": \"/\"}, \"expect\": {\"status\": 1}}]",
      "there is no method “FETCH”"
    ),
    (
      "[{\"request\": {\"method\": \"GET\", \"path\": \"x\"}, \"expect\": {\"status\": 1}}]",
      "a path begins with “/”, or with a variable that holds an address"
    ),
    (
      "[{\"request\": {\"method\": \"GET\", \"path\": \"/${id}\"}, \"expect\": {\"status\": 200}}]",
      "nothing sets ${id} before this"
    ),
    (
      "[{\"request\": \(request), \"expect\": {\"status\": 200}, \"capture\": {\"payment\": \"/id\"}}, {\"check\": \"${paymnt}\", \"is\": 1}]",
      "nothing sets ${paymnt} before this; did you mean “payment”?"
    ),
    (
      "[{\"request\": \(request), \"expect\": {\"status\": 200}, \"capture\": {\"now\": \"/id\"}}]",
      "“now” is a word of ${…} itself; choose another"
    ),
    (
      "[{\"request\": \(request), \"expect\": {\"status\": 200}, \"capture\": {\"id\": \"id\"}}]",
      "a capture is a JSON pointer such as “/id”, “header Request-Id”, “cookie sid”, “status” or “text”"
    ),
    ("[{\"parallel\": [{\"check\": 1, \"is\": 1}]}]", "parallel steps are plain requests, without “until” and “for”"),
    ("[{\"webhook\": \"hook\", \"none\": true}]", "the story has no webhook “hook”"),
    ("[{\"webhook\": \"hook\"}]", "this step expects nothing: give it an “expect”, or “none”"),
    ("[{\"use\": {\"usr\": {}}}]", "test has no state “usr”"),
    (
      "[{\"check\": 1, \"is\": 1, \"until\": {\"seconds\": 1}}]", "“until” has no meaning beside “check”"
    ),
    (
      "[{\"request\": {\"method\": \"POST\", \"path\": \"/\", \"file\": \"none.png\"}, \"expect\": {\"status\": 200}}]",
      "there is no file none.png in the story's folder"
    ),
    (
      "[{\"request\": {\"method\": \"POST\", \"path\": \"/\", \"file\": \"../../etc/hostname\"}, \"expect\": {\"status\": 200}}]",
      "a file is a path in the story's own folder"
    ),
    (
      "[{\"request\": {\"method\": \"POST\", \"path\": \"/\", \"multipart\": {\"a\": {\"name\": \"a.txt\"}}}, \"expect\": {\"status\": 200}}]",
      "a part is a text, or an object with one of “file”, “raw”, “json” and “base64”"
    ),
    (
      "[{\"request\": {\"method\": \"POST\", \"path\": \"/\", \"multipart\": {\"a\": {\"base64\": \"?\"}}}, \"expect\": {\"status\": 200}}]",
      "“base64” is a text in base64"
    ),
    (
      "[{\"request\": \(request), \"expect\": {\"status\": 200}, \"repeat\": 0}]",
      "“repeat” is a whole number from 1 to 10000"
    ),
  ]

  @Test(arguments: brokenStories)
  func brokenStoryIsExplained(_ steps: String, _ message: String) throws {
    #expect(try catalog([story(steps)]).diagnostics.first?.message == message)
  }

  @Test func unknownStatesAreErrors() throws {
    let step = "[{\"request\": \(Self.request), \"expect\": {\"status\": 200}}]"
    let api = #"{"api": "test", "states": {"user": {"parameters": {"email": "${email}"}, "steps": []}}}"#
    let unknown = try catalog([story(step, given: #"[{"usr": {}}]"#)], api: api)
    #expect(unknown.diagnostics.map(\.message) == ["test has no state “usr”; did you mean “user”?"])
    let parameter = try catalog([story(step, given: #"[{"user": {"mail": "a"}}]"#)], api: api)
    #expect(
      parameter.diagnostics.map(\.message) == ["the state “user” has no parameter “mail”; did you mean “email”?"])
  }

  @Test func theCaretStandsUnderThePlace() throws {
    let text = """
      {
        "name": "größe", "api": "test", "source": {"document": "x"},
        "steps": [{"request": {"method": "GET", "path": "/"}, "expect": {"status": "#intger"}}]
      }
      """
    let diagnostic = try #require(try catalog([text]).diagnostics.first)
    #expect(
      diagnostic.description == """
        story0.json:3:78: there is no marker “#intger”; did you mean “#integer”? (a literal “#” is “##”)
          3 │   "steps": [{"request": {"method": "GET", "path": "/"}, "expect": {"status": "#intger"}}]
            │                                                                              ^^^^^^^^^
        """)
  }

  @Test func malformedJSONIsShownWithItsPlace() throws {
    let error = #expect(throws: Diagnostic.self) { try source("{\n  \"a\": 1,\n}") }
    #expect(error?.description.hasPrefix("story.json:3:1: Expected a member name\n") == true)
  }

  @Test func twoMembersOfOneNameAreAnError() throws {
    let error = #expect(throws: Diagnostic.self) { try source(#"{"a": 1, "b": {"c": 1, "c": 2}}"#) }
    #expect(error?.message == "This name is already in the object")
    #expect(error?.column == 24)
  }

  @Test func everyMistakeIsNamedInOneRun() throws {
    let text = #"{"nam": 1, "api": "test", "source": {"documnt": "x"}, "steps": []}"#
    #expect(try catalog([text]).diagnostics.count == 5)
  }
}
