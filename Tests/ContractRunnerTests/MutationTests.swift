import Testing
import Wire

@testable import ContractRunner

@Suite struct MutationTests {
  private func mutate(_ body: String, _ answer: JSON, _ more: String = "") throws -> MutationRun {
    let text = story(
      "[{\"request\": {\"method\": \"GET\", \"path\": \"/\"}, \(more)\"expect\": {\"status\": 200, \"body\": \(body)}}]"
    )
    let catalog = try catalog([text])
    if let diagnostic = catalog.diagnostics.first { throw diagnostic }
    let suite = Suite(
      catalog, Targets([:], rest: HandlerTransport.target(Stub(200, answer))), environment: [:], jobs: 1)
    let result = suite.run()
    #expect(result.verdict == .passed)
    return MutationRun(result)
  }

  static let tight: [(String, JSON)] = [
    (#"{"a": 1, "b": "x", "c": null, "d": true, "e": 1.5}"#, ["a": 1, "b": "x", "c": nil, "d": true, "e": 1.5]),
    (##"{"a": "#regex pi_\\w+", "b": "#integer 1..5", "c": "#string 1.."}"##, ["a": "pi_1", "b": 3, "c": "x"]),
    (##"{"a": "#absent", "b": "#optional #regex x+", "c": "#regex? x+"}"##, ["b": "x", "c": nil]),
    (##"[{"a": {"#oneOf": ["x", "y"]}}, {"a": {"#not": "z"}}]"##, [["a": "x"], ["a": "w"]]),
    (##"{"#each": {"a": "#integer 0.."}}"##, [["a": 1], ["a": 2]]),
    (##"{"#unordered": [1, 2]}"##, [2, 1]),
    (##"{"a": 1, "#others": "#any"}"##, ["a": 1, "z": [1, 2]]),
    ("{}", [:]),
  ]

  @Test(arguments: tight)
  func tightExpectationsNoticeEverything(_ body: String, _ answer: JSON) throws {
    let run = try mutate(body, answer)
    #expect(run.mutants > 5)
    #expect(run.survivors.map(\.what) == [])
  }

  static let sloppy: [(String, JSON, [String])] = [
    // One element may be broken while another still is what is looked for.
    (
      ##"{"#contains": [{"a": 1}]}"##, [["a": 1], ["a": 1]],
      [
        "/0 nulled to null", "/0 retyped to [1]", "/0 extended to {\"a\":1,\"nestboxMutant\":true}", "/0/a dropped",
        "/0/a nulled to null", "/0/a retyped to \"1\"", "/0/a changed to 2", "/0/a changed to 0",
      ]
    )
  ]

  @Test(arguments: sloppy)
  func sloppyExpectationsAreNamed(_ body: String, _ answer: JSON, _ survivors: [String]) throws {
    let run = try mutate(body, answer)
    #expect(run.survivors.map(\.what) == survivors)
    #expect(run.survivors.allSatisfy { $0.place.line == 2 })
  }

  @Test func openExpressionsAreToldFromSurvivors() throws {
    let run = try mutate(##"{"a": "#regex .*", "b": "#regex x.*"}"##, ["a": "x", "b": "xy"])
    #expect(run.survivors.map(\.what) == [])
    #expect(
      run.open.map(\.what) == [
        "/a changed to \"\"", "/a changed to \"~x\"", "/a changed to \"x~\"", "/b changed to \"xy~\"",
      ])
  }

  @Test(arguments: [(998, false), (999, true), (1001, true), (1002, false)])
  func rangesStandStillWhileAnAnswerIsBroken(time: Int, isInside: Bool) throws {
    var matcher = Matcher(Variables(environment: [:]).at(1000))
    matcher.match(try pattern(##""#integer ${now -1}..${now 1}""##), .integer(time), at: "")
    #expect(matcher.differences.isEmpty == isInside)
  }

  @Test func cookiesAndEventsAreBrokenToo() throws {
    let stub = Stub { request in
      let isStream = request.path == "/events"
      let headers: Headers = [
        "Content-Type": isStream ? "text/event-stream" : "application/json",
        "Set-Cookie": "sid=abcdefgh; Path=/; HttpOnly",
      ]
      return .response(Response(200, headers: headers, body: Array((isStream ? "data: {\"n\":1}\n\n" : "{}").utf8)))
    }
    let text = story(
      ##"""
      [{"request": {"method": "GET", "path": "/"}, "expect": {"status": 200, "cookies": {"other": "#absent",
         "sid": {"value": "#string 8..8", "path": "/", "secure": false, "httpOnly": true}}}},
       {"request": {"method": "GET", "path": "/events"}, "expect": {"status": 200, "events": [{"data": {"n": 1}}]}}]
      """##)
    let suite = Suite(
      try catalog([text]), Targets([:], rest: HandlerTransport.target(stub)), environment: [:], jobs: 1)
    let result = suite.run()
    #expect(result.verdict == .passed, "\(result.results[0].differences)")
    let run = MutationRun(result)
    #expect(run.survivors.map(\.what) == [])
    #expect(run.mutants > 25)
  }

  @Test func holdingAValueAgainstItselfIsNoticed() throws {
    let run = try mutate(#"{"id": "${id}"}"#, ["id": "abc"], #""capture": {"id": "/id"}, "#)
    #expect(Set(run.survivors.map(\.what)).contains("/id changed to \"abc~\""))
  }

  @Test func whatIsLeftOpenOnPurposeIsCountedNotBlamed() throws {
    let run = try mutate(##"{"a": "#string", "b": "#any", "c": "#integer?"}"##, ["a": "x", "b": 1, "c": 2])
    #expect(run.survivors.isEmpty)
    #expect(run.loose.count == 3)
  }

  @Test func checksOfCapturedValuesAreBrokenToo() throws {
    let text = story(
      ##"""
      [{"request": {"method": "GET", "path": "/"}, "capture": {"ids": "/ids"}, "expect": {"status": 200}},
       {"check": "${ids}", "is": {"#each": "#regex .*x"}}]
      """##)
    let stub = HandlerTransport.target(Stub(200, ["ids": ["x"]]))
    let run = MutationRun(Suite(try catalog([text]), Targets([:], rest: stub), environment: [:], jobs: 1).run())
    #expect(run.open.map(\.what) == ["/0 changed to \"~x\""])
  }
}
