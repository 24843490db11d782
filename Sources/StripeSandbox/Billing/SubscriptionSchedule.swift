import Wire

/// The course of a subscription over time: phases, one after the other.
package struct SubscriptionSchedule: Resource {
  package enum Status: String, Codable, Sendable {
    case notStarted = "not_started"
    case active
    case completed
    case released
    case canceled
  }

  package enum EndBehavior: String, Codable, Sendable { case release, cancel, none, renew }

  package static let object: StaticString = "subscription_schedule"
  package static let pathParameter = "schedule"
  package static let idPrefixes = ["sub_sched_"]
  package static let indexes = [Index<SubscriptionSchedule>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "customer": .one("customer"),
      "default_settings.default_payment_method": .one("payment_method"),
      "default_settings.invoice_settings.issuer.account": .one("account"),
      "default_settings.on_behalf_of": .one("account"),
      "default_settings.transfer_data.destination": .one("account"),
      "phases.invoice_settings.issuer.account": .one("account"), "phases.on_behalf_of": .one("account"),
      "phases.transfer_data.destination": .one("account"),
      "phases.add_invoice_items.price": .one("price"), "phases.default_payment_method": .one("payment_method"),
      "phases.items.price": .one("price"), "phases.items.plan": .one("plan"), "phases.discounts.coupon": .one("coupon"),
      "phases.coupon": .one("coupon"), "subscription": .one("subscription"),
      "test_clock": .one("test_helpers.test_clock"),
    ]
  }

  package let id: String
  package let created: Int
  package var customer: String
  package var status = Status.notStarted
  var endBehavior = EndBehavior.release
  var phases: [Phase]
  var metadata = Metadata()
  var mode: Subscription.BillingMode
  var defaults = Defaults()
  var subscription: String?
  var releasedSubscription: String?
  var canceledAt: Int?
  var completedAt: Int?
  var releasedAt: Int?
  /// The end that was announced before it came.
  var announcedEnd: Int?
  /// The phase that runs, while one does.
  var current: Int?
  var pause: PauseSchedule?
  package var testClock: String?

  /// `default_settings`
  struct Defaults: Codable, Sendable {
    var anchorsToPhase = false
    var collection = Invoice.Collection.automatic
    var daysUntilDue: Int?
    var defaultPaymentMethod: String?
    var description: String?
    var automaticTax = false
    var connect: BillingConnect?
  }

  struct Phase: Codable, Sendable {
    var items: [Item]
    var added: [AddedItem] = []
    var start: Int
    var end: Int
    var trialEnd: Int?
    var proration = "create_prorations"
    /// `phase_start` or `automatic`, where the phase says.
    var anchor: String?
    var collection: Invoice.Collection?
    var currency: String
    var defaultPaymentMethod: String?
    var defaultTaxRates: [String] = []
    var description: String?
    var discounts: [JSON] = []
    var daysUntilDue: Int?
    var metadata = Metadata()
    var connect: BillingConnect?
    var automaticTax = false
  }

  struct Item: Codable, Sendable {
    var price: String
    var quantity: Int?
    var discounts: [JSON] = []
    var metadata = Metadata()
    var taxRates: [String] = []
  }

  struct AddedItem: Codable, Sendable {
    var price: String
    var quantity: Int
    var metadata = Metadata()
    var taxRates: [String] = []
  }

  var isRunning: Bool { status == .notStarted || status == .active }

  package static let jobs = [
    Job<SubscriptionSchedule>("expiring", due: { $0.reminder }) { call, id in
      call.sandbox.store[SubscriptionSchedule.self].update(id) { $0.announcedEnd = $0.phases.last?.end }
      call.sandbox.announce("subscription_schedule.expiring", SubscriptionSchedule.self, id, by: call)
    },
    Job<SubscriptionSchedule>("phase", due: { $0.nextTransition }) { call, id in call.advanceSchedule(id) },
    Job<SubscriptionSchedule>("pause", due: { $0.nextPause }) { call, id in call.runPauseSchedule(of: id) },
  ]

  /// Seven days before it is over, where it takes longer than that.
  private var reminder: Int? {
    guard isRunning, let start = phases.first?.start, let end = phases.last?.end, announcedEnd != end else {
      return nil
    }
    return end - 7 * 86_400 > start ? end - 7 * 86_400 : nil
  }

  /// When its subscription pauses or goes on.
  var nextPause: Int? { status == .active ? pause?.next : nil }

  /// When the first phase begins, or the present one ends.
  private var nextTransition: Int? {
    switch status {
    case .notStarted: phases.first?.start
    case .active: current.flatMap { phases.indices.contains($0) ? phases[$0].end : nil }
    default: nil
    }
  }
}

extension SubscriptionSchedule {
  package func write(_ w: inout ObjectWriter) {
    w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    w.object("billing_mode") { mode.write(&$0) }
    w.field("canceled_at", canceledAt)
    w.field("completed_at", completedAt)
    w.field("created", created)
    w.object("current_phase", status == .active ? current.map { phases[$0] } : nil) { w, phase in
      w.field("end_date", phase.end)
      w.field("start_date", phase.start)
    }
    w.reference("customer", customer)
    w.null("customer_account")
    w.object("default_settings") { defaults.write(&$0) }
    w.field("end_behavior", endBehavior.rawValue)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.array("pause_schedules", pause.map { [$0] } ?? []) { $1.write(&$0) }
    w.key("phases")
    w.json.open(UInt8(ascii: "["))
    for phase in phases {
      w.json.open(UInt8(ascii: "{"))
      phase.write(&w)
      w.json.close(UInt8(ascii: "}"))
    }
    w.json.close(UInt8(ascii: "]"))
    w.field("released_at", releasedAt)
    w.field("released_subscription", releasedSubscription)
    w.field("status", status.rawValue)
    w.reference("subscription", subscription)
    w.reference("test_clock", testClock)
  }
}

extension SubscriptionSchedule.Defaults {
  func write(_ w: inout ObjectWriter) {
    w.field("application_fee_percent", connect?.feePercent)
    w.automaticTax(automaticTax)
    w.field("billing_cycle_anchor", anchorsToPhase ? "phase_start" : "automatic")
    w.null("billing_thresholds")
    w.field("collection_method", collection.rawValue)
    w.reference("default_payment_method", defaultPaymentMethod)
    w.null("default_source")
    w.field("description", description)
    w.object("invoice_settings") { $0.invoiceSettings(daysUntilDue: daysUntilDue, connect ?? BillingConnect()) }
    w.reference("on_behalf_of", connect?.onBehalfOf)
    (connect ?? BillingConnect()).writeTransfer(&w)
  }
}

extension ObjectWriter {
  /// `invoice_settings` of a schedule or a phase.
  fileprivate mutating func invoiceSettings(daysUntilDue: Int?, _ connect: BillingConnect?) {
    null("account_tax_ids")
    null("custom_fields")
    field("days_until_due", daysUntilDue)
    null("description")
    null("footer")
    if let connect { connect.writeIssuer(&self) } else { null("issuer") }
  }
}

extension SubscriptionSchedule.Phase {
  func write(_ w: inout ObjectWriter) {
    w.array("add_invoice_items", added) { w, item in
      w.field("discounts", .array([]))
      w.field("metadata", item.metadata)
      w.reference("price", item.price, Price.self)
      w.field("quantity", item.quantity)
      w.taxRates("tax_rates", item.taxRates)
    }
    w.field("application_fee_percent", connect?.feePercent)
    w.automaticTax(automaticTax)
    w.field("billing_cycle_anchor", anchor)
    w.null("billing_thresholds")
    w.field("collection_method", collection?.rawValue)
    if w.version < .basil { w.reference("coupon", discounts.first?["coupon"]?.string, Coupon.self) }
    w.field("currency", currency)
    w.reference("default_payment_method", defaultPaymentMethod)
    w.taxRates("default_tax_rates", defaultTaxRates)
    w.field("description", description)
    w.field("discounts", .array(discounts))
    w.field("end_date", end)
    if daysUntilDue == nil, connect?.issuer == nil {
      w.null("invoice_settings")
    } else {
      w.object("invoice_settings") { $0.invoiceSettings(daysUntilDue: daysUntilDue, connect) }
    }
    w.array("items", items) { w, item in
      w.null("billing_thresholds")
      w.field("discounts", .array(item.discounts))
      w.field("metadata", item.metadata)
      w.reference("plan", item.price, Plan.self)
      w.reference("price", item.price, Price.self)
      if let quantity = item.quantity { w.field("quantity", quantity) }
      w.taxRates("tax_rates", item.taxRates)
    }
    w.field("metadata", metadata)
    w.reference("on_behalf_of", connect?.onBehalfOf)
    w.field("proration_behavior", proration)
    w.field("start_date", start)
    (connect ?? BillingConnect()).writeTransfer(&w)
    w.field("trial_end", trialEnd)
  }
}
