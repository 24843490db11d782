import Wire

// The course of a Source: the customer authorizes it or sends money, it is charged, or time runs out.
extension SourceDetails {
  /// For how long a customer can authorize a payment, and then for how long it can be charged.
  static let patience = 3600
  fileprivate static let lifetime = 6 * 3600
}

extension Call {
  /// Keeps a new source, and tells of it if it can be charged at once.
  func openSource(_ source: PaymentSource) {
    guard let details = source.details, details.status == "pending" else {
      return insert(source, announcing: "source.chargeable")
    }
    sandbox.store[PaymentSource.self].insert(source)
    if details.receiver != nil { followCustomer(of: source.id, details) }
    if details.securedCard != nil, let card = sandbox.store[PaymentMethod.self][source.id]?.card {
      skipAuthentication(source.id, of: card)
    }
  }

  /// A test's customer sends money as the email address says: `amount_4242@example.com`, or where the amount is known,
  /// `fill_now`, `fill_never`, and by default after three minutes.
  private func followCustomer(of id: String, _ details: SourceDetails) {
    let email = sandbox.store[PaymentMethod.self][id]?.billingDetails.email ?? ""
    if details.amount != nil {
      if !email.contains("fill_never") { sandbox.later(email.contains("fill_now") ? 0 : 180, PaymentSource.fill, id) }
    } else if email.hasPrefix("amount_"), let amount = Int(email.dropFirst(7).prefix { $0.isASCII && $0.isNumber }) {
      try? receive(amount, for: id)
    }
  }

  func fillSource(_ id: String) {
    guard let details = sandbox.store[PaymentSource.self][id]?.details, details.status == "pending",
      let amount = details.amount
    else { return }
    try? receive(amount, for: id)
  }

  /// 3-D Secure that the card does not need, or cannot do.
  private func skipAuthentication(_ id: String, of card: Card) {
    switch card.behaviour.authentication {
    case .notSupported: end(id, as: "failed") { $0.redirect?.status = "failed" }
    case .frictionless, .none: makeChargeable(id) { $0.redirect?.status = "not_required" }
    default: break
    }
  }

  private func change(_ id: String, _ change: (inout SourceDetails) -> Void) {
    sandbox.store[PaymentSource.self].update(id) {
      guard var details = $0.details else { return }
      change(&details)
      $0.details = details
    }
  }

  private func makeChargeable(_ id: String, _ body: (inout SourceDetails) -> Void = { _ in }) {
    change(id) {
      $0.status = "chargeable"
      $0.end = $0.isSingleUse ? now.addingReportingOverflow(SourceDetails.lifetime).partialValue : nil
      body(&$0)
    }
    sandbox.announce("source.chargeable", PaymentSource.self, id, by: self)
  }

  /// - Parameter status: `failed` or `canceled`.
  private func end(_ id: String, as status: String, _ body: (inout SourceDetails) -> Void = { _ in }) {
    change(id) {
      $0.status = status
      $0.end = nil
      body(&$0)
    }
    sandbox.announce("source.\(status)", PaymentSource.self, id, by: self)
  }

  /// The customer authorizes a payment on the page that the source leads to, or does not.
  func authorizeSource(_ id: String, succeeded: Bool) throws(StripeError) {
    guard let details = sandbox.store[PaymentSource.self][id]?.details else { throw .notFound(PaymentSource.self, id) }
    guard details.status == "pending", details.receiver == nil else {
      throw StripeError("Source \(id) waits for no authorization: its status is \(details.status).")
    }
    guard succeeded else {
      return end(id, as: "failed") {
        $0.redirect?.status = "failed"
        $0.redirect?.failureReason = "declined"
      }
    }
    makeChargeable(id) { $0.redirect?.status = "succeeded" }
  }

  /// The customer sends money to a source's address. It counts when the bank has let it through.
  func receive(_ amount: Int, for id: String) throws(StripeError) {
    guard let details = sandbox.store[PaymentSource.self][id]?.details else { throw .notFound(PaymentSource.self, id) }
    guard details.receiver != nil, ["pending", "chargeable"].contains(details.status) else {
      throw StripeError("Source \(id) receives no money.")
    }
    guard amount > 0 else { throw .belowOne("amount") }
    let transaction = SourceTransaction(
      id: sandbox.identifiers.dated("srctxn_", now: now), created: now, amount: amount,
      currency: details.currency ?? "usd", source: id, type: details.type)
    let transactionID = transaction.id
    insert(transaction, announcing: "source.transaction.created")
    sandbox.later(0, SourceTransaction.settle, transactionID)
  }

  func settleTransaction(_ id: String) {
    guard let transaction = sandbox.store[SourceTransaction.self][id], transaction.status == .pending else { return }
    update(SourceTransaction.self, id, announcing: "source.transaction.updated") { $0.status = .succeeded }
    let source = transaction.source
    guard let details = sandbox.store[PaymentSource.self][source]?.details,
      let received = details.receiver?.received.addingReportingOverflow(transaction.amount), !received.overflow
    else { return }
    change(source) { $0.receiver?.received = received.partialValue }
    if details.status == "pending", received.partialValue >= details.amount ?? 1 { makeChargeable(source) }
  }

  /// The customer has not come, or the payment was not charged in time.
  func expireSource(_ id: String) { end(id, as: "canceled") }

  /// Whether a source can pay a charge.
  func checkChargeable(_ details: SourceDetails, _ amount: Int, _ currency: String) throws(StripeError) {
    if details.status == "consumed", !details.isSingleUse {
      throw StripeError(
        """
        The reusable source you provided is consumed because it was previously charged without being attached to a \
        customer or was detached from a customer. To charge a reusable source multiple time you must attach it to a \
        customer first.
        """)
    }
    guard details.status == "chargeable" else {
      throw StripeError("The source you provided is not in a chargeable state.")
    }
    if let own = details.currency, own != currency {
      throw StripeError(
        """
        The currency specified (\(currency)) does not match the currency on the source (\(own)). A payment can only \
        be created for the same currency as the corresponding source.
        """)
    }
    if details.isSingleUse, let own = details.amount, own != amount {
      throw StripeError(
        """
        The amount specified (\(amount)) does not match the amount on the source (\(own)). A payment can only be \
        created for the same amount as the corresponding source.
        """, param: "amount")
    }
    if details.receiver != nil, amount > details.available {
      throw StripeError(
        "The amount specified (\(amount)) is more than the source has received (\(details.available)).",
        param: "amount")
    }
  }

  /// Uses a source up by a charge. One that is a customer's own can be charged again.
  func spend(_ source: PaymentSource, _ amount: Int) -> PaymentSource {
    guard var details = source.details else { return source }
    details.receiver?.charged += amount
    if details.isSingleUse || source.customer == nil && details.receiver == nil {
      details.status = "consumed"
      details.end = nil
    } else if details.receiver != nil, details.available == 0 {
      details.status = "pending"
    }
    var spent = source
    spent.details = details
    sandbox.store[PaymentSource.self].update(source.id) { $0 = spent }
    return spent
  }

  /// The owner of an account has to know of a debit beforehand.
  func notifyOfDebit(_ source: PaymentSource, _ amount: Int) {
    guard let details = source.details, details.notification == "manual" else { return }
    insert(
      SourceMandateNotification(
        id: sandbox.identifiers.dated("srcmn_", now: now), created: now, amount: amount, source: source.id,
        type: details.type),
      announcing: "source.mandate_notification")
  }
}

// MARK: - Refunds

extension Call {
  /// Money that a customer sent goes back to an account that has to be asked for. A test's customer answers emails at
  /// once.
  func askWhereToRefund(_ source: PaymentSource) {
    guard let receiver = sandbox.store[PaymentSource.self][source.id]?.details?.receiver,
      receiver.refundStatus == "missing"
    else { return }
    change(source.id) { $0.receiver?.refundStatus = receiver.refundMethod == "email" ? "available" : "requested" }
    if receiver.refundMethod == "manual" {
      sandbox.announce("source.refund_attributes_required", PaymentSource.self, source.id, by: self)
    }
  }

  /// Whether a refund waits for the account that it goes to.
  func waitsForAccount(_ refund: Refund) -> Bool {
    guard let source = source(of: refund) else { return false }
    return sandbox.store[PaymentSource.self][source]?.details?.receiver?.refundStatus == "requested"
  }

  private func source(of refund: Refund) -> String? {
    refund.charge.flatMap { sandbox.store[Charge.self][$0]?.source?.id }
  }

  /// The refunds that waited for a source's account go on.
  func concludeRefunds(to source: String) {
    let pending = sandbox.store[Refund.self].all.filter { $0.status == .pending }
    for refund in pending where self.source(of: refund) == source { sandbox.later(0, Refund.conclude, refund.id) }
  }
}
