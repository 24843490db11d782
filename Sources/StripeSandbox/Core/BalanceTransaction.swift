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
    [
      "source": .one(
        "charge", "refund", "dispute", "transfer", "payout", "application_fee", "fee_refund", "topup",
        "transfer_reversal")
    ]
  }

  package static let events: [EventRecipe] = [
    .init(
      "balance.available",
      "POST charges amount=2000&currency=usd&source=tok_visa; POST /_sandbox/clock advance=604800"
    )
  ]
  package static let jobs = [
    Job<BalanceTransaction>("available", due: { $0.isAwaited == true ? $0.availableOn : nil }) { call, id in
      call.sandbox.store[BalanceTransaction.self].update(id) { $0.isAwaited = nil }
      call.announceBalance()
    }
  ]

  enum Kind: String, Codable, Sendable {
    case charge, payment, refund, paymentRefund, refundFailure, paymentFailureRefund, dispute, disputeReversal
    case transfer, transferRefund, applicationFee, applicationFeeRefund, payout, payoutCancel, payoutFailure
    case topUp, topUpReversal

    var isDispute: Bool { self == .dispute || self == .disputeReversal }
    /// Money is given back, or one that was given back returns.
    var isReturn: Bool { [.refund, .paymentRefund, .refundFailure, .applicationFeeRefund].contains(self) }

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
      case .transfer: "transfer"
      case .transferRefund: "transfer_refund"
      case .applicationFee: "application_fee"
      case .applicationFeeRefund: "application_fee_refund"
      case .payout: "payout"
      case .payoutCancel: "payout_cancel"
      case .payoutFailure: "payout_failure"
      case .topUp: "topup"
      case .topUpReversal: "topup_reversal"
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
      case .transfer: "transfer"
      case .transferRefund: "transfer_reversal"
      case .applicationFee: "platform_earning"
      case .applicationFeeRefund: "platform_earning_refund"
      case .payout: "payout"
      case .payoutCancel, .payoutFailure: "payout_reversal"
      case .topUp: "topup"
      case .topUpReversal: "topup_reversal"
      }
    }
  }

  package let id: String
  package let created: Int
  let kind: Kind
  let source: String
  let amount: Int
  /// Stripe's fee.
  let fee: Int
  /// The platform's fee.
  var applicationFee = 0
  let currency: String
  let description: String?
  let availableOn: Int
  /// The exchange rate from the payment's currency to the balance's.
  var exchangeRate: Double?
  /// It is the first money of a day to come: when that day is there, the balance is told of.
  var isAwaited: Bool?

  var net: Int { amount - fee - applicationFee }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("available_on", availableOn)
    w.field("balance_type", "payments")
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    w.field("exchange_rate", exchangeRate.map(JSON.double) ?? .null)
    w.field("fee", fee + applicationFee)
    // Where money was converted, Stripe's own fee comes first.
    let order = exchangeRate == nil ? [false, true] : [true, false]
    w.array("fee_details", order.filter { ($0 ? fee : applicationFee) != 0 }) { w, isStripes in
      w.field("amount", isStripes ? fee : applicationFee)
      w.field("application", isStripes ? nil : w.sandbox.applicationID)
      w.field("currency", currency)
      w.field(
        "description",
        isStripes ? kind.isDispute ? "Dispute fee" : "Stripe processing fees" : "Nestbox application fee" as String)
      w.field("type", isStripes ? "stripe_fee" : "application_fee" as String)
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
        try call.answerFound(BalanceTransaction.self)
      }
    }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<BalanceTransaction>(call)
    if let payout = try call.referenced(Payout.self, "payout") {
      guard payout.isAutomatic else {
        throw StripeError(
          "Balance transaction history can only be filtered on automatic transfers, not manual.", param: "payout")
      }
      let sent = call.sandbox.store.transactions(paidOutBy: payout)
      listing.filter { sent.contains($0.id) }
    }
    listing.narrow("source")
    listing.filter("currency") { $0.currency }
    listing.filter("type") { $0.kind.name.description }
    return try listing.page()
  }
}

extension Sandbox {
  private static let day = 24 * 60 * 60

  /// When a payment made now may be paid out: midnight, a week later.
  var maturity: Int { (now / Self.day + 7) * Self.day }

  /// Enters a movement into the books.
  ///
  /// - Parameters:
  ///   - fee: Stripe's, in the currency of the balance.
  ///   - sibling: the charge whose id the new one resembles; empty: none.
  ///   - rate: the exchange rate that is told of money that was converted elsewhere.
  ///   - isConverted: whether an account that has no bank account in the currency gets it in its own.
  func book(
    _ kind: BalanceTransaction.Kind, _ amount: Int, fee: Int = 0, applicationFee: Int = 0, _ currency: String,
    source: String, sibling: String, description: String?, availableOn: Int? = nil, rate: Double? = nil,
    isConverted: Bool = true, into target: String? = nil
  ) -> BalanceTransaction {
    let settled = target ?? (isConverted && isConnected ? settlementCurrency(for: currency) : currency)
    func converted(_ amount: Int) -> Int { Exchange.convert(amount, currency, settled, isReturn: kind.isReturn) }
    var transaction = BalanceTransaction(
      id: sibling.isEmpty ? identifiers.dated("txn_", now: now) : identifiers.sibling("txn_", of: sibling),
      created: now, kind: kind, source: source, amount: converted(amount), fee: fee, currency: settled,
      description: description, availableOn: availableOn ?? maturity)
    transaction.applicationFee = converted(applicationFee)
    transaction.exchangeRate = rate
    if settled != currency { transaction.exchangeRate = Exchange.rate(currency, settled, isReturn: kind.isReturn) }
    let isFirst = store.ledger.add(transaction.net, settled, due: transaction.availableOn)
    // What happens on a test clock has long been available by the sandbox's own.
    if isFirst, transaction.net > 0, transaction.availableOn > platform.clock.now { transaction.isAwaited = true }
    store[BalanceTransaction.self].insert(transaction)
    return transaction
  }
}
