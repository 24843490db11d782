import Wire

// The course of a refund, from its making to the bank's answer.
extension Call {
  /// Gives money back and answers with the refund's id. The request has been checked.
  func refund(_ charge: Charge, _ amount: Int, reason: String?, email: String?, _ metadata: Metadata) -> String {
    let sandbox = sandbox
    settleCharge(charge.id)
    let isCard = charge.details.card != nil
    let isCash = charge.details.type == "customer_balance"
    let behaviour = charge.details.card?.behaviour.refund ?? (isCash ? .succeeds : .pending)
    let id = sandbox.identifiers.sibling(isCard ? "re_" : "pyr_", of: charge.id)
    let transaction = sandbox.book(
      isCard ? .refund : .paymentRefund, -amount, charge.currency, source: id, sibling: charge.id,
      description: charge.refundTitle("REFUND FOR \(isCard ? "CHARGE" : "PAYMENT")"), into: merchantCurrency(of: charge)
    )
    var refund = Refund(
      charge, id, amount, now: now, isCard ? .card(reference: nil) : .other(type: charge.details.type))
    refund.balanceTransaction = transaction.id
    refund.instructionsEmail = email
    refund.metadata = metadata
    refund.reason = reason
    refund.status = behaviour == .pending ? .pending : .succeeded
    update(Charge.self, charge.id, announcing: "charge.refunded") { $0.amountRefunded += amount }
    insert(refund, announcing: "refund.created")
    closeReview(of: charge.id, reason == "fraudulent" ? .refundedAsFraud : .refunded)
    settleFraudWarning(of: charge.id)
    if let source = charge.source { askWhereToRefund(source) }
    if isCash, let customer = charge.customer {
      moveCash(amount, charge.currency, of: customer, .refunded(refund: id))
    }
    if behaviour != .succeeds { sandbox.later(0, Refund.conclude, id) }
    if isCard { sandbox.later(1, Refund.giveReference, id) }
    return id
  }

  /// Lets a hold go: Stripe shows it as a refund that never touched the balance.
  func reverseCharge(_ charge: Charge, reason: String? = nil, metadata: Metadata = Metadata()) -> String {
    let id = sandbox.identifiers.sibling("re_", of: charge.id)
    var refund = Refund(charge, id, charge.amount, now: now, .reversal)
    refund.metadata = metadata
    refund.reason = reason
    update(Charge.self, charge.id, announcing: "charge.refunded") { charge in
      charge.amountRefunded = charge.amount
      charge.capture = .never
    }
    insert(refund, announcing: "refund.created")
    closeReview(of: charge.id, .refunded)
    settleFraudWarning(of: charge.id)
    return id
  }

  /// A capture in part as it was before basil: all of the hold is booked, and what was not asked for is refunded.
  func captureAndRefund(_ captured: Charge, _ released: Int) {
    var charge = captured
    let id = sandbox.identifiers.sibling("re_", of: charge.id)
    charge.amountReversed = released
    var refund = Refund(charge, id, released, now: now, .reversal)
    if sandbox.isConnected || charge.transferData["destination"] != nil {
      // Fees and transfers follow from the captured amount.
      charge.take(settle(charge))
    } else {
      charge.balanceTransaction = sandbox.book(charge, charge.amount).id
      let fee = charge.fee(paidIn: sandbox.country, charge.currency)
      let returned = fee.amount(of: charge.amount) - fee.amount(of: charge.amountCaptured)
      refund.balanceTransaction =
        sandbox.book(
          .refund, -released, fee: -returned, charge.currency, source: id, sibling: charge.id,
          description: charge.refundTitle("REFUND FOR CHARGE")
        ).id
    }
    update(Charge.self, charge.id, announcing: "charge.captured") { $0 = charge }
    sandbox.announce("charge.refunded", Charge.self, charge.id, by: self)
    insert(refund, announcing: "refund.created")
  }

  /// Changes a refund, which tells of itself under two names.
  func update(_ refund: String, _ change: (inout Refund) -> Void) {
    let before = sandbox.snapshot(Refund.self, refund)
    sandbox.store[Refund.self].update(refund, change)
    sandbox.announce("refund.updated", Refund.self, refund, by: self, before: before)
    sandbox.announce("charge.refund.updated", Refund.self, refund, by: self, before: before)
  }

  /// The bank has done what the test card is for: it takes a pending refund, or sends a finished one back.
  func concludeRefund(_ id: String) {
    guard let refund = sandbox.store[Refund.self][id] else { return }
    if refund.status == .pending {
      if !waitsForAccount(refund) { update(id) { $0.status = .succeeded } }
      return
    }
    guard let charge = refund.charge.flatMap({ sandbox.store[Charge.self][$0] }), refund.status == .succeeded else {
      return
    }
    let transaction = sandbox.book(
      .refundFailure, refund.amount, refund.currency, source: id, sibling: charge.id,
      description: charge.refundTitle("REFUND FAILURE"), into: merchantCurrency(of: charge))
    sandbox.store[Charge.self].update(charge.id) { $0.amountRefunded -= refund.amount }
    update(id) { refund in
      refund.status = .failed
      refund.failureReason = "expired_or_canceled_card"
      refund.failureBalanceTransaction = transaction.id
    }
    sandbox.announce("refund.failed", Refund.self, id, by: self)
  }

  /// The bank's own number for a refund arrives.
  func referenceRefund(_ id: String) {
    guard let refund = sandbox.store[Refund.self][id], refund.status == .succeeded else { return }
    update(id) { $0.destination = .card(reference: sandbox.identifiers.digits(16)) }
  }
}

extension Refund {
  /// Of a payment that another account sent.
  init(ofPayment payment: Charge, _ id: String, _ amount: Int, now: Int) {
    self.init(payment, id, amount, now: now, .other(type: payment.details.type))
  }

  fileprivate init(_ charge: Charge, _ id: String, _ amount: Int, now: Int, _ destination: Destination) {
    self.id = id
    created = now
    self.amount = amount
    self.charge = charge.id
    currency = charge.currency
    customer = charge.customer
    self.destination = destination
    paymentIntent = charge.paymentIntent
    paymentMethod = charge.paymentMethod
    status = .succeeded
  }
}

extension Charge {
  fileprivate func refundTitle(_ title: String) -> String { description.map { "\(title) (\($0))" } ?? title }
}
