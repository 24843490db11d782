import Wire

// The way to charge from before PaymentIntents: a token, or what a customer has on file.
extension Charge {
  static let createParameters = Parameters(
    """
    amount: integer!
    application_fee: integer
    application_fee_amount: integer
    capture: boolean
    card: \(PaymentSource.parameter)
    currency: currency!
    customer: id
    description: string(40000)
    destination: any({account: id!, amount: integer}, id)
    metadata
    on_behalf_of: id
    payment_method: id
    radar_options: {session: id}
    receipt_email
    \(shippingParameters)
    source: \(PaymentSource.parameter)
    statement_descriptor: descriptor(22)
    statement_descriptor_suffix: descriptor(22)
    transfer_data: {amount: integer, description, destination: id!}
    transfer_group
    """)

  static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let amount = try arguments.requiredInteger("amount")
    let currency = arguments.string("currency") ?? "usd"
    try Currency.check(amount, currency, call.version)
    try arguments.checkEmail("receipt_email")
    try call.checkConnect()
    let customer = try call.referenced(Customer.self, "customer")
    let payer = try call.payer(customer)
    var request = ChargeRequest(amount: amount, currency: currency, paymentMethod: payer.paymentMethod)
    request.source = payer.source
    request.customer = customer?.id
    request.captures = arguments.bool("capture") ?? true
    try arguments.merge(into: &request.metadata)
    request.apply(arguments)
    request.paymentMethod.checkCard()
    request.decline = payer.paymentMethod.card?.decline(payer.paymentMethod.billingDetails)
    if let token = payer.token { call.use(token) }
    if request.decline == nil { request.source = call.spend(payer.source, amount) }
    if payer.source.details?.securedCard != nil {
      request.threeDSecure = NextAction.authenticated
    }
    let charge = call.charge(request)
    if charge.status == .pending {
      call.notifyOfDebit(payer.source, amount)
      call.sandbox.later(0, Charge.conclude, charge.id)
    }
    guard let decline = request.decline else { return call.answer(Charge.self, charge.id) }
    var error = decline.error()
    error.charge = charge.id
    throw error
  }
}

extension ChargeRequest {
  fileprivate mutating func apply(_ arguments: Arguments) {
    applicationFeeAmount = arguments.integer("application_fee_amount") ?? arguments.integer("application_fee")
    description = arguments.string("description")
    receiptEmail = arguments.string("receipt_email")
    shipping = arguments.object("shipping").map(Shipping.init)
    statementDescriptor = arguments.string("statement_descriptor")
    onBehalfOf = arguments.string("on_behalf_of")
    statementDescriptorSuffix = arguments.string("statement_descriptor_suffix")
    transferData = arguments.transferData
    transferGroup = arguments.string("transfer_group")
  }
}

/// The payer of a legacy charge.
private struct Payer {
  var source: PaymentSource
  var paymentMethod: PaymentMethod
  var token: Token?

  init(_ source: PaymentSource, _ paymentMethod: PaymentMethod, _ token: Token? = nil) {
    self.source = source
    self.paymentMethod = paymentMethod
    self.token = token
  }

  init(_ card: Card, _ billing: BillingDetails, id: String, token: Token? = nil, now: Int) {
    source = PaymentSource(id: id, created: now, content: .card)
    paymentMethod = PaymentMethod(id: id, created: now, type: "card")
    paymentMethod.card = card
    paymentMethod.billingDetails = billing
    self.token = token
  }
}

extension Call {
  fileprivate func payer(_ customer: Customer?) throws(StripeError) -> Payer {
    let name = arguments.has("source") ? "source" : "card"
    if let customer {
      if arguments.object(name) == nil { return try payer(customer, arguments.string(name)) }
    } else if !arguments.has(name) {
      throw StripeError("Must provide source or customer.", code: "parameter_missing")
    }
    if let data = arguments.object(name) {
      var billing = BillingDetails()
      billing.updateLegacy(data)
      let card = try Card(data, name: name, call: self)
      return Payer(card, billing, id: sandbox.identifiers.dated("card_", now: now), now: now)
    }
    let id = arguments.string(name) ?? ""
    if let source = sandbox.store[PaymentSource.self][id] { return try payer(source) }
    let token = try token(id, param: name)
    guard case .card(let cardID, let card, let billing) = token.content else {
      throw StripeError("The token supplied (\(id)) cannot be charged without a customer.", param: name)
    }
    return Payer(card, billing, id: cardID, token: token, now: now)
  }

  /// One of a customer's sources, or the default one.
  private func payer(_ customer: Customer, _ named: String?) throws(StripeError) -> Payer {
    if let id = named ?? customer.defaultSource, let source = sandbox.store[PaymentSource.self][id],
      source.customer == customer.id
    {
      return try payer(source)
    }
    if let named {
      throw StripeError(
        status: 404, "Customer \(customer.id) does not have a linked source with ID \(named).", code: "missing",
        param: "source")
    }
    let hasPaymentMethod = sandbox.store[PaymentMethod.self].positions("customer", customer.id)?.isEmpty == false
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

  private func payer(_ source: PaymentSource) throws(StripeError) -> Payer {
    if let details = source.details {
      try checkChargeable(details, arguments.integer("amount") ?? 0, arguments.string("currency") ?? "usd")
    }
    switch source.content {
    case .card, .source:
      guard let paymentMethod = sandbox.store[PaymentMethod.self][source.id] else {
        throw .noSuch(PaymentSource.self, source.id, param: "source")
      }
      return Payer(source, paymentMethod)
    case .bankAccount(let account):
      guard account.status == "verified" else {
        throw StripeError(
          """
          The customer must verify this bank account before it can be charged. See \
          https://stripe.com/docs/payments/ach-debit#verify.
          """, param: "source")
      }
      var paymentMethod = PaymentMethod(id: source.id, created: source.created, type: "ach_debit")
      paymentMethod.details = account.debitDetails
      paymentMethod.billingDetails.name = account.holderName
      return Payer(source, paymentMethod)
    }
  }
}

extension BankAccount {
  /// The details that a charge of it keeps.
  fileprivate var debitDetails: JSON {
    [
      "account_holder_type": holderType.map(JSON.string) ?? .null, "bank_name": "STRIPE TEST BANK",
      "country": .string(country), "fingerprint": .string(fingerprint), "last4": .string(last4),
      "routing_number": routingNumber.map(JSON.string) ?? .null,
    ]
  }
}
