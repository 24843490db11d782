import Wire

extension Refund {
  static let routes = Routes("/v1/refunds", of: Refund.self) {
    $0.post("", takes: createParameters) { call throws(StripeError) in
      if call.arguments.has("origin") {
        if let amount = call.arguments.integer("amount"), amount < 1 { throw .belowOne("amount") }
        return try call.returnCash()
      }
      return try create(&call, try call.chargeToRefund())
    }
    $0.list("", takes: .list("charge: id\ncreated: range\npayment_intent: id")) { call throws(StripeError) in
      var listing = Listing<Refund>(call)
      listing.narrow("charge")
      listing.narrow("payment_intent")
      return try listing.page(isCounted: call.arguments.has("charge"))
    }
    $0.get("{id}") { call throws(StripeError) in
      try call.answerFound(Refund.self)
    }
    $0.post("{id}", takes: Parameters("metadata")) { call throws(StripeError) in
      try update(&call, try call.found(Refund.self))
    }
    $0.post("{id}/cancel", cancel)
  }

  /// The same by way of the charge.
  static let chargeRoutes = Routes("/v1/charges/{id}", of: Refund.self) {
    $0.post("refund", takes: Parameters(sharedParameters), of: Charge.self) { call throws(StripeError) in
      let charge = try call.found(Charge.self)
      _ = try create(&call, charge)
      return call.answer(Charge.self, charge.id)
    }
    $0.post("refunds", takes: Parameters(sharedParameters)) { call throws(StripeError) in
      try create(&call, try call.found(Charge.self))
    }
    $0.list("refunds") { call throws(StripeError) in
      var listing = Listing<Refund>(call)
      listing.narrow("charge", to: try call.found(Charge.self).id)
      return try listing.page()
    }
    $0.get("refunds/{refund}") { call throws(StripeError) in
      call.answer(Refund.self, try foundUnderCharge(call).id)
    }
    $0.post("refunds/{refund}", takes: Parameters("metadata")) { call throws(StripeError) in
      try update(&call, try foundUnderCharge(call))
    }
  }

  private static let createParameters = Parameters(
    """
    charge: id
    currency: currency
    customer: id
    origin: customer_balance
    payment_intent: id

    """ + sharedParameters)

  private static let sharedParameters = """
    amount: integer
    instructions_email
    metadata
    reason: duplicate|fraudulent|requested_by_customer
    refund_application_fee: boolean
    reverse_transfer: boolean
    """

  private static func foundUnderCharge(_ call: Call) throws(StripeError) -> Refund {
    let charge = try call.found(Charge.self)
    let refund = try call.found(Refund.self, at: 1)
    guard refund.charge == charge.id else { throw .notFound(Refund.self, refund.id) }
    return refund
  }

  private static func create(_ call: inout Call, _ charge: Charge) throws(StripeError) -> Answer {
    let arguments = call.arguments
    if let amount = arguments.integer("amount"), amount < 1 { throw .belowOne("amount") }
    var metadata = Metadata()
    try arguments.merge(into: &metadata)
    let amount = try charge.amountToRefund(arguments, call.sandbox.store[Dispute.self])
    let id: String
    if charge.isHeld {
      id = call.reverseCharge(charge, reason: arguments.string("reason"), metadata: metadata)
    } else {
      id = call.refund(
        charge, amount, reason: arguments.string("reason"), email: arguments.string("instructions_email"), metadata)
    }
    call.passOn(refund: id, of: charge, amount)
    return call.answer(Refund.self, id)
  }

  private static func update(_ call: inout Call, _ refund: Refund) throws(StripeError) -> Answer {
    var metadata = refund.metadata
    try call.arguments.merge(into: &metadata)
    call.update(refund.id) { $0.metadata = metadata }
    return call.answer(Refund.self, refund.id)
  }

  /// Only a refund that waits for the customer's bank details can be canceled.
  private static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let refund = try call.found(Refund.self)
    guard refund.status == .requiresAction else { throw StripeError("Canceling this refund is unsupported.") }
    call.endWaitingRefund(refund, as: .canceled)
    return call.answer(Refund.self, refund.id)
  }
}

extension Call {
  /// The charge that the parameters name: itself, or as the latest one of a PaymentIntent that took money.
  fileprivate func chargeToRefund() throws(StripeError) -> Charge {
    if let amount = arguments.integer("amount"), amount < 1 { throw .belowOne("amount") }
    if let id = arguments.string("charge") {
      guard let charge = sandbox.store[Charge.self][id] else { throw .notFound(Charge.self, id) }
      if let intent = arguments.string("payment_intent"), charge.paymentIntent != intent {
        throw StripeError("Charge \(id) does not belong to PaymentIntent \(intent).", param: "charge")
      }
      return charge
    }
    guard let intent = arguments.string("payment_intent") else {
      throw StripeError(
        "One of the following params should be provided for this request: payment_intent or charge.")
    }
    let charges = sandbox.store[Charge.self]
    let attempts = charges.positions("payment_intent", intent) ?? []
    for position in attempts.reversed() {
      if let charge = charges[Int(position)], charge.status == .succeeded { return charge }
    }
    guard sandbox.store[PaymentIntent.self].contains(intent) else {
      throw .noSuch("payment_intent", intent, param: "intent", status: 404)
    }
    throw .nothingToRefund(intent)
  }
}

extension StripeError {
  fileprivate static func nothingToRefund(_ paymentIntent: String) -> StripeError {
    StripeError("This PaymentIntent (\(paymentIntent)) does not have a successful charge to refund.")
  }
}

extension Charge {
  /// Holds the request for a refund against the charge's state, in Stripe's order.
  fileprivate func amountToRefund(_ arguments: Arguments, _ disputes: Table<Dispute>) throws(StripeError) -> Int {
    guard status == .succeeded, isCaptured || isHeld || paymentIntent == nil else {
      throw paymentIntent.map { .nothingToRefund($0) }
        ?? StripeError("Charge \(id) cannot be refunded because it has a status of \(status.rawValue).")
    }
    guard !isChargedBack(disputes) else {
      throw StripeError("Charge \(id) has been charged back; cannot issue a refund.", code: "charge_disputed")
    }
    guard !isRefunded else {
      throw StripeError("Charge \(id) has already been refunded.", code: "charge_already_refunded")
    }
    try refuseConnect(arguments)
    if isHeld { return try amountToReverse(arguments) }
    let amount = arguments.integer("amount") ?? refundable
    if arguments.has("amount") { try Currency.checkDigits(amount, currency) }
    guard amount <= refundable else {
      let whole = amountRefunded == 0 ? "charge amount" : "unrefunded amount on charge"
      throw StripeError(
        """
        Refund amount (\(Currency.format(amount, currency))) is greater than \(whole) \
        (\(Currency.format(refundable, currency)))
        """, param: "amount")
    }
    return amount
  }

  private func isChargedBack(_ disputes: Table<Dispute>) -> Bool {
    dispute.flatMap { disputes[$0] }.map { !$0.isChargeRefundable } ?? false
  }

  private func amountToReverse(_ arguments: Arguments) throws(StripeError) -> Int {
    if let paymentIntent {
      throw StripeError(
        """
        This uncaptured Charge was created by a PaymentIntent (\(paymentIntent)). You must cancel the PaymentIntent to \
        reverse the authorization instead of refunding the Charge directly. For more information, see \
        https://stripe.com/docs/payments/place-a-hold-on-a-payment-method
        """)
    }
    guard arguments.integer("amount") ?? amount == amount else {
      throw StripeError(
        """
        You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the \
        original amount
        """, param: "amount")
    }
    return amount
  }

  private func refuseConnect(_ arguments: Arguments) throws(StripeError) {
    if arguments.bool("refund_application_fee") == true, connect == nil {
      throw StripeError(
        "Attempting to refund_application_fee on \(id), but it has no application fee",
        param: "refund_application_fee")
    }
    if arguments.bool("reverse_transfer") == true, connect?.transfer == nil {
      throw StripeError(
        "Cannot reverse transfer on charge \(id) because it does not have an associated transfer.",
        param: "reverse_transfer")
    }
  }
}
