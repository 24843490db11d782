import Testing
import Wire

@testable import ContractRunner

/// Keeps what it was asked; a counter stands in for a service's state.
private final class Notebook: Handler {
  var requests: [Request] = []
  private let answer: (Request, Int) -> Response

  init(_ answer: @escaping (Request, Int) -> Response) { self.answer = answer }

  func handle(_ request: Request, _ reply: Reply) {
    requests.append(request)
    reply(answer(request, requests.count))
  }

  var lines: [String] { requests.map { "\($0.method.rawValue) \($0.path)" } }
}

@Suite struct StoryTests {
  private let echo = Notebook { request, count in
    .json(200, ["id": .string("id_\(count)"), "path": .string(request.path), "query": .string(request.query)])
  }

  @Test func aCaptureIsUsedInLaterSteps() throws {
    let result = try run(
      story(
        """
        [{"request": {"method": "POST", "path": "/things"}, "expect": {"status": 200, "body": {"id": "${thing}", "#others": "#any"}},
          "capture": {"thing": "/id"}},
         {"request": {"method": "GET", "path": "/things/${thing}", "query": {"q": "${thing} & more"}},
          "expect": {"status": 200, "body": {"path": "/things/${thing}", "#others": "#any"}}}]
        """), echo)
    #expect(result.hasPassed)
    #expect(result.assertions > 4)
    #expect(echo.requests[1].path == "/things/id_1")
    #expect(echo.requests[1].query == "q=id_1%20%26%20more")
  }

  @Test func theFirstDifferenceEndsTheStoryButNotTheCleaningUp() throws {
    let result = try run(
      story(
        """
        [{"request": {"method": "GET", "path": "/first"}, "expect": {"status": 404}},
         {"request": {"method": "GET", "path": "/second"}, "expect": {"status": 200}}]
        """, finally: #"[{"request": {"method": "DELETE", "path": "/first"}}]"#), echo)
    #expect(result.hasFailed)
    #expect(echo.lines == ["GET /first", "DELETE /first"])
    #expect(result.differences.map(\.subject) == ["status"])
  }

  @Test func aFailedExpectationInFinallyFails() throws {
    let result = try run(
      story(
        #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#,
        finally: #"[{"request": {"method": "DELETE", "path": "/"}, "expect": {"status": 204}}]"#), echo)
    #expect(result.hasFailed)
  }

  @Test func cleaningUpWhatWasNeverMadeIsLeftOut() throws {
    let result = try run(
      story(
        #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}, "capture": {"made": "/missing"}}]"#,
        finally: #"[{"request": {"method": "DELETE", "path": "/${made}"}}]"#), echo)
    #expect(result.hasFailed)
    #expect(result.differences.map(\.kind) == [Difference.Kind.capture])
    #expect(echo.lines == ["GET /"])
  }

  static let api = """
    {"api": "test", "headers": {"X-Version": "7"}, "bearer": "${env TEST_TOKEN|nobody}",
     "states": {"user": {"parameters": {"email": "${email fresh}"},
       "steps": [{"request": {"method": "POST", "path": "/users", "json": {"email": "${self.email}"}}, "capture": {"id": "/id"}}],
       "finally": [{"request": {"method": "DELETE", "path": "/users/${self.id}"}}]},
      "admin": {"needs": "control", "steps": [{"request": {"method": "POST", "path": "/_sandbox/admin"}}]}}}
    """

  @Test func statesAreMadeBeforeAndUndoneAfterwards() throws {
    let result = try run(
      story(
        #"[{"request": {"method": "GET", "path": "/${alan.id}/${bob.id}"}, "expect": {"status": 200}}]"#,
        given: #"[{"user": {"as": "alan"}}, {"user": {"as": "bob", "email": "bob@example.com"}}]"#), echo, api: Self.api
    )
    #expect(result.hasPassed)
    #expect(
      echo.lines == ["POST /users", "POST /users", "GET /id_1/id_2", "DELETE /users/id_2", "DELETE /users/id_1"])
    #expect(echo.requests[0].body != echo.requests[1].body)
    #expect(String(decoding: echo.requests[1].body, as: UTF8.self) == #"{"email":"bob@example.com"}"#)
  }

  @Test func aStateThatFailsFailsTheContract() throws {
    let result = try run(
      story(
        #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#, given: #"[{"user": {}}]"#),
      Stub(500, ["error": true]), api: Self.api)
    #expect(result.hasFailed)
  }

  @Test func aStateThatNeedsTheControlAPIIsSkippedWithoutIt() throws {
    let text = story(
      #"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#, given: #"[{"admin": {}}]"#)
    #expect(try run(text, echo, api: Self.api).hasPassed)
    guard case .skipped(let reason) = try run(text, echo, api: Self.api, isSandbox: false).outcome else {
      Issue.record("not skipped")
      return
    }
    #expect(reason == "the state “admin” needs the sandbox's control API, which in process does not have")
  }

  @Test func aStepOfAnAPIWithoutTargetIsSkipped() throws {
    let text = story(#"[{"api": "other", "request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#)
    let catalog = try catalog([text])
    let suite = Suite(
      catalog, Targets(["test": HandlerTransport.target(Stub(200, [:]))]), environment: [:], jobs: 1)
    let result = suite.run()
    #expect(result.skipped.map(\.reason) == ["there is no target for other (--target other=URL)"])
    #expect(result.verdict == .broken)
  }

  @Test func headersAndCredentialsComeFromTheAPIUnlessTheStepSaysOtherwise() throws {
    let result = try run(
      story(
        """
        [{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}},
         {"request": {"method": "GET", "path": "/", "bearer": null, "headers": {"X-Version": "8"}}, "expect": {"status": 200}},
         {"request": {"method": "GET", "path": "/", "basic": "user:pass"}, "expect": {"status": 200}},
         {"request": {"method": "GET", "path": "/", "basic": "sk_test"}, "expect": {"status": 200}}]
        """), echo, api: Self.api, environment: ["TEST_TOKEN": "t0ken"])
    #expect(result.hasPassed)
    let sent = echo.requests.map { $0.headers["Authorization"] }
    #expect(sent == ["Bearer t0ken", nil, "Basic dXNlcjpwYXNz", "Basic c2tfdGVzdDo="])
    #expect(echo.requests.map { $0.headers["X-Version"] } == ["7", "8", "7", "7"])
  }

  @Test func bodiesAreSentAsTheyAreWritten() throws {
    let result = try run(
      story(
        """
        [{"request": {"method": "POST", "path": "/", "form": {"a": {"b": 1, "c": ["x", "y"]}, "d": [{"e": true}], "f": null}},
          "expect": {"status": 200}},
         {"request": {"method": "POST", "path": "/", "json": {"index": "${index}", "now": "${now}"}}, "expect": {"status": 200}},
         {"request": {"method": "POST", "path": "/", "raw": "{broken", "headers": {"Content-Type": "application/json"}},
          "expect": {"status": 200}}]
        """), echo)
    #expect(result.hasPassed)
    let bodies = echo.requests.map { String(decoding: $0.body, as: UTF8.self) }
    #expect(bodies[0] == "a[b]=1&a[c][]=x&a[c][]=y&d[0][e]=true&f=")
    #expect(bodies[1].hasPrefix(#"{"index":1,"now":"#))
    #expect(bodies[2] == "{broken")
    let types = echo.requests.map { $0.headers["Content-Type"] }
    #expect(types == ["application/x-www-form-urlencoded", "application/json", "application/json"])
  }

  @Test func repeatedStepsCaptureLists() throws {
    let result = try run(
      story(
        """
        [{"repeat": 3, "request": {"method": "POST", "path": "/${index}/${cuid fresh}"}, "capture": {"ids": "/id"},
          "expect": {"status": 200, "body": {"id": "${ids}", "#others": "#any"}}},
         {"check": "${ids}", "is": ["id_1", "id_2", "id_3"]},
         {"request": {"method": "GET", "path": "/${ids.2}"}, "expect": {"status": 200}}]
        """), echo)
    #expect(result.hasPassed)
    #expect(echo.requests.last?.path == "/id_3")
    #expect(Set(echo.requests.map(\.path)).count == 4)
  }

  @Test func parallelStepsAreAllSentAndAllJudged() throws {
    let result = try run(
      story(
        """
        [{"parallel": [
           {"repeat": 5, "request": {"method": "POST", "path": "/a"}, "expect": {"status": 200}, "capture": {"ids": "/id"}},
           {"request": {"method": "POST", "path": "/b"}, "expect": {"status": 409}}]}]
        """), echo)
    #expect(result.hasFailed)
    #expect(echo.requests.count == 6)
    #expect(result.exchanges.count == 6)
    #expect(result.exchanges.filter { !$0.differences.isEmpty }.count == 1)
  }

  @Test func untilAsksAgainUntilTheAnswerFits() throws {
    let late = Notebook { _, count in .json(200, count < 3 ? [:] : ["customer": "cus_1"]) }
    let text = story(
      """
      [{"until": {"seconds": 5, "every": 0.001}, "request": {"method": "GET", "path": "/"},
        "expect": {"status": 200, "body": {"customer": "#string"}}}]
      """)
    let result = try run(text, late)
    #expect(result.hasPassed)
    #expect(late.requests.count == 3)
    #expect(result.exchanges.count == 1)
  }

  @Test func untilGivesUp() throws {
    let never = Notebook { _, _ in .json(200, [:]) }
    let text = story(
      """
      [{"until": {"seconds": 0.02, "every": 0.005}, "request": {"method": "GET", "path": "/"},
        "expect": {"status": 200, "body": {"customer": "#string"}}}]
      """)
    #expect(try run(text, never).differences.map(\.subject) == ["/customer"])
    #expect(never.requests.count > 1)
  }

  @Test func generatedValuesStayTheSameUnlessTheyAreFresh() throws {
    let result = try run(
      story(
        """
        [{"check": ["${uuid}", "${uuid a}", "${cuid}", "${email Alan}"],
          "is": ["${uuid}", {"#all": ["${uuid a}", "#not ${uuid}"]}, "#regex c[0-9a-z]{24}", "#regex alan\\\\.[0-9a-z]{10}@example\\\\.com"]},
         {"check": "${uuid fresh}", "is": "#not ${uuid fresh}"},
         {"check": "${uuid}", "is": "#regex [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
         {"check": "${now -10}", "is": "#integer ${now -20}..${now}"}]
        """), echo)
    #expect(result.hasPassed, "\(result.differences)")
  }

  @Test func anUnsetEnvironmentVariableBreaksTheContract() throws {
    let text = story(#"[{"request": {"method": "GET", "path": "/${env NO_SUCH}"}, "expect": {"status": 200}}]"#)
    guard case .broken(let diagnostic) = try run(text, echo).outcome else {
      Issue.record("not broken")
      return
    }
    #expect(diagnostic.message.hasPrefix("the environment variable NO_SUCH is not set"))
    #expect(diagnostic.line == 2)
  }

  @Test func aSandboxIsNewForEveryContract() throws {
    let text = story(#"[{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200}}]"#)
    for _ in 0..<3 { _ = try run(text, echo) }
    #expect(Set(echo.requests.map(\.sandbox)).count == 3)
    #expect(echo.requests.allSatisfy { $0.sandbox != nil })
  }
}
