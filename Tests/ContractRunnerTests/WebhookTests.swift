import Platform
import Testing
import Wire

@testable import ContractRunner

/// The runner listens, and a story says what has to come.
@Suite struct WebhookTests {
  /// Sends events to the address that it is told.
  private final class Sender: Handler, Sendable {
    func handle(_ request: Request, _ reply: Reply) {
      let body = (try? JSONParser.parse(request.body)) ?? .null
      let url = body["url"]?.string ?? ""
      let events = body["events"]?.array ?? []
      reply(.json(200, ["ok": true]))
      try? startThread {
        guard let url = HTTPURL(url) else { return }
        for event in events {
          let bytes = event.bytes
          let key = HMAC(key: Array("whsec_test".utf8))
          let now = event["time"]?.string ?? "\(1_795_940_000 + (event["late"]?.integer ?? 0))"
          let signed = hexadecimal(key.authenticate(Array("\(now).".utf8) + bytes))
          let plain = hexadecimal(key.authenticate(bytes))
          let headers: Headers = [
            "Content-Type": "application/json", "Stripe-Signature": "t=\(now),v1=\(signed)", "X-Hub": "sha256=\(plain)",
          ]
          _ = try? HTTPClient().send(.post, url, headers: headers, body: bytes)
        }
      }
    }
  }

  private func result(_ events: String, _ steps: String, answers: String = "[200]") throws -> ContractResult {
    let text = """
      {"name": "a story", "api": "test", "source": {"document": "test.md"}, "webhooks": {"hook": {"answers": \(answers)}},
       "steps": [{"request": {"method": "POST", "path": "/", "json": {"url": "${hook.url}", "events": \(events)}}, "expect": {"status": 200}},
        \(steps)]}
      """
    return try run(text, Sender())
  }

  @Test func eventsComeInTheirOrder() throws {
    let result = try result(
      #"[{"type": "a", "id": 1}, {"type": "b", "id": 2}]"#,
      ##"""
      {"webhook": "hook", "within": 60, "capture": {"id": "/id"}, "expect": {"headers": {"Content-Type": "#media application/json"}, "body": {"type": "a", "id": "#integer"}}},
      {"webhook": "hook", "within": 60, "expect": {"body": {"type": "b", "id": "${id + 1}"}}},
      {"webhook": "hook", "within": 0.05, "none": true}
      """##)
    #expect(result.hasPassed, "\(result.differences)")
    #expect(result.assertions > 6)
  }

  @Test func anotherOrderIsADifferenceUnlessOthersMayComeFirst() throws {
    let events = #"[{"type": "a"}, {"type": "b"}]"#
    let strict = try result(events, #"{"webhook": "hook", "within": 60, "expect": {"body": {"type": "b"}}}"#)
    #expect(strict.differences.map(\.subject) == ["/type"])
    let loose = try result(
      events, #"{"webhook": "hook", "among": true, "within": 60, "expect": {"body": {"type": "b"}}}"#)
    #expect(loose.hasPassed)
  }

  @Test func whatDoesNotComeOrMustNotComeFails() throws {
    let missing = try result("[]", #"{"webhook": "hook", "within": 0.05, "expect": {"body": {}}}"#)
    #expect(missing.differences.first?.expected == "a delivery within 0.05 s")
    let unwanted = try result("[{}]", #"{"webhook": "hook", "within": 5, "none": true}"#)
    #expect(unwanted.differences.first?.expected == "no delivery within 5.0 s")
  }

  static let signatures: [(String, String?)] = [
    (#"{"secret": "whsec_test", "tolerance": 3600}"#, "seconds old"),
    (#"{"secret": "whsec_other"}"#, "another secret, or another body, was signed"),
    (#"{"secret": "whsec_test", "header": "X-Signature"}"#, "no such header"),
    (#"{"secret": "whsec_test", "header": "X-Hub", "scheme": "hmac-sha256", "prefix": "sha256="}"#, nil),
    (
      #"{"secret": "whsec_wrong", "header": "X-Hub", "scheme": "hmac-sha256", "prefix": "sha256="}"#,
      "another secret, or another body, was signed"
    ),
  ]

  @Test(arguments: signatures) func signaturesAreChecked(_ signature: String, _ fault: String?) throws {
    let result = try result(
      #"[{"type": "a"}]"#,
      #"{"webhook": "hook", "within": 60, "signed": \#(signature), "expect": {"body": {"type": "a"}}}"#)
    if let fault {
      #expect(result.differences.first?.remark?.contains(fault) == true, "\(result.differences)")
      #expect(!TextReport(colour: false).failure(result).contains("whsec_"))
    } else {
      #expect(result.hasPassed, "\(result.differences)")
    }
  }

  @Test(arguments: ["nan", "1e300", "-1e300", "x"]) func aSignatureNeedsATime(_ time: String) throws {
    let result = try result(
      #"[{"time": "\#(time)"}]"#,
      ##"""
      {"webhook": "hook", "within": 60, "signed": {"secret": "whsec_test", "tolerance": 3600},
       "expect": {"body": {"time": "#string"}}}
      """##)
    #expect(result.differences.first?.remark?.contains("it has no time") == true, "\(result.differences)")
  }

  @Test func deliveriesAreAnsweredAsTheStorySays() throws {
    let inbox = try WebhookInbox(Contract.Webhook(name: "hook", answers: [500, 200]))
    let url = try #require(HTTPURL(inbox.url))
    let statuses = try (0..<3).map { _ in try HTTPClient().send(.post, url).status }
    #expect(statuses == [500, 200, 200])
  }
}
