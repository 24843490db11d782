import Testing
import Wire

@testable import StripeSandbox

@Suite struct PauseTests {
  private let day = 86_400
  private let start = BillingClient.start

  @Test func aPausedSubscriptionSaysWhy() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    #expect(subscription["status_details"] == nil)
    let paused = try shop.client.post("/v1/subscriptions/\(subscription.id)/pause", "type=subscription")
    #expect(
      paused["status_details"]?["paused"] == [
        "subscription": ["type": "pause_requested"], "transitioned_at": .integer(start), "type": "subscription",
      ])
    let resumed = try shop.client.post("/v1/subscriptions/\(subscription.id)/resume")
    #expect(resumed["status"] == "active")
    #expect(resumed["status_details"] == nil)
  }

  @Test func aTrialWithoutAWayToPayPauses() throws {
    let shop = try BillingClient(card: "")
    let subscription = try shop.subscribe(
      shop.price(), "trial_period_days=5&trial_settings[end_behavior][missing_payment_method]=pause")
    try shop.advance(to: start + 6 * day)
    let paused = try shop.subscription(subscription.id)
    #expect(paused["status"] == "paused")
    #expect(
      paused["status_details"]?["paused"]?["subscription"]?["type"] == "trial_end_without_payment_method")
  }

  @Test func whatIsAskedForOnlyIsBilled() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3100))
    try shop.advance(to: start + 10 * day)
    let form = "type=subscription&invoicing_behavior=pending_invoice_item&bill_for[unused_time_from][type]=none"
    try shop.client.post("/v1/subscriptions/\(subscription.id)/pause", form)
    #expect(try shop.invoices(subscription.id).count == 1)
    #expect(try shop.client.get("/v1/invoiceitems?customer=\(shop.customer)")["data"] == [])
  }

  /// `resume_on_payment_success`, and when the subscription goes on.
  @Test func itStaysPausedUntilItIsPaid() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let form = "type=subscription&bill_for[unused_time_from][type]=none"
    try shop.client.post("/v1/subscriptions/\(subscription.id)/pause", form)
    try shop.advance(to: start + 40 * day)
    try shop.give("pm_card_chargeCustomerFail")
    let tried = try shop.client.post(
      "/v1/subscriptions/\(subscription.id)/resume", "payment_behavior=resume_on_payment_success")
    #expect(tried["status"] == "paused")
    let invoice = tried["latest_invoice"]?.string ?? ""
    #expect(invoice != subscription["latest_invoice"]?.string)
    try shop.give("pm_card_visa")
    try shop.client.post("/v1/invoices/\(invoice)/pay")
    let resumed = try shop.subscription(subscription.id)
    #expect(resumed["status"] == "active")
    #expect(resumed["billing_cycle_anchor"]?.integer == start + 40 * day)
    #expect(try shop.events("customer.subscription.resumed").count == 1)
  }

  @Test func classicAndScheduledSubscriptionsAreNotPaused() throws {
    let shop = try BillingClient()
    let classic = try shop.subscribe(shop.price(), "billing_mode[type]=classic")
    #expect(try shop.client.post("/v1/subscriptions/\(classic.id)/pause", "type=subscription").status == 400)
    let scheduled = try shop.subscribe(shop.price())
    try shop.client.post("/v1/subscription_schedules", "from_subscription=\(scheduled.id)")
    #expect(try shop.client.post("/v1/subscriptions/\(scheduled.id)/pause", "type=subscription").status == 400)
  }

  @Test func aSchedulePausesAndResumes() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price(3100))
    let pauses =
      "pause_schedules[0][key]=holidays&pause_schedules[0][pause][pause_at][type]=timestamp&pause_schedules[0][pause][pause_at][timestamp]=\(start + 10 * day)&pause_schedules[0][resume][resume_at][type]=duration&pause_schedules[0][resume][resume_at][duration][interval]=week&pause_schedules[0][resume][resume_at][duration][interval_count]=2"
    let schedule = try shop.client.post(
      "/v1/subscription_schedules", "from_subscription=\(subscription.id)&\(pauses)")
    let entry = schedule["pause_schedules"]?[0]
    #expect(entry?["key"] == "holidays")
    #expect(entry?["pause"]?["status"] == ["error": nil, "type": "scheduled"])
    #expect(entry?["resume"]?["resume_at"]?.integer == start + 24 * day)
    #expect(entry?["resume"]?["settings"]?["payment_behavior"] == "resume_on_payment_success")
    try shop.advance(to: start + 11 * day)
    #expect(try shop.subscription(subscription.id)["status"] == "paused")
    let paused = try shop.client.get("/v1/subscription_schedules/\(schedule.id)")
    #expect(paused["pause_schedules"]?[0]?["pause"]?["status"]?["type"] == "succeeded")
    try shop.advance(to: start + 25 * day)
    let resumed = try shop.subscription(subscription.id)
    #expect(resumed["status"] == "active")
    #expect(resumed["billing_cycle_anchor"]?.integer == start + 24 * day)
    // 21 of 31 days are given back.
    #expect(try shop.invoices(subscription.id).first?["total"] == 1000)
    let done = try shop.client.get("/v1/subscription_schedules/\(schedule.id)")
    #expect(done["pause_schedules"]?[0]?["resume"]?["status"]?["type"] == "succeeded")
    #expect(try shop.events("subscription_schedule.updated").count == 2)
  }

  @Test func aPauseScheduleIsChangedAndTakenAway() throws {
    let shop = try BillingClient()
    let subscription = try shop.subscribe(shop.price())
    let schedule = try shop.client.post("/v1/subscription_schedules", "from_subscription=\(subscription.id)")
    #expect(schedule["pause_schedules"] == [])
    let path = "/v1/subscription_schedules/\(schedule.id)"
    let now = "pause_schedules[0][key]=a&pause_schedules[0][pause][pause_at][type]=now"
    #expect(try shop.client.post(path, now)["pause_schedules"]?[0]?["pause"]?["status"]?["type"] == "succeeded")
    #expect(try shop.subscription(subscription.id)["status"] == "paused")
    let resume = "pause_schedules[0][key]=a&pause_schedules[0][resume][resume_at][type]=timestamp"
    let refused = try shop.client.post(
      path, resume + "&pause_schedules[0][resume][resume_at][timestamp]=\(start - day)")
    #expect(refused["error"]?["param"] == "pause_schedules[0][resume][resume_at][timestamp]")
    let changed = try shop.client.post(
      path, resume + "&pause_schedules[0][resume][resume_at][timestamp]=\(start + day)")
    #expect(changed["pause_schedules"]?[0]?["pause"]?["pause_at"]?.integer == start)
    #expect(changed["pause_schedules"]?[0]?["resume"]?["status"]?["type"] == "scheduled")
    #expect(try shop.client.post(path, "pause_schedules=")["pause_schedules"] == [])
    try shop.advance(to: start + 2 * day)
    #expect(try shop.subscription(subscription.id)["status"] == "paused")
  }

  @Test func aPhaseThatBeginsSaysWhichItFollows() throws {
    let shop = try BillingClient()
    let price = try shop.price()
    let phase = "[items][0][price]=\(price)&phases"
    try shop.client.post(
      "/v1/subscription_schedules",
      "customer=\(shop.customer)&start_date=\(start)&phases[0]\(phase)[0][iterations]=1&phases[1]\(phase)[1][iterations]=1"
    )
    try shop.advance(to: start + 32 * day)
    let event = try shop.client.get("/v1/events?type=subscription_schedule.updated")["data"]?[0]?["data"]
    #expect(event?["previous_attributes"]?["current_phase"]?["start_date"]?.integer == start)
    #expect(event?["object"]?["current_phase"]?["start_date"]?.integer == start + 31 * day)
  }
}
