import Wire

/// A change of a customer's billing credits.
package struct CreditTransaction: Resource {
  package static let object: StaticString = "billing.credit_balance_transaction"
  package static let noun = "credit balance transaction"
  package static let idPrefixes = ["cbtxn_test_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [
    Index<CreditTransaction>(name: "credit_grant") { $0.grant },
    Index<CreditTransaction>(name: "customer") { $0.customer },
  ]
  package static var expandable: [String: Expandable] {
    [
      "credit.credits_application_invoice_voided.invoice": .one("invoice"),
      "credit_grant": .one("billing.credit_grant"),
      "debit.credits_applied.invoice": .one("invoice"), "test_clock": .one("test_helpers.test_clock"),
    ]
  }

  /// Why it came to be.
  enum Reason: Codable, Sendable {
    case granted
    case applied(invoice: String, line: String)
    /// Of an invoice that was voided.
    case returned(invoice: String, line: String)
    case expired
    case voided
  }

  package let id: String
  package let created: Int
  /// Below zero: credits were used, or are gone.
  let amount: Int
  let currency: String
  let customer: String
  let grant: String
  let effectiveAt: Int
  let reason: Reason
  package var testClock: String?

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.object("credit", amount > 0 ? () : nil) { w, _ in
      w.object("amount") { $0.monetary(amount, currency) }
      if case .returned(let invoice, let line) = reason {
        w.object("credits_application_invoice_voided") { $0.application(invoice, line) }
        w.field("type", "credits_application_invoice_voided")
      } else {
        w.null("credits_application_invoice_voided")
        w.field("type", "credits_granted")
      }
    }
    w.reference("credit_grant", grant)
    w.object("debit", amount > 0 ? nil : ()) { w, _ in
      w.object("amount") { $0.monetary(-amount, currency) }
      switch reason {
      case .applied(let invoice, let line):
        w.object("credits_applied") { $0.application(invoice, line) }
        w.field("type", "credits_applied")
      case .voided:
        w.null("credits_applied")
        w.field("type", "credits_voided")
      case .granted, .returned, .expired:
        w.null("credits_applied")
        w.field("type", "credits_expired")
      }
    }
    w.field("effective_at", effectiveAt)
    w.field("livemode", false)
    w.reference("test_clock", testClock)
    w.field("type", amount > 0 ? "credit" : "debit")
  }

  static let routes = Routes("/v1/billing/credit_balance_transactions", of: CreditTransaction.self) {
    $0.list("", takes: .list("credit_grant: id\ncustomer: id\ncustomer_account: id")) { call throws(StripeError) in
      let customer = try call.subscriber()
      if call.arguments.has("credit_grant") { _ = try call.referenced(CreditGrant.self, "credit_grant") }
      var listing = Listing<CreditTransaction>(call)
      listing.narrow("customer", to: customer.id)
      listing.narrow("credit_grant")
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(CreditTransaction.self) }
  }
}

extension ObjectWriter {
  fileprivate mutating func application(_ invoice: String, _ line: String) {
    reference("invoice", invoice)
    field("invoice_line_item", line)
  }
}

extension Call {
  /// Changes what is left of a grant; the id of the transaction.
  @discardableResult
  func move(_ amount: Int, of grant: CreditGrant, _ reason: CreditTransaction.Reason) -> String {
    let transaction = CreditTransaction(
      id: sandbox.identifiers.random("cbtxn_test_", 36), created: now, amount: amount, currency: grant.currency,
      customer: grant.customer, grant: grant.id, effectiveAt: max(now, grant.effectiveAt), reason: reason,
      testClock: grant.testClock)
    insert(transaction, announcing: "billing.credit_balance_transaction.created")
    return transaction.id
  }
}

extension Store {
  /// The balance of a grant.
  func balance(of grant: CreditGrant) -> Int {
    let table = self[CreditTransaction.self]
    return (table.positions("credit_grant", grant.id) ?? []).reduce(0) { $0 + (table[Int($1)]?.amount ?? 0) }
  }
}

/// The balance of a customer's grants, by currency. It is computed when it is asked for.
enum CreditBalance {
  static let routes = Routes("/v1/billing/credit_balance_summary") {
    $0.get(
      "",
      takes: Parameters(
        """
        customer: id
        customer_account: id
        filter: {
          applicability_scope: {price_type: metered, prices: [{id: id!}]}
          credit_grant: id
          type: applicability_scope|credit_grant!
        }!
        """), absent: ["customer"], show)
  }

  private static func show(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.subscriber()
    call.useClock(customer.testClock)
    let grants = try chosen(call, of: customer.id)
    let currencies = Set(grants.map(\.currency)).sorted()
    let now = call.now
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "billing.credit_balance_summary")
      w.array("balances", currencies) { w, currency in
        let own = grants.filter { $0.currency == currency }
        func sum(_ grants: [CreditGrant], _ store: Store) -> Int { grants.reduce(0) { $0 + store.balance(of: $1) } }
        let available = sum(own.filter { $0.isUsable(at: now) }, w.sandbox.store)
        let ledger = sum(own, w.sandbox.store)
        w.object("available_balance") { $0.monetary(available, currency) }
        w.object("ledger_balance") { $0.monetary(ledger, currency) }
      }
      w.reference("customer", customer.id)
      w.null("customer_account")
      w.field("livemode", false)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func chosen(_ call: Call, of customer: String) throws(StripeError) -> [CreditGrant] {
    guard let filter = call.arguments.object("filter") else { throw .missing("filter") }
    let table = call.sandbox.store[CreditGrant.self]
    if filter.string("type") == "credit_grant" {
      guard let id = filter.string("credit_grant") else { throw .missing("filter[credit_grant]") }
      guard let grant = table[id], grant.customer == customer else {
        throw .noSuch(CreditGrant.self, id, param: "filter[credit_grant]")
      }
      return [grant]
    }
    guard let scope = filter.object("applicability_scope") else { throw .missing("filter[applicability_scope]") }
    let prices = (scope.objects("prices") ?? []).compactMap { $0.string("id") }
    let grants = (table.positions("customer", customer) ?? []).compactMap { table[Int($0)] }
    // Grants for all metered prices are good for some of them, too.
    return grants.filter { grant in
      grant.prices.isEmpty || !prices.isEmpty && prices.allSatisfy(grant.prices.contains)
    }
  }
}
