import Wire

extension Call {
  /// Has a stored PaymentIntent paid with its payment method, as an invoice does.
  func attempt(_ id: String) throws(StripeError) {
    guard let intent = sandbox.store[PaymentIntent.self][id], let methodID = intent.paymentMethod,
      let method = sandbox.store[PaymentMethod.self][methodID]
    else { return }
    try attempt(
      intent, method, isOffSession: intent.isOffSession, errorOnRequiresAction: false, returnURL: intent.returnURL)
  }

  /// Asks the issuer, and has come what comes of it.
  func attempt(
    _ intent: PaymentIntent, _ method: PaymentMethod, isOffSession: Bool, errorOnRequiresAction: Bool,
    returnURL: String?
  ) throws(StripeError) {
    let outcome = intent.outcome(
      with: method, isOffSession: isOffSession, failsInsteadOfWaiting: errorOnRequiresAction, version: version)
    switch outcome {
    case .paid: try charge(intent, method)
    case .declined(let refusal): try fail(intent, method, refusal)
    case .waitsForCustomer:
      let action = nextAction(
        of: intent, method, returnURL: method.card == nil ? intent.returnURL : returnURL)
      update(PaymentIntent.self, intent.id, announcing: "payment_intent.requires_action") {
        $0.status = .requiresAction
        $0.nextAction = action
        $0.lastPaymentError = nil
      }
      followSlip(of: intent.id, method)
    case .paidByTransfer: try payByTransfer(intent, method)
    case .noticeGiven: notify(intent)
    }
  }

  /// Under a mandate the bank first tells the customer, and lets some time pass.
  private func notify(_ intent: PaymentIntent) {
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
    sandbox.store[PaymentIntent.self].update(id) { $0.processing = nil }
    // A decline is in `last_payment_error`: no client waits for this answer.
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
      return try charge(intent, method)
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
    try charge(intent, method)
  }

  /// Takes the money, or holds it, or is refused.
  private func charge(
    _ intent: PaymentIntent, _ method: PaymentMethod, decline: Decline? = nil
  ) throws(StripeError) {
    if let decline { return try fail(intent, method, PaymentRefusal(decline: decline)) }
    let isKept = intent.setupFutureUsage != nil && intent.customer != nil
    if isKept, let customer = intent.customer, method.customer == nil { try attach(method.id, to: customer) }
    let charge = charge(ChargeRequest(intent, used(method, isKept: isKept), decline: nil))
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
    if !holds, !isPending, intent.invoice != nil { noteInvoicePayment(intent.id) }
  }

  /// The issuer said no: the intent waits for another payment method, and the answer is the error.
  private func fail(
    _ intent: PaymentIntent, _ method: PaymentMethod, _ refusal: PaymentRefusal
  ) throws(StripeError) {
    var charge: String?
    if refusal.makesCharge {
      let method = used(method, isKept: intent.customer != nil)
      charge = self.charge(ChargeRequest(intent, method, decline: refusal.issuer ?? refusal.decline)).id
    }
    var error = refusal.decline.error()
    if refusal.showsCharge { error.charge = charge }
    error = error.about("payment_method", method.id)
    fail(intent.id, error, charge)
    throw error.about("payment_intent", intent.id)
  }

  /// The payment method after its bank was asked, whatever the bank said: without a customer it serves once.
  private func used(_ method: PaymentMethod, isKept: Bool) -> PaymentMethod {
    let used = sandbox.store[PaymentMethod.self].update(method.id) {
      if !isKept, $0.customer == nil { $0.isConsumed = true }
      $0.checkCard()
      return $0
    }
    return used ?? method
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
      let error = StripeError.paymentAuthenticationFailed.about("payment_method", methodID)
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
  /// The features that its options ask of the card, if the card has them, as test cards do.
  fileprivate var requestedFeatures: Set<String> {
    let asked = options["card"]?.object?.filter { $0.key.hasPrefix("request_") && $0.value == "if_available" } ?? []
    return Set(asked.map(\.key))
  }
}

extension ChargeRequest {
  init(_ intent: borrowing PaymentIntent, _ method: PaymentMethod, decline: Decline?) {
    self.init(
      amount: intent.amount, currency: intent.currency, paymentMethod: method, customer: intent.customer,
      paymentIntent: intent.id, captures: intent.captureMethod != "manual" || method.settlesLater,
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
