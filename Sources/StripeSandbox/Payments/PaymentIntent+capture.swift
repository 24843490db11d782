import Wire

extension PaymentIntent {
  static let captureParameters = Parameters(
    """
    amount_to_capture: integer
    application_fee_amount: integer
    \(detailsDeclaration)
    final_capture: boolean
    metadata
    statement_descriptor: descriptor(22)
    statement_descriptor_suffix: descriptor(22)
    transfer_data: {amount: integer}
    """)

  static let cancelParameters = Parameters(
    """
    cancellation_reason: abandoned|duplicate|fraudulent|requested_by_customer
    client_secret: id
    """)

  static let incrementParameters = Parameters(
    """
    amount: integer!
    application_fee_amount: integer
    \(detailsDeclaration)
    description: string(1000)
    metadata
    statement_descriptor: descriptor(22)
    transfer_data: {amount: integer}
    """)

  static let applyBalanceParameters = Parameters("amount: integer\ncurrency: currency")
  static let microdepositParameters = Parameters("amounts: [integer]\nclient_secret: id\ndescriptor_code: id")

  static func capture(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.intent()
    guard intent.status == .requiresCapture, let charge = intent.latestCharge else {
      throw intent.cannotCapture().about("payment_intent", intent.id)
    }
    let amount = call.arguments.integer("amount_to_capture") ?? intent.amountCapturable
    if let error = intent.refusal(toCapture: amount) { throw error.about("payment_intent", intent.id) }
    if call.arguments.has("amount_to_capture") { try Currency.checkDigits(amount, intent.currency) }
    let keepsRest = call.arguments.bool("final_capture") == false
    guard !keepsRest || intent.options["card"]?["request_multicapture"]?.string == "if_available" else {
      throw StripeError(
        "You cannot set `final_capture` to false: multicapture was not requested for this PaymentIntent.",
        param: "final_capture"
      ).about("payment_intent", intent.id)
    }
    try call.checkConnect(hasReceiver: intent.hasReceiver, sharing: amount)
    var metadata = intent.metadata
    try call.arguments.merge(into: &metadata)
    let arguments = call.arguments
    let details = try AmountDetails.given(arguments, for: amount) ?? intent.amountDetails
    let rest = keepsRest ? intent.amountCapturable - amount : 0
    call.captureCharge(charge, amount: amount, keepsRest: rest > 0)
    let event = rest > 0 ? "payment_intent.amount_capturable_updated" : "payment_intent.succeeded"
    call.update(PaymentIntent.self, intent.id, announcing: event) {
      $0.metadata = metadata
      $0.amountReceived += amount
      $0.amountCapturable = rest
      $0.status = rest > 0 ? .requiresCapture : .succeeded
      arguments.assign("application_fee_amount", to: &$0.applicationFeeAmount)
      $0.applyPaymentDetails(arguments)
      $0.amountDetails = details
      arguments.assign("statement_descriptor", to: &$0.statementDescriptor)
      arguments.assign("statement_descriptor_suffix", to: &$0.statementDescriptorSuffix)
    }
    return call.answer(PaymentIntent.self, intent.id)
  }

  private func cannotCapture() -> StripeError {
    if status == .succeeded, captureMethod == "manual" {
      return StripeError(
        """
        The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized \
        amount has been released.
        """, code: "payment_intent_unexpected_state")
    }
    return StripeError(
      """
      This PaymentIntent could not be captured because it has a status of \(status.rawValue). Only a PaymentIntent \
      with one of the following statuses may be captured: requires_capture.
      """, code: "payment_intent_unexpected_state")
  }

  private func refusal(toCapture amount: Int) -> StripeError? {
    if amount < 0 { return StripeError("Invalid non-negative integer", param: "amount_to_capture") }
    if amount == 0 {
      return StripeError(
        "This value must be greater than or equal to 1.", code: "parameter_invalid_integer", param: "amount")
    }
    guard amount > amountCapturable else { return nil }
    return StripeError(
      """
      The payment could not be captured because the requested capture amount is greater than the amount you can \
      capture for this charge. Contact us via https://support.stripe.com/contact/ for help.
      """, code: "amount_too_large")
  }

  static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.intent()
    guard intent.status != .succeeded, intent.status != .canceled else {
      let (reauthorization, expired) = call.version < .clover ? ("", "") : ("requires_reauthorization, ", "expired, ")
      throw StripeError(
        """
        You cannot cancel this PaymentIntent because it has a status of \(intent.status.rawValue). Only a \
        PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, \
        \(reauthorization)requires_confirmation, requires_action, \(expired)processing.
        """, code: "payment_intent_unexpected_state"
      ).about("payment_intent", intent.id)
    }
    // https://docs.stripe.com/api/invoice-payment/object#invoice_payment_object-is_default
    if let invoice = intent.invoice, call.sandbox.store[Invoice.self][invoice]?.paymentIntent == intent.id {
      throw StripeError(
        """
        You cannot cancel this PaymentIntent because it is the default payment of the invoice \(invoice). Void the \
        invoice instead.
        """, code: "payment_intent_unexpected_state"
      ).about("payment_intent", intent.id)
    }
    if intent.status == .requiresCapture, let charge = intent.latestCharge { call.releaseCharge(charge) }
    let now = call.now
    let reason = call.arguments.string("cancellation_reason")
    call.update(PaymentIntent.self, intent.id, announcing: "payment_intent.canceled") {
      $0.status = .canceled
      $0.canceledAt = now
      $0.cancellationReason = reason
      $0.amountCapturable = 0
      $0.nextAction = nil
      $0.processing = nil
    }
    call.returnCash(of: intent)
    return call.answer(PaymentIntent.self, intent.id)
  }

  static func incrementAuthorization(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.intent()
    let amount = try call.arguments.requiredInteger("amount")
    guard intent.status == .requiresCapture, let charge = intent.latestCharge else {
      throw StripeError(
        """
        This PaymentIntent's authorization could not be incremented because it has a status of \
        \(intent.status.rawValue). Only a PaymentIntent with one of the following statuses may be incremented: \
        requires_capture.
        """, code: "payment_intent_unexpected_state"
      ).about("payment_intent", intent.id)
    }
    guard intent.options["card"]?["request_incremental_authorization"]?.string == "if_available" else {
      throw StripeError(
        "This PaymentIntent is not eligible for incremental authorization.",
        code: "payment_intent_unexpected_state"
      ).about("payment_intent", intent.id)
    }
    guard amount > intent.amount else {
      throw StripeError(
        "The amount must be greater than the currently authorized amount.", param: "amount"
      ).about("payment_intent", intent.id)
    }
    try Currency.check(amount, intent.currency, call.version)
    try call.checkConnect(hasReceiver: intent.hasReceiver, sharing: amount)
    var metadata = intent.metadata
    try call.arguments.merge(into: &metadata)
    let arguments = call.arguments
    let details = try AmountDetails.given(arguments, for: amount) ?? intent.amountDetails
    call.incrementCharge(charge, to: amount)
    call.update(PaymentIntent.self, intent.id, announcing: "payment_intent.amount_capturable_updated") {
      $0.amount = amount
      $0.amountCapturable = amount
      $0.metadata = metadata
      $0.applyPaymentDetails(arguments)
      $0.amountDetails = details
      arguments.assign("description", to: &$0.description)
      arguments.assign("statement_descriptor", to: &$0.statementDescriptor)
    }
    return call.answer(PaymentIntent.self, intent.id)
  }

  /// Uses the customer's cash balance for an intent that waits for a bank transfer.
  static func applyCustomerBalance(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.intent()
    guard intent.paymentMethodTypes.contains("customer_balance"), intent.isOpen, let customer = intent.customer else {
      throw StripeError(
        """
        You cannot apply a customer balance to this PaymentIntent: it must accept `customer_balance` and still be \
        waiting for a payment.
        """, code: "payment_intent_unexpected_state"
      ).about("payment_intent", intent.id)
    }
    if let currency = call.arguments.string("currency"), currency != intent.currency {
      throw StripeError(
        "The currency has to be that of the PaymentIntent (\(intent.currency)).", param: "currency"
      ).about("payment_intent", intent.id)
    }
    let amount = call.arguments.integer("amount") ?? intent.cashRemaining
    guard amount > 0 else { throw .belowOne("amount") }
    guard amount <= intent.cashRemaining, amount <= call.cash(of: customer, intent.currency) else {
      throw StripeError(
        """
        The amount (\(Currency.format(amount, intent.currency))) is more than the PaymentIntent still needs or the \
        customer's cash balance holds.
        """, code: "amount_too_large", param: "amount"
      ).about("payment_intent", intent.id)
    }
    call.applyCash(to: intent.id, atMost: amount)
    return call.answer(PaymentIntent.self, intent.id)
  }

  static func verifyMicrodeposits(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.intent()
    guard case .verifyMicrodeposits = intent.nextAction, let methodID = intent.paymentMethod else {
      throw StripeError(
        """
        This PaymentIntent cannot be actioned on because it has a status of \(intent.status.rawValue). Only a \
        PaymentIntent with one of the following statuses may be actioned on: ["requires_action"].
        """, code: "intent_invalid_state"
      ).about("payment_intent", intent.id)
    }
    if let error = call.wrongMicrodeposits() { throw error.about("payment_intent", intent.id) }
    call.sandbox.store[PaymentMethod.self].update(methodID) { $0.isVerified = true }
    try call.resume(intent.id)
    return call.answer(PaymentIntent.self, intent.id)
  }
}

extension Call {
  /// Stripe's test deposits: 32 and 45 cents, or the code SM11AA.
  func wrongMicrodeposits() -> StripeError? {
    if let code = arguments.string("descriptor_code") {
      return code == "SM11AA"
        ? nil
        : StripeError(
          "The descriptor code provided does not match the one sent to the bank account.",
          code: "payment_method_microdeposit_verification_descriptor_code_mismatch", param: "descriptor_code")
    }
    guard let amounts = arguments["amounts"]?.array?.compactMap(\.integer) else {
      return StripeError(
        "You must provide either `amounts` or `descriptor_code`.", code: "parameter_missing")
    }
    return amounts.sorted() == [32, 45]
      ? nil
      : StripeError(
        "The amounts provided do not match the amounts that were sent to the bank account.",
        code: "payment_method_microdeposit_verification_amounts_mismatch", param: "amounts")
  }
}
