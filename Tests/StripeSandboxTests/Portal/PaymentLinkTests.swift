import Testing
import Wire

@testable import StripeSandbox

/// What a payment link hands on to the sessions of its customers.
@Suite struct PaymentLinkTests {
  let client = Client()

  private func code(_ link: Client.Answer) -> String { link["url"]?.string?.lastPathPart ?? "" }

  private func open(_ link: Client.Answer, _ form: String = "") throws -> Client.Answer {
    try client.post("/v1/payment_link_pages/\(code(link))", form)
  }

  private func session(_ opened: Client.Answer) throws -> Client.Answer {
    try client.get("/v1/checkout/sessions/\(opened["url"]?.string?.lastPathPart ?? "")?expand[]=line_items")
  }

  private static let line =
    "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2000&line_items[0][price_data][product_data][name]=T-shirt&line_items[0][quantity]=2"

  @Test func eachCustomerGetsASession() throws {
    let link = try client.post(
      "/v1/payment_links",
      Self.line + "&metadata[a]=1&phone_number_collection[enabled]=true&payment_intent_data[description]=Shirts")
    let session = try session(try open(link, "client_reference_id=ref&prefilled_email=a@example.com"))
    #expect(session["payment_link"] == .string(link.id))
    #expect(session["client_reference_id"] == "ref")
    #expect(session["metadata"] == ["a": "1"])
    #expect(session["amount_total"] == 4000)
    #expect(session["phone_number_collection"]?["enabled"] == true)
    let page = try client.get("/v1/payment_pages/\(session.id)")
    #expect(page["page"]?["prefilled_email"] == "a@example.com")
    #expect(page["page"]?["after_completion"] == ["custom_message": .null])
    let paid = try client.post(
      "/v1/payment_pages/\(session.id)/confirm", "email=a@example.com&payment_method=pm_card_visa")
    #expect(paid["page"]?["intent"]?["description"] == "Shirts")
  }

  @Test func aCodeInTheAddressTakesSomethingOff() throws {
    let coupon = try client.post("/v1/coupons", "percent_off=25&duration=once")
    _ = try client.post("/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=\(coupon.id)&code=QUARTER")
    let link = try client.post("/v1/payment_links", Self.line + "&allow_promotion_codes=true")
    #expect(try session(try open(link, "prefilled_promo_code=QUARTER"))["amount_total"] == 3000)
    #expect(try session(try open(link, "prefilled_promo_code=NOTHING"))["amount_total"] == 4000)
  }

  @Test func aLinkClosesWithItsLastSession() throws {
    let link = try client.post(
      "/v1/payment_links", Self.line + "&restrictions[completed_sessions][limit]=1&inactive_message=Sold+out")
    let session = try session(try open(link))
    _ = try client.post(
      "/v1/payment_pages/\(session.id)/confirm", "email=a@example.com&payment_method=pm_card_visa")
    let closed = try open(link)
    #expect(closed.status == 400)
    #expect(closed.error["message"] == "Sold out")
    let now = try client.get("/v1/payment_links/\(link.id)")
    #expect(now["restrictions"]?["completed_sessions"] == ["count": 1, "limit": 1])
  }

  @Test func aConnectedAccountGetsThePayment() throws {
    let account = try client.post(
      "/v1/accounts",
      "type=express&country=US&capabilities[transfers][requested]=true&capabilities[card_payments][requested]=true")
    let link = try client.post(
      "/v1/payment_links",
      Self.line + "&transfer_data[destination]=\(account.id)&application_fee_amount=300&on_behalf_of=\(account.id)")
    #expect(link["application_fee_amount"] == 300)
    #expect(link["transfer_data"] == ["amount": .null, "destination": .string(account.id)])
    let session = try session(try open(link))
    let paid = try client.post(
      "/v1/payment_pages/\(session.id)/confirm", "email=a@example.com&payment_method=pm_card_visa")
    let intent = paid["page"]?["intent"]
    #expect(intent?["application_fee_amount"] == 300)
    #expect(intent?["transfer_data"]?["destination"] == .string(account.id))
    #expect(intent?["on_behalf_of"] == .string(account.id))
  }

  @Test func aSubscriptionStartsWithItsTrial() throws {
    let link = try client.post(
      "/v1/payment_links",
      "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=1000&line_items[0][price_data][recurring][interval]=month&line_items[0][price_data][product_data][name]=Gold&line_items[0][quantity]=1&subscription_data[trial_period_days]=7&subscription_data[metadata][b]=2"
    )
    let session = try session(try open(link))
    let done = try client.post(
      "/v1/payment_pages/\(session.id)/confirm", "email=a@example.com&payment_method=pm_card_visa")
    let id = done["session"]?["subscription"]?.string ?? ""
    let subscription = try client.get("/v1/subscriptions/\(id)")
    #expect(subscription["status"] == "trialing")
    #expect(subscription["metadata"] == ["b": "2"])
  }
}
