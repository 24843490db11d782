import Platform
import StripeSandbox
import Testing
import Wire

@testable import AppSandbox

/// Stripe elsewhere: its answers come later, or never.
@Suite struct RemoteStripeTests {
  /// A Stripe that answers when it is told to.
  private final class SlowStripe: Handler {
    let stripe = StripeAPI()
    private(set) var waiting: [(request: Request, reply: Reply)] = []

    func handle(_ request: Request, _ reply: Reply) { waiting.append((request, reply)) }

    /// Answers all that wait now, the last first, so that nothing depends on their order.
    func answer() {
      let answered = waiting.reversed()
      waiting = []
      for (request, reply) in answered { stripe.handle(request, reply) }
    }
  }

  private let slow = SlowStripe()
  private let site: Site

  init() { site = Site(remote: slow) }

  private final class Answers { var all: [Received] = [] }

  private func post(_ path: String, _ body: JSON, token: String?, _ answers: Answers) {
    var headers: Headers = ["Content-Type": "application/json"]
    headers["Authorization"] = token.map { "Bearer " + $0 }
    site.handle(Request(.post, path, headers: headers, body: body.bytes), Reply { answers.all.append(Received($0)) })
  }

  @Test func twentyAtOnceAreOnePayment() throws {
    let caller = Caller(site)
    try caller.register()
    let answers = Answers()
    for _ in 0..<20 { post("/payment", ["cuid": "same"], token: caller.token, answers) }
    #expect(slow.waiting.map(\.request.path) == ["/v1/customers"])
    slow.answer()
    #expect(slow.waiting.map(\.request.path) == ["/v1/payment_intents"])
    let user = try #require(try caller.me()["userId"]?.string)
    #expect(slow.waiting.first?.request.headers["Idempotency-Key"] == user + "-same")
    #expect(slow.waiting.first?.request.headers["Stripe-Version"] == "2022-11-15")
    slow.answer()
    #expect(answers.all.count == 20)
    #expect(Set(answers.all.map(\.text)).count == 1 && answers.all.allSatisfy { $0.status == 201 })
    // One that comes later is shown the same.
    post("/payment", ["cuid": "same"], token: caller.token, answers)
    slow.answer()
    #expect(answers.all.last?.text == answers.all.first?.text)
  }

  @Test func differentPaymentsAtOnceShareOneCustomer() throws {
    let caller = Caller(site)
    try caller.register()
    let answers = Answers()
    for number in 0..<5 { post("/payment", ["cuid": .string("\(number)")], token: caller.token, answers) }
    #expect(slow.waiting.map(\.request.path) == ["/v1/customers"])
    while !slow.waiting.isEmpty { slow.answer() }
    #expect(Set(answers.all.compactMap { $0["id"]?.string }).count == 5)
    let customers = Set(
      try answers.all.map { try $0.string("id") }.map { id in
        slow.stripe.respond(
          to: Request(.get, "/v1/payment_intents/" + id, headers: ["Authorization": "Bearer sk_test_nestbox"]))
      }.map { try JSONParser.parse($0.body)["customer"]?.string })
    #expect(customers.count == 1)
  }

  @Test func twoUsersInterleaveWithoutMeeting() throws {
    let alan = Caller(site)
    try alan.register("alan")
    let grace = Caller(site)
    try grace.register("grace")
    let (alans, graces) = (Answers(), Answers())
    for number in 0..<3 {
      post("/payment", ["cuid": .string("\(number)")], token: alan.token, alans)
      post("/payment", ["cuid": .string("\(number)")], token: grace.token, graces)
    }
    while !slow.waiting.isEmpty { slow.answer() }
    let ids = Set((alans.all + graces.all).compactMap { $0["id"]?.string })
    #expect(alans.all.count == 3 && graces.all.count == 3 && ids.count == 6)
  }

  @Test func aFailureIsToldToAllWhoWaitAndNotKept() throws {
    let caller = Caller(site)
    try caller.register()
    let answers = Answers()
    for _ in 0..<3 { post("/payment", ["cuid": "c"], token: caller.token, answers) }
    slow.waiting.first?.reply.drop()
    #expect(
      answers.all.map(\.text) == Array(repeating: #"{"statusCode":500,"message":"Internal server error"}"#, count: 3))
    slow.answer()
    post("/payment", ["cuid": "c"], token: caller.token, answers)
    while !slow.waiting.isEmpty { slow.answer() }
    #expect(answers.all.last?.status == 201)
  }

  @Test func aUserThatGoesWhileStripeIsAskedLeavesNothingBroken() throws {
    let caller = Caller(site)
    try caller.register()
    let id = try #require(try caller.me()["userId"]?.string)
    let answers = Answers()
    post("/payment", ["cuid": "c"], token: caller.token, answers)
    #expect(try caller.send(.delete, "/user/\(id)").status == 200)
    while !slow.waiting.isEmpty { slow.answer() }
    #expect(answers.all.count == 1)
    try caller.register()
    #expect(try caller.me()["customerId"] == nil)
  }

  @Test(arguments: ["<html>", "", #"{"error":"x"}"#]) func anAnswerThatIsNotStripesIsACrash(body: String) throws {
    final class Wrong: Handler {
      let body: String
      init(_ body: String) { self.body = body }
      func handle(_ request: Request, _ reply: Reply) { reply(Response(502, body: Array(body.utf8))) }
    }
    let caller = Caller(Site(remote: Wrong(body)))
    try caller.register()
    #expect(try caller.pay("c").text == #"{"statusCode":500,"message":"Internal server error"}"#)
    try caller.makeUser(of: "rechat-payments")
    let rechat = try caller.send(.post, "/payments/stripe/customers", json: ["token": "tok_visa"])
    #expect(rechat.status == 500 && rechat.text == #"{"message":"Internal Error"}"#)
    #expect(
      try caller.send(.post, "/_sandbox/apps/ship-payments/users", json: ["email": "a@b.co"]).status == 502)
  }

  @Test func whatSucceededThereBecomesTheDefaultWhenLookedAt() throws {
    // Another sandbox's Stripe, which answers at once but tells nobody of its events.
    let there = StripeAPI()
    let caller = Caller(Site(remote: there))
    try caller.makeUser(of: "ship-payments")
    let secret = try caller.send(.post, "/payments/create-setup-intent").string("clientSecret")
    let id = try #require(secret.split(separator: "_secret_").first)
    func stripe(_ path: String, _ form: String = "") throws -> JSON {
      let request = Request(
        form.isEmpty ? .get : .post, "/v1/" + path, headers: ["Authorization": "Bearer sk_test_nestbox"],
        body: Array(form.utf8))
      return try JSONParser.parse(there.respond(to: request).body)
    }
    #expect(try caller.get("/payments/payment-information").text == #"{"balance":0}"#)
    #expect(try stripe("setup_intents/\(id)/confirm", "payment_method=pm_card_visa")["status"] == "succeeded")
    #expect(try caller.get("/payments/payment-information")["card"]?["last4"] == "4242")
    // What is changed there afterwards stays as it is.
    let customer = try #require(try stripe("setup_intents/\(id)")["customer"]?.string)
    _ = try stripe("customers/\(customer)", "invoice_settings[default_payment_method]=")
    #expect(try caller.get("/payments/payment-information").text == #"{"balance":0}"#)
  }

  @Test(arguments: ["sk_live_x", "rk_live_x", "pk_test_x", "", "x"]) func onlySecretTestKeysAreTaken(key: String) throws
  {
    let url = try #require(HTTPURL("http://127.0.0.1:1"))
    let loop = try Loop()
    #expect(throws: RemoteStripe.Refusal.self) { try RemoteStripe(loop, url, key: key) }
  }

  @Test func overTheWireItIsTheSame() throws {
    let remote = try RunningServer.start { _ in StripeAPI() }
    defer { remote.stop() }
    let url = try #require(HTTPURL("http://127.0.0.1:\(remote.port)/s/remote"))
    let local = try RunningServer.start { loop in
      Site(remote: try RemoteStripe(loop, url, key: "sk_test_elsewhere"))
    }
    defer { local.stop() }
    let caller = Caller(local)
    try caller.register()
    // Twenty at once, each over a connection of its own.
    let token = caller.token
    let answers = try (0..<20).map { _ in
      let answer = try Promise<String>()
      try startThread {
        let other = Caller(local)
        other.token = token
        answer.put((try? other.pay("same").text) ?? "nothing")
      }
      return answer
    }.map { $0.wait() }
    #expect(Set(answers).count == 1)
    let id = try #require(JSONParser.parse(answers[0])["id"]?.string)
    #expect(try caller.confirm(id, with: "pm_card_visa")["status"] == "succeeded")
    #expect(try caller.confirm(id, with: "pm_card_visa").status == 400)
    let list = try #require(try caller.get("/payment").body.array)
    #expect(list.count == 1 && list[0]["status"] == "succeeded")
    // It happened there, and not here.
    #expect(try caller.stripe(.get, "charges")["data"] == [])
    let there = Caller(remote)
    there.sandbox = "remote"
    #expect(try there.stripe(.get, "charges")["data"]?.array?.count == 1)
  }

  @Test func aStripeThatIsNotThereIsReported() throws {
    let failures = try Promise<HTTPClient.Failure>()
    let url = try #require(HTTPURL("http://127.0.0.1:1"))
    let local = try RunningServer.start { loop in
      Site(remote: try RemoteStripe(loop, url, key: "sk_test_x") { failures.put($0) })
    }
    defer { local.stop() }
    let caller = Caller(local)
    try caller.register()
    let answer = try caller.pay("c")
    #expect(answer.status == 500 && answer.text == #"{"statusCode":500,"message":"Internal server error"}"#)
    #expect(failures.wait() == .refused("http://127.0.0.1:1"))
  }
}
