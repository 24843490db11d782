import Wire

// The course of a dispute, from the customer's complaint to the bank's verdict.
extension Call {
  /// The customer complains about a charge made with one of the test cards for it.
  func disputeCharge(_ id: String) {
    guard let charge = sandbox.store[Charge.self][id] else { return }
    if let card = charge.details.card {
      if let kind = card.behaviour.dispute { dispute(charge, as: kind) }
    } else {
      dispute(charge, as: .debit)
    }
  }

  func dispute(_ charge: Charge, as kind: TestCard.DisputeKind) {
    switch kind {
    case .earlyWarning: warnOfFraud(charge)
    case .multiple:
      let half = charge.amountCaptured / 2
      dispute(charge, charge.amountCaptured - half, kind)
      dispute(charge, half, kind)
    case .debit:
      // A debit that the bank takes back is lost for good.
      let id = dispute(charge, charge.amountCaptured, kind)
      update(Dispute.self, id, announcing: "charge.dispute.closed") { $0.status = .lost }
    default: dispute(charge, charge.amountCaptured, kind)
    }
  }

  @discardableResult
  private func dispute(_ charge: Charge, _ amount: Int, _ kind: TestCard.DisputeKind) -> String {
    let dispute = Dispute(
      charge, amount, kind, customer: charge.customer.flatMap { sandbox.store[Customer.self][$0] }, self)
    sandbox.store[Charge.self].update(charge.id) { $0.dispute = dispute.id }
    insert(dispute, announcing: "charge.dispute.created")
    closeReview(of: charge.id, .disputed)
    settleFraudWarning(of: charge.id)
    if !dispute.status.isInquiry { withdraw(dispute, charge) }
    return dispute.id
  }

  /// A chargeback takes the money back before anybody has looked into it, and costs a fee.
  private func withdraw(_ dispute: Dispute, _ charge: Charge) {
    let share = sandbox.settled(dispute.amount, of: charge)
    let transaction = sandbox.book(
      .dispute, -share.amount, fee: Fee.dispute(share.currency), share.currency, source: dispute.id,
      sibling: dispute.id, description: "Chargeback withdrawal for \(charge.id)", availableOn: maturity(of: charge))
    update(Dispute.self, dispute.id, announcing: "charge.dispute.funds_withdrawn") {
      $0.balanceTransactions.append(transaction.id)
    }
  }

  /// When a charge's money can be paid out, and so when what is taken of it is missing.
  private func maturity(of charge: Charge) -> Int {
    let booked = charge.balanceTransaction.flatMap { sandbox.store[BalanceTransaction.self][$0] }
    return max(booked?.availableOn ?? now, now)
  }

  /// The bank decides: test disputes by the words in the evidence, any other evidence stays under review.
  func judgeDispute(_ id: String) {
    guard let dispute = sandbox.store[Dispute.self][id], !dispute.status.isClosed else { return }
    switch dispute.evidence.verdict {
    case "winning_evidence": win(dispute)
    case "losing_evidence":
      // An inquiry that is closed took no money.
      let status: Dispute.Status = dispute.status.isInquiry ? .warningClosed : .lost
      update(Dispute.self, id, announcing: "charge.dispute.closed") { $0.status = status }
    case "escalate_inquiry_evidence":
      escalate(dispute)
    default: break
    }
  }

  /// The inquiry becomes a chargeback of what has not been refunded meanwhile.
  private func escalate(_ inquiry: Dispute) {
    guard inquiry.status.isInquiry, let charge = sandbox.store[Charge.self][inquiry.charge], charge.refundable > 0
    else {
      return
    }
    var dispute = inquiry
    dispute.amount = min(inquiry.amount, charge.refundable)
    dispute.status = .needsResponse
    update(Dispute.self, inquiry.id, announcing: "charge.dispute.updated") { $0 = dispute }
    withdraw(dispute, charge)
  }

  private func win(_ dispute: Dispute) {
    guard !dispute.status.isInquiry else {
      return update(Dispute.self, dispute.id, announcing: "charge.dispute.closed") { $0.status = .warningClosed }
    }
    update(Dispute.self, dispute.id, announcing: "charge.dispute.closed") { $0.status = .won }
    let charge = sandbox.store[Charge.self][dispute.charge]
    let share =
      charge.map { sandbox.settled(dispute.amount, of: $0) } ?? (amount: dispute.amount, currency: dispute.currency)
    let transaction = sandbox.book(
      .disputeReversal, share.amount, share.currency, source: dispute.id, sibling: dispute.id,
      description: "Chargeback reversal for \(dispute.charge)", availableOn: charge.map(maturity))
    update(Dispute.self, dispute.id, announcing: "charge.dispute.funds_reinstated") {
      $0.balanceTransactions.append(transaction.id)
    }
  }
}

extension Dispute {
  private static let day = 24 * 60 * 60

  fileprivate init(
    _ charge: Charge, _ amount: Int, _ behaviour: TestCard.DisputeKind, customer: Customer?, _ call: Call
  ) {
    id = call.sandbox.identifiers.dated("du_", now: call.now)
    created = call.now
    self.amount = amount
    brand = charge.details.card?.brand
    self.charge = charge.id
    currency = charge.currency
    // The end of a day, eight days on.
    dueBy = (call.now / Self.day + 9) * Self.day - 1
    evidence = DisputeEvidence(
      email: customer?.email, name: customer?.name ?? customer?.description, product: charge.description)
    kind = Kind(behaviour)
    paymentIntent = charge.paymentIntent
    status = behaviour == .inquiry ? .warningNeedsResponse : .needsResponse
  }
}
