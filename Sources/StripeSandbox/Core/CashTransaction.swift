import Wire

/// A movement of a customer's cash balance: money that came by bank transfer, or was used.
package struct CashTransaction: Resource {
  package static let object: StaticString = "customer_cash_balance_transaction"
  package static let idPrefixes = ["ccsbtxn_"]
  package static let indexes = [Index<CashTransaction>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    [
      "applied_to_payment.payment_intent": .one("payment_intent"), "customer": .one("customer"),
      "refunded_from_payment.refund": .one("refund"), "unapplied_from_payment.payment_intent": .one("payment_intent"),
    ]
  }
  package static let example: Script? =
    "cash: POST test_helpers/customers/{customer}/fund_cash_balance amount=5000&currency=eur"
  package static let events: [EventRecipe] = [
    .init(
      "customer_cash_balance_transaction.created",
      """
      customer: POST customers email=jenny.rosen@example.com
      POST test_helpers/customers/{customer}/fund_cash_balance amount=2000&currency=usd
      """),
    .init(
      "cash_balance.funds_available",
      """
      customer: POST customers email=jenny.rosen@example.com
      POST test_helpers/customers/{customer}/fund_cash_balance amount=2000&currency=usd
      """),
  ]

  package let id: String
  package let created: Int
  let currency: String
  let customer: String
  let endingBalance: Int
  let netAmount: Int
  let kind: Kind

  enum Kind: Codable, Sendable {
    case funded(BankTransfer, reference: String?)
    case applied(paymentIntent: String)
    case unapplied(paymentIntent: String)
    case refunded(refund: String)
    case returnInitiated
    case returnCanceled

    var name: StaticString {
      switch self {
      case .funded: "funded"
      case .applied: "applied_to_payment"
      case .unapplied: "unapplied_from_payment"
      case .refunded: "refunded_from_payment"
      case .returnInitiated: "return_initiated"
      case .returnCanceled: "return_canceled"
      }
    }
  }

  package func write(_ w: inout ObjectWriter) {
    if case .applied(let intent) = kind { w.object("applied_to_payment") { $0.reference("payment_intent", intent) } }
    w.field("created", created)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("ending_balance", endingBalance)
    if case .funded(let transfer, let reference) = kind {
      w.object("funded") { w in w.object("bank_transfer") { transfer.writeReceived(reference: reference, &$0) } }
    }
    w.field("livemode", false)
    w.field("net_amount", netAmount)
    if case .refunded(let refund) = kind { w.object("refunded_from_payment") { $0.reference("refund", refund) } }
    w.field("type", kind.name)
    if case .unapplied(let intent) = kind {
      w.object("unapplied_from_payment") { $0.reference("payment_intent", intent) }
    }
  }
}

extension CashTransaction {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + testRoutes.endpoints }

  private static let routes = Routes("/v1/customers/{customer}/cash_balance_transactions", of: CashTransaction.self) {
    $0.list("", takes: .list("created: range")) { call throws(StripeError) in
      let customer = try call.found(Customer.self, param: "customer")
      var listing = Listing<CashTransaction>(call)
      listing.narrow("customer", to: customer.id)
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in
      let customer = try call.found(Customer.self, param: "customer")
      let transaction = try call.found(CashTransaction.self, at: 1)
      guard transaction.customer == customer.id else { throw .notFound(CashTransaction.self, transaction.id) }
      return call.answer(CashTransaction.self, transaction.id)
    }
  }

  private static let testRoutes = Routes("/v1/test_helpers/customers/{customer}", of: CashTransaction.self) {
    $0.post("fund_cash_balance", takes: Parameters("amount: integer!\ncurrency: currency!\nreference"), fund)
  }

  /// A bank transfer comes in, as no bank would send one to a test account.
  private static func fund(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self, param: "customer")
    let amount = try call.arguments.requiredInteger("amount")
    let currency = call.arguments.string("currency") ?? "usd"
    guard amount > 0 else { throw .belowOne("amount") }
    guard amount <= 99_999_999 else {
      throw StripeError("Amount must be no more than $999,999.99", code: "amount_too_large", param: "amount")
    }
    guard BankTransfer.types.values.contains(currency) else {
      throw StripeError("Bank transfers are not supported in the currency \(currency).", param: "currency")
    }
    let transfer = BankTransfer(currency: currency)
    let id = call.moveCash(
      amount, currency, of: customer.id, .funded(transfer, reference: call.arguments.string("reference")))
    call.sandbox.announceCashBalance(of: customer.id, by: call)
    call.reconcileCash(of: customer.id, currency)
    return call.answer(CashTransaction.self, id)
  }
}

extension Call {
  /// Changes a customer's cash balance and tells of it; answers with the movement's id.
  @discardableResult
  func moveCash(_ amount: Int, _ currency: String, of customer: String, _ kind: CashTransaction.Kind) -> String {
    let balance = (sandbox.store[Customer.self][customer]?.cash?[currency] ?? 0) + amount
    sandbox.store[Customer.self].update(customer) { $0.cash = ($0.cash ?? [:]).merging([currency: balance]) { $1 } }
    let transaction = CashTransaction(
      id: sandbox.identifiers.dated("ccsbtxn_", now: now), created: now, currency: currency, customer: customer,
      endingBalance: balance, netAmount: amount, kind: kind)
    let id = transaction.id
    insert(transaction, announcing: "customer_cash_balance_transaction.created")
    return id
  }

  /// A customer's cash balance in a currency.
  func cash(of customer: String, _ currency: String) -> Int {
    sandbox.store[Customer.self][customer]?.cash?[currency] ?? 0
  }

  /// Pays what waits for the customer's money, the oldest first, unless the merchant wants to do so.
  func reconcileCash(of customer: String, _ currency: String) {
    guard sandbox.store[Customer.self][customer]?.reconciliationMode != "manual" else { return }
    let waiting = (sandbox.store[PaymentIntent.self].positions("customer", customer) ?? []).compactMap { position in
      sandbox.store[PaymentIntent.self][Int(position)].flatMap {
        $0.waitsForTransfer && $0.currency == currency ? $0.id : nil
      }
    }
    for intent in waiting where cash(of: customer, currency) > 0 { applyCash(to: intent) }
  }

  /// Uses a customer's cash for a payment: all that it needs, or what there is.
  ///
  /// - Parameter limit: at most so much.
  func applyCash(to id: String, atMost limit: Int = .max) {
    guard let intent = sandbox.store[PaymentIntent.self][id], let customer = intent.customer, intent.waitsForTransfer
    else { return }
    let amount = min(cash(of: customer, intent.currency), intent.cashRemaining, limit)
    guard amount > 0 else { return }
    moveCash(-amount, intent.currency, of: customer, .applied(paymentIntent: id))
    let remaining = intent.cashRemaining - amount
    sandbox.store[PaymentIntent.self].update(id) { $0.cashApplied = ($0.cashApplied ?? 0) + amount }
    guard remaining == 0 else {
      return update(PaymentIntent.self, id, announcing: "payment_intent.partially_funded") {
        $0.nextAction = $0.nextAction?.with(remaining: remaining)
      }
    }
    // There is the money, so that nothing can be declined.
    try? resume(id)
  }

  /// A payment that ends without having been made gives back what was applied to it.
  func returnCash(of intent: PaymentIntent) {
    guard let customer = intent.customer, let amount = intent.cashApplied, amount > 0 else { return }
    moveCash(amount, intent.currency, of: customer, .unapplied(paymentIntent: intent.id))
    sandbox.store[PaymentIntent.self].update(intent.id) { $0.cashApplied = nil }
  }
}
