import Wire

extension PaymentIntent {
  static func update(_ call: inout Call) throws(StripeError) -> Answer {
    try PaymentMethodType.checkForVersion(call)
    var intent = try call.intent()
    let arguments = call.arguments
    for name in [
      "amount", "currency", "customer", "payment_method", "payment_method_data", "setup_future_usage",
      "payment_method_types", "capture_method", "application_fee_amount",
    ]
    where arguments.has(name) && !intent.isOpen {
      throw intent.cannotUpdate(name)
    }
    if arguments.has("receipt_email"), [.processing, .canceled].contains(intent.status) {
      throw intent.cannotUpdate("receipt_email", alsoWhen: [.requiresCapture, .succeeded])
    }
    do { try intent.checkStatementDescriptor(arguments) } catch { throw error.about("payment_intent", intent.id) }
    intent.currency = arguments.string("currency") ?? intent.currency
    if let amount = arguments.integer("amount") {
      try Currency.check(amount, intent.currency, call.version)
      intent.amount = amount
    }
    try call.checkConnect(hasReceiver: intent.hasReceiver, sharing: intent.amount)
    try intent.apply(call)
    do {
      try PaymentMethodType.check(intent.namedTypes, payIn: intent.currency)
    } catch {
      throw error.about("payment_intent", intent.id)
    }
    let error = try intent.prepare(call)
    if let error { throw error.about("payment_intent", intent.id) }
    try call.associateTax(with: intent.id)
    // Stripe announces no update of a PaymentIntent.
    call.sandbox.store[PaymentIntent.self].update(intent.id) { $0 = intent }
    return call.answer(PaymentIntent.self, intent.id)
  }

  private func cannotUpdate(_ name: String, alsoWhen more: [Status] = []) -> StripeError {
    let statuses = ([.requiresPaymentMethod, .requiresConfirmation, .requiresAction] + more).map(\.rawValue)
    return StripeError(
      """
      This PaymentIntent's \(name) could not be updated because it has a status of \(status.rawValue). You may \
      only update the \(name) of a PaymentIntent with one of the following statuses: \
      \(statuses.joined(separator: ", ")).
      """, code: "payment_intent_unexpected_state", param: name
    ).about("payment_intent", id)
  }
}
