import StripeSandbox
import Testing
import Wire

@testable import Control

/// The webhook laboratory, in process: nothing is sent, because there is no loop.
@Suite struct LaboratoryTests {
  private final class Clock {
    var alarms: [() -> Void] = []
  }

  private let stripe = StripeAPI()
  private let control: ControlAPI
  private let clock = Clock()

  init() throws {
    let control = ControlAPI(stripe, version: "test")
    self.control = control
    control.after = { [clock] in clock.alarms.append($1) }
    _ = try json(.post, "/v1/webhook_endpoints", "url=http://localhost:1/hook&enabled_events[]=*")
  }

  private func send(_ method: Wire.Method, _ path: String, _ body: String = "", _ then: @escaping (Response) -> Void) {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let request = Request(
      method, parts[0], query: parts.count > 1 ? parts[1] : "", headers: ["Authorization": "Bearer sk_test_lab"],
      body: Array(body.utf8))
    let handler: any Handler = path.hasPrefix("/_sandbox") ? control : stripe
    handler.handle(
      request, Reply(answer: { if case .response(let response) = $0 { then(response) } }))
  }

  private func answer(_ method: Wire.Method, _ path: String, _ body: String = "") -> Response? {
    var answer: Response?
    send(method, path, body) { answer = $0 }
    return answer
  }

  @discardableResult
  private func json(_ method: Wire.Method, _ path: String, _ body: String = "") throws -> JSON {
    try JSONParser.parse(answer(method, path, body)?.body ?? [])
  }

  private func count(_ query: String) throws -> Int? {
    try json(.get, "/_sandbox/deliveries?" + query)["count"]?.integer
  }

  @Test func aRuleDuplicatesDropsAndDelays() throws {
    try json(.post, "/_sandbox/deliveries/rules", #"{"type": "customer.created", "duplicate": 2, "times": 1}"#)
    try json(.post, "/_sandbox/deliveries/rules", #"{"type": "customer.deleted", "drop": true}"#)
    try json(.post, "/_sandbox/deliveries/rules", #"{"type": "customer.updated", "delay": 60}"#)
    let id = try json(.post, "/v1/customers")["id"]?.string ?? ""
    try json(.post, "/v1/customers/\(id)", "name=a")
    try json(.delete, "/v1/customers/\(id)")
    try json(.post, "/v1/customers")
    #expect(try count("type=customer.created") == 4)
    #expect(try count("type=customer.deleted&state=dropped") == 1)
    #expect(try count("type=customer.*&state=pending") == 5)
    let rules = try json(.get, "/_sandbox/deliveries/rules")["rules"]?.array ?? []
    #expect(rules.count == 2)
    try json(.delete, "/_sandbox/deliveries/rules/\(rules[0]["id"]?.string ?? "")")
    try json(.delete, "/_sandbox/deliveries/rules")
    #expect(try json(.get, "/_sandbox/deliveries/rules")["rules"] == [])
  }

  @Test(arguments: [
    "{}", #"{"type": "charge.succeded", "drop": true}"#, #"{"drop": false}"#, #"{"delay": 0}"#, #"{"duplicate": 1000}"#,
    #"{"probability": 2, "drop": true}"#, #"{"nonsense": 1}"#, "[]",
  ])
  func aRuleThatSaysNothingIsRefused(_ body: String) {
    #expect(answer(.post, "/_sandbox/deliveries/rules", body)?.status == 400)
  }

  @Test func collectedDeliveriesAreSignedAndSentToNoOne() throws {
    try json(.post, "/_sandbox/deliveries/mode", #"{"mode": "collect"}"#)
    try json(.post, "/v1/customers", "email=a@example.com")
    let list = try json(.get, "/_sandbox/deliveries?type=customer.created&body=true")["deliveries"]?.array ?? []
    #expect(list.count == 1)
    #expect(list.first?["state"] == "collected")
    #expect(list.first?["body"]?["data"]?["object"]?["email"] == "a@example.com")
    #expect(list.first?["signature"]?.string?.hasPrefix("t=") == true)
    #expect(answer(.post, "/_sandbox/deliveries/mode", #"{"mode": "loud"}"#)?.status == 400)
  }

  @Test func aTestWaitsUntilADeliveryHasArrived() throws {
    try json(.post, "/_sandbox/deliveries/mode", #"{"mode": "collect"}"#)
    var waited: Response?
    send(.get, "/_sandbox/deliveries?type=customer.created&count=2&wait=5") { waited = $0 }
    try json(.post, "/v1/customers")
    #expect(waited == nil)
    try json(.post, "/v1/customers")
    #expect(waited?.status == 200)
  }

  @Test func whatDoesNotArriveIsSaid() throws {
    var waited: Response?
    send(.get, "/_sandbox/deliveries?type=customer.created&wait=0.5") { waited = $0 }
    for alarm in clock.alarms { alarm() }
    #expect(waited?.status == 408)
    #expect(answer(.get, "/_sandbox/deliveries?wait=never")?.status == 400)
    #expect(answer(.get, "/_sandbox/deliveries?state=lost")?.status == 400)
  }

  @Test func endpointsAreListed() throws {
    let endpoints = try json(.get, "/_sandbox/endpoints")["endpoints"]?.array ?? []
    #expect(endpoints.contains("POST /v1/payment_intents/{intent}/capture"))
  }
}
