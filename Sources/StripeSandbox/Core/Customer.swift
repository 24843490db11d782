import Wire

package struct Customer: Resource {
  package static let object: StaticString = "customer"
  package static let idPrefixes = ["cus_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + discountRoutes.endpoints }
  package static let example: Script? = "customer: POST customers name=Jenny Rosen&email=jenny@example.com"
  package static let events: [EventRecipe] = [
    .init("customer.created", "POST customers email=jenny.rosen@example.com&name=Jenny Rosen"),
    .init("customer.updated", "a: POST customers email=jenny.rosen@example.com; POST customers/{a} name=Jenny Rosen"),
    .init("customer.deleted", "a: POST customers email=jenny.rosen@example.com; DELETE customers/{a}"),
  ]
  package static let indexes = [Index<Customer>(name: "email", isCaseless: true) { $0.email?.caseless }]
  package static var expandable: [String: Expandable] {
    [
      "cash_balance": .one("cash_balance"), "default_source": .one("source"), "discount": .one("discount"),
      "discount.promotion_code": .one("promotion_code"), "discount.source.coupon": .one("coupon"),
      "invoice_credit_balance": .absent, "invoice_settings.default_payment_method": .one("payment_method"),
      "sources": .list("source"), "subscriptions": .list("subscription"), "tax": .absent, "tax_ids": .list("tax_id"),
      "test_clock": .one("test_helpers.test_clock"),
    ]
  }

  package let id: String
  package let created: Int
  @Boxed var address: Address? = nil
  /// By currency: what it owes (or, below zero, is owed) at its next invoice.
  var credit: [String: Int] = [:]
  var businessName: String?
  /// By currency: what it has sent by bank transfer and not spent.
  var cash: [String: Int]?
  var currency: String?
  var defaultSource: String?
  var description: String?
  /// The id of its discount.
  var discount: String?
  var email: String?
  var individualName: String?
  var invoicePrefix: String
  @Boxed var ownInvoiceSettings: InvoiceSettings? = nil
  var metadata = Metadata()
  var name: String?
  var nextInvoiceSequence = 1
  var phone: String?
  var preferredLocales: [String] = []
  /// Of its cash balance; nil: as the account has it.
  var reconciliationMode: String?
  /// An invoice's payment failed, and the invoice is not settled.
  var isDelinquent = false
  @Boxed var shipping: Shipping? = nil
  package var testClock: String?
  var taxExempt = "none"
  var taxIPAddress: String?

  var invoiceSettings: InvoiceSettings {
    get { ownInvoiceSettings ?? InvoiceSettings() }
    set { ownInvoiceSettings = newValue }
  }

  /// In its own currency.
  var balance: Int { currency.flatMap { credit[$0] } ?? 0 }

  /// The first currency in which it owes becomes its own.
  mutating func set(_ balance: Int, _ currency: String) {
    credit[currency] = balance
    self.currency = self.currency ?? currency
  }

  struct InvoiceSettings: Codable, Sendable {
    var customFields: JSON = .null
    var defaultPaymentMethod: String?
    var footer: String?
    var renderingOptions: JSON = .null
  }

  package var isSelfContained: Bool { discount == nil }

  package func write(_ w: inout ObjectWriter) {
    if w.version < .customerBalance { w.field("account_balance", balance) }
    w.object("address", address) { $1.write(&$0) }
    w.field("balance", balance)
    if let businessName { w.field("business_name", businessName) }
    if w.isExpanded("cash_balance") {
      w.key("cash_balance")
      CashBalance.write(of: self, &w)
    }
    if w.version < .sources { w.all("cards", w.sandbox.store.sources(of: id), url: url("cards")) }
    w.field("created", created)
    w.field("currency", currency)
    w.null("customer_account")
    if w.version < .sources { w.field("default_card", defaultSource) }
    w.reference("default_source", defaultSource)
    w.field("delinquent", isDelinquent)
    w.field("description", description)
    w.object("discount", discount.flatMap { w.sandbox.store[Discount.self][$0] }) { $1.writeWhole(&$0) }
    w.field("email", email)
    if let individualName { w.field("individual_name", individualName) }
    if w.isExpanded("invoice_credit_balance") {
      w.object("invoice_credit_balance") { w in
        for (currency, amount) in credit.sorted(by: { $0.key < $1.key }) {
          w.json.key(currency)
          w.json.integer(amount)
        }
      }
    }
    w.field("invoice_prefix", invoicePrefix)
    let settings = invoiceSettings
    w.object("invoice_settings") { w in
      w.field("custom_fields", settings.customFields)
      w.reference("default_payment_method", settings.defaultPaymentMethod)
      w.field("footer", settings.footer)
      w.field("rendering_options", settings.renderingOptions)
    }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("name", name)
    w.field("next_invoice_sequence", nextInvoiceSequence)
    w.field("phone", phone)
    w.field("preferred_locales", preferredLocales)
    w.object("shipping", shipping) { $1.write(&$0) }
    let showsLists = w.version < .bareCustomers
    if showsLists || w.isExpanded("sources") { w.all("sources", w.sandbox.store.sources(of: id), url: url("sources")) }
    if showsLists || w.isExpanded("subscriptions") {
      w.all("subscriptions", w.sandbox.subscriptions(of: id), url: url("subscriptions"))
    }
    if w.isExpanded("tax") {
      w.object("tax") { w in
        let location = taxLocation
        w.field(
          "automatic_tax",
          location.map { w.sandbox.collectsTax(at: $0) ? "supported" : "not_collecting" } ?? "unrecognized_location")
        w.field("ip_address", taxIPAddress)
        w.object("location", location) { w, location in
          w.field("country", location.country)
          w.field("source", location.source.rawValue)
          w.field("state", location.state)
        }
        w.field("provider", "stripe")
      }
    }
    w.field("tax_exempt", taxExempt)
    if showsLists || w.isExpanded("tax_ids") {
      w.all("tax_ids", w.sandbox.store.taxIDs(of: id), url: url("tax_ids"))
    }
    if w.version < .taxIDs {
      w.null("tax_info")
      w.null("tax_info_verification")
    }
    w.reference("test_clock", testClock)
  }

  private func url(_ name: String) -> String { "/v1/customers/\(id)/\(name)" }
}

extension ObjectWriter {
  /// The first page of a list that is shown inside its owner.
  fileprivate mutating func all<T: Resource>(_ key: StaticString, _ items: [T], url: String) {
    list(key, Array(items.prefix(10)), hasMore: items.count > 10, totalCount: items.count, url: url)
  }
}
