import Wire

/// An account's offer to a customer. Once accepted, it is an invoice, a subscription or a schedule.
package struct Quote: Resource {
  package enum Status: String, Codable, Sendable { case draft, open, accepted, canceled }

  package static let object: StaticString = "quote"
  package static let pathParameter = "quote"
  package static let idPrefixes = ["qt_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<Quote>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    [
      "application": .absent, "computed.upfront.line_items": .list("item"), "customer": .one("customer"),
      "default_tax_rates": .one("tax_rate"), "discounts": .one("discount"), "from_quote.quote": .one("quote"),
      "invoice": .one("invoice"), "invoice_settings.issuer.account": .absent, "line_items": .list("item"),
      "on_behalf_of": .absent, "subscription": .one("subscription"),
      "subscription_schedule": .one("subscription_schedule"), "test_clock": .one("test_helpers.test_clock"),
      "total_details.breakdown": .absent, "transfer_data.destination": .absent,
    ]
  }
  package static let jobs = [
    Job<Quote>("expire", due: { $0.isPending ? $0.expiresAt : nil }) { call, id in call.cancelQuote(id) }
  ]

  package let id: String
  package let created: Int
  package var status = Status.draft
  package var customer: String?
  var currency = "usd"
  var lines: [LineItem] = []
  /// Those that recur, with what only discounts without an end take off; nil: of an older release.
  var recurring: [LineItem]?
  /// Discounts of single lines, by the lines' ids.
  var lineDiscounts: [String: [String]] = [:]
  var discounts: [String] = []
  var expiresAt: Int
  var number: String?
  var origin: Origin?
  var terms = Terms()
  var metadata = Metadata()
  var acceptedAt: Int?
  var canceledAt: Int?
  var finalizedAt: Int?
  package var invoice: String?
  package var subscription: String?
  package var schedule: String?
  package var testClock: String?

  /// The quote that it was made from.
  struct Origin: Codable, Sendable {
    var quote: String
    var isRevision: Bool
  }

  struct Terms: Codable, Sendable {
    var applicationFeeAmount: Int?
    var applicationFeePercent: JSON = .null
    var automaticTax = false
    var collection = Invoice.Collection.automatic
    var taxRates: [String] = []
    var description: String?
    var footer: String?
    var header: String?
    var onBehalfOf: String?
    var transferData: JSON = .null
    // Of its invoices.
    var customFields: JSON = .null
    var daysUntilDue: Int?
    var invoiceDescription: String?
    var invoiceFooter: String?
    // Of its subscription.
    var isFlexible = true
    var subscriptionDescription: String?
    var effectiveDate: Int?
    var subscriptionMetadata: JSON = .null
    var trialDays: Int?
  }

  var isPending: Bool { status == .draft || status == .open }

  func isRecurring(_ line: LineItem, _ store: Store) -> Bool { store[Price.self][line.price]?.recurring != nil }

  /// The lines to be paid as soon as it is accepted: without those that begin later or are free at first.
  func upfront(_ store: Store) -> [LineItem] {
    guard terms.trialDays ?? 0 > 0 || terms.effectiveDate != nil else { return lines }
    return lines.filter { !isRecurring($0, store) }
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount_subtotal", lines.amountSubtotal)
    w.field("amount_total", lines.amountTotal)
    w.null("application")
    w.field("application_fee_amount", terms.applicationFeeAmount)
    w.field("application_fee_percent", terms.applicationFeePercent)
    w.object("automatic_tax") { w in
      w.field("enabled", terms.automaticTax)
      w.object("liability", terms.automaticTax ? () : nil) { w, _ in w.field("type", "self") }
      w.field("provider", terms.automaticTax ? "stripe" : nil)
      w.field(
        "status", terms.automaticTax ? isLocated(in: w.sandbox) ? "complete" : "requires_location_inputs" : nil)
    }
    w.field("collection_method", terms.collection.rawValue)
    w.object("computed") { writeComputed(&$0) }
    w.field("created", created)
    w.field("currency", lines.isEmpty ? nil : currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.references("default_tax_rates", terms.taxRates)
    w.field("description", terms.description)
    w.references("discounts", discounts)
    w.field("expires_at", expiresAt)
    w.field("footer", terms.footer)
    w.object("from_quote", origin) { w, origin in
      w.field("is_revision", origin.isRevision)
      w.reference("quote", origin.quote)
    }
    w.field("header", terms.header)
    w.reference("invoice", invoice)
    w.object("invoice_settings") { w in
      w.field("custom_fields", terms.customFields)
      w.field("days_until_due", terms.daysUntilDue)
      w.field("description", terms.invoiceDescription)
      w.field("footer", terms.invoiceFooter)
      w.object("issuer") { $0.field("type", "self") }
    }
    if w.isExpanded("line_items") {
      w.list("line_items", Array(lines.prefix(10)), hasMore: lines.count > 10, url: "/v1/quotes/\(id)/line_items")
    }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("number", number)
    w.field("on_behalf_of", terms.onBehalfOf)
    w.field("status", status.rawValue)
    w.object("status_transitions") { w in
      w.field("accepted_at", acceptedAt)
      w.field("canceled_at", canceledAt)
      w.field("finalized_at", finalizedAt)
    }
    w.reference("subscription", subscription)
    w.object("subscription_data") { w in
      w.object("billing_mode") { Subscription.BillingMode(isFlexible: terms.isFlexible).write(&$0) }
      w.field("description", terms.subscriptionDescription)
      w.field("effective_date", terms.effectiveDate)
      w.field("metadata", terms.subscriptionMetadata)
      w.field("trial_period_days", terms.trialDays)
    }
    w.reference("subscription_schedule", schedule)
    w.reference("test_clock", testClock)
    w.object("total_details") { w in
      w.totals(of: lines)
      if w.isExpanded("breakdown") { writeBreakdown(&w) }
    }
    w.field("transfer_data", terms.transferData)
  }

  private func writeComputed(_ w: inout ObjectWriter) {
    let recurring = recurring ?? lines.filter { isRecurring($0, w.sandbox.store) }
    let interval = recurring.first.flatMap { w.sandbox.store[Price.self][$0.price]?.recurring?.interval }
    w.object("recurring", interval) { w, interval in
      w.field("amount_subtotal", recurring.amountSubtotal)
      w.field("amount_total", recurring.amountTotal)
      w.field("interval", interval.unit.rawValue)
      w.field("interval_count", interval.count)
      w.object("total_details") { $0.totals(of: recurring) }
    }
    let upfront = upfront(w.sandbox.store)
    w.object("upfront") { w in
      w.field("amount_subtotal", upfront.amountSubtotal)
      w.field("amount_total", upfront.amountTotal)
      if w.isExpanded("line_items") {
        w.list(
          "line_items", Array(upfront.prefix(10)), hasMore: upfront.count > 10,
          url: "/v1/quotes/\(id)/computed_upfront_line_items")
      }
      w.object("total_details") { $0.totals(of: upfront) }
    }
  }

  private func writeBreakdown(_ w: inout ObjectWriter) {
    w.object("breakdown") { w in
      w.array("discounts", discounts) { w, id in
        w.field("amount", lines.flatMap(\.discounts).filter { $0.discount == id }.reduce(0) { $0 + $1.amount })
        w.object("discount", w.sandbox.store[Discount.self][id]) { $1.writeWhole(&$0) }
      }
      LineItem.write(taxes: lines.flatMap(\.taxes), &w)
    }
  }
}

extension ObjectWriter {
  fileprivate mutating func totals(of lines: [LineItem]) {
    field("amount_discount", lines.amountDiscount)
    field("amount_shipping", 0)
    field("amount_tax", lines.amountTax)
  }
}
