import Wire

extension Dispute {
  static let routes = Routes("/v1/disputes", of: Dispute.self) {
    $0.list("", takes: .list("charge: id\ncreated: range\npayment_intent: id")) { call throws(StripeError) in
      var listing = Listing<Dispute>(call)
      listing.narrow("charge")
      listing.narrow("payment_intent")
      return try listing.page(isCounted: call.arguments.has("charge"))
    }
    $0.get("{id}") { call throws(StripeError) in
      try call.answerFound(Dispute.self)
    }
    $0.post("{id}", takes: updateParameters) { call throws(StripeError) in
      try update(&call, try call.found(Dispute.self))
    }
    $0.post("{id}/close") { call throws(StripeError) in
      try close(&call, try call.found(Dispute.self))
    }
  }

  /// The same by way of the charge.
  static let chargeRoutes = Routes("/v1/charges/{id}/dispute", of: Dispute.self) {
    $0.get("") { call throws(StripeError) in
      call.answer(Dispute.self, try foundUnderCharge(call).id)
    }
    $0.post("", takes: updateParameters) { call throws(StripeError) in
      try update(&call, try foundUnderCharge(call))
    }
    $0.post("close") { call throws(StripeError) in
      try close(&call, try foundUnderCharge(call))
    }
  }

  static let updateParameters = Parameters(
    """
    intended_submission_method: manual|prefer_manual|prefer_smart_disputes|smart_disputes?
    metadata
    submit: boolean

    """ + DisputeEvidence.parameters)

  private static func foundUnderCharge(_ call: Call) throws(StripeError) -> Dispute {
    let charge = try call.found(Charge.self)
    guard let dispute = charge.dispute.flatMap({ call.sandbox.store[Dispute.self][$0] }) else {
      throw StripeError(status: 404, "No dispute for charge: \(charge.id)")
    }
    return dispute
  }

  private static func update(_ call: inout Call, _ dispute: Dispute) throws(StripeError) -> Answer {
    guard !dispute.status.isClosed else { throw .disputeClosed }
    var dispute = dispute
    let arguments = call.arguments
    try arguments.merge(into: &dispute.metadata)
    if let evidence = arguments.object("evidence") {
      try call.checkFiles(ofEvidence: evidence)
      dispute.evidence.update(evidence)
    }
    // Evidence goes to the bank at once unless held back; what was held back goes when asked for.
    let isSubmitted = arguments.bool("submit") ?? arguments.has("evidence")
    if isSubmitted, dispute.evidence.isGiven {
      dispute.status = dispute.status.isInquiry ? .warningUnderReview : .underReview
      dispute.submissionCount += 1
      call.sandbox.later(0, Dispute.judge, dispute.id)
    }
    call.update(Dispute.self, dispute.id, announcing: "charge.dispute.updated") { $0 = dispute }
    return call.answer(Dispute.self, dispute.id)
  }

  private static func close(_ call: inout Call, _ dispute: Dispute) throws(StripeError) -> Answer {
    guard !dispute.status.isClosed else { throw .disputeClosed }
    call.update(Dispute.self, dispute.id, announcing: "charge.dispute.closed") {
      $0.status = $0.status.isInquiry ? .warningClosed : .lost
    }
    return call.answer(Dispute.self, dispute.id)
  }
}

extension StripeError {
  fileprivate static var disputeClosed: StripeError { StripeError("This dispute is already closed") }
}
