import Wire

extension Payout {
  static let routes = Routes("/v1/payouts", of: Payout.self) {
    $0.post("", takes: createParameters, create)
    $0.list(
      "", takes: .list("arrival_date: range\ncreated: range\ndescription\ndestination: id\nstatus"), list)
    $0.get("{payout}") { call throws(StripeError) in try call.answerFound(Payout.self) }
    $0.post("{payout}", takes: Parameters("metadata")) { call throws(StripeError) in
      var payout = try call.found(Payout.self)
      try call.arguments.merge(into: &payout.metadata)
      call.update(Payout.self, payout.id, announcing: "payout.updated") { [payout] in $0 = payout }
      return call.answer(Payout.self, payout.id)
    }
    $0.post("{payout}/cancel", cancel)
    $0.post("{payout}/reverse", takes: Parameters("metadata"), reverse)
  }

  private static let createParameters = Parameters(
    """
    amount: integer!
    currency: currency!
    description
    destination: id
    metadata
    method: instant|standard
    payout_method: id
    source_type: bank_account|card|fpx
    statement_descriptor: descriptor(22)
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let amount = try arguments.requiredInteger("amount")
    guard amount > 0 else { throw .belowOne("amount") }
    let currency = arguments.string("currency") ?? "usd"
    var request = Call.PayoutRequest(amount: amount, currency: currency)
    request.method = arguments.string("method") ?? "standard"
    request.destination = try call.payoutDestination(currency)
    if request.method == "instant", request.destination?.allowsInstantPayouts == false {
      throw StripeError(
        "The destination of this payout does not allow instant payouts.", code: "instant_payouts_unsupported",
        param: "method")
    }
    let available = call.sandbox.store.ledger.balance(currency, now: call.now).available
    guard available >= amount else {
      throw StripeError(
        """
        You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.  You can \
        use the /v1/balance endpoint to view your Stripe balance (for more details, see \
        stripe.com/docs/api#balance).
        """, code: "balance_insufficient")
    }
    request.description = arguments.string("description")
    request.statementDescriptor = arguments.string("statement_descriptor")
    request.sourceType = arguments.string("source_type") ?? "card"
    try arguments.merge(into: &request.metadata)
    return call.answer(Payout.self, call.payOut(request).id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<Payout>(call)
    listing.narrow("status")
    listing.filter("destination") { $0.destination }
    listing.filter("arrival_date") { $0.arrivalDate }
    return try listing.page()
  }

  private static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let payout = try call.found(Payout.self)
    guard payout.status == .pending, payout.method == "standard", !payout.isAutomatic else {
      throw StripeError("Payouts can only be canceled while their status is pending.", code: "payout_not_cancelable")
    }
    call.cancel(payout)
    return call.answer(Payout.self, payout.id)
  }

  private static func reverse(_ call: inout Call) throws(StripeError) -> Answer {
    let payout = try call.found(Payout.self)
    guard payout.status == .paid, payout.reversedBy == nil, payout.originalPayout == nil, payout.amount > 0 else {
      throw StripeError(
        "Payout \(payout.id) cannot be reversed: only a paid payout that has not been reversed yet can.",
        code: "payout_not_reversible")
    }
    var request = Call.PayoutRequest(amount: -payout.amount, currency: payout.currency)
    request.destination = payout.destination.flatMap { call.sandbox.platform.store[ExternalAccount.self][$0] }
    request.original = payout.id
    try call.arguments.merge(into: &request.metadata)
    let reversal = call.payOut(request).id
    call.update(Payout.self, payout.id, announcing: "payout.updated") { $0.reversedBy = reversal }
    return call.answer(Payout.self, reversal)
  }
}

extension Call {
  /// The bank account or card that the request names, or the default one of the currency. The platform has its own.
  fileprivate func payoutDestination(_ currency: String) throws(StripeError) -> ExternalAccount? {
    guard sandbox.isConnected else {
      if let id = arguments.string("destination"), id != sandbox.ownBankAccount, sandbox.stock == nil {
        throw .noSuch("external account", id, param: "destination")
      }
      return nil
    }
    let externals = sandbox.platform.store.externalAccounts(of: sandbox.accountID)
    if let id = arguments.string("destination") {
      guard let external = externals.first(where: { $0.id == id }) else {
        throw .noSuch("external account", id, param: "destination")
      }
      return external
    }
    let suitable = externals.filter { $0.currency == currency }
    guard let external = suitable.first(where: \.isDefault) ?? suitable.first else {
      throw StripeError("Sorry, you don't have any external accounts in that currency (\(currency)).")
    }
    return external
  }
}
