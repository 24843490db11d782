import Wire

extension PaymentIntent: Intent {
  static let title = "PaymentIntent"

  mutating func adopt(_ token: ConfirmationToken) {
    setupFutureUsage = setupFutureUsage ?? token.setupFutureUsage
    shipping = shipping ?? token.shipping
  }

  mutating func adopt(_ method: PaymentMethod) {
    paymentMethod = method.id
    isAuthenticated = false
    nextAction = nil
    if isOpen { status = .requiresConfirmation }
  }

  func refusal(of method: PaymentMethod) -> StripeError? {
    if let owner = method.customer {
      guard let customer else {
        return StripeError(
          """
          The `payment_method` parameter supplied \(method.id) belongs to the Customer \(owner). Please include the \
          Customer in the `customer` parameter on the PaymentIntent.
          """, code: "parameter_missing", param: "source")
      }
      guard owner == customer else { return .belongsToAnother(method, than: customer) }
    } else if method.isConsumed {
      return .consumedPaymentMethod
    }
    return refusalOfType(of: method, code: "payment_intent_incompatible_payment_method") ?? refusalToHold(method)
  }

  /// Many banks and wallets send the money or do not: there is nothing to capture later.
  func refusalToHold(_ method: PaymentMethod?) -> StripeError? {
    guard captureMethod == "manual", let method, !method.kind.holds else { return nil }
    return StripeError(
      """
      `capture_method=manual` is not supported by payment method type `\(method.type)`. Use a different capture method.
      """, param: "capture_method")
  }

  /// Off session there is no customer to agree to future payments.
  func refusalOffSession(_ arguments: Arguments) -> StripeError? {
    guard arguments.isOffSession, setupFutureUsage != nil else { return nil }
    return StripeError(
      """
      You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent \
      because you cannot set up future usages when processing payments off-session.
      """, code: "payment_intent_invalid_parameter", param: "off_session")
  }

  /// A bank account that is kept for later payments is debited under a mandate. In a browser Stripe.js tells of it.
  func missingMandateData(_ call: Call) -> StripeError? {
    setupFutureUsage == nil ? nil : missingMandateData(call, with: " and `setup_future_usage`")
  }

  /// Why this request cannot confirm it.
  func refusalToConfirm(_ call: Call) -> StripeError? {
    cannotConfirm(call.version) ?? missingReturnURL(call.arguments) ?? refusalOffSession(call.arguments)
      ?? missingMandateData(call)
  }

  /// Stripe checks the missing payment method before the status; so do we.
  func cannotConfirm(_ version: APIVersion) -> StripeError? {
    let reason: String
    if paymentMethod == nil, status != .canceled {
      if let customer {
        reason = """
          it's missing a payment method. To confirm the PaymentIntent with \(customer), specify a payment method \
          attached to this customer along with the customer ID.
          """
      } else {
        reason = """
          it's missing a payment method. You can either update the PaymentIntent with a payment method and then \
          confirm it again, or confirm it again directly with a payment method\(version.orConfirmationToken).
          """
      }
    } else {
      switch status {
      case .requiresPaymentMethod, .requiresConfirmation, .requiresAction: return nil
      case .succeeded: reason = "it has already succeeded after being previously confirmed."
      case .requiresCapture:
        reason = """
          it has a status of requires_capture. Only a PaymentIntent with one of the following statuses may be \
          confirmed: requires_confirmation, requires_action.
          """
      case .processing:
        reason = """
          it has a status of processing. Only a PaymentIntent with one of the following statuses may be confirmed: \
          requires_confirmation, requires_action.
          """
      case .canceled:
        reason = """
          it has a status of canceled. Only a PaymentIntent with one of the following statuses may be confirmed: \
          requires_confirmation, requires_action.
          """
      }
    }
    return StripeError(
      "You cannot confirm this PaymentIntent because \(reason)", code: "payment_intent_unexpected_state")
  }
}

extension Call {
  /// Confirms a stored PaymentIntent by this call's parameters.
  func confirm(_ id: String) throws(StripeError) {
    guard var intent = sandbox.store[PaymentIntent.self][id] else { throw .notFound(PaymentIntent.self, id) }
    if !intent.isOpen, let error = intent.cannotConfirm(version) { throw error.about("payment_intent", id) }
    intent.captureMethod = arguments.string("capture_method") ?? intent.captureMethod
    try intent.applyShared(arguments)
    if let error = try intent.prepare(self) ?? intent.refusalToConfirm(self)
      ?? intent.refusalToHold(intent.paymentMethod.flatMap { sandbox.store[PaymentMethod.self][$0] })
    {
      throw error.about("payment_intent", id)
    }
    try pay(&intent, isStored: false)
  }

  /// Has a PaymentIntent paid that can be confirmed.
  ///
  /// - Parameter isStored: whether it is in the store as it is here.
  func pay(_ intent: inout PaymentIntent, isStored: Bool) throws(StripeError) {
    guard let methodID = intent.paymentMethod, let method = sandbox.store[PaymentMethod.self][methodID] else {
      throw .noSuch(PaymentMethod.self, intent.paymentMethod ?? "", param: "payment_method")
    }
    if let mandate = try referenced(Mandate.self, "mandate") {
      guard mandate.isRevoked != true else { throw .invalidMandate }
      intent.mandate = mandate.id
    }
    if method.needsMandate, intent.mandate == nil {
      intent.mandate = makeMandate(for: method, isSingleUse: intent.setupFutureUsage == nil)
    }
    let isOffSession = arguments.isOffSession
    intent.isOffSession = isOffSession
    if !isStored || isOffSession || intent.mandate != nil {
      sandbox.store[PaymentIntent.self].update(intent.id) { $0 = intent }
    }
    try attempt(
      intent, method, isOffSession: isOffSession,
      errorOnRequiresAction: arguments.bool("error_on_requires_action") == true,
      returnURL: arguments.bool("use_stripe_sdk") == true ? nil : intent.returnURL)
  }
}
