import Wire

extension PaymentIntent {
  /// Takes up the payment method that the request names or describes. Nil: all is well.
  ///
  /// The error of a method that belongs to somebody else is returned, not thrown: it goes out with the intent where
  /// there is one.
  mutating func prepare(_ call: Call) throws(StripeError) -> StripeError? {
    guard let chosen = try call.chosenPaymentMethod(for: id) else { return nil }
    if let token = chosen.token {
      returnURL = returnURL ?? token.returnURL
      setupFutureUsage = setupFutureUsage ?? token.setupFutureUsage
      shipping = shipping ?? token.shipping
    }
    if let error = refusal(of: chosen.method) { return error }
    paymentMethod = chosen.method.id
    isAuthenticated = false
    nextAction = nil
    if isOpen { status = .requiresConfirmation }
    return nil
  }

  /// Why this intent cannot use a payment method.
  private func refusal(of method: PaymentMethod) -> StripeError? {
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
    guard paymentMethodTypes.contains(method.type) || automaticPaymentMethods != nil else {
      return StripeError(
        """
        The PaymentMethod provided (\(method.type)) is not allowed for this PaymentIntent. Please attach a \
        PaymentMethod of one of the following types: \(paymentMethodTypes.joined(separator: ", ")). Alternatively \
        update the allowed payment_method_types for this PaymentIntent to include "\(method.type)".
        """, code: "payment_intent_incompatible_payment_method", param: "payment_method")
    }
    return refusalToHold(method)
  }

  /// A bank that is asked for money sends it, or it does not: there is nothing to capture later.
  func refusalToHold(_ method: PaymentMethod?) -> StripeError? {
    guard captureMethod == "manual", let method, method.isBankDebit || method.type == "customer_balance"
    else { return nil }
    return StripeError(
      """
      `capture_method=manual` is not supported by payment method type `\(method.type)`. Use a different capture method.
      """, param: "capture_method")
  }

  /// Nobody is there to agree to future payments.
  func refusalOffSession(_ arguments: Arguments) -> StripeError? {
    guard arguments.isOffSession, setupFutureUsage != nil else { return nil }
    return StripeError(
      """
      You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent \
      because you cannot set up future usages when processing payments off-session.
      """, code: "payment_intent_invalid_parameter", param: "off_session")
  }

  /// Stripe checks the missing payment method before the status; so do we.
  func cannotConfirm() -> StripeError? {
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
          confirm it again, or confirm it again directly with a payment method or ConfirmationToken.
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

  func missingReturnURL(_ arguments: Arguments) -> StripeError? {
    returnURL == nil ? automaticPaymentMethods?.missingReturnURL(arguments, on: "PaymentIntent") : nil
  }
}

extension Call {
  /// Confirms a stored PaymentIntent by this call's parameters.
  func confirm(_ id: String) throws(StripeError) {
    guard var intent = sandbox.store[PaymentIntent.self][id] else { throw .notFound(PaymentIntent.self, id) }
    // At creation all of this has been looked at before there was an intent.
    if !path.isEmpty {
      if !intent.isOpen, let error = intent.cannotConfirm() { throw error.about("payment_intent", id) }
      intent.captureMethod = arguments.string("capture_method") ?? intent.captureMethod
      try intent.applyShared(arguments)
      if let error = try intent.prepare(self) ?? intent.cannotConfirm() ?? intent.missingReturnURL(arguments)
        ?? intent.refusalOffSession(arguments)
        ?? intent.refusalToHold(intent.paymentMethod.flatMap { sandbox.store[PaymentMethod.self][$0] })
      {
        throw error.about("payment_intent", id)
      }
    }
    guard let methodID = intent.paymentMethod, let method = sandbox.store[PaymentMethod.self][methodID] else {
      throw .noSuch(PaymentMethod.self, intent.paymentMethod ?? "", param: "payment_method")
    }
    if let mandate = try referenced(Mandate.self, "mandate") { intent.mandate = mandate.id }
    if method.needsMandate, intent.mandate == nil {
      intent.mandate = makeMandate(for: method, isSingleUse: intent.setupFutureUsage == nil)
    }
    let isOffSession = arguments.isOffSession
    let isAsMade = path.isEmpty && !isOffSession && intent.mandate == nil
    intent.isOffSession = isOffSession
    if !isAsMade { sandbox.store[PaymentIntent.self].update(id) { $0 = intent } }
    try attempt(
      intent, method, isOffSession: isOffSession,
      errorOnRequiresAction: arguments.bool("error_on_requires_action") == true,
      returnURL: arguments.bool("use_stripe_sdk") == true ? nil : intent.returnURL)
  }

  /// Has a stored PaymentIntent paid with its payment method, as an invoice does.
  func attempt(_ id: String) throws(StripeError) {
    guard let intent = sandbox.store[PaymentIntent.self][id], let methodID = intent.paymentMethod,
      let method = sandbox.store[PaymentMethod.self][methodID]
    else { return }
    try attempt(
      intent, method, isOffSession: intent.isOffSession, errorOnRequiresAction: false, returnURL: intent.returnURL)
  }

  /// Asks the issuer: authentication first where the card wants it, then the money.
  private func attempt(
    _ intent: PaymentIntent, _ method: PaymentMethod, isOffSession: Bool, errorOnRequiresAction: Bool,
    returnURL: String?
  ) throws(StripeError) {
    if method.type == "customer_balance" { return try payByTransfer(intent, method) }
    let requested = Self.requestedAuthentication(intent.options)
    let behaviour = method.card?.behaviour
    if behaviour?.failsLookup(requested: requested) == true {
      return try fail(intent, method, .named("processing_error"))
    }
    let authenticates =
      !intent.isAuthenticated
      && behaviour?.needsAuthentication(
        isSetUp: method.card?.isSetUp == true, offSession: isOffSession, requested: requested) == true
    if method.needsRedirect || method.needsMicrodeposits || authenticates {
      if isOffSession, authenticates {
        return try fail(
          intent, method, .authenticationRequired, makesCharge: behaviour?.isAuthenticationStripes == false)
      }
      if errorOnRequiresAction {
        return try fail(
          intent, method, .authenticationNotHandled, issuer: .authenticationRequired, showsCharge: false)
      }
      let action =
        method.needsMicrodeposits
        ? microdeposits(for: intent.id)
        : challenge(intent.id, secret: intent.clientSecret, paymentMethod: method, returnURL: returnURL)
      update(PaymentIntent.self, intent.id, announcing: "payment_intent.requires_action") {
        $0.status = .requiresAction
        $0.nextAction = action
        $0.lastPaymentError = nil
      }
      return
    }
    if isOffSession, method.card != nil, intent.mandate != nil {
      if behaviour?.mandateIsCanceled == true { return try fail(intent, method, .mandateCanceled) }
      return notify(intent, method)
    }
    var decline = method.card?.decline(method.billingDetails)
    if isOffSession, decline?.code == "processing_error", version < .automaticAsyncCapture {
      decline = .processingErrorOffSession
    }
    try charge(intent, method, decline: decline)
  }

  /// Under a mandate the bank first tells the customer, and lets some time pass.
  private func notify(_ intent: PaymentIntent, _ method: PaymentMethod) {
    let wait = 300
    let moment = now.addingReportingOverflow(wait).partialValue
    sandbox.later(wait, PaymentIntent.chargeUnderMandate, intent.id)
    update(PaymentIntent.self, intent.id, announcing: "payment_intent.processing") {
      $0.status = .processing
      $0.lastPaymentError = nil
      $0.processing = [
        "card": ["customer_notification": ["approval_requested": false, "completes_at": .integer(moment)]],
        "type": "card",
      ]
    }
  }

  /// The customer has been told of a payment under a mandate, and the money is due.
  func chargeUnderMandate(_ id: String) {
    guard let intent = sandbox.store[PaymentIntent.self][id], intent.status == .processing,
      let methodID = intent.paymentMethod, let method = sandbox.store[PaymentMethod.self][methodID]
    else { return }
    sandbox.store[PaymentIntent.self].update(id) { $0.processing = .null }
    // A decline is in `last_payment_error`: nobody waits for this answer.
    try? charge(
      intent, method, decline: method.card?.behaviour.declineUnderMandate ?? method.card?.decline(method.billingDetails)
    )
  }

  /// Pays with what the customer has sent already, or waits for the customer's bank transfer.
  private func payByTransfer(_ intent: PaymentIntent, _ method: PaymentMethod) throws(StripeError) {
    guard let customer = intent.customer else {
      throw StripeError(
        "A PaymentIntent with the payment method type `customer_balance` needs a `customer`.",
        code: "parameter_missing", param: "customer"
      ).about("payment_intent", intent.id)
    }
    if cash(of: customer, intent.currency) >= intent.amount {
      moveCash(-intent.amount, intent.currency, of: customer, .applied(paymentIntent: intent.id))
      sandbox.store[PaymentIntent.self].update(intent.id) { $0.cashApplied = $0.amount }
      return try charge(intent, method, decline: nil)
    }
    guard let options = intent.options["customer_balance"], options["funding_type"] == "bank_transfer",
      let transfer = options["bank_transfer"]?.object
    else {
      throw StripeError(
        """
        The customer's cash balance is not enough for this PaymentIntent. To have the customer transfer the rest, pass \
        `payment_method_options[customer_balance][funding_type]` and `bank_transfer`.
        """, code: "parameter_missing", param: "payment_method_options[customer_balance][funding_type]"
      ).about("payment_intent", intent.id)
    }
    let instructions = BankTransferInstructions(
      transfer: try BankTransfer(
        Arguments(transfer), currency: intent.currency,
        name: "payment_method_options[customer_balance][bank_transfer]"),
      customer: customer, holder: sandbox.store[Customer.self][customer]?.name, currency: intent.currency,
      remaining: intent.amount, reference: sandbox.identifiers.uppercase(12),
      url: "\(origin)/s/\(sandbox.name)/_sandbox/bank_transfers/\(intent.id)")
    update(PaymentIntent.self, intent.id, announcing: "payment_intent.requires_action") {
      $0.status = .requiresAction
      $0.nextAction = .bankTransfer(instructions)
      $0.lastPaymentError = nil
    }
    if sandbox.store[Customer.self][customer]?.reconciliationMode != "manual" { applyCash(to: intent.id) }
  }

  /// The bank account of a waiting intent turned out to be the customer's, or the customer's money has come.
  func resume(_ id: String) throws(StripeError) {
    guard let intent = sandbox.store[PaymentIntent.self][id], let methodID = intent.paymentMethod,
      let method = sandbox.store[PaymentMethod.self][methodID]
    else { return }
    try charge(intent, method, decline: nil)
  }

  /// Takes the money, or holds it, or is refused.
  private func charge(
    _ intent: PaymentIntent, _ method: PaymentMethod, decline: Decline?
  ) throws(StripeError) {
    if let decline { return try fail(intent, method, decline) }
    let isKept = intent.setupFutureUsage != nil && intent.customer != nil
    if isKept, let customer = intent.customer, method.customer == nil { try attach(method.id, to: customer) }
    sandbox.store[PaymentMethod.self].update(method.id) {
      if !isKept, $0.customer == nil { $0.isConsumed = true }
      $0.checkCard()
    }
    let charge = charge(ChargeRequest(intent, method, decline: nil, sandbox))
    let isPending = charge.status == .pending
    if isPending { sandbox.later(0, PaymentIntent.concludeDebit, intent.id) }
    let holds = intent.captureMethod == "manual" && !isPending
    let event =
      isPending
      ? "payment_intent.processing" : holds ? "payment_intent.amount_capturable_updated" : "payment_intent.succeeded"
    update(PaymentIntent.self, intent.id, announcing: event) {
      $0.status = isPending ? .processing : holds ? .requiresCapture : .succeeded
      $0.latestCharge = charge.id
      $0.transferGroup = $0.transferGroup ?? $0.groupOfTransfers
      $0.lastPaymentError = nil
      $0.nextAction = nil
      if holds { $0.amountCapturable = $0.amount }
      if !holds, !isPending { $0.amountReceived = $0.amount }
    }
    if !holds, !isPending { noteInvoicePayment(intent.id) }
  }

  /// The issuer said no: the intent waits for another payment method, and the answer is the error. The charge tells
  /// what the issuer said where that is not the answer.
  private func fail(
    _ intent: PaymentIntent, _ method: PaymentMethod, _ decline: Decline, issuer: Decline? = nil,
    makesCharge: Bool = true, showsCharge: Bool = true
  ) throws(StripeError) {
    var charge: String?
    if makesCharge {
      sandbox.store[PaymentMethod.self].update(method.id) {
        // The bank was asked, so it was used.
        if intent.customer == nil, $0.customer == nil { $0.isConsumed = true }
        $0.checkCard()
      }
      charge = self.charge(ChargeRequest(intent, method, decline: issuer ?? decline, sandbox)).id
    }
    var error = decline.error()
    if showsCharge { error.charge = charge }
    error = error.about("payment_method", method.id)
    fail(intent.id, error, charge)
    throw error.about("payment_intent", intent.id)
  }

  func fail(_ id: String, _ error: StripeError, _ charge: String?) {
    update(PaymentIntent.self, id, announcing: "payment_intent.payment_failed") {
      $0.status = .requiresPaymentMethod
      $0.paymentMethod = nil
      $0.nextAction = nil
      $0.isAuthenticated = false
      $0.lastPaymentError = error
      $0.latestCharge = charge ?? $0.latestCharge
    }
    noteInvoicePayment(id)
  }

  /// The customer came back from 3-D Secure, or from the page of another method.
  package func authenticatePayment(_ id: String, succeeded: Bool) throws(StripeError) {
    guard let intent = sandbox.store[PaymentIntent.self][id] else { throw .notFound(PaymentIntent.self, id) }
    guard intent.status == .requiresAction, let methodID = intent.paymentMethod,
      let method = sandbox.store[PaymentMethod.self][methodID]
    else {
      throw StripeError(
        "This PaymentIntent is not waiting for an action: its status is \(intent.status.rawValue).",
        code: "payment_intent_unexpected_state")
    }
    guard succeeded else {
      let error = StripeError.authenticationFailed("payment_intent").about("payment_method", methodID)
      return fail(id, error, nil)
    }
    sandbox.store[PaymentIntent.self].update(id) {
      $0.isAuthenticated = true
      $0.nextAction = nil
      $0.status = .requiresConfirmation
    }
    // A manual confirmation is the server's to repeat.
    guard intent.confirmationMethod != "manual", let intent = sandbox.store[PaymentIntent.self][id] else { return }
    // A decline is in `last_payment_error`, which is where the customer's browser looks.
    try? charge(intent, method, decline: method.card?.behaviour.declineAfterAuthentication)
  }
}

extension PaymentIntent {
  /// What its options ask of the card if the card can do it, as test cards can.
  fileprivate var requestedFeatures: Set<String> {
    let asked = options["card"]?.object?.filter { $0.key.hasPrefix("request_") && $0.value == "if_available" } ?? []
    return Set(asked.map(\.key))
  }
}

extension ChargeRequest {
  init(_ intent: borrowing PaymentIntent, _ method: PaymentMethod, decline: Decline?, _ sandbox: Sandbox) {
    self.init(
      amount: intent.amount, currency: intent.currency,
      paymentMethod: sandbox.store[PaymentMethod.self][method.id] ?? method, customer: intent.customer,
      paymentIntent: intent.id, captures: intent.captureMethod != "manual" || method.isDebit,
      isAsync: intent.captureMethod == "automatic_async", description: intent.description,
      metadata: intent.metadata, receiptEmail: intent.receiptEmail, shipping: intent.shipping,
      statementDescriptor: intent.statementDescriptor, statementDescriptorSuffix: intent.statementDescriptorSuffix,
      transferGroup: intent.transferGroup ?? intent.groupOfTransfers, onBehalfOf: intent.onBehalfOf,
      transferData: intent.transferData,
      applicationFeeAmount: intent.applicationFeeAmount, decline: decline,
      threeDSecure: intent.isAuthenticated ? NextAction.authenticated : .null, mandate: intent.mandate,
      isOffSession: intent.isOffSession, features: intent.requestedFeatures)
  }
}
