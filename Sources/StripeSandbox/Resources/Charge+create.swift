import Wire

// The way to charge from before PaymentIntents: a token, or what a customer has on file.
extension Charge {
  static let createParameters = Parameters(
    """
    amount: integer!
    application_fee_amount: integer
    capture: boolean
    currency: currency!
    customer: id
    description: string(40000)
    destination: any({account: id!, amount: integer}, id)
    metadata
    on_behalf_of: id
    payment_method: id
    radar_options: {session: id}
    receipt_email
    shipping: {address!, carrier, name!, phone, tracking_number}
    source: id
    statement_descriptor: string(22)
    statement_descriptor_suffix: string(22)
    transfer_data: {amount: integer, destination: id!}
    transfer_group
    """)

  static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let amount = arguments.integer("amount") ?? 0
    let currency = arguments.string("currency") ?? "usd"
    try Currency.check(amount, currency)
    try arguments.checkEmail("receipt_email")
    try call.checkConnect()
    let customer = try call.referenced(Customer.self, "customer")
    guard customer != nil || arguments.has("source") else {
      throw StripeError("Must provide source or customer.", code: "parameter_missing")
    }
    var request = ChargeRequest(amount: amount, currency: currency, paymentMethod: try call.chargeSource(customer))
    request.customer = customer?.id
    request.captures = arguments.bool("capture") ?? true
    try arguments.merge(into: &request.metadata)
    request.apply(arguments)
    let card = request.paymentMethod.card
    request.decline = card?.decline(request.paymentMethod.billingDetails)
    let charge = call.charge(request)
    if charge.status == .pending { call.sandbox.later(0, .concludeCharge(charge.id)) }
    guard let decline = charge.decline else { return call.answer(Charge.self, charge.id) }
    var error = decline.error()
    error.charge = charge.id
    throw error
  }
}

extension ChargeRequest {
  fileprivate mutating func apply(_ arguments: Arguments) {
    applicationFeeAmount = arguments.integer("application_fee_amount")
    description = arguments.string("description")
    receiptEmail = arguments.string("receipt_email")
    shipping = arguments.object("shipping").map(Shipping.init)
    statementDescriptor = arguments.string("statement_descriptor")
    statementDescriptorSuffix = arguments.string("statement_descriptor_suffix")
    transferGroup = arguments.string("transfer_group")
  }
}

extension Call {
  /// What a legacy charge is made from.
  fileprivate func chargeSource(_ customer: Customer?) throws(StripeError) -> PaymentMethod {
    guard let customer else { return try source(arguments.string("source") ?? "") }
    if let source = arguments.string("source") {
      guard let found = sandbox.store.paymentMethods[source], found.customer == customer.id else {
        throw StripeError(
          status: 404, "Customer \(customer.id) does not have a linked source with ID \(source).", code: "missing",
          param: "source")
      }
      return found
    }
    if let source = customer.defaultSource, let found = sandbox.store.paymentMethods[source] { return found }
    let hasPaymentMethod = sandbox.store.paymentMethods.positions("customer", customer.id)?.isEmpty == false
    throw StripeError(
      .card, status: 402,
      hasPaymentMethod
        ? """
        This Customer doesn't have any legacy saved payment details, but does have a Payment Method attached. Use a \
        Payment Intent instead of creating a Charge: https://stripe.com/docs/payments/payment-intents/migration
        """
        : """
        This Customer doesn't have any saved payment details. Attach a legacy Token, Card, Bank Account, or Source \
        to this Customer and then try this request again, or use Payment Intents and Payment Methods instead.
        """, code: "missing", param: "card")
  }

  private func source(_ id: String) throws(StripeError) -> PaymentMethod {
    guard let row = TestCard.row(token: id) else { throw .noSuch("token", id, param: "source") }
    var card = newPaymentMethod(type: "card")
    card.card = Card(row, now: now, account: sandbox.accountID)
    return card
  }
}
