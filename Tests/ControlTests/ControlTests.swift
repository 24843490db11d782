import StripeSandbox
import Testing
import Wire

@testable import Control

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
    #expect(set == ["sandbox": "a", "mode": "frozen", "now": 1_767_225_600, "next": nil])
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

  /// Not only what is shown: what is kept in memory has no number and no code.
  @Test(arguments: [
    "card[number]=4242424242424242&card[cvc]=314", "card%5Bnumber%5D=4242424242424242&card%5Bcvc%5D=314",
    "card[n%75mber]=4242424242424242&card[%63vc]=314",
  ])
  func noCardIsKeptOfARequest(form: String) {
    _ = house.send(.post, "/v1/tokens", form)
    _ = house.send(.post, "/v1/tokens?" + form)
    let records = house.control.recorder.all(of: "a")
    #expect(records.count == 2)
    for record in records {
      let text = String(decoding: record.request.body, as: UTF8.self) + record.request.query
      #expect(!text.contains("424242424242") && !text.contains("314") && text.contains("4242"), "\(text)")
    }
  }

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
      amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_threeDSecure2Required&confirm=true
      """
    let id = try house.json(.post, "/v1/payment_intents", form)["id"]?.string ?? ""
    let done = try house.json(.post, "/_sandbox/3ds/\(id)", #"{"outcome":"succeeded"}"#)
    #expect(done["status"] == "succeeded")
    #expect(house.status(.post, "/_sandbox/3ds/\(id)", #"{"outcome":"succeeded"}"#) == 400)
    #expect(house.status(.post, "/_sandbox/3ds/pi_none", #"{"outcome":"failed"}"#) == 404)
    #expect(house.status(.post, "/_sandbox/3ds/\(id)", "{}") == 400)
  }

  @Test func aPageFinishesAChallengeWithItsSecretOnly() throws {
    let form = """
      amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_threeDSecure2Required&confirm=true
      """
    let intent = try house.json(.post, "/v1/payment_intents", form)
    let path = "/_sandbox/3ds/\(intent["id"]?.string ?? "")"
    let page: Headers = ["Origin": "https://shop.example", "Host": "localhost:12111"]
    for body in [#"{"outcome":"succeeded"}"#, #"{"outcome":"succeeded","client_secret":"pi_1_secret_2"}"#] {
      #expect(house.status(.post, path, body, headers: page) == 400)
    }
    let secret = intent["client_secret"]?.string ?? ""
    let body = #"{"outcome":"succeeded","client_secret":"\#(secret)"}"#
    #expect(house.status(.post, path, body, headers: page) == 200)
  }

  @Test(arguments: Registry.shared.events.map(\.event))
  func everyTriggerBringsItsEvent(event: String) throws {
    let answer = try house.json(.post, "/_sandbox/trigger", #"{"event":"\#(event)"}"#)
    // What happens to a connected account is told in the account's own world.
    let isTold = house.stripe.allSandboxes.contains { sandbox in
      sandbox.store[Event.self].all.contains { $0.type == event }
    }
    #expect(isTold, "\(answer.prettyText)")
  }

  @Test(arguments: [
    ("/v1/*", "/v1/customers", true), ("/v1/*", "/v1/customers/x", false), ("/v1/**", "/v1/customers/x", true),
    ("/v1/customers/*/sources", "/v1/customers/cus_1/sources", true), ("/v1/a", "/v1/ab", false), ("*", "", true),
    ("**", "/v1/x", true), ("/v1/*/x*y", "/v1/a/xby", true), ("/v1/*/x*y", "/v1/a/xb/y", false),
    ("/**/y", "/a/b/y", true),
    ("/**/y", "/y", false), ("", "", true), ("", "a", false), ("a*", "b", false), ("***a", "/b/a", true),
  ])
  func globsMatchSegments(pattern: String, path: String, matches: Bool) {
    #expect(Glob(pattern)?.matches(path) == matches)
  }

  @Test func whatIsNotThereIsSaidPlainly() throws {
    #expect(house.status(.get, "/_sandbox/nope") == 404)
    #expect(house.status(.delete, "/_sandbox/clock") == 405)
    #expect(house.status(.post, "/_sandbox/clock", "{") == 400)
    #expect(try house.json(.get, "/_sandbox/health")["status"] == "ok")
  }
}
