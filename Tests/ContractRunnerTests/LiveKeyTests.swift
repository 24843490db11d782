import Testing
import Wire

@testable import ContractRunner

/// No key that moves real money leaves, whatever carries it.
@Suite struct LiveKeyTests {
  private static let key = "sk_live_51abcdefghijkl"

  /// Counts what it was asked.
  private final class Counter: Handler {
    var count = 0
    func handle(_ request: Request, _ reply: Reply) {
      count += 1
      reply(.json(200, ["ok": true]))
    }
  }

  static let requests = [
    #""path": "/", "basic": "${env KEY}""#, #""path": "/", "bearer": "${env KEY}""#,
    #""path": "/", "headers": {"X-Api-Key": "${env KEY}"}"#, #""path": "/${env KEY}""#,
    #""path": "/", "query": {"key": "a ${env KEY}"}"#, #""path": "/", "json": {"a": [{"b": "${env KEY}"}]}"#,
    #""path": "/", "form": {"key": "${env KEY}"}"#, #""path": "/", "raw": "key=${env KEY}""#,
    #""path": "/", "raw": "sk_live_literal""#, #""path": "/sk%5Flive%5Fliteral""#, #""path": "/?k=SK_LIVE_capitals""#,
    #""path": "/", "raw": "{\"a\": \"\\u0073k_live_x\"}""#,
    #""path": "/", "headers": {"Authorization": "Basic c2tfbGl2ZV94Og=="}"#,
    #""path": "/", "headers": {"X-Key": "rk_live_restricted"}"#,
  ]

  @Test(arguments: requests) func nothingIsSentWithALiveKey(_ request: String) throws {
    let counter = Counter()
    let steps = """
      [{"request": {"method": "GET", "path": "/first"}, "expect": {"status": 200}},
       {"request": {"method": "POST", \(request)}, "expect": {"status": 200}}]
      """
    let result = try run(story(steps), counter, environment: ["KEY": Self.key])
    guard case .broken(let diagnostic) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(diagnostic.message.contains("live key"))
    // What is plain to see in the file or the environment stops the story before its first request.
    #expect(counter.count == (request.contains("KEY}") || request.contains("k_live_") ? 0 : counter.count))
    #expect(counter.count <= 1)
    #expect(!result.secrets.masked(diagnostic.description).contains(Self.key))
  }

  @Test func aLiveKeyThatAnAnswerBringsIsNotSentOn() throws {
    let stub = Stub { request in .response(.json(200, ["key": "rk_live_fromTheAnswer", "path": .string(request.path)]))
    }
    let steps = """
      [{"request": {"method": "GET", "path": "/"}, "capture": {"key": "/key"}, "expect": {"status": 200}},
       {"request": {"method": "GET", "path": "/${key}"}, "expect": {"status": 200}}]
      """
    let result = try run(story(steps), stub)
    guard case .broken(let diagnostic) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(diagnostic.message.hasPrefix("a live key in the URL was not sent"))
  }

  @Test func aForeignAPIMayBeSentThemWhenToldSo() throws {
    let counter = Counter()
    let plain = HandlerTransport.target(counter, isSandbox: false)
    var manners = Target.Manners()
    manners.sendsLiveKeys = true
    let target = Target(
      label: plain.label, url: nil, isSandbox: false, manners: manners, connect: plain.connect)
    let steps = #"[{"request": {"method": "GET", "path": "/", "bearer": "sk_live_mine"}, "expect": {"status": 200}}]"#
    let result = Suite(try catalog([story(steps)]), Targets([:], rest: target), environment: [:], jobs: 1).run()
    #expect(result.verdict == .passed)
    #expect(counter.count == 1)
  }

  @Test func targetsAndTheirHeadersAreLookedAtBeforeTheyAreAsked() throws {
    let url = try #require(HTTPURL("http://127.0.0.1:1/?key=sk_live_x"))
    #expect(throws: TransportFailure.refused("the target's URL carries a live key: \(LiveKeys.advice)")) {
      try HTTPTransport.target(url, patience: 1)
    }
    let plain = try #require(HTTPURL("http://127.0.0.1:1"))
    #expect(throws: TransportFailure.refused("the header X-Key carries a live key: \(LiveKeys.advice)")) {
      try HTTPTransport.target(plain, headers: [("X-Key", "rk_live_x")], patience: 1)
    }
  }
}
