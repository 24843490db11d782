import Testing

@testable import Control
@testable import Wire

/// What one sandbox has is out of another's reach, and does not crowd it.
@Suite struct SharedNothingTests {
  private let house = House()

  private func json(_ method: Wire.Method, _ path: String, _ body: String = "", key: String) throws -> JSON {
    try house.json(method, path, body, key: "sk_test_" + key)
  }

  @Test func aRequestIsShownToItsSandboxOnly() throws {
    _ = try json(.get, "/v1/balance", key: "a")
    #expect(try json(.get, "/_sandbox/requests/1", key: "a")["path"] == "/v1/balance")
    #expect(try json(.get, "/_sandbox/requests/1", key: "b")["error"] != nil)
    _ = try json(.get, "/v1/customers", key: "b")
    // Each counts its own.
    #expect(try json(.get, "/_sandbox/requests/1", key: "b")["path"] == "/v1/customers")
  }

  @Test func aBusySandboxLeavesTheOthersTheirRequests() throws {
    _ = try json(.get, "/v1/balance", key: "quiet")
    for _ in 0..<1_100 { _ = house.send(.get, "/v1/balance", key: "sk_test_busy") }
    #expect(try json(.get, "/_sandbox/requests", key: "quiet")["count"] == 1)
    #expect(try json(.get, "/_sandbox/requests?limit=1", key: "busy")["count"] == 1_000)
  }

  @Test func recordsKeepWithinTheirLimit() {
    let recorder = Recorder(limit: 100_000)
    func record(_ key: String, _ size: Int) {
      let request = Request(.post, "/v1/x", headers: ["Authorization": "Bearer sk_test_" + key])
      let response = Response(200, body: [UInt8](repeating: 0x61, count: size))
      recorder.record(request, .response(response), microseconds: 1, fault: nil)
    }
    record("quiet", 100)
    for _ in 0..<50 { record("busy", 10_000) }
    #expect(recorder.all(of: "quiet").count == 1)
    #expect((1...9).contains(recorder.all(of: "busy").count))
  }

  @Test func aSnapshotIsItsSandboxesOwn() throws {
    let id = try json(.post, "/_sandbox/snapshots", "{}", key: "a")["id"]?.string ?? ""
    #expect(try json(.post, "/_sandbox/snapshots/\(id)/restore", key: "b")["error"] != nil)
    #expect(try json(.delete, "/_sandbox/snapshots/\(id)", key: "b")["error"] != nil)
    #expect(try json(.post, "/_sandbox/snapshots", "{}", key: "b")["id"]?.string == id)
    #expect(try json(.post, "/_sandbox/snapshots/\(id)/restore", key: "a")["sandbox"] == "a")
  }

  @Test func aFaultIsItsSandboxesOwn() throws {
    let id = try json(.post, "/_sandbox/faults", #"{"status":500}"#, key: "a")["id"]?.string ?? ""
    #expect(try json(.delete, "/_sandbox/faults/\(id)", key: "b")["error"] != nil)
    #expect(try json(.post, "/_sandbox/faults", #"{"status":502}"#, key: "b")["id"]?.string == id)
    #expect(try json(.delete, "/_sandbox/faults/\(id)", key: "b")["deleted"] == true)
    #expect(house.status(.get, "/v1/balance") == 500)
  }

  @Test func aStreamTellsOfItsSandboxOnly() throws {
    let hearsA = StreamEnd()
    let hearsAll = StreamEnd()
    house.control.stream.open(Reply(hearsA), sandbox: "a")
    house.control.stream.open(Reply(hearsAll), sandbox: nil)
    _ = try json(.post, "/v1/customers", key: "a")
    _ = try json(.post, "/v1/customers", key: "b")
    #expect(hearsA.text.contains(#""sandbox":"a""#) && !hearsA.text.contains(#""sandbox":"b""#))
    #expect(hearsAll.text.contains(#""sandbox":"a""#) && hearsAll.text.contains(#""sandbox":"b""#))
  }

  /// What HEAD gets: the stream is over before it begins.
  @Test func aStreamThatIsOverLeavesNoListener() {
    house.control.stream.open(Reply(ClosedEnd()), sandbox: nil)
    #expect(house.control.stream.count == 0)
  }
}

/// Hears what a stream writes.
private final class StreamEnd: ReplyTarget {
  private let collected = Collected()
  var text: String { collected.text }

  func deliver(_ answer: Wire.Answer, _ ticket: UInt64) {}
  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream { BodyStream(collected) }
}

private final class Collected: BodySink {
  private(set) var text = ""
  let isBlocked = false
  func write(_ bytes: [UInt8]) { text += String(decoding: bytes, as: UTF8.self) }
  func end() {}
}

private final class ClosedEnd: ReplyTarget {
  func deliver(_ answer: Wire.Answer, _ ticket: UInt64) {}
  func stream(_ response: Response, _ ticket: UInt64) -> BodyStream { BodyStream() }
}
