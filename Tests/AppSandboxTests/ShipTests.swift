import Testing
import Wire

@testable import AppSandbox

@Suite struct ShipTests {
  private static let information = "/payments/payment-information"
  private static let setup = "/payments/create-setup-intent"
  private static let history = "/payments/get-history"

  /// A user of Ship with a Stripe customer.
  private func user(_ way: Way = .inProcess) throws -> (caller: Caller, customer: String) {
    let caller = try Caller(way)
    let user = try caller.makeUser(of: "ship-payments", ["email": "ada@example.com", "fullName": "Ada Lovelace"])
    return (caller, try #require(user["stripeId"]?.string))
  }

  private func saveCard(_ caller: Caller, _ method: String = "pm_card_visa") throws {
    let secret = try caller.send(.post, Self.setup).string("clientSecret")
    let id = String(secret.prefix { $0 != "_" }) + "_" + (secret.split(separator: "_").dropFirst().first ?? "")
    #expect(try caller.stripe(.post, "setup_intents/\(id)/confirm", "payment_method=\(method)").status == 200)
  }

  private func charge(_ caller: Caller, _ customer: String, _ amount: Int) throws -> String {
    let form = "customer=\(customer)&amount=\(amount)&currency=usd&allowed_payment_method_types[]=card&confirm=true"
    return try caller.stripe(.post, "payment_intents", form + "&payment_method=pm_card_visa").string("latest_charge")
  }

  @Test(arguments: Way.allCases) func aCardIsSavedAndShown(way: Way) throws {
    let (caller, customer) = try user(way)
    let empty = try caller.get(Self.information)
    #expect(empty.status == 200 && empty.text == #"{"balance":0}"#)
    let made = try caller.send(.post, Self.setup)
    #expect(made.status == 200 && made.body.object?.keys == ["clientSecret"])
    #expect(made.headers["Content-Type"] == "application/json; charset=utf-8")
    let secret = try made.string("clientSecret")
    let id = try #require(secret.split(separator: "_secret_").first)
    let intent = try caller.stripe(.get, "setup_intents/\(id)")
    #expect(intent["customer"]?.string == customer)
    #expect(intent["payment_method_types"] == ["card"])
    #expect(intent["client_secret"]?.string == secret)

    #expect(try caller.stripe(.post, "setup_intents/\(id)/confirm", "payment_method=pm_card_visa").status == 200)
    let shown = try caller.get(Self.information)
    #expect(shown.status == 200)
    #expect(shown.body.object?.keys == ["balance", "billingDetails", "card"])
    #expect(shown["card"]?.object?.keys == ["brand", "exp_month", "exp_year", "last4"])
    #expect(shown["card"]?["brand"] == "visa" && shown["card"]?["last4"] == "4242")
    #expect(shown["billingDetails"]?["address"]?["country"] != nil)
  }

  @Test func aSetupByStripeJSMakesTheDefault() throws {
    let (caller, customer) = try user()
    let secret = try caller.send(.post, Self.setup).string("clientSecret")
    let id = try #require(secret.split(separator: "_secret_").first)
    let form = """
      client_secret=\(secret)&payment_method_data[type]=card&payment_method_data[card][number]=5555555555554444\
      &payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=2040\
      &payment_method_data[card][cvc]=314&key=pk_test_nestbox
      """
    let confirmed = try caller.fork().send(
      .post, "/v1/setup_intents/\(id)/confirm", Array(form.utf8), type: "application/x-www-form-urlencoded",
      headers: ["Authorization": "Bearer pk_test_nestbox"])
    #expect(confirmed["status"] == "succeeded")
    let method = try #require(
      try caller.stripe(.get, "customers/\(customer)")["invoice_settings"]?["default_payment_method"]?.string)
    #expect(try caller.stripe(.get, "payment_methods/\(method)")["card"]?["brand"] == "mastercard")
    let events = try #require(try caller.stripe(.get, "events")["data"]?.array).map { $0["type"]?.string ?? "" }
    #expect(events.prefix(2) == ["customer.updated", "setup_intent.succeeded"])
  }

  @Test func theLatestSetupIsTheDefault() throws {
    let (caller, _) = try user()
    try saveCard(caller)
    try saveCard(caller, "pm_card_mastercard")
    #expect(try caller.get(Self.information)["card"]?["brand"] == "mastercard")
  }

  @Test func customersThatAreNotShipsKeepTheirDefault() throws {
    let caller = try Caller(.inProcess)
    let customer = try caller.stripe(.post, "customers").string("id")
    let form = "customer=\(customer)&payment_method=pm_card_visa&allowed_payment_method_types[]=card&confirm=true"
    #expect(try caller.stripe(.post, "setup_intents", form)["status"] == "succeeded")
    let after = try caller.stripe(.get, "customers/\(customer)")
    #expect(after["invoice_settings"]?["default_payment_method"] == .null)
  }

  @Test(arguments: Way.allCases) func historyPagesInBothDirections(way: Way) throws {
    let (caller, customer) = try user(way)
    #expect(try caller.get(Self.history).text == #"{"data":[],"hasMore":false}"#)
    var ids = try (1...12).map { try charge(caller, customer, $0 * 100) }
    ids.reverse()
    func page(_ query: String, _ expected: [String], hasMore: Bool) throws {
      let page = try caller.get(Self.history + query)
      #expect(page.status == 200)
      #expect(page["data"]?.array?.compactMap { $0["id"]?.string } == expected)
      #expect(page["hasMore"] == .bool(hasMore))
      #expect(page["firstItemId"]?.string == expected.first && page["lastItemId"]?.string == expected.last)
    }
    try page("", Array(ids[..<5]), hasMore: true)
    let forward = "?direction=forward&perPage=5&cursorId="
    let back = "?direction=back&perPage=5&cursorId="
    try page(forward + ids[4], Array(ids[5..<10]), hasMore: true)
    // Charges that arrive meanwhile shift nothing behind the cursor.
    let late = try [charge(caller, customer, 9_900), charge(caller, customer, 9_800)]
    try page(forward + ids[9], Array(ids[10...]), hasMore: false)
    try page(back + ids[10], Array(ids[5..<10]), hasMore: true)
    try page(back + ids[5], Array(ids[..<5]), hasMore: true)
    try page(back + ids[0], late.reversed(), hasMore: false)
    try page("?perPage=100", late.reversed() + ids, hasMore: false)
  }

  @Test func aChargeIsStripesOwn() throws {
    let (caller, customer) = try user()
    let id = try charge(caller, customer, 1_234)
    let shown = try caller.get(Self.history)["data"]?[0]
    #expect(try shown == caller.stripe(.get, "charges/\(id)").body)
    // Another customer's are not shown.
    _ = try charge(caller, caller.stripe(.post, "customers").string("id"), 500)
    #expect(try caller.get(Self.history)["data"]?.array?.count == 1)
  }

  @Test(arguments: [
    ("direction=sideways", "direction", "Invalid enum value. Expected 'forward' | 'back', received 'sideways'"),
    ("perPage=many", "perPage", "Expected number, received nan"),
  ])
  func badInputIsNamed(query: String, field: String, complaint: String) throws {
    let (caller, _) = try user()
    let answer = try caller.get(Self.history + "?" + query)
    #expect(answer.status == 400)
    let expected = JSON.object(JSON.Object([("errors", .object(JSON.Object([(field, .array([.string(complaint)]))])))]))
    #expect(answer.text == expected.text)
  }

  @Test func stripesErrorsAreServerErrors() throws {
    let (caller, customer) = try user()
    let cursor = try caller.get(Self.history + "?cursorId=ch_nope")
    #expect(cursor.status == 500)
    #expect(cursor.text == #"{"errors":{"global":"No such charge: 'ch_nope'"}}"#)
    #expect(try caller.stripe(.delete, "customers/\(customer)").status == 200)
    let setup = try caller.send(.post, Self.setup)
    #expect(setup.status == 500)
    #expect(setup["errors"]?["global"]?.string?.hasPrefix("No such customer: '\(customer)'") == true)
  }

  @Test func aUserWithoutAStripeAccountHasNothing() throws {
    let caller = try Caller(.inProcess)
    let user = try caller.makeUser(of: "ship-payments", ["email": "a@b.co", "stripeCustomer": false])
    #expect(user["stripeId"] == .null)
    let information = try caller.get(Self.information)
    #expect(information.status == 204 && information.text == "")
    for answer in try [caller.send(.post, Self.setup), caller.get(Self.history)] {
      #expect(answer.status == 400)
      #expect(answer.text == #"{"errors":{"global":"Customer does not have a stripe account"}}"#)
    }
  }

  @Test(arguments: Way.allCases) func aCookieComesBeforeTheHeader(way: Way) throws {
    let (caller, _) = try user(way)
    let token = try #require(caller.token)
    let cookie = "theme=dark; access_token=\(token)"
    let expected: [(Headers, Int)] = [
      (["Cookie": cookie, "Authorization": "Bearer x"], 200), (["Authorization": "Bearer \(token)"], 200),
      (["Cookie": "access_token=x", "Authorization": "Bearer \(token)"], 401),
      (["Cookie": "xaccess_token=\(token)", "Authorization": "Bearer x"], 401), ([:], 401),
      (["Authorization": token], 401),
    ]
    let stranger = caller.fork()
    for (headers, status) in expected {
      let answer = try stranger.send(.get, Self.information, headers: headers)
      #expect(answer.status == status)
      if status == 401 { #expect(answer.text == "{}") }
    }
    #expect(try caller.fork(token: token, sandbox: "other").get(Self.information).status == 401)
  }

  @Test func anUnknownRouteIsNotFound() throws {
    let (caller, _) = try user()
    for (method, path) in [(Wire.Method.get, "/payments"), (.get, Self.setup), (.post, Self.history)] {
      let answer = try caller.send(method, path)
      #expect(answer.status == 404 && answer.text == "Not Found")
    }
  }
}
