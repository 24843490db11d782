import Wire

extension SetupIntent: Intent {
  static let title = "SetupIntent"

  mutating func adopt(_ token: ConfirmationToken) {}

  mutating func adopt(_ method: PaymentMethod) {
    paymentMethod = method.id
    nextAction = nil
    if isOpen { status = .requiresConfirmation }
  }

  func refusal(of method: PaymentMethod) -> StripeError? {
    if let owner = method.customer {
      guard let customer else {
        return StripeError(
          """
          The payment method supplied (\(method.id)) belongs to the Customer \(owner). Please include the Customer in \
          the `customer` parameter on the SetupIntent.
          """, param: "payment_method")
      }
      guard owner == customer else { return .belongsToAnother(method, than: customer) }
    } else if method.isConsumed {
      return .consumedPaymentMethod
    }
    return refusalOfType(of: method, code: "setup_intent_invalid_parameter")
  }

  /// Stripe checks the missing payment method before the status; so do we.
  func cannotConfirm(_ version: APIVersion) -> StripeError? {
    let reason: String
    switch status {
    case .succeeded: reason = "it has already succeeded."
    case .canceled: reason = "it has been canceled."
    case _ where paymentMethod == nil:
      reason = """
        it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it \
        again, or confirm it again directly with a payment method\(version.orConfirmationToken).
        """
    case .processing: reason = "it is processing."
    default: return nil
    }
    return StripeError(
      "You cannot confirm this SetupIntent because \(reason)", code: "setup_intent_unexpected_state")
  }

  /// How setting up with a payment method goes on, decided from what is there.
  func outcome(with method: PaymentMethod) -> SetupOutcome {
    let requested = options.requestedAuthentication
    let behaviour = method.card?.behaviour
    if behaviour?.failsLookup(requested: requested) == true { return .declined(.named("processing_error")) }
    let authenticates = behaviour?.needsAuthenticationOnSetup(requested: requested) ?? false
    return method.needsCustomer || authenticates ? .waitsForCustomer : .settled
  }
}

enum SetupOutcome {
  case settled
  case declined(Decline)
  case waitsForCustomer
}

extension Call {
  /// Confirms a stored SetupIntent by this call's parameters.
  func confirmSetup(_ id: String) throws(StripeError) {
    guard var intent = sandbox.store[SetupIntent.self][id] else { throw .notFound(SetupIntent.self, id) }
    if !path.isEmpty {
      if !intent.isOpen, let error = intent.cannotConfirm(version) { throw error.about("setup_intent", id) }
      try intent.applyShared(arguments)
      if let error = try intent.prepare(self) ?? intent.cannotConfirm(version) ?? intent.missingReturnURL(arguments)
        ?? intent.missingMandateData(self)
      {
        throw error.about("setup_intent", id)
      }
    }
    guard let methodID = intent.paymentMethod, let method = sandbox.store[PaymentMethod.self][methodID] else {
      throw .noSuch(PaymentMethod.self, intent.paymentMethod ?? "", param: "payment_method")
    }
    let isRecurring = intent.options["card"]?["mandate_options"] != nil && method.card != nil
    if method.needsMandate || isRecurring, intent.mandate == nil {
      intent.mandate = makeMandate(for: method, isSingleUse: false)
    }
    let attempt = SetupAttempt(
      id: sandbox.identifiers.sibling("setatt_", of: id), created: now, customer: intent.customer,
      paymentMethod: methodID, setupIntent: id, usage: intent.usage)
    sandbox.store[SetupAttempt.self].insert(attempt)
    intent.latestAttempt = attempt.id
    sandbox.store[SetupIntent.self].update(id) { $0 = intent }
    switch intent.outcome(with: method) {
    case .settled: try finishSetup(intent, method)
    case .declined(let decline): try refuseSetup(intent, method, decline)
    case .waitsForCustomer:
      let staysInPage = method.card != nil && arguments.bool("use_stripe_sdk") == true
      let action = nextAction(of: intent, method, returnURL: staysInPage ? nil : intent.returnURL)
      sandbox.store[SetupAttempt.self].update(attempt.id) { $0.status = "requires_action" }
      update(SetupIntent.self, id, announcing: "setup_intent.requires_action") {
        $0.status = .requiresAction
        $0.nextAction = action
        $0.lastSetupError = nil
      }
    }
  }

  /// The card is checked with its issuer and kept with the customer.
  func finishSetup(_ intent: SetupIntent, _ method: PaymentMethod) throws(StripeError) {
    if let card = method.card, card.behaviour.declinesAttach, let decline = card.behaviour.decline {
      return try refuseSetup(intent, method, decline)
    }
    if let customer = intent.customer, method.customer == nil { try attach(method.id, to: customer) }
    sandbox.store[PaymentMethod.self].update(method.id) {
      $0.checkCard()
      $0.card?.isSetUp = true
    }
    if let attempt = intent.latestAttempt {
      sandbox.store[SetupAttempt.self].update(attempt) { $0.status = "succeeded" }
    }
    update(SetupIntent.self, intent.id, announcing: "setup_intent.succeeded") {
      $0.status = .succeeded
      $0.nextAction = nil
      $0.lastSetupError = nil
    }
  }

  private func refuseSetup(
    _ intent: SetupIntent, _ method: PaymentMethod, _ decline: Decline
  ) throws(StripeError) {
    sandbox.store[PaymentMethod.self].update(method.id) { $0.checkCard() }
    let error = decline.error().about("payment_method", method.id)
    failSetup(intent, error)
    throw error.about("setup_intent", intent.id)
  }

  private func failSetup(_ intent: SetupIntent, _ error: StripeError) {
    if let attempt = intent.latestAttempt {
      sandbox.store[SetupAttempt.self].update(attempt) {
        $0.status = "failed"
        $0.setupError = error
      }
    }
    update(SetupIntent.self, intent.id, announcing: "setup_intent.setup_failed") {
      $0.status = .requiresPaymentMethod
      $0.paymentMethod = nil
      $0.nextAction = nil
      $0.lastSetupError = error
    }
  }

  /// The customer came back from 3-D Secure.
  package func authenticateSetup(_ id: String, succeeded: Bool) throws(StripeError) {
    guard let intent = sandbox.store[SetupIntent.self][id] else { throw .notFound(SetupIntent.self, id) }
    guard intent.status == .requiresAction, let methodID = intent.paymentMethod,
      let method = sandbox.store[PaymentMethod.self][methodID]
    else {
      throw StripeError(
        "This SetupIntent is not waiting for an action: its status is \(intent.status.rawValue).",
        code: "setup_intent_unexpected_state")
    }
    guard succeeded else {
      return failSetup(intent, StripeError.setupAuthenticationFailed.about("payment_method", methodID))
    }
    if let attempt = intent.latestAttempt {
      sandbox.store[SetupAttempt.self].update(attempt) { $0.isAuthenticated = true }
    }
    // A decline is in `last_setup_error`, which is where the customer's browser looks.
    try? finishSetup(intent, method)
  }
}
