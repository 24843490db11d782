import Wire

/// A credit to a customer, or a debt, to be settled with the next invoice.
package struct CustomerBalanceTransaction: Resource {
  package static let object: StaticString = "customer_balance_transaction"
  package static let idPrefixes = ["cbtxn_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? =
    "customer_balance_transaction: POST customers/{customer}/balance_transactions amount=500&currency=usd"
  package static let indexes = [Index<CustomerBalanceTransaction>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    [
      "checkout_session": .one("checkout.session"), "credit_note": .one("credit_note"), "customer": .one("customer"),
      "invoice": .one("invoice"),
    ]
  }

  package let id: String
  package let created: Int
  let amount: Int
  let currency: String
  let customer: String
  var description: String?
  let endingBalance: Int
  var metadata = Metadata()
  /// Why the balance changed.
  var type = "adjustment"
  var invoice: String?
  var creditNote: String?

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.null("checkout_session")
    w.field("created", created)
    w.reference("credit_note", creditNote)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("description", description)
    w.field("ending_balance", endingBalance)
    w.reference("invoice", invoice)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("type", type)
  }
}

extension CustomerBalanceTransaction {
  static let routes = Routes(
    "/v1/customers/{customer}/balance_transactions", of: CustomerBalanceTransaction.self
  ) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\ninvoice: id")) { call throws(StripeError) in
      let customer = try call.found(Customer.self, param: "customer")
      var listing = Listing<CustomerBalanceTransaction>(call)
      listing.narrow("customer", to: customer.id)
      if let invoice = try call.referenced(Invoice.self, "invoice") { listing.filter { $0.invoice == invoice.id } }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in
      call.answer(CustomerBalanceTransaction.self, try found(call).id)
    }
    $0.post("{id}", takes: Parameters("description: string(350)\nmetadata"), update)
  }

  private static let createParameters = Parameters(
    """
    amount: integer!
    currency: currency!
    description: string(350)
    metadata
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self, param: "customer")
    let arguments = call.arguments
    let amount = try arguments.requiredInteger("amount")
    let currency = arguments.string("currency") ?? "usd"
    let (balance, overflows) = (customer.credit[currency] ?? 0).addingReportingOverflow(amount)
    guard !overflows, Pricing.limited(balance) == balance else { throw .outOfRange(amount, param: "amount") }
    var transaction = CustomerBalanceTransaction(
      id: call.sandbox.identifiers.dated("cbtxn_", now: call.now), created: call.now, amount: amount,
      currency: currency, customer: customer.id, description: arguments.string("description"), endingBalance: balance)
    try arguments.merge(into: &transaction.metadata)
    call.sandbox.store[CustomerBalanceTransaction.self].insert(transaction)
    call.update(Customer.self, customer.id, announcing: "customer.updated") { $0.set(balance, currency) }
    return call.answer(CustomerBalanceTransaction.self, transaction.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var transaction = try found(call)
    try call.arguments.merge(into: &transaction.metadata)
    call.arguments.assign("description", to: &transaction.description)
    call.sandbox.store[CustomerBalanceTransaction.self].update(transaction.id) { $0 = transaction }
    return call.answer(CustomerBalanceTransaction.self, transaction.id)
  }

  private static func found(_ call: Call) throws(StripeError) -> CustomerBalanceTransaction {
    let customer = try call.found(Customer.self, param: "customer")
    let transaction = try call.found(CustomerBalanceTransaction.self, at: 1)
    guard transaction.customer == customer.id else {
      throw .notFound(CustomerBalanceTransaction.self, transaction.id)
    }
    return transaction
  }
}

extension Call {
  /// Sets the balance of a customer outright; what was missing to it is a transaction of its own.
  func adjustBalance(of customer: inout Customer, to balance: Int) {
    let currency = customer.currency ?? "usd"
    let amount = balance - (customer.credit[currency] ?? 0)
    guard amount != 0 else { return }
    customer.set(balance, currency)
    sandbox.store[CustomerBalanceTransaction.self].insert(
      CustomerBalanceTransaction(
        id: sandbox.identifiers.dated("cbtxn_", now: now), created: now, amount: amount, currency: currency,
        customer: customer.id, endingBalance: balance))
  }
}
