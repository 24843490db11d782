import Testing
import Wire

@testable import nestbox

@Suite struct RequestLogTests {
  /// A log whose lines and timers are at hand.
  private final class Recorder {
    var writes: [String] = []
    var timers: [() -> Void] = []
    var hasReader = true

    func log(_ format: RequestLog.Format) -> RequestLog {
      RequestLog(format, after: { [self] _, action in timers.append(action) }) { [self] bytes in
        writes.append(String(decoding: bytes, as: UTF8.self))
        return hasReader
      }
    }
  }

  private func entry(_ path: String, _ response: Response = Response(200)) -> LogEntry {
    LogEntry(request: Request(.get, path, sandbox: "pr-42"), response: response, seconds: 0.00123)
  }

  @Test func linesAreWrittenTogetherAfterAMoment() throws {
    let recorder = Recorder()
    let log = recorder.log(.text)
    log.note(entry("/a"))
    log.note(entry("/b"))
    #expect(recorder.writes.isEmpty)
    #expect(recorder.timers.count == 1)
    recorder.timers[0]()
    let text = try #require(recorder.writes.first)
    #expect(text.contains(" 200 GET /a 1.2 ms [pr-42]\n"))
    #expect(text.contains(" 200 GET /b 1.2 ms [pr-42]\n"))
    log.note(entry("/c"))
    #expect(recorder.timers.count == 2)
  }

  @Test func aFullBufferIsWrittenAtOnce() {
    let recorder = Recorder()
    let log = recorder.log(.text)
    for _ in 0..<1000 { log.note(entry("/v1/customers")) }
    #expect(!recorder.writes.isEmpty)
  }

  @Test func withoutAReaderTheLogFallsSilent() {
    let recorder = Recorder()
    recorder.hasReader = false
    let log = recorder.log(.text)
    log.note(entry("/a"))
    log.flush()
    log.note(entry("/b"))
    log.flush()
    #expect(recorder.writes.count == 1)
  }

  @Test(arguments: [
    (
      #"{"error":{"code":"card_declined","message":"Your card was declined.","type":"card_error"}}"#,
      " card_declined: Your card was declined."
    ),
    (
      #"{"error":{"type":"invalid_request_error","message":"No such customer"}}"#,
      " invalid_request_error: No such customer"
    ),
    (
      #"{"message":["email must be an email","cuid is empty"],"error":"Bad Request","statusCode":400}"#,
      " email must be an email; cuid is empty"
    ),
    (#"{"error":"plain"}"#, " plain"),
    (#"{"message":"two\nlines, sk_test_abc"}"#, " two lines, sk_test_***"),
    ("<html>", ""),
  ])
  func errorsSayWhatWentWrong(body: String, complaint: String) throws {
    let recorder = Recorder()
    let log = recorder.log(.text)
    log.note(entry("/a", Response(402, body: Array(body.utf8))))
    log.flush()
    #expect(try #require(recorder.writes.first).hasSuffix(" 402 GET /a 1.2 ms [pr-42]\(complaint)\n"))
  }

  @Test func theJSONFormIsOneObjectALine() throws {
    let recorder = Recorder()
    let log = recorder.log(.json)
    let body = Array(#"{"error":{"type":"card_error","message":"No"}}"#.utf8)
    log.note(entry("/v1/charges", Response(402, headers: ["Request-Id": "req_1"], body: body)))
    log.flush()
    let line = try JSONParser.parse(try #require(recorder.writes.first))
    #expect(line["status"] == 402)
    #expect(line["path"] == "/v1/charges")
    #expect(line["sandbox"] == "pr-42")
    #expect(line["request_id"] == "req_1")
    #expect(line["microseconds"] == 1230)
    #expect(line["error"] == "card_error: No")
    #expect(try #require(line["time"]?.string).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
  }
}
