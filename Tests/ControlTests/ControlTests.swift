import StripeSandbox
import Testing
import Wire

@testable import Control

/// A sandbox behind its gate, in process; delays pass at once.
private struct House {
  let stripe = StripeAPI()
  let control: ControlAPI
  let gate: Gate

  init() {
    let control = ControlAPI(stripe, version: "test")
    self.control = control
    gate = Gate(Both(stripe, control), control, after: { $1() })
  }

  final class Both: Handler {
    let stripe: any Handler
    let control: any Handler

    init(_ stripe: any Handler, _ control: any Handler) {
      self.stripe = stripe
      self.control = control
    }

    func handle(_ request: Request, _ reply: Reply) {
      (request.path.hasPrefix("/_sandbox") ? control : stripe).handle(request, reply)
    }
  }

  func send(
    _ method: Wire.Method, _ path: String, _ body: String = "", key: String = "sk_test_a", headers: Headers = Headers()
  ) -> Wire.Answer? {
    var headers = headers
    headers["Authorization"] = "Bearer " + key
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let request = Request(
      method, parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers, body: Array(body.utf8))
    var answer: Wire.Answer?
    gate.handle(request, Reply(answer: { answer = $0 }))
    return answer
  }

  func json(
    _ method: Wire.Method, _ path: String, _ body: String = "", key: String = "sk_test_a", headers: Headers = Headers()
  ) throws -> JSON {
    guard case .response(let response) = send(method, path, body, key: key, headers: headers) else { return .null }
    return try JSONParser.parse(response.body)
  }

  func status(_ method: Wire.Method, _ path: String, _ body: String = "", headers: Headers = Headers()) -> Int? {
    guard case .response(let response) = send(method, path, body, headers: headers) else { return nil }
    return response.status
  }
}

@Suite struct ControlTests {
  private let house = House()

  private func customers() throws -> Int { try house.json(.get, "/v1/customers")["data"]?.array?.count ?? -1 }

  @Test func resettingEmptiesOneSandboxOnly() throws {
    _ = house.send(.post, "/v1/customers")
    _ = house.send(.post, "/v1/customers", key: "sk_test_b")
    _ = house.send(.post, "/_sandbox/reset", "{}")
    #expect(try customers() == 0)
    #expect(try house.json(.get, "/v1/customers", key: "sk_test_b")["data"]?.array?.count == 1)
  }

  @Test func aSnapshotBringsBackWhatWas() throws {
    let id = try house.json(.post, "/v1/customers", "name=A")["id"]?.string ?? ""
    let snapshot = try house.json(.post, "/_sandbox/snapshots", #"{"name":"before"}"#)["id"]?.string ?? ""
    _ = house.send(.post, "/v1/customers/\(id)", "name=B")
    _ = house.send(.post, "/v1/customers")
    _ = house.send(.post, "/_sandbox/snapshots/\(snapshot)/restore")
    #expect(try customers() == 1)
    #expect(try house.json(.get, "/v1/customers/\(id)")["name"] == "A")
    #expect(try house.json(.get, "/_sandbox/snapshots")["snapshots"]?[0]?["name"] == "before")
    #expect(house.status(.delete, "/_sandbox/snapshots/\(snapshot)") == 200)
    #expect(house.status(.post, "/_sandbox/snapshots/\(snapshot)/restore") == 404)
  }

  @Test func theClockFreezesMovesAndRunsAgain() throws {
    let set = try house.json(.post, "/_sandbox/clock", #"{"set":1767225600}"#)
    #expect(set == ["sandbox": "a", "mode": "frozen", "now": 1_767_225_600])
    #expect(try house.json(.post, "/v1/customers")["created"] == 1_767_225_600)
    #expect(try house.json(.post, "/_sandbox/clock", #"{"advance":3600}"#)["now"] == 1_767_229_200)
    #expect(house.status(.post, "/_sandbox/clock", #"{"advance":9223372036854775807}"#) == 400)
    #expect(try house.json(.post, "/_sandbox/clock", #"{"mode":"real"}"#)["mode"] == "real")
  }

  @Test func anIdempotencyKeyExpiresByTheSandboxesClock() throws {
    let key: Headers = ["Idempotency-Key": "k"]
    let first = try house.json(.post, "/v1/customers", headers: key)
    #expect(try house.json(.post, "/v1/customers", headers: key) == first)
    _ = house.send(.post, "/_sandbox/clock", #"{"advance":86401}"#)
    #expect(try house.json(.post, "/v1/customers", headers: key) != first)
  }

  @Test func faultsStrikeWhereAndAsOftenAsTheySay() throws {
    _ = house.send(.post, "/_sandbox/faults", #"{"method":"POST","path":"/v1/cust*","status":500,"times":2,"nth":2}"#)
    #expect((0..<5).map { _ in house.status(.post, "/v1/customers") } == [200, 500, 500, 200, 200])
    #expect(house.status(.post, "/v1/tokens/x") == 404)
    #expect(try house.json(.get, "/_sandbox/faults") == ["faults": []])
  }

  @Test func aLostAnswerCanBeAskedForAgain() throws {
    let headers: Headers = ["Idempotency-Key": "k", "Sandbox-Fault": "drop; after"]
    guard case .dropped = house.send(.post, "/v1/customers", headers: headers) else {
      Issue.record("the connection was not dropped")
      return
    }
    #expect(house.status(.post, "/v1/customers", headers: ["Idempotency-Key": "k"]) == 200)
    #expect(try customers() == 1)
  }

  @Test(arguments: [("status=429", 429), ("status=503; delay=50", 503), ("status=402", 402)])
  func aHeaderMakesOneRequestFail(header: String, status: Int) throws {
    #expect(house.status(.get, "/v1/customers", headers: ["Sandbox-Fault": header]) == status)
    #expect(house.status(.get, "/v1/customers") == 200)
  }

  @Test(arguments: ["[]", "{}", #"{"status":99}"#, #"{"wat":1}"#, #"{"status":500,"probability":2}"#])
  func aFaultThatMakesNoSenseIsRefused(body: String) { #expect(house.status(.post, "/_sandbox/faults", body) == 400) }

  @Test func requestsAreRecordedWithTheirSecretsMasked() throws {
    _ = house.send(.post, "/v1/customers", "name=A")
    _ = house.send(.post, "/v1/tokens", "card[number]=4242424242424242")
    _ = house.send(.post, "/v1/customers", key: "sk_test_b")
    let found = try house.json(.get, "/_sandbox/requests?path=/v1/customers&method=POST")
    #expect(found["count"] == 1)
    #expect(found["requests"]?[0]?["request"]?["body"] == "name=A")
    let text = try house.json(.get, "/_sandbox/requests").text
    #expect(!text.contains("4242424242424242") && !text.contains("sk_test_a"))
  }

  @Test func aChallengeIsFinishedOnce() throws {
    let form = """
      amount=500&currency=usd&payment_method_types[]=card&payment_method=pm_card_threeDSecure2Required&confirm=true
      """
    let id = try house.json(.post, "/v1/payment_intents", form)["id"]?.string ?? ""
    let done = try house.json(.post, "/_sandbox/3ds/\(id)", #"{"outcome":"succeeded"}"#)
    #expect(done["status"] == "succeeded")
    #expect(house.status(.post, "/_sandbox/3ds/\(id)", #"{"outcome":"succeeded"}"#) == 400)
    #expect(house.status(.post, "/_sandbox/3ds/pi_none", #"{"outcome":"failed"}"#) == 404)
    #expect(house.status(.post, "/_sandbox/3ds/\(id)", "{}") == 400)
  }

  @Test(arguments: Registry.shared.events.map(\.event))
  func everyTriggerBringsItsEvent(event: String) throws {
    let answer = try house.json(.post, "/_sandbox/trigger", #"{"event":"\#(event)"}"#)
    let told = try house.json(.get, "/v1/events?type=\(event)")["data"]?.array?.count
    #expect((told ?? 0) > 0, "\(answer.prettyText)")
  }

  @Test(arguments: [
    ("/v1/*", "/v1/customers", true), ("/v1/*", "/v1/customers/x", false), ("/v1/**", "/v1/customers/x", true),
    ("/v1/customers/*/sources", "/v1/customers/cus_1/sources", true), ("/v1/a", "/v1/ab", false), ("*", "", true),
  ])
  func globsMatchSegments(pattern: String, path: String, matches: Bool) {
    #expect(Glob(pattern).matches(path) == matches)
  }

  @Test func whatIsNotThereIsSaidPlainly() throws {
    #expect(house.status(.get, "/_sandbox/nope") == 404)
    #expect(house.status(.delete, "/_sandbox/clock") == 405)
    #expect(house.status(.post, "/_sandbox/clock", "{") == 400)
    #expect(try house.json(.get, "/_sandbox/health")["status"] == "ok")
  }
}
