import Testing
import Wire

/// Every call of the control API over a real socket, one after the other as a test suite would make them.
@Suite struct ControlCallTests {
  private let server: SandboxUnderTest

  init() throws { server = try SandboxUnderTest("--deterministic") }

  private func get(_ call: String) throws -> JSON { try server.json(.get, "/_sandbox/" + call) }
  private func post(_ call: String, _ body: String = "{}") throws -> JSON {
    try server.json(.post, "/_sandbox/" + call, body)
  }
  private func delete(_ call: String) throws -> JSON { try server.json(.delete, "/_sandbox/" + call) }
  private func make(_ path: String, _ form: String) throws -> String {
    try server.json(.post, "/v1/" + path, form)["id"]?.string ?? ""
  }

  @Test func healthAndSandboxes() throws {
    #expect(try get("health")["status"] == "ok")
    _ = try make("customers", "name=A")
    let sandbox = try #require(try get("sandboxes")["sandboxes"]?[0])
    #expect(sandbox["name"] == "nestbox")
    #expect(sandbox["customers"] == 1)
    _ = try server.json(.post, "/v1/customers", key: "sk_test_idle")
    #expect(try delete("sandboxes/idle") == ["name": "idle", "deleted": true])
    #expect(try get("sandboxes")["sandboxes"]?.array?.count == 1)
    #expect(try server.send(.delete, "/_sandbox/sandboxes/idle").status == 404)
  }

  @Test func resetSnapshotsAndState() throws {
    _ = try make("customers", "name=A")
    let snapshot = try post("snapshots", #"{"name":"one"}"#)["id"]?.string ?? ""
    #expect(try get("snapshots")["snapshots"]?[0]?["name"] == "one")
    let state = try server.bytes("/_sandbox/state")
    #expect(try post("reset")["reset"] == ["nestbox"])
    #expect(try get("sandboxes")["sandboxes"]?[0]?["customers"] == 0)
    #expect(try post("snapshots/\(snapshot)/restore")["name"] == "one")
    #expect(try get("sandboxes")["sandboxes"]?[0]?["customers"] == 1)
    #expect(try delete("snapshots/\(snapshot)")["deleted"] == true)
    #expect(try post("reset", #"{"all":true}"#)["reset"] == ["nestbox"])
    #expect(try server.send(.put, "/_sandbox/state", state).status == 200)
    #expect(try get("sandboxes")["sandboxes"]?[0]?["customers"] == 1)
  }

  @Test func requests() throws {
    _ = try make("customers", "name=A")
    let found = try get("requests?path=/v1/customers&method=POST&status=200")
    #expect(found["count"] == 1)
    let id = found["requests"]?[0]?["id"]?.string ?? ""
    #expect(try get("requests/\(id)")["request"]?["body"] == "name=A")
    #expect(try delete("requests")["cleared"] == "nestbox")
    #expect(try get("requests")["count"] == 0)
  }

  @Test func deliveriesAreListedShownAndSentAgain() throws {
    // Nobody listens at the discard port.
    _ = try make("webhook_endpoints", "url=http://127.0.0.1:9/&enabled_events[]=customer.created")
    _ = try make("customers", "name=A")
    var delivery = try get("deliveries?type=customer.created")["deliveries"]?[0] ?? .null
    let id = delivery["id"]?.string ?? ""
    // The clock stands still: there is another attempt to come.
    #expect(try server.send(.post, "/_sandbox/deliveries/\(id)/resend").status == 409)
    // One attempt and eight more, as the clock moves on.
    for attempt in 1...20 where delivery["state"] != "failed" {
      for _ in 0..<400 {
        delivery = try get("deliveries?type=customer.created")["deliveries"]?[0] ?? .null
        if (delivery["attempts"]?.array?.count ?? 0) >= attempt { break }
      }
      _ = try post("clock", #"{"advance":50000}"#)
    }
    #expect(delivery["state"] == "failed")
    #expect(try get("deliveries/\(id)")["body"]?["type"] == "customer.created")
    #expect(try post("deliveries/\(id)/resend")["state"] == "pending")
  }

  @Test func clock() throws {
    #expect(try get("clock")["mode"] == "frozen")
    #expect(try post("clock", #"{"set":1800000000}"#)["now"] == 1_800_000_000)
    #expect(try post("clock", #"{"advance":60}"#)["now"] == 1_800_000_060)
    #expect(try post("clock", #"{"mode":"real"}"#)["mode"] == "real")
    #expect(try post("clock", #"{"freeze":true}"#)["mode"] == "frozen")
  }

  @Test func faults() throws {
    let id = try post("faults", #"{"path":"/v1/customers","status":503}"#)["id"]?.string ?? ""
    #expect(try get("faults")["faults"]?[0]?["id"]?.string == id)
    #expect(try server.send(.get, "/v1/customers").status == 503)
    #expect(try delete("faults/\(id)")["deleted"] == true)
    for connection in ["drop", "truncate"] {
      _ = try post("faults", #"{"path":"/v1/customers","connection":"\#(connection)"}"#)
      #expect(throws: HTTPClient.Failure.self) { try server.send(.get, "/v1/customers") }
      #expect(try delete("faults")["cleared"] == "nestbox")
    }
    #expect(try server.send(.get, "/v1/customers").status == 200)
  }

  @Test func challengesDisputesAndTriggers() throws {
    let form = "amount=500&currency=usd&allowed_payment_method_types[]=card&confirm=true&payment_method="
    let intent = try make("payment_intents", form + "pm_card_threeDSecure2Required")
    #expect(try post("3ds/\(intent)", #"{"outcome":"succeeded"}"#)["status"] == "succeeded")
    let charge = try make("charges", "amount=500&currency=usd&source=tok_visa")
    #expect(try post("disputes", #"{"charge":"\#(charge)"}"#)["disputed"] == true)
    #expect((try get("trigger")["events"]?.array?.count ?? 0) > 20)
    #expect(try post("trigger", #"{"event":"refund.created"}"#)["object"]?["object"] == "refund")
  }

  @Test func applicationUsers() throws {
    for application in ["ship-payments", "rechat-payments"] {
      let made = try post("apps/\(application)/users", #"{"email":"ada@example.com","fullName":"Ada"}"#)
      #expect(try get("apps/\(application)/users")["users"] == [made])
    }
    _ = try server.json(
      .post, "/user/register", #"{"userName":"A","email":"a@example.com","password":"password"}"#,
      headers: ["Content-Type": "application/json"])
    #expect(try get("apps/nest-payments/users")["users"]?[0]?["email"] == "a@example.com")
  }
}
