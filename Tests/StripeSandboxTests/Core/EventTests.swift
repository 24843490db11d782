import Testing
import Wire

@testable import StripeSandbox

@Suite struct EventTests {
  let client = Client()

  func types(_ query: String = "") throws -> [String] {
    let list = try client.get("/v1/events?limit=100" + query)
    return (list["data"]?.array ?? []).reversed().compactMap { $0["type"]?.string }
  }

  @Test func aPaymentTellsOfItsChargeFirst() throws {
    try client.post(
      "/v1/payment_intents",
      "amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true")
    let told = try types().filter { $0 != "charge.updated" }
    #expect(told == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"])
  }

  @Test func aDeclineTellsOfTheFailedChargeFirst() throws {
    try client.post(
      "/v1/payment_intents",
      "amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_chargeDeclined&confirm=true")
    #expect(try types() == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"])
  }

  @Test func anUpdateTellsWhatWasThereBefore() throws {
    let id = try client.post("/v1/customers", "name=A&metadata[a]=1&address[city]=X").id
    try client.post("/v1/customers/\(id)", "name=B&metadata[b]=2&address[city]=Y")
    let event = try #require(try client.get("/v1/events?type=customer.updated")["data"]?[0])
    #expect(
      event["data"]?["previous_attributes"]
        == ["name": "A", "metadata": ["b": nil], "address": ["city": "X"]])
    #expect(event["data"]?["object"]?["name"] == "B")
    #expect(event["request"]?["id"]?.string?.hasPrefix("req_") == true)
  }

  @Test func anEventShowsWhatWasThenHoweverOftenItChangedSince() throws {
    let id = try client.post("/v1/customers", "name=A").id
    for name in ["B", "C"] { try client.post("/v1/customers/\(id)", "name=\(name)") }
    let events = try client.get("/v1/events")["data"]?.array ?? []
    #expect(events.reversed().map { $0["data"]?["object"]?["name"] } == ["A", "B", "C"])
    #expect(events.first?["data"]?["previous_attributes"] == ["name": "B"])
    try client.delete("/v1/customers/\(id)")
    #expect(try client.get("/v1/events?type=customer.created")["data"]?[0] == events.last)
  }

  @Test func aDeletedCustomerIsToldOfWhole() throws {
    let id = try client.post("/v1/customers", "email=a@b.co").id
    try client.delete("/v1/customers/\(id)")
    let event = try #require(try client.get("/v1/events?type=customer.deleted")["data"]?[0])
    #expect(event["data"]?["object"]?["email"] == "a@b.co")
    #expect(try client.get("/v1/events/\(event["id"]?.string ?? "")").body == event)
  }

  @Test func typesCanBeChosenByWildcard() throws {
    try client.post("/v1/customers")
    try client.post("/v1/payment_intents", "amount=500&currency=usd")
    #expect(try types("&type=customer.*") == ["customer.created"])
    #expect(try types("&types[]=payment_intent.created") == ["payment_intent.created"])
    #expect(try types("&delivery_success=false") == [])
  }

  @Test func anEndpointsSecretIsShownOnce() throws {
    let made = try client.post("/v1/webhook_endpoints", "url=https://a.test/hook&enabled_events[]=*")
    #expect(made["secret"]?.string?.hasPrefix("whsec_") == true)
    #expect(try client.get("/v1/webhook_endpoints/\(made.id)")["secret"] == nil)
    #expect(try client.post("/v1/webhook_endpoints/\(made.id)", "disabled=true")["status"] == "disabled")
    #expect(try client.delete("/v1/webhook_endpoints/\(made.id)")["deleted"] == true)
    #expect(try client.post("/v1/webhook_endpoints", "url=nope&enabled_events[]=*").status == 400)
  }

  @Test func endpointsGetWhatTheyAskedForAtTheirVersion() throws {
    try client.post("/v1/webhook_endpoints", "url=http://a.test&enabled_events[]=payment_intent.created")
    try client.post(
      "/v1/webhook_endpoints", "url=http://b.test&enabled_events[]=payment_intent.created&api_version=2022-08-01")
    try client.post("/v1/customers")
    try client.post("/v1/payment_intents", "amount=500&currency=usd")
    let sandbox = client.api.sandbox(named: "tests")
    let bodies = try sandbox.store.deliveries.all.map { try JSONParser.parse($0.body) }
    #expect(bodies.map { $0["api_version"] } == ["2022-08-01", .string(APIVersion.newest.name)])
    #expect(bodies.map { $0["data"]?["object"]?["charges"] != nil } == [true, false])
    #expect(bodies.allSatisfy { $0["pending_webhooks"] == 2 })
    #expect(try types("&delivery_success=false") == ["payment_intent.created"])
  }

  @Test func theSignatureIsStripes() {
    // HMAC-SHA256 of "1492774577.{}" under "whsec_test", reckoned with another implementation.
    let signature = Webhooks.signature(Array("{}".utf8), secret: "whsec_test", at: 1_492_774_577)
    #expect(
      signature == "t=1492774577,v1=0d0602f6611bd2252dd4b74b58a4528355a7380639a15e6cc21e3059d56d5b8b")
  }

  @Test func theNewestOfVersionTwosEventsAreKept() {
    var store = Store()
    for number in 0...Event.kept {
      store.keep(
        ThinEvent(
          id: "evt_\(number)", created: number, type: ThinEvent.ping, subject: "ed_1", requestID: nil,
          idempotencyKey: nil))
    }
    #expect(store[ThinEvent.self].count == Event.kept)
    #expect(!store[ThinEvent.self].contains("evt_0") && store[ThinEvent.self].contains("evt_\(Event.kept)"))
  }
}
