import Testing
import Wire

@testable import ContractRunner

@Suite struct ReportTests {
  private static let api =
    #"{"api": "test", "bearer": "${env TEST_TOKEN}", "states": {"admin": {"needs": "control", "steps": []}}}"#

  /// One that passes, one that fails and one that is skipped; the answer and the request are full of secrets.
  private static func suite() throws -> SuiteResult {
    let request = """
      {"method": "POST", "path": "/login", "json": {"email": "a@example.com", "password": "correct horse"}}
      """
    let good = story("[{\"request\": \(request), \"expect\": {\"status\": 200}}]").replacing(
      "a story", with: "<good> & \\\"proper\\\"")
    let bad = story(
      "[{\"name\": \"log in\", \"request\": \(request), \"expect\": {\"status\": 200, \"body\": {\"access_token\": \"#integer\", \"id\": 2}}}]"
    ).replacing("a story", with: "bad").replacing("\"given\"", with: "\"differs\": \"the document is old\", \"given\"")
    let skipped = story("[{\"request\": \(request), \"expect\": {\"status\": 200}}]", given: #"[{"admin": {}}]"#)
    let catalog = try catalog([good, bad, skipped], api: api)
    #expect(catalog.diagnostics.isEmpty)
    let target = HandlerTransport.target(Stub(200, ["access_token": "granted-secret", "id": 1]), isSandbox: false)
    return Suite(catalog, Targets([:], rest: target), environment: ["TEST_TOKEN": "t0ken-from-env"], jobs: 1).run()
  }

  private static func everyText(_ suite: SuiteResult) -> [String] {
    let text = TextReport(colour: false)
    return ReportKind.allCases.map { $0.text(suite) } + suite.results.map { text.line($0) + text.failure($0) }
  }

  @Test func noOutputShowsASecret() throws {
    for text in Self.everyText(try Self.suite()) {
      for secret in ["t0ken-from-env", "granted-secret", "correct horse"] { #expect(!text.contains(secret), "\(text)") }
    }
  }

  @Test func theTextSaysAllThatIsNeededToActOnAFailure() throws {
    let suite = try Self.suite()
    let text = TextReport(colour: false).failure(suite.results[1])
    #expect(
      text == """

        ✗ bad  test
          note: the document is old
          log in
            story1.json:2:196
              /access_token
                expected  an integer
                actual    a string of 14 characters (masked)
            story1.json:2:214
              /id
                expected  2
                actual    1 (integer)
            request curl -sS -X POST 'http://in-process/login' -H 'Authorization: Bearer '"$TEST_TOKEN" \
        -H 'Content-Type: application/json' -d '{"email":"a@example.com","password":"…"}'
            answer  200 {"access_token":"…","id":1}
        """)
    #expect(
      TextReport(colour: false).summary(suite).hasPrefix("\n1 passed, 1 failed, 1 skipped: 5 assertions on 2 answers"))
  }

  @Test func junitHasACaseForEachContract() throws {
    let text = ReportKind.junit.text(try Self.suite())
    #expect(
      text.contains(
        #"<testsuite name="test" package="test" id="0" tests="3" failures="1" errors="0" skipped="1" time="0."#))
    #expect(text.contains(#"name="&lt;good&gt; &amp; &quot;proper&quot;" classname="test.story0" time="0.0"#))
    #expect(
      text.contains(#"<failure type="type" message="story1.json:2:196: log in: /access_token: expected an integer"#))
    #expect(text.contains("request curl -sS -X POST"), "with all that is needed to see it again")
    #expect(text.contains("<skipped message=\"the state “admin” needs the sandbox's control API"))
  }

  @Test func tapNumbersTheContracts() throws {
    let lines = ReportKind.tap.text(try Self.suite()).split(separator: "\n")
    #expect(lines.prefix(4) == ["TAP version 13", "1..3", "ok 1 - test: <good> & \"proper\"", "not ok 2 - test: bad"])
    #expect(lines.last?.hasPrefix("ok 3 - test: a story # SKIP the state") == true)
  }

  @Test func githubAnnotatesTheExpectation() throws {
    let lines = ReportKind.github.text(try Self.suite()).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1] == "::error file=story1.json,line=2,col=214,title=bad::/id: expected 2, got 1 (integer)")
    #expect(lines[2].hasPrefix("::notice file=story2.json,line=1,"))
  }

  @Test func jsonHasEverything() throws {
    let report = try JSONParser.parse(ReportKind.json.text(try Self.suite()))
    #expect(report["counts"]?["failed"] == 1)
    let bad = report["contracts"]?[1]
    #expect(bad?["outcome"] == "failed")
    #expect(bad?["differs"] == "the document is old")
    #expect(bad?["steps"]?[0]?["differences"]?[1]?["subject"] == "/id")
  }

  @Test func htmlIsOnePage() throws {
    let page = ReportKind.html.text(try Self.suite())
    #expect(page.contains("&lt;good&gt; &amp; &quot;proper&quot;"))
    #expect(page.contains("prefers-color-scheme: dark"))
    for outside in ["src=", "href=", "@import", "url("] { #expect(!page.contains(outside)) }
  }

  @Test func curlLinesArePastedAsTheyAre() throws {
    let text = story(
      #"[{"request": {"method": "GET", "path": "/a b", "query": {"q": "it's"}, "basic": "user:${env PASS}", "headers": {"X": "it's"}}, "expect": {"status": 500}}]"#
    )
    let result = try run(text, Stub(200, [:]), isSandbox: false, environment: ["PASS": "very-secret"])
    let line = Curl(result.secrets).line(result.exchanges[0])
    #expect(line == #"curl -sS 'http://in-process/a b?q=it%27s' -H 'X: it'\''s' -u 'user:'"$PASS""#)
  }
}
