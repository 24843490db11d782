import Wire

/// The result of a try to collect an invoice.
enum Collected {
  case paid
  /// A bank, or another processor, takes its time.
  case processing
  /// The customer has to do something.
  case requiresAction
  case failed(StripeError)
  /// The customer has nothing to pay with.
  case noMethod
}

extension Invoice {
  /// The description of a payment for it.
  var paymentDescription: String {
    switch reason {
    case .create: "Subscription creation"
    case .manual, .quote, .upcoming: "Payment for Invoice"
    case .cycle, .update, .threshold, .subscription: "Subscription update"
    }
  }
}

extension Call {
  /// The PaymentIntent that an open invoice is paid with.
  func makeIntent(of id: String) {
    guard let invoice = sandbox.store[Invoice.self][id], invoice.amountRemaining > 0 else { return }
    if invoice.collection == .automatic, payer(of: invoice)?.kind.isOtherProcessors == true { return }
    let intentID = sandbox.identifiers.payment("pi_", now: now)
    var intent = PaymentIntent(
      id: intentID, created: now, clientSecret: sandbox.identifiers.secret(of: intentID, 25),
      amount: invoice.amountRemaining, captureMethod: "automatic", currency: invoice.currency,
      paymentMethodTypes: types(of: invoice))
    intent.customer = invoice.customer
    intent.description = invoice.paymentDescription
    intent.invoice = id
    // With the customer away, nothing is agreed to for later.
    if invoice.subscription != nil, !(invoice.reason == .create && arguments.isOffSession) {
      intent.setupFutureUsage = "off_session"
    }
    intent.statementDescriptor = invoice.terms?.statementDescriptor
    invoice.terms?.connect?.apply(to: &intent, total: invoice.total)
    insert(intent, announcing: "payment_intent.created")
    sandbox.store[InvoicePayment.self].insert(
      InvoicePayment(
        id: sandbox.identifiers.dated("inpay_", now: now), created: now, invoice: id, intent: intentID,
        currency: invoice.currency, amountRequested: invoice.amountRemaining))
    sandbox.store[Invoice.self].update(id) { $0.paymentIntent = intentID }
  }

  /// The payment method types of the account, where the invoice names none.
  private func types(of invoice: Invoice) -> [String] {
    if let types = invoice.terms?.paymentSettings.types.array?.compactMap(\.string), !types.isEmpty { return types }
    if version < .latestCharge { return Self.oldTypes }
    return invoice.currency == "usd" ? Self.dollarTypes : Self.otherTypes
  }

  /// Accounts of that time took cards.
  private static let oldTypes = ["card"]
  private static let dollarTypes = ["acss_debit", "card", "cashapp", "link", "us_bank_account"]
  private static let otherTypes = ["card", "link"]

  /// The payment method that pays an invoice, in Stripe's order: the invoice's own, the subscription's, the customer's.
  func payer(of invoice: Invoice) -> PaymentMethod? {
    let subscription = invoice.subscription.flatMap { sandbox.store[Subscription.self][$0] }
    let candidates = [
      invoice.terms?.defaultPaymentMethod, invoice.terms?.defaultSource, subscription?.defaultPaymentMethod,
      subscription?.defaultSource,
    ]
    for case let id? in candidates {
      if let method = sandbox.store[PaymentMethod.self][id] { return method }
    }
    return payer(ofCustomer: invoice.customer)
  }

  func payer(ofCustomer id: String) -> PaymentMethod? {
    guard let customer = sandbox.store[Customer.self].row(id) else { return nil }
    for case let id? in [customer.value.invoiceSettings.defaultPaymentMethod, customer.value.defaultSource] {
      if let method = sandbox.store[PaymentMethod.self][id] { return method }
    }
    return nil
  }

  /// Tries to pay an open invoice.
  ///
  /// - Parameter offSession: a card that wants its owner is first refused by its bank, as it would be without the owner;
  ///   then the PaymentIntent waits for the owner.
  @discardableResult
  func collect(_ id: String, with chosen: PaymentMethod? = nil, offSession: Bool) -> Collected {
    guard let invoice = sandbox.store[Invoice.self][id], invoice.isPayable else { return .paid }
    guard let method = chosen ?? payer(of: invoice) else { return .noMethod }
    if method.kind.isOtherProcessors {
      sandbox.store[Invoice.self].update(id) { $0.attempted = true }
      sandbox.announce("invoice.payment_attempt_required", Invoice.self, id, by: self)
      return .processing
    }
    if invoice.paymentIntent == nil { makeIntent(of: id) }
    guard let intentID = sandbox.store[Invoice.self][id]?.paymentIntent else { return .paid }
    sandbox.store[PaymentIntent.self].update(intentID) {
      $0.paymentMethod = method.id
      $0.status = .requiresConfirmation
      $0.isOffSession = offSession
      $0.nextAction = nil
    }
    do throws(StripeError) {
      try attempt(intentID)
    } catch {
      guard error.code == "authentication_required" else {
        return .failed(error)
      }
      sandbox.store[PaymentIntent.self].update(intentID) {
        $0.paymentMethod = method.id
        $0.isOffSession = false
        $0.lastPaymentError = nil
        if invoice.subscription != nil { $0.setupFutureUsage = "off_session" }
      }
      try? attempt(intentID)
    }
    guard let intent = sandbox.store[PaymentIntent.self][intentID] else { return .paid }
    sandbox.store[Invoice.self].update(id) { $0.attempted = true }
    switch intent.status {
    case .succeeded: return .paid
    case .processing: return .processing
    case .requiresAction:
      sandbox.announce("invoice.payment_action_required", Invoice.self, id, by: self)
      return .requiresAction
    default: return .noMethod
    }
  }

  /// A PaymentIntent succeeded or failed: the invoice that it pays follows.
  func noteInvoicePayment(_ id: String) {
    guard let row = sandbox.store[PaymentIntent.self].row(id), row.value.invoice != nil else { return }
    if row.value.status == .succeeded {
      invoiceIntentSucceeded(row.value)
    } else {
      invoiceIntentFailed(row.value)
    }
  }

  func invoiceIntentSucceeded(_ intent: PaymentIntent) {
    guard let id = intent.invoice else { return }
    let now = now
    for position in sandbox.store[InvoicePayment.self].positions("intent", intent.id) ?? [] {
      sandbox.store[InvoicePayment.self].update(at: Int(position)) {
        $0.status = .paid
        $0.amountPaid = intent.amount
        $0.paidAt = now
      }
    }
    sandbox.store[Invoice.self].update(id) { $0.attemptCount += 1 }
    savePaymentMethod(of: intent)
    let owed = sandbox.store[Invoice.self][id]?.amountRemaining ?? 0
    if intent.amount >= owed {
      markPaid(id, amount: intent.amount)
      // Its own PaymentIntents ask for no more than is owed.
      if sandbox.store[Invoice.self][id]?.paymentIntent != intent.id { noteOverpayment(of: id, intent.amount - owed) }
    } else {
      update(Invoice.self, id, announcing: "invoice.updated") { $0.amountPaid += intent.amount }
    }
    if let position = sandbox.store[InvoicePayment.self].positions("intent", intent.id)?.first {
      sandbox.announce("invoice_payment.paid", InvoicePayment.self, at: Int(position), by: self)
    }
  }

  /// What was paid beyond what was owed is the customer's.
  private func noteOverpayment(of id: String, _ amount: Int) {
    guard amount > 0, let invoice = sandbox.store[Invoice.self][id] else { return }
    moveBalance(of: invoice.customer, by: -amount, invoice.currency, type: "invoice_overpaid", invoice: id)
    update(Invoice.self, id, announcing: "invoice.overpaid") { $0.amountOverpaid = amount }
  }

  /// `save_default_payment_method`: what paid the subscription pays it from now on.
  private func savePaymentMethod(of intent: PaymentIntent) {
    guard let id = intent.invoice, let subscription = sandbox.store[Invoice.self][id]?.subscription,
      sandbox.store[Subscription.self][subscription]?.savesPaymentMethod == true
    else { return }
    sandbox.store[Subscription.self].update(subscription) { $0.defaultPaymentMethod = intent.paymentMethod }
  }

  /// A PaymentIntent that pays an invoice failed.
  func invoiceIntentFailed(_ intent: PaymentIntent) {
    guard let id = intent.invoice, let invoice = sandbox.store[Invoice.self][id], invoice.isPayable else { return }
    let next = invoice.status == .open ? nextAttempt(of: invoice) : nil
    update(Invoice.self, id, announcing: "invoice.updated") {
      $0.attempted = true
      $0.attemptCount += 1
      $0.nextPaymentAttempt = next
    }
    sandbox.announce("invoice.payment_failed", Invoice.self, id, by: self)
    noteFailure(of: invoice.customer)
    if let subscription = invoice.subscription { invoiceFailed(id, of: subscription) }
  }
}
