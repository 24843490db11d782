import Wire

package struct Subscription: Resource {
  package enum Status: String, Codable, Sendable, CaseIterable {
    /// The first invoice is not paid.
    case incomplete
    /// It was not paid in time.
    case incompleteExpired = "incomplete_expired"
    case trialing
    case active
    /// An invoice is not paid, and is tried again.
    case pastDue = "past_due"
    /// All retries failed; invoices stay drafts.
    case unpaid
    case canceled
    /// The trial ended without a payment method, or somebody asked for it.
    case paused
  }

  package static let object: StaticString = "subscription"
  package static let idPrefixes = ["sub_"]
  package static let indexes = [
    Index<Subscription>(name: "customer") { $0.customer },
    Index<Subscription>(name: "schedule") { $0.schedule },
  ]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "automatic_tax.liability.account": .absent,
      "billing_schedules.applies_to.price": .one("price"),
      "cancellation_details.feedback_option": .one("billing.feedback_option"), "customer": .one("customer"),
      "default_payment_method": .one("payment_method"), "default_source": .one("source"), "discount": .absent,
      "discounts": .one("discount"), "invoice_settings.account_tax_ids": .one("tax_id"),
      "invoice_settings.issuer.account": .one("account"), "items": .list("subscription_item"),
      "items.data.discounts": .one("discount"), "items.data.price.product": .one("product"),
      "items.data.plan.product": .one("product"), "items.data.price.tiers": .absent,
      "latest_invoice": .one("invoice"), "on_behalf_of": .one("account"), "pending_setup_intent": .one("setup_intent"),
      "plan.product": .one("product"), "plan": .absent, "schedule": .one("subscription_schedule"),
      "test_clock": .one("test_helpers.test_clock"), "transfer_data.destination": .one("account"),
    ]
  }

  package let id: String
  package let created: Int
  package var customer: String
  var currency: String
  package var status = Status.incomplete
  var startDate: Int

  // MARK: Cycle

  /// Every period begins at it, or a whole number of periods before or after.
  var anchor: Int
  @Boxed var anchorConfig: BillingAnchor? = nil
  var mode: BillingMode
  /// The present period of the subscription; items of other intervals have their own.
  package var period: BillingPeriod
  /// When the next of its items' periods ends.
  var renewsAt: Int
  var trial: BillingPeriod?
  var missingPaymentMethod = MissingPaymentMethod.createInvoice
  var cancelAt: Int?
  var cancelsAtPeriodEnd = false
  var canceledAt: Int?
  var endedAt: Int?
  @Boxed var cancellation: Cancellation? = nil
  @Boxed var pause: Pause? = nil
  @Boxed var paused: Paused? = nil
  /// The period whose end `invoice.upcoming` has announced.
  var announcedUpcoming: Int?
  var announcedTrialEnd: Int?
  var pendingItemInterval: BillingInterval?
  var nextPendingItemInvoice: Int?

  // MARK: Payment

  var collection = Invoice.Collection.automatic
  var daysUntilDue: Int?
  var defaultPaymentMethod: String?
  var defaultSource: String?
  package var latestInvoice: String?
  var savesPaymentMethod = false
  var pendingSetupIntent: String?
  @Boxed var pendingUpdate: PendingUpdate? = nil

  // MARK: Terms

  var defaultTaxRates: [String] = []
  var discounts: [String] = []
  var metadata = Metadata()
  var schedule: String?
  @Boxed var terms: Terms? = nil
  package var testClock: String?

  enum MissingPaymentMethod: String, Codable, Sendable {
    case createInvoice = "create_invoice"
    case pause
    case cancel
  }

  struct BillingMode: Codable, Sendable {
    var isFlexible: Bool
    var itemizesDiscounts = false
    var updatedAt: Int?
  }

  struct Cancellation: Codable, Sendable {
    var comment: String?
    var feedback: String?
    var feedbackOption: String?
    var reason: String?
  }

  struct Pause: Codable, Sendable, Equatable {
    enum Behavior: String, Codable, Sendable {
      case keepAsDraft = "keep_as_draft"
      case markUncollectible = "mark_uncollectible"
      case void
    }

    var behavior: Behavior
    var resumesAt: Int?
  }

  /// Settings that are rarely made.
  struct Terms: Codable, Sendable {
    var automaticTax = false
    var connect: BillingConnect?
    var billingSchedules: [BillingSchedule]?
    var billingThresholds: JSON = .null
    var description: String?
    var accountTaxIDs: JSON = .null
    var invoiceCustomFields: JSON = .null
    var invoiceDescription: String?
    var invoiceFooter: String?
    var paymentMethodOptions: JSON = .null
    var paymentMethodTypes: JSON = .null
  }

  /// An update that waits for its payment.
  struct PendingUpdate: Codable, Sendable {
    var expiresAt: Int
    var items: [SubscriptionItem]
    var removed: [String]
    var cycle: Cycle
    var anchor: Int?
    var trialEnd: Int?
    var invoice: String
  }

  var settings: Terms {
    get { terms ?? Terms() }
    set { terms = newValue }
  }

  /// Whether it comes to an end, or has.
  var isEnded: Bool { status == .canceled || status == .incompleteExpired }
  /// Whether periods follow each other.
  var isRunning: Bool { [.trialing, .active, .pastDue, .unpaid].contains(status) }
  var isTrialing: Bool { status == .trialing }

  /// When the present period is the last one's end.
  var endsAt: Int? { cancelsAtPeriodEnd ? period.end : cancelAt }
}
