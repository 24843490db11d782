import Wire

package struct Invoice: Documented {
  package enum Status: String, Codable, Sendable, CaseIterable { case draft, open, paid, uncollectible, void }

  package enum Reason: String, Codable, Sendable {
    case manual
    case create = "subscription_create"
    case cycle = "subscription_cycle"
    case update = "subscription_update"
    case threshold = "subscription_threshold"
    case subscription
    case quote = "quote_accept"
    case upcoming
  }

  package static let object: StaticString = "invoice"
  package static let pathParameter = "invoice"
  package static let idPrefixes = ["in_"]
  package static let indexes = [
    Index<Invoice>(name: "customer") { $0.customer }, Index<Invoice>(name: "subscription") { $0.subscription },
  ]
  package static var expandable: [String: Expandable] {
    [
      "account_tax_ids": .one("tax_id"), "application": .one("application"), "charge": .one("charge"),
      "confirmation_secret": .absent, "customer": .one("customer"), "default_payment_method": .one("payment_method"),
      "default_source": .one("source"), "discount": .absent, "discounts": .one("discount"),
      "from_invoice.invoice": .one("invoice"), "issuer.account": .one("account"), "latest_revision": .one("invoice"),
      "lines": .list("line_item"), "lines.data.discount_amounts.discount": .one("discount"),
      "lines.data.discounts": .one("discount"), "lines.data.price": .one("price"),
      "lines.data.pricing.price_details.price": .one("price"),
      "lines.data.pricing.price_details.product": .one("product"),
      "lines.data.subscription": .one("subscription"), "lines.data.tax_amounts.tax_rate": .one("tax_rate"),
      "on_behalf_of": .one("account"), "parent.subscription_details.subscription": .one("subscription"),
      "payment_intent": .one("payment_intent"), "payments": .list("invoice_payment"), "quote": .one("quote"),
      "shipping_cost.shipping_rate": .one("shipping_rate"), "subscription": .one("subscription"),
      "test_clock": .one("test_helpers.test_clock"), "total_discount_amounts.discount": .one("discount"),
      "total_pretax_credit_amounts.discount": .one("discount"), "total_tax_amounts.tax_rate": .one("tax_rate"),
      "transfer_data.destination": .one("account"),
    ]
  }

  package let id: String
  package let created: Int
  package var status = Status.draft
  package var customer: String
  package var currency: String
  package var subscription: String?
  var reason = Reason.manual
  var collection = Collection.automatic
  package var lines: [InvoiceLine] = []
  var discounts: [String] = []
  var metadata = Metadata()
  var number: String?
  var period: BillingPeriod
  /// Who is billed, as it was when the invoice was finalized; a draft shows the customer as it is.
  @Boxed private(set) var billed: Billed? = nil
  /// Fields that most invoices leave at their defaults.
  @Boxed var terms: Terms? = nil

  // MARK: Amounts

  package var subtotal = 0
  package var total = 0
  package var amountDue = 0
  package var amountPaid = 0
  /// What a payment brought in that was more than was owed.
  var amountOverpaid: Int?
  var startingBalance = 0
  @Sparse var endingBalance: Int? = nil
  /// Credit notes issued before and after it was paid.
  var creditedBeforePayment = 0
  var creditedAfterPayment = 0
  var totalDiscounts: [InvoiceLine.DiscountAmount] = []
  var totalTaxes: [TaxAmount] = []

  // MARK: Course

  var autoAdvance = false
  @Sparse var automaticallyFinalizesAt: Int? = nil
  var attempted = false
  var attemptCount = 0
  @Sparse var nextPaymentAttempt: Int? = nil
  @Sparse var dueDate: Int? = nil
  @Sparse var effectiveAt: Int? = nil
  @Sparse var finalizedAt: Int? = nil
  @Sparse var markedUncollectibleAt: Int? = nil
  @Sparse package var paidAt: Int? = nil
  @Sparse var voidedAt: Int? = nil
  var isPaidOutOfBand = false
  /// Whether the coming due date has been announced.
  var reminded = false
  /// Whether the passing of the due date has been announced.
  var overdue = false
  package var paymentIntent: String?
  /// The random part of the addresses of its page and its PDF.
  var secret: String?
  var fromInvoice: String?
  /// The quote that it was made of.
  var quote: String?
  var latestRevision: String?
  @Boxed var finalizationError: StripeError? = nil
  package var testClock: String?

  package enum Collection: String, Codable, Sendable {
    case automatic = "charge_automatically"
    case sent = "send_invoice"
  }

  /// The customer on the invoice.
  struct Billed: Codable, Sendable, Equatable {
    @Boxed var address: Address? = nil
    var email: String?
    var name: String?
    var phone: String?
    @Boxed var shipping: Shipping? = nil
    var taxExempt = "none"
    var taxIDs: [JSON] = []
  }

  /// Says who is billed.
  mutating func bill(_ customer: Billed) {
    if customer != billed { billed = customer }
  }

  /// Takes over what the invoice before it says in the same words: the two share them, unless that changes.
  mutating func share(with last: Invoice) {
    _billed = last._billed
    for index in lines.indices where last.lines.indices.contains(index) {
      let words = last.lines[index].description
      if words == lines[index].description { lines[index].description = words }
    }
  }

  /// Settings that are rarely made.
  struct Terms: Codable, Sendable {
    var accountTaxIDs: JSON = .null
    var automaticTax = false
    var connect: BillingConnect?
    var customFields: JSON = .null
    var defaultPaymentMethod: String?
    var defaultSource: String?
    var defaultTaxRates: [String] = []
    var description: String?
    var footer: String?
    var paymentSettings = PaymentSettings()
    var rendering: JSON?
    var shippingCost: ShippingCost?
    var shippingDetails: Shipping?
    var statementDescriptor: String?
    var subscriptionMetadata = Metadata()
  }

  struct PaymentSettings: Codable, Sendable {
    var defaultMandate: String?
    var options: JSON = .null
    var types: JSON = .null
  }

  struct ShippingCost: Codable, Sendable {
    var rate: String?
    var amount: Int
    var taxes: [TaxAmount] = []

    var tax: Int { taxes.reduce(0) { $0 + $1.amount } }
    var total: Int { taxes.reduce(amount) { $0 + ($1.isInclusive ? 0 : $1.amount) } }
  }

  var settings: Terms {
    get { terms ?? Terms() }
    set { terms = newValue }
  }

  /// The amount that is still owed.
  package var amountRemaining: Int {
    switch status {
    case .draft, .open, .uncollectible: max(amountDue - amountPaid - creditedBeforePayment, 0)
    case .void: max(amountDue - amountPaid - creditedBeforePayment, 0)
    case .paid: isPaidOutOfBand ? 0 : max(amountDue - amountPaid - creditedBeforePayment, 0)
    }
  }

  var isPayable: Bool { status == .open || status == .uncollectible }

  /// A product or price that it shows can change, but not what it shows of them.
  package var isSelfContained: Bool { status != .draft && finalizationError == nil }
}
