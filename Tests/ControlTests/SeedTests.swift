import StripeSandbox
import Testing
import Wire

@testable import Control

/// `POST /_sandbox/seed`: all of a seed, or nothing.
@Suite struct SeedTests {
  private let house = House()

  private func seed(_ steps: String) throws -> JSON {
    try house.json(.post, "/_sandbox/seed", #"{"fixtures":[\#(steps)]}"#)
  }

  private func state() throws -> JSON { try house.json(.get, "/_sandbox/state") }

  @Test func anExampleShopHas200CustomersAndLeavesTheClockAlone() throws {
    let made = try house.json(.post, "/_sandbox/seed", #"{"example":"shop"}"#)["objects"]
    #expect(made?["customer"] == 200 && made?["subscription"] == 50)
    #expect((made?["invoice"]?.integer ?? 0) > 50)
    #expect(try house.json(.get, "/_sandbox/clock")["mode"] == "real")
  }

  @Test func stepsReferToEarlierOnes() throws {
    let made = try house.json(
      .post, "/_sandbox/seed",
      #"""
      {"_meta": {"template_version": 0}, "fixtures": [
        {"name": "a", "path": "/v1/customers", "params": {"name": "Jenny"}},
        {"name": "b", "path": "/v1/customers/${a:id}", "params": {"description": "of ${a:name}"}}
      ]}
      """#)
    #expect(made["objects"]?["customer"] == 1)
    #expect(try house.json(.get, "/v1/customers")["data"]?[0]?["description"] == "of Jenny")
  }

  @Test(arguments: ["{}", #"{"example":"ship"}"#, #"{"example":"shop","fixtures":[]}"#, #"{"fixtures":[{}]}"#])
  func whatIsNoSeedIsRefused(body: String) {
    #expect(house.status(.post, "/_sandbox/seed", body) == 400)
  }

  @Test(arguments: [
    (#""path":"/v1/charges","params":{"amount":1}"#, "fixture “bad” failed with 400: Missing required param"),
    (#""path":"/user""#, "paths under /v1 and /v2 only, not /user"),
    (#""path":"/v1/customers/${nobody:id}""#, "refers to no fixture before it"),
  ])
  func whatFailsHalfWayLeavesNothing(step: String, reason: String) throws {
    let account = try house.json(.post, "/v1/accounts", "type=custom&country=US")["id"]?.string ?? ""
    let kept = try house.json(.post, "/v1/customers", "name=Kept")["id"]?.string ?? ""
    _ = try house.json(.post, "/v1/webhook_endpoints", "url=http://localhost:1/&enabled_events[]=*")
    var told: [String] = []
    house.stripe.observe { _, announcements in told += announcements.map(\.event) }
    let before = try state()
    let sandboxes = house.stripe.allSandboxes.map(\.name)
    let answer = try seed(
      #"""
      {"name":"a","path":"/v1/customers","params":{"name":"New"}},
      {"name":"b","path":"/v1/customers/\#(kept)","params":{"name":"Changed"}},
      {"name":"c","path":"/v1/charges","params":{"amount":500,"currency":"usd","source":"tok_visa"}},
      {"name":"d","path":"/v1/accounts","params":{"type":"custom","country":"US"}},
      {"name":"e","path":"/v1/customers","headers":{"Stripe-Account":"\#(account)"}},
      {"name":"f","path":"/v1/customers","headers":{"Stripe-Account":"${d:id}"}},
      {"name":"g","path":"/v1/customers/\#(kept)","method":"delete"},
      {"name":"bad",\#(step)}
      """#)
    #expect(answer["error"]?["message"]?.string?.hasPrefix("Nothing was made, because ") == true, "\(answer.text)")
    #expect(answer["error"]?["message"]?.string?.contains(reason) == true, "\(answer.text)")
    #expect(try state() == before)
    #expect(house.stripe.allSandboxes.map(\.name) == sandboxes)
    #expect(told == [])
  }

  @Test func aShopThatCannotOpenLeavesNothing() throws {
    _ = try house.json(.post, "/v1/coupons", "id=SPRING10&percent_off=5&duration=once")
    let before = try state()
    let answer = try house.json(.post, "/_sandbox/seed", #"{"example":"shop"}"#)
    #expect(answer["error"]?["message"]?.string?.contains("POST /v1/coupons failed with 400") == true)
    #expect(try state() == before)
    #expect(try house.json(.get, "/_sandbox/clock")["mode"] == "real")
  }

  @Test func observersAreToldOnceAllIsMade() throws {
    var counts: [Int] = []
    house.stripe.observe { sandbox, _ in counts.append(sandbox.store[Customer.self].count) }
    _ = try seed(#"{"name":"a","path":"/v1/customers"},{"name":"b","path":"/v1/customers"}"#)
    #expect(counts == [2, 2])
  }
}
