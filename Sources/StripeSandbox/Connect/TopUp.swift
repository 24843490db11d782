import Wire

/// Money that an account adds to its own balance from its bank.
package struct TopUp: Resource {
  package static let object: StaticString = "topup"
  package static let noun = "topup"
  package static let idPrefixes = ["tu_"]
  package static let pathParameter = "topup"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static var expandable: [String: Expandable] {
    ["balance_transaction": .one("balance_transaction")]
  }
  package static let example: Script? = "topup: POST topups amount=2000&currency=usd"
  private static let request = "POST topups amount=2000&currency=usd&payment_method=pm_usBankAccount"
  package static let events: [EventRecipe] = [
    .init("topup.created", "POST topups amount=2000&currency=usd"),
    .init("topup.succeeded", "a: POST topups amount=2000&currency=usd; GET topups/{a}"),
    .init("topup.canceled", "a: \(request)_processing; POST topups/{a}/cancel"),
    .init("topup.failed", "a: \(request)_accountClosed; GET topups/{a}"),
    .init("topup.reversed", "a: \(request)_dispute; GET topups/{a}"),
  ]
  package static let followUps: [FollowUp] = [conclude]

  package let id: String
  package let created: Int
  let amount: Int
  var balanceTransaction: String?
  let currency: String
  var description: String?
  var failure: Decline?
  var metadata = Metadata()
  let source: String?
  let statementDescriptor: String?
  var status = "pending"
  let transferGroup: String?
  /// What the bank will say, where the request names a payment method or a test token.
  var outcome: DebitOutcome?

  private static let day = 24 * 60 * 60

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("balance_transaction", balanceTransaction)
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    w.field("expected_availability_date", status == "canceled" ? nil : (created / Self.day + 5) * Self.day)
    w.field("failure_code", failure?.code)
    w.field("failure_message", failure?.message)
    w.null("initiated_by")
    w.field("livemode", false)
    w.field("metadata", metadata)
    if let source, w.sandbox.store[PaymentSource.self].contains(source) {
      w.json.key("source")
      _ = w.stored(PaymentSource.self, source)
    } else {
      w.null("source")
    }
    w.field("statement_descriptor", statementDescriptor)
    w.field("status", status)
    w.field("transfer_group", transferGroup)
  }

  static let routes = Routes("/v1/topups", of: TopUp.self) {
    $0.post("", takes: createParameters, create)
    $0.list(
      "", takes: .list("amount: range\ncreated: range\nstatus: canceled|failed|pending|succeeded"), list)
    $0.get("{topup}") { call throws(StripeError) in try call.answerFound(TopUp.self) }
    $0.post("{topup}", takes: Parameters("description\nmetadata")) { call throws(StripeError) in
      var topUp = try call.found(TopUp.self)
      call.arguments.assign("description", to: &topUp.description)
      try call.arguments.merge(into: &topUp.metadata)
      call.sandbox.store[TopUp.self].update(topUp.id) { [topUp] in $0 = topUp }
      return call.answer(TopUp.self, topUp.id)
    }
    $0.post("{topup}/cancel", cancel)
  }

  private static let createParameters = Parameters(
    """
    amount: integer!
    currency: currency!
    description
    metadata
    payment_method: id
    payment_method_options: {us_bank_account: {network: ach}}
    source: id
    statement_descriptor: descriptor(15)
    transfer_group
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard let amount = arguments.integer("amount"), amount > 0 else { throw .belowOne("amount") }
    let currency = arguments.string("currency") ?? "usd"
    var topUp = TopUp(
      id: call.sandbox.identifiers.dated("tu_", now: call.now), created: call.now, amount: amount,
      currency: currency, description: arguments.string("description"), source: arguments.string("source"),
      statementDescriptor: arguments.string("statement_descriptor"),
      transferGroup: arguments.string("transfer_group"))
    if let id = arguments.string("payment_method") {
      topUp.outcome = try call.paymentMethod(id, param: "payment_method").debitOutcome
    }
    if let source = topUp.source {
      topUp.outcome = TestBankAccount(token: source)?.outcome
      guard topUp.outcome != nil || call.sandbox.stock != nil || call.sandbox.store[PaymentSource.self].contains(source)
      else { throw .noSuch(PaymentSource.self, source, param: "source") }
    }
    try arguments.merge(into: &topUp.metadata)
    call.insert(topUp, announcing: "topup.created")
    call.sandbox.later(0, conclude, topUp.id)
    return call.answer(TopUp.self, topUp.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<TopUp>(call)
    listing.filter("status") { $0.status }
    listing.filter("amount") { $0.amount }
    return try listing.page()
  }

  private static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let topUp = try call.found(TopUp.self)
    guard topUp.status == "pending" else {
      throw StripeError("Top-ups can only be canceled while their status is pending.", code: "topup_not_cancelable")
    }
    call.update(TopUp.self, topUp.id, announcing: "topup.canceled") { $0.status = "canceled" }
    return call.answer(TopUp.self, topUp.id)
  }

  /// The bank sends the money: in a sandbox it is there by the next request.
  static let conclude = FollowUp("concludeTopUp") { call, id in
    guard let topUp = call.sandbox.store[TopUp.self][id], topUp.status == "pending" else { return }
    switch topUp.outcome ?? .succeeds {
    case .stays: return
    case .fails(let decline):
      call.update(TopUp.self, id, announcing: "topup.failed") {
        $0.status = "failed"
        $0.failure = decline
      }
    case .succeeds: call.succeed(topUp)
    case .isDisputed:
      call.succeed(topUp)
      call.book(.topUpReversal, -topUp.amount, of: topUp)
      call.update(TopUp.self, id, announcing: "topup.reversed") { $0.status = "reversed" }
    }
  }
}

extension Call {
  fileprivate func succeed(_ topUp: TopUp) {
    let transaction = book(.topUp, topUp.amount, of: topUp)
    update(TopUp.self, topUp.id, announcing: "topup.succeeded") {
      $0.status = "succeeded"
      $0.balanceTransaction = transaction.id
    }
  }

  @discardableResult
  fileprivate func book(_ kind: BalanceTransaction.Kind, _ amount: Int, of topUp: TopUp) -> BalanceTransaction {
    sandbox.book(
      kind, amount, topUp.currency, source: topUp.id, sibling: "", description: topUp.description ?? "STRIPE TOP-UP",
      availableOn: now, isConverted: false)
  }
}
