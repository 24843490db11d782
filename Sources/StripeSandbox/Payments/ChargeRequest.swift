import Wire

/// The parts of a charge to be made.
struct ChargeRequest {
  var amount: Int
  var currency: String
  var paymentMethod: PaymentMethod
  var customer: String?
  var paymentIntent: String?
  var captures = true
  /// The balance transaction shows only after the answer (`automatic_async`).
  var isAsync = false
  var description: String?
  var metadata = Metadata()
  var receiptEmail: String?
  @Boxed var shipping: Shipping? = nil
  @Boxed var source: PaymentSource? = nil
  var statementDescriptor: String?
  var statementDescriptorSuffix: String?
  var transferGroup: String?
  var onBehalfOf: String?
  var transferData: JSON = .null
  var applicationFeeAmount: Int?
  @Boxed var decline: Decline? = nil
  /// `three_d_secure` of the payment method's details, or null.
  var threeDSecure: JSON = .null
  var mandate: String?
  /// The merchant charges without the customer.
  var isOffSession = false
  /// `request_multicapture` and the like, where they are asked for.
  var features: Set<String> = []
}

extension Call {
  /// Charges: what comes of it (succeeded, pending at a bank, failed) is in the charge. It books and announces it.
  @discardableResult
  func charge(_ request: borrowing ChargeRequest) -> (id: String, status: Charge.Status) {
    let sandbox = sandbox
    let isCard = request.paymentMethod.card != nil
    let prefix: StaticString = isCard ? "ch_" : "py_"
    let id =
      request.paymentIntent.map { sandbox.identifiers.sibling(prefix, of: $0) }
      ?? sandbox.identifiers.payment(prefix, now: now)
    var charge = Charge(request, id: id, now: now, number: sandbox.identifiers.number())
    if sandbox.isConnected { charge.connect = Charge.Connect(application: sandbox.applicationID) }
    charge.receipts = sandbox.receipts
    charge.source = request.source ?? (isCard ? sandbox.store[PaymentSource.self][request.paymentMethod.id] : nil)
    if charge.isCaptured {
      if request.isAsync {
        sandbox.later(2, Charge.settle, id)
      } else {
        charge.take(settle(charge))
      }
    }
    let isDisputed = charge.isCaptured && request.paymentMethod.card?.behaviour.dispute != nil
    let status = charge.status
    let isInReview = charge.isInReview
    let merchant = charge.onBehalfOf
    let event =
      switch status {
      case .succeeded: "charge.succeeded"
      case .pending: "charge.pending"
      case .failed: "charge.failed"
      }
    insert(charge, announcing: event)
    if isInReview, let charge = sandbox.store[Charge.self][id] { openReview(of: charge) }
    if status == .succeeded, let trigger = request.paymentMethod.card?.behaviour.trigger {
      pull(trigger, of: sandbox.account?.id ?? merchant)
    }
    if isDisputed { sandbox.later(0, Charge.openDispute, id) }
    return (id, status)
  }

  /// Takes a held charge's money, or a part of it; the rest is let go.
  ///
  /// Until basil the whole amount was booked and the rest refunded; since then what is captured is all that is seen
  /// (https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow).
  ///
  /// - Parameter keepsRest: whether more will be captured.
  func captureCharge(_ id: String, amount: Int, keepsRest: Bool = false) {
    guard var charge = sandbox.store[Charge.self][id], charge.isCapturable else { return }
    let isFirst = !charge.isCaptured
    charge.capture = keepsRest ? charge.capture.inPart : .done(wasHeld: true)
    charge.amountCaptured += amount
    let released = keepsRest ? 0 : charge.amount - charge.amountCaptured
    if released > 0, isFirst, version < .basil {
      captureAndRefund(charge, released)
    } else {
      if isFirst { charge.take(settle(charge)) } else { sandbox.book(charge, amount) }
      update(Charge.self, id, announcing: "charge.captured") { $0 = charge }
    }
    if charge.details.card?.behaviour.dispute != nil { sandbox.later(0, Charge.openDispute, id) }
  }

  /// Asks the bank to hold more.
  func incrementCharge(_ id: String, to amount: Int) {
    update(Charge.self, id, announcing: "charge.updated") { $0.amount = amount }
  }

  /// Lets a held charge go, as when its PaymentIntent is canceled. Until basil that was a refund.
  func releaseCharge(_ id: String) {
    guard let charge = sandbox.store[Charge.self][id], charge.isCapturable else { return }
    closeReview(of: id, .canceled)
    if charge.isCaptured {
      sandbox.store[Charge.self].update(id) { $0.capture = .done(wasHeld: true) }
    } else if version < .basil {
      _ = reverseCharge(charge)
    } else {
      sandbox.store[Charge.self].update(id) { $0.capture = .never }
    }
  }

  /// A hold was not captured in time. Since basil its PaymentIntent says so.
  func expireCharge(_ id: String) {
    guard let charge = sandbox.store[Charge.self][id], charge.isHeld else { return }
    update(Charge.self, id, announcing: "charge.expired") { $0.capture = .never }
    closeReview(of: id, .canceled)
    guard let intent = charge.paymentIntent else { return }
    update(PaymentIntent.self, intent, announcing: "payment_intent.canceled") {
      $0.status = .canceled
      $0.canceledAt = now
      $0.cancellationReason = "expired"
      $0.amountCapturable = 0
    }
  }

  /// A bank has answered for a debit that was waiting for it.
  func concludeCharge(_ id: String, decline: Decline? = nil) {
    guard var charge = sandbox.store[Charge.self][id], charge.status == .pending else { return }
    guard let decline else {
      return update(Charge.self, id, announcing: "charge.succeeded") { $0.status = .succeeded }
    }
    charge.failureBalanceTransaction =
      sandbox.book(
        .paymentFailureRefund, -charge.amountCaptured, charge.currency, source: id, sibling: id,
        description: charge.description
      ).id
    charge.amountCaptured = 0
    charge.capture = .never
    charge.decline = decline
    charge.status = .failed
    update(Charge.self, id, announcing: "charge.failed") { $0 = charge }
  }

  /// Settles a charge after the answer, for `automatic_async`.
  func settleCharge(_ id: String) {
    guard let row = sandbox.store[Charge.self].row(id), row.value.balanceTransaction == nil else { return }
    let settlement = settle(row.value)
    update(Charge.self, id, announcing: "charge.updated") { $0.take(settlement) }
  }
}

extension Charge {
  /// Stripe's fee for it, in an account of that country whose balance is in that currency.
  func fee(paidIn country: String, _ currency: String) -> Fee {
    guard let card = details.card else { return PaymentMethodType.named(details.type).fee }
    return Fee.card(of: card.country, paidIn: country, currency)
  }
}

extension Sandbox {
  /// Enters a captured charge into the books.
  ///
  /// - Parameters:
  ///   - amount: what was captured now, if not all at once.
  ///   - applicationFee: what the platform keeps of it.
  ///   - target: the currency in which it is paid, if not by the account's own rule.
  @discardableResult
  func book(
    _ charge: Charge, _ amount: Int? = nil, applicationFee: Int = 0, into target: String? = nil
  ) -> BalanceTransaction {
    let isCard = charge.details.card != nil
    let amount = amount ?? charge.amountCaptured
    let settled = target ?? settlementCurrency(for: charge.currency)
    let fee = charge.fee(paidIn: country, settled).amount(of: Exchange.convert(amount, charge.currency, settled))
    return book(
      isCard ? .charge : .payment, amount, fee: fee, applicationFee: applicationFee, charge.currency,
      source: charge.id, sibling: charge.id, description: charge.description,
      availableOn: charge.details.card?.behaviour.bypassesPending == true ? now : nil, into: settled)
  }
}
