import Wire

/// One movement of the account's balance. Its status follows from the clock.
package struct BalanceTransaction: Resource {
  package static let object: StaticString = "balance_transaction"
  package static let idPrefixes = ["txn_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + historyRoutes.endpoints }
  package static let noun = "balance transaction"
  /// A dispute's id finds nothing, although its transactions name it as their source.
  package static let indexes = [
    Index<BalanceTransaction>(name: "source") { $0.kind.isDispute ? nil : $0.source }
  ]
  package static var expandable: [String: Expandable] {
    ["source": .one("charge", "refund", "dispute")]
  }

  enum Kind: String, Codable, Sendable {
    case charge, payment, refund, paymentRefund, refundFailure, paymentFailureRefund, dispute, disputeReversal

    var isDispute: Bool { self == .dispute || self == .disputeReversal }

    /// Its `type`.
    var name: StaticString {
      switch self {
      case .charge: "charge"
      case .payment: "payment"
      case .refund: "refund"
      case .paymentRefund: "payment_refund"
      case .refundFailure: "refund_failure"
      case .paymentFailureRefund: "payment_failure_refund"
      case .dispute, .disputeReversal: "adjustment"
      }
    }

    var reportingCategory: StaticString {
      switch self {
      case .charge, .payment: "charge"
      case .refund, .paymentRefund: "refund"
      case .refundFailure: "refund_failure"
      case .paymentFailureRefund: "charge_failure"
      case .dispute: "dispute"
      case .disputeReversal: "dispute_reversal"
      }
    }
  }

  package let id: String
  package let created: Int
  let kind: Kind
  let source: String
  let amount: Int
  let fee: Int
  let currency: String
  let description: String?
  let availableOn: Int

  var net: Int { amount - fee }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("available_on", availableOn)
    w.field("balance_type", "payments")
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    w.null("exchange_rate")
    w.field("fee", fee)
    w.array("fee_details", fee == 0 ? [] : [fee]) { w, fee in
      w.field("amount", fee)
      w.null("application")
      w.field("currency", currency)
      w.field("description", kind.isDispute ? "Dispute fee" : "Stripe processing fees")
      w.field("type", "stripe_fee")
    }
    w.field("net", net)
    w.field("reporting_category", kind.reportingCategory)
    w.reference("source", source)
    w.field("status", availableOn > w.sandbox.now ? "pending" : "available")
    w.field("type", kind.name)
  }
}

extension BalanceTransaction {
  static let routes = routes(at: "/v1/balance_transactions")
  /// The path that they had first, and that still works.
  static let historyRoutes = routes(at: "/v1/balance/history")

  private static func routes(at base: String) -> Routes {
    Routes(base, of: BalanceTransaction.self) {
      $0.list("", takes: .list("created: range\ncurrency\npayout\nsource\ntype"), list)
      $0.get("{id}") { call throws(StripeError) in
        call.answer(BalanceTransaction.self, try call.found(BalanceTransaction.self).id)
      }
    }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    // There are no payouts, so that none can be found.
    if let payout = call.arguments.string("payout") { throw .noSuch("payout", payout, param: "payout") }
    var listing = Listing<BalanceTransaction>(call)
    listing.narrow("source")
    if let currency = call.arguments.string("currency") { listing.filter { $0.currency == currency } }
    if let type = call.arguments.string("type") { listing.filter { $0.kind.name.description == type } }
    return try listing.page()
  }
}

extension Sandbox {
  private static let day = 24 * 60 * 60

  /// When a payment made now may be paid out: midnight, a week later.
  var maturity: Int { (now / Self.day + 7) * Self.day }

  /// Enters a movement into the books.
  ///
  /// - Parameter sibling: the charge whose id the new one resembles.
  func book(
    _ kind: BalanceTransaction.Kind, _ amount: Int, fee: Int = 0, _ currency: String, source: String, sibling: String,
    description: String?, availableOn: Int? = nil
  ) -> BalanceTransaction {
    let transaction = BalanceTransaction(
      id: identifiers.sibling("txn_", of: sibling), created: now, kind: kind, source: source, amount: amount, fee: fee,
      currency: currency, description: description, availableOn: availableOn ?? maturity)
    store[BalanceTransaction.self].insert(transaction)
    store.ledger.add(transaction.net, currency, due: transaction.availableOn)
    return transaction
  }
}
