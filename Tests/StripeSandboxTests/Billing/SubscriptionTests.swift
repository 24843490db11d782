import Testing
import Wire

@testable import StripeSandbox

@Suite struct SubscriptionTests {
  private let day = 86_400
  private let start = BillingClient.start
  private var february: Int { start + 31 * day }

  @Test func aSubscriptionIsPaidAtOnceAndThenMonthByMonth() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    #expect(subscription["status"] == "active")
    #expect(subscription["items"]?["data"]?[0]?["current_period_end"]?.integer == february)
    let first = try shop.invoices(subscription.id)
    #expect(first.count == 1)
    #expect(first[0]["status"] == "paid")
    #expect(first[0]["billing_reason"] == "subscription_create")
    #expect(first[0]["lines"]?["data"]?[0]?["description"] == "1 × Gold (at $20.00 / month)")
    try shop.advance(to: february + 1800)
    let draft = try shop.invoices(subscription.id)
    #expect(draft.map { $0["status"] } == ["draft", "paid"])
    try shop.advance(to: february + 3 * 3600)
    let renewed = try shop.invoices(subscription.id)
    #expect(renewed.map { $0["status"] } == ["paid", "paid"])
    #expect(renewed[0]["billing_reason"] == "subscription_cycle")
    #expect(renewed[0]["created"]?.integer == february)
    #expect(renewed[0]["status_transitions"]?["finalized_at"]?.integer == february + 3600)
    #expect(renewed[0]["period_end"]?.integer == february)
  }

  @Test func aYearOfRenewalsNeitherOverlapsNorGaps() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    try shop.advance(to: start + 366 * day)
    let invoices = try shop.invoices(subscription.id)
    #expect(invoices.count == 13)
    let periods = invoices.reversed().compactMap { $0["lines"]?["data"]?[0]?["period"] }
    for (before, after) in zip(periods, periods.dropFirst()) { #expect(before["end"] == after["start"]) }
    #expect(Set(invoices.compactMap { $0["number"]?.string }).count == 13)
  }

  @Test func eventsComeInStripesOrder() throws {
    let shop = try BillingClient()
    let before = try shop.events().count
    let subscription = try shop.subscribe(shop.price())
    #expect(
      try shop.events().dropFirst(before + 3) == [
        "customer.updated", "customer.subscription.created", "invoice.created", "invoice.finalized",
        "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice.updated", "invoice.paid",
        "invoice.payment_succeeded", "customer.subscription.updated", "invoice_payment.paid",
      ])
    let first = try shop.events().count
    try shop.advance(to: february + 2 * 3600)
    #expect(
      try shop.events().dropFirst(first) == [
        "test_helpers.test_clock.advancing", "invoice.upcoming", "customer.subscription.updated", "invoice.created",
        "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded",
        "invoice.updated", "invoice.paid", "invoice.payment_succeeded", "invoice_payment.paid",
        "test_helpers.test_clock.ready",
      ])
    #expect(subscription.status == 200)
  }

  @Test func anUpgradeIsProrated() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3100))
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.advance(to: start + 15 * day + day / 2)
    let upgraded = try shop.client.post(
      "/v1/subscriptions/\(subscription.id)",
      "items[0][id]=\(item)&items[0][price]=\(shop.price(6200, name: "Gold"))&proration_behavior=always_invoice")
    #expect(upgraded.status == 200)
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["total"] == 1550)
    #expect(invoice["status"] == "paid")
    #expect(invoice["billing_reason"] == "subscription_update")
    let lines = invoice["lines"]?["data"]?.array ?? []
    #expect(lines.map { $0["amount"] } == [-1550, 3100])
    #expect(lines[0]["description"] == "Unused time on Gold after 16 Jan 2026")
    #expect(lines[1]["description"] == "Remaining time on Gold after 16 Jan 2026")
    #expect(lines[0]["parent"]?["subscription_item_details"]?["proration"] == true)
    #expect(lines[0]["parent"]?["subscription_item_details"]?["proration_details"]?["credited_items"] != .null)
  }

  @Test func prorationsWaitForTheNextInvoice() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3100))
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.advance(to: start + 15 * day + day / 2)
    #expect(try shop.client.post("/v1/subscription_items/\(item)", "quantity=3")["quantity"] == 3)
    let pending = try shop.client.get("/v1/invoiceitems?customer=\(shop.customer)&pending=true")["data"]?.array ?? []
    #expect(pending.map { $0["amount"] } == [4650, -1550])
    try shop.advance(to: february + 2 * 3600)
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["total"] == 12_400)
    #expect(invoice["lines"]?["data"]?.array?.count == 3)
  }

  @Test func withoutProrationNothingIsBilled() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.client.post(
      "/v1/subscriptions/\(subscription.id)", "items[0][id]=\(item)&items[0][quantity]=5&proration_behavior=none")
    #expect(try shop.client.get("/v1/invoiceitems?customer=\(shop.customer)")["data"] == [])
  }

  @Test func aFailedRenewalIsTriedAgainAndEndsTheSubscription() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    try shop.give("pm_card_chargeCustomerFail")
    try shop.advance(to: february + 2 * 3600)
    #expect(try shop.subscription(subscription.id)["status"] == "past_due")
    let invoice = try #require(shop.invoices(subscription.id).first)
    #expect(invoice["status"] == "open")
    #expect(invoice["attempt_count"] == 1)
    #expect(invoice["next_payment_attempt"]?.integer == february + 3600 + 3 * day)
    #expect(try shop.client.get("/v1/customers/\(shop.customer)")["delinquent"] == true)
    try shop.advance(to: february + 20 * day)
    let ended = try shop.subscription(subscription.id)
    #expect(ended["status"] == "canceled")
    #expect(ended["cancellation_details"]?["reason"] == "payment_failed")
    #expect(try shop.events("invoice.payment_failed").count == 4)
  }

  @Test func aNewCardRecoversAPastDueSubscription() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    try shop.give("pm_card_chargeCustomerFail")
    try shop.advance(to: february + 2 * 3600)
    try shop.give("pm_card_mastercard")
    try shop.advance(to: february + 4 * day)
    #expect(try shop.subscription(subscription.id)["status"] == "active")
    #expect(try shop.invoices(subscription.id).first?["attempt_count"] == 2)
    #expect(try shop.client.get("/v1/customers/\(shop.customer)")["delinquent"] == false)
  }

  @Test func aTrialIsFreeAndThenPaid() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(), "trial_period_days=14")
    #expect(subscription["status"] == "trialing")
    #expect(subscription["trial_end"]?.integer == start + 14 * day)
    let free = try shop.invoices(subscription.id)
    #expect(free[0]["total"] == 0)
    #expect(free[0]["lines"]?["data"]?[0]?["description"] == "Free trial for 1 × Gold")
    try shop.advance(to: start + 12 * day)
    #expect(try shop.events("customer.subscription.trial_will_end").count == 1)
    try shop.advance(to: start + 15 * day)
    #expect(try shop.subscription(subscription.id)["status"] == "active")
    #expect(try shop.invoices(subscription.id).map { $0["total"] } == [2000, 0])
  }

  @Test(
    arguments: [("cancel", "canceled"), ("pause", "paused"), ("create_invoice", "past_due")])
  func aTrialWithoutAPaymentMethodEnds(behavior: String, status: String) throws {
    let shop = try BillingClient(card: "")
    let subscription = try shop.subscribe(
      shop.price(), "trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=\(behavior)")
    #expect(subscription["pending_setup_intent"] != .null)
    try shop.advance(to: start + 7 * day + 2 * 3600)
    #expect(try shop.subscription(subscription.id)["status"]?.string == status)
    guard behavior == "pause" else { return }
    try shop.give("pm_card_visa")
    #expect(try shop.client.post("/v1/subscriptions/\(subscription.id)/resume")["status"] == "active")
    #expect(try shop.invoices(subscription.id).first?["status"] == "paid")
  }

  @Test func cancellationAtThePeriodsEndWaits() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let canceled = try shop.client.post("/v1/subscriptions/\(subscription.id)", "cancel_at_period_end=true")
    #expect(canceled["cancel_at"]?.integer == february)
    #expect(canceled["cancellation_details"]?["reason"] == "cancellation_requested")
    try shop.advance(to: february + day)
    let ended = try shop.subscription(subscription.id)
    #expect(ended["status"] == "canceled")
    #expect(ended["ended_at"]?.integer == february)
    #expect(try shop.invoices(subscription.id).count == 1)
    #expect(try shop.events("customer.subscription.deleted").count == 1)
  }

  @Test(
    arguments: [
      ("", 200, "incomplete"), ("payment_behavior=default_incomplete", 200, "incomplete"),
      ("payment_behavior=error_if_incomplete", 402, nil), ("payment_behavior=pending_if_incomplete", 400, nil),
    ])
  func anUnpaidFirstInvoice(form: String, status: Int, state: String?) throws {
    let shop = try BillingClient(card: "pm_card_chargeCustomerFail")
    let subscription = try shop.subscribe(shop.price(), form)
    #expect(subscription.status == status)
    #expect(subscription["status"]?.string == state)
    let kept = try shop.client.get("/v1/subscriptions?customer=\(shop.customer)&status=all")["data"]?.array ?? []
    #expect(kept.count == (status == 200 ? 1 : 0))
    guard status == 200 else { return }
    try shop.advance(to: start + day)
    #expect(try shop.subscription(subscription.id)["status"] == "incomplete_expired")
    #expect(try shop.invoices(subscription.id).first?["status"] == "void")
  }

  @Test func aFirstInvoiceIsPaidByItsPaymentIntent() throws {
    let shop = try BillingClient(card: "")
    let subscription = try shop.subscribe(
      shop.price(), "payment_behavior=default_incomplete&expand[]=latest_invoice.confirmation_secret")
    let secret = subscription["latest_invoice"]?["confirmation_secret"]?["client_secret"]?.string ?? ""
    let intent = String(secret.split(separator: "_secret_").first ?? "")
    let paid = try shop.client.post("/v1/payment_intents/\(intent)/confirm", "payment_method=pm_card_visa")
    #expect(paid["status"] == "succeeded")
    #expect(try shop.subscription(subscription.id)["status"] == "active")
    #expect(try shop.invoices(subscription.id).first?["status"] == "paid")
  }

  @Test func authenticationMakesASubscriptionWait() throws {
    let shop = try BillingClient(card: "pm_card_authenticationRequired")
    let subscription = try shop.subscribe(shop.price(), "expand[]=latest_invoice.payments")
    #expect(subscription["status"] == "incomplete")
    let payment = subscription["latest_invoice"]?["payments"]?["data"]?[0]
    #expect(payment?["status"] == "open")
    let intent = payment?["payment"]?["payment_intent"]?.string ?? ""
    #expect(try shop.client.get("/v1/payment_intents/\(intent)")["status"] == "requires_action")
    try Call(in: shop.client.api.sandbox(named: "tests")).authenticatePayment(intent, succeeded: true)
    #expect(try shop.subscription(subscription.id)["status"] == "active")
  }

  @Test func previewsChangeNothing() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3100))
    let item = subscription["items"]?["data"]?[0]?["id"]?.string ?? ""
    try shop.advance(to: start + 15 * day + day / 2)
    let before = try shop.subscription(subscription.id)
    let price = try shop.price(6200, name: "Platinum")
    let count = try shop.events().count
    let next = try shop.client.post("/v1/invoices/create_preview", "subscription=\(subscription.id)")
    #expect(next["total"] == 3100)
    #expect(next.id.hasPrefix("upcoming_in_"))
    #expect(next["lines"]?["data"]?[0]?["period"]?["start"]?.integer == february)
    let changed = try shop.client.post(
      "/v1/invoices/create_preview",
      "subscription=\(subscription.id)&subscription_details[items][0][id]=\(item)&subscription_details[items][0][price]=\(price)"
    )
    #expect(changed["lines"]?["data"]?.array?.map { $0["amount"] } == [-1550, 3100, 6200])
    #expect(changed["total"] == 7750)
    #expect(try shop.subscription(subscription.id).body == before.body)
    #expect(try shop.events().count == count)
    #expect(try shop.invoices(subscription.id).count == 1)
  }

  @Test func aPausedCollectionVoidsItsInvoices() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    try shop.client.post(
      "/v1/subscriptions/\(subscription.id)",
      "pause_collection[behavior]=void&pause_collection[resumes_at]=\(february + 10 * day)")
    try shop.advance(to: february + 5 * day)
    #expect(try shop.invoices(subscription.id).first?["status"] == "void")
    #expect(try shop.subscription(subscription.id)["status"] == "active")
    try shop.advance(to: february + 11 * day)
    #expect(try shop.subscription(subscription.id)["pause_collection"] == .null)
  }

  @Test func aScheduleChangesThePriceAtItsPhase() throws {
    let shop = try BillingClient()
    let (small, large) = (try shop.price(1000), try shop.price(5000, name: "Large"))
    let schedule = try shop.client.post(
      "/v1/subscription_schedules",
      """
      customer=\(shop.customer)&start_date=now&end_behavior=release&phases[0][items][0][price]=\(small)\
      &phases[0][iterations]=2&phases[1][items][0][price]=\(large)&phases[1][iterations]=1
      """)
    #expect(schedule["status"] == "active")
    let subscription = schedule["subscription"]?.string ?? ""
    try shop.advance(to: start + 100 * day)
    #expect(
      try shop.invoices(subscription).reversed().map { $0["total"] } == [1000, 1000, 5000, 5000])
    #expect(try shop.client.get("/v1/subscription_schedules/\(schedule.id)")["status"] == "completed")
    #expect(try shop.subscription(subscription)["schedule"] == .null)
  }

  @Test func thePeriodIsWhereItsVersionHasIt() throws {
    let shop = try BillingClient(version: "2024-06-20")
    let subscription = try shop.subscribe(shop.price(), "expand[]=latest_invoice.payment_intent")
    #expect(subscription["current_period_end"]?.integer == february)
    #expect(subscription["items"]?["data"]?[0]?["current_period_end"] == nil)
    #expect(subscription["latest_invoice"]?["payment_intent"]?["status"] == "succeeded")
    #expect(subscription["latest_invoice"]?["subscription"]?.string == subscription.id)
    #expect(subscription["latest_invoice"]?["lines"]?["data"]?[0]?["price"]?["object"] == "price")
  }

  @Test func onlyVoidingItsInvoiceCancelsADefaultPayment() throws {
    let shop = try BillingClient()
    try shop.client.post("/v1/invoiceitems", "customer=\(shop.customer)&amount=500&currency=usd")
    let invoice = try shop.client.post(
      "/v1/invoices", "customer=\(shop.customer)&pending_invoice_items_behavior=include"
    ).id
    try shop.client.post("/v1/invoices/\(invoice)/finalize")
    let payments = try shop.client.get("/v1/invoice_payments?invoice=\(invoice)")
    let intent = try #require(payments["data"]?[0]?["payment"]?["payment_intent"]?.string)
    let refusal = try shop.client.post("/v1/payment_intents/\(intent)/cancel")
    #expect(refusal.status == 400 && refusal["error"]?["code"] == "payment_intent_unexpected_state")
    try shop.client.post("/v1/invoices/\(invoice)/void")
    #expect(try shop.client.get("/v1/payment_intents/\(intent)")["status"] == "canceled")
  }
}
