import StripeSandbox
import Testing
import Wire

@testable import AppSandbox

/// What only shows across the APIs.
@Suite struct StoryTests {
  private func types(_ events: Received) -> [String] {
    (events["data"]?.array ?? []).reversed().compactMap { $0["type"]?.string }
  }

  @Test(arguments: Way.allCases) func aNestPaymentIsInStripesListsAndEvents(way: Way) throws {
    let caller = try Caller(way)
    caller.sandbox = "story"
    try caller.register("alan")
    let id = try caller.pay("cuid").string("id")
    #expect(try caller.confirm(id, with: "pm_card_visa")["status"] == "succeeded")
    let charges = try #require(try caller.stripe(.get, "charges")["data"]?.array)
    #expect(charges.count == 1)
    #expect(charges[0]["payment_intent"]?.string == id && charges[0]["amount"] == 2000)
    #expect(try charges[0]["customer"] == caller.me()["customerId"])
    let events = try types(caller.stripe(.get, "events"))
    #expect(events.first == "customer.created")
    #expect(events.suffix(2) == ["charge.succeeded", "payment_intent.succeeded"])
    #expect(events.contains("payment_intent.created"))
    // Nothing of it is anywhere else.
    caller.sandbox = "elsewhere"
    #expect(try caller.stripe(.get, "charges")["data"] == [])
    #expect(try caller.stripe(.get, "events")["data"] == [])
  }

  @Test func allApplicationsStandOnOneStripe() throws {
    let caller = try Caller(.inProcess)
    try caller.register("alan")
    _ = try caller.pay("cuid")
    let nest = try caller.me()["customerId"]
    let ship = try caller.fork().makeUser(of: "ship-payments")["stripeId"]
    let rechat = caller.fork()
    try rechat.makeUser(of: "rechat-payments")
    let row = try rechat.send(.post, "/payments/stripe/customers", json: ["token": "tok_visa"])["data"]
    let customers = try #require(try caller.stripe(.get, "customers")["data"]?.array).map { $0["id"] }
    #expect(customers == [row?["customer_id"], ship, nest])
  }

  @Test func whatStripeMakesForANestCustomerIsThatUsersPayment() throws {
    let caller = try Caller(.inProcess)
    try caller.register("alan")
    _ = try caller.pay("cuid")
    let customer = try #require(try caller.me()["customerId"]?.string)
    let id = try caller.stripe(.post, "payment_intents", "amount=500&currency=eur&customer=\(customer)").string("id")
    #expect(try caller.get("/payment/\(id)")["amount"] == 500)
    #expect(try caller.get("/payment").body[0]?["currency"] == "eur")
  }

  @Test func aSnapshotBringsUsersBack() throws {
    let site = Site()
    let caller = Caller(site)
    try caller.register("alan")
    try caller.fork().makeUser(of: "ship-payments")
    let snapshot = site.applications.state(of: "nestbox")
    let grace = caller.fork()
    try grace.register("grace")
    #expect(try caller.get("/user").body.array?.count == 2)
    site.applications.restore(snapshot, in: "nestbox")
    #expect(try caller.get("/user").body.array?.count == 1)
    #expect(try grace.get("/user").status == 401)
    site.applications.reset("nestbox")
    #expect(try caller.get("/user").status == 401)
    #expect(try caller.get("/_sandbox/apps/ship-payments/users")["users"] == [])
  }

  @Test func aSeedMakesTheSameAgain() throws {
    func state(_ seed: UInt64) throws -> [String] {
      var stripe = StripeAPI.Options()
      stripe.seed = seed
      stripe.clock = SandboxClock(.frozen(at: 1_767_225_600))
      var options = Applications.Options()
      options.seed = seed
      options.tokenSecret = "secret \(seed)"
      let caller = Caller(Site(stripe: StripeAPI(stripe), options))
      let token = try caller.register().string("access_token")
      let payment = try caller.pay("cuid").text
      let ship = try caller.makeUser(of: "ship-payments").text
      let rechat = try caller.makeUser(of: "rechat-payments").text
      return [token, payment, ship, rechat]
    }
    let first = try state(7)
    #expect(try state(7) == first)
    let other = try state(8)
    for index in first.indices { #expect(first[index] != other[index]) }
  }

  @Test func applicationUsersAreMadeAndListed() throws {
    let caller = try Caller(.socket)
    let form = Array("email=a%40b.co&fullName=A+B&stripeCustomer=false".utf8)
    let ship = try caller.send(.post, "/_sandbox/apps/ship-payments/users", form)
    #expect(ship.status == 201)
    #expect(ship.body.object?.keys == ["id", "token", "email", "fullName", "stripeId"])
    #expect(ship["fullName"] == "A B" && ship["stripeId"] == .null)
    #expect(try caller.get("/_sandbox/apps/ship-payments/users").body == ["users": [ship.body]])
    let rechat = try caller.send(.post, "/_sandbox/apps/rechat-payments/users", json: ["email": "a@b.co"])
    #expect(rechat.body.object?.keys == ["id", "token", "email"])
    #expect(try caller.get("/_sandbox/apps/rechat-payments/users").body == ["users": [rechat.body]])
    try caller.register()
    let nest = try caller.get("/_sandbox/apps/nest-payments/users")["users"]
    #expect(nest?[0]?["userName"] == "alan" && nest?[0]?["password"] == nil)
    for (path, body) in [
      ("ship", "{}"), ("rechat", "{}"), ("ship", "{"), ("ship", #"{"email":"x","stripeCustomer":5}"#),
    ] {
      let answer = try caller.send(.post, "/_sandbox/apps/\(path)-payments/users", Array(body.utf8))
      #expect(answer.status == 400 && answer["error"]?["message"] != nil)
    }
    #expect(try caller.get("/_sandbox/apps/x/users").status == 404)
  }
}
