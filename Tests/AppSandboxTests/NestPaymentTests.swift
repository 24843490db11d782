import StripeSandbox
import Testing
import Wire

@testable import AppSandbox

@Suite struct NestPaymentTests {
  @Test(arguments: Way.allCases) func aPaymentIsMadeConfirmedAndShown(way: Way) throws {
    let caller = try Caller(way)
    try caller.register()
    #expect(try caller.get("/payment").text == "[]")
    let made = try caller.pay("cuid")
    #expect(made.status == 201)
    #expect(
      made.body.object?.keys == ["id", "amount", "currency", "status", "paymentMethod", "clientSecret"])
    #expect(made["amount"] == 2000 && made["currency"] == "usd" && made["status"] == "requires_payment_method")
    #expect(made["paymentMethod"] == .null)
    let id = try made.string("id")
    #expect(id.hasPrefix("pi_"))
    #expect(try made.string("clientSecret").hasPrefix(id + "_secret_"))

    let confirmed = try caller.confirm(id, with: "pm_card_visa")
    #expect(confirmed.status == 201)
    #expect(confirmed.body.object?.keys == ["id", "amount", "currency", "status", "paymentMethod"])
    #expect(confirmed["status"] == "succeeded")
    #expect(try confirmed.string("paymentMethod").hasPrefix("pm_"))
    let shown = try caller.get("/payment/\(id)")
    #expect(shown.status == 200 && shown.body == confirmed.body)
    let list = try caller.get("/payment")
    #expect(list.status == 200 && list.body == [confirmed.body])
  }

  @Test func theFirstPaymentMakesTheCustomer() throws {
    let caller = try Caller(.inProcess)
    try caller.register("alan")
    #expect(try caller.me()["customerId"] == nil)
    let id = try caller.pay("a").string("id")
    try #expect(caller.pay("b").string("id") != id)
    let customer = try #require(try caller.me()["customerId"]?.string)
    let stripes = try caller.stripe(.get, "customers/\(customer)")
    #expect(stripes["email"] == "alan@example.com" && stripes["name"] == "alan")
    #expect(try caller.stripe(.get, "customers")["data"]?.array?.count == 1)
    #expect(try caller.stripe(.get, "payment_intents/\(id)")["customer"]?.string == customer)
  }

  @Test func aCuidIsOnePayment() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let first = try caller.pay("same")
    let again = try caller.pay("same")
    #expect(again.status == 201 && again.body == first.body)
    let id = try first.string("id")
    #expect(try caller.confirm(id, with: "pm_card_visa").status == 201)
    // The same payment as it now is.
    let paid = try caller.pay("same")
    #expect(paid["id"] == first["id"] && paid["status"] == "succeeded")
    #expect(paid["clientSecret"] == first["clientSecret"])
    // Another user's cuid is another's payment, and another cuid another payment.
    let other = caller.fork()
    try other.register("grace")
    #expect(try other.pay("same")["id"] != first["id"])
    #expect(try caller.pay("Same")["id"] != first["id"])
    #expect(try caller.stripe(.get, "payment_intents")["data"]?.array?.count == 3)
  }

  @Test func aPaymentIsItsUsersAlone() throws {
    let alan = try Caller(.inProcess)
    try alan.register("alan")
    let id = try alan.pay("a").string("id")
    let stranger = alan.fork()
    try stranger.register("grace")
    // Without and with a customer of her own.
    for _ in 0..<2 {
      for payment in [id, "pi_nope", "..", "a/b?c"] {
        let shown = try stranger.get("/payment/\(percentEncoded(payment))")
        #expect(shown.status == 404)
        #expect(shown.text == #"{"statusCode":404,"message":"Payment not found.","error":"Not Found"}"#)
        let confirmed = try stranger.confirm(payment, with: "pm_card_visa")
        #expect(confirmed.status == 403)
        #expect(confirmed.text == #"{"statusCode":403,"message":"Forbidden"}"#)
      }
      #expect(try stranger.get("/payment").body.array?.contains { $0["id"]?.string == id } == false)
      #expect(try stranger.pay("b").status == 201)
    }
    #expect(try alan.get("/payment/\(id)")["status"] == "requires_payment_method")
  }

  @Test func aDeclineIsStripesOwn() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let id = try caller.pay("a").string("id")
    let declined = try caller.confirm(id, with: "pm_card_visa_chargeDeclined")
    #expect(declined.status == 402)
    #expect(declined.text == #"{"statusCode":402,"message":"Your card was declined."}"#)
    #expect(try caller.get("/payment/\(id)")["status"] == "requires_payment_method")
    #expect(try caller.get("/payment/\(id)")["paymentMethod"] == .null)
    let unknown = try caller.confirm(id, with: "pm_nope")
    #expect(unknown.status == 400)
    #expect(unknown.body.object?.keys == ["statusCode", "message"])
    #expect(try unknown.string("message").hasPrefix("No such PaymentMethod: 'pm_nope'"))
    #expect(try caller.confirm(id, with: "pm_card_visa")["status"] == "succeeded")
    #expect(try caller.confirm(id, with: "pm_card_visa").status == 400)
  }

  @Test func threeDSecureRequiresAction() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let id = try caller.pay("a").string("id")
    let confirmed = try caller.confirm(id, with: "pm_card_threeDSecure2Required")
    #expect(confirmed.status == 201)
    #expect(confirmed["status"] == "requires_action")
    #expect(try confirmed.string("paymentMethod").hasPrefix("pm_"))
    #expect(try caller.stripe(.get, "payment_intents/\(id)")["next_action"]?["type"] == "use_stripe_sdk")
  }

  @Test func aListHasAllPaymentsNewestFirst() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let ids = try (0..<230).map { try caller.pay("cuid \($0)").string("id") }
    let list = try #require(try caller.get("/payment").body.array)
    #expect(list.compactMap { $0["id"]?.string } == ids.reversed())
  }

  @Test func aCustomerThatStripeDoesNotKnowIsStripesError() throws {
    let caller = try Caller(.inProcess)
    try caller.register()
    let id = try #require(try caller.me()["userId"]?.string)
    #expect(try caller.send(.patch, "/user/\(id)", json: ["customerId": "cus_nope"]).status == 200)
    let answer = try caller.pay("a")
    #expect(answer.text == #"{"statusCode":400,"message":"No such customer: 'cus_nope'"}"#)
  }

  @Test func anUnknownRouteCannotBeHad() throws {
    let caller = try Caller(.inProcess)
    for (method, path) in [(Wire.Method.get, "/x?y=1"), (.put, "/user"), (.get, "/payment/a/b"), (.delete, "/payment")]
    {
      let answer = try caller.send(method, path)
      #expect(answer.status == 404)
      let expected = #"{"statusCode":404,"message":"Cannot \#(method.rawValue) \#(path)","error":"Not Found"}"#
      #expect(answer.text == expected)
    }
  }

  @Test func getAnswersHeadAndASlashAtTheEndDoesNotCount() throws {
    let caller = try Caller(.socket)
    try caller.register()
    let head = try caller.send(.head, "/payment/")
    #expect(head.status == 200 && head.text == "")
    #expect(try caller.get("/payment/").text == "[]")
  }
}
