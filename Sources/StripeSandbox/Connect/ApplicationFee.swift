import Wire

/// The platform's share of a payment to one of its accounts.
package struct ApplicationFee: Resource {
  package static let object: StaticString = "application_fee"
  package static let noun = "application fee"
  package static let idPrefixes = ["fee_"]
  package static var endpoints: [RoutedEndpoint] {
    routes.endpoints + ApplicationFeeRefund.routes.endpoints
  }
  package static let indexes = [
    Index<ApplicationFee>(name: "charge") { $0.originatingTransaction ?? $0.charge }
  ]
  package static var expandable: [String: Expandable] {
    [
      "account": .one("account"), "application": .one("application"),
      "balance_transaction": .one("balance_transaction"), "charge": .one("charge"),
      "originating_transaction": .one("charge"), "refunds": .list("fee_refund"),
    ]
  }
  package static let example: Script? = """
    sale: POST charges amount=2000&currency=usd&source=tok_visa&application_fee_amount=200\
    &transfer_data[destination]={payee}
    """

  package static let events: [EventRecipe] = [
    .init("application_fee.created", sale),
    .init("application_fee.refunded", sale + refund),
    .init("application_fee.refund.updated", sale + refund + change),
  ]
  private static let sale: Script = """
    a: POST accounts type=custom&country=US&capabilities[transfers][requested]=true
    b: POST charges amount=2000&currency=usd&source=tok_visa&application_fee_amount=200\
    &transfer_data[destination]={a}
    """
  private static let refund: Script = "c: POST application_fees/{b.application_fee}/refunds amount=50"
  private static let change: Script = "POST application_fees/{b.application_fee}/refunds/{c} metadata[order_id]=6735"

  package let id: String
  package let created: Int
  let account: String
  let amount: Int
  var amountRefunded = 0
  let application: String
  var balanceTransaction: String?
  let charge: String
  let currency: String
  let originatingTransaction: String?

  package func write(_ w: inout ObjectWriter) {
    w.reference("account", account)
    w.field("amount", amount)
    w.field("amount_refunded", amountRefunded)
    w.reference("application", application)
    w.reference("balance_transaction", balanceTransaction)
    w.reference("charge", charge)
    w.field("created", created)
    w.field("currency", currency)
    w.object("fee_source") { w in
      w.field("charge", charge)
      w.field("type", "charge")
    }
    w.field("livemode", false)
    w.reference("originating_transaction", originatingTransaction)
    w.field("refunded", amountRefunded >= amount)
    let refunds = w.sandbox.store[ApplicationFeeRefund.self]
    let positions = refunds.positions("fee", id) ?? []
    let newest = positions.suffix(10).reversed().compactMap { refunds[Int($0)] }
    w.list(
      "refunds", newest, hasMore: positions.count > newest.count, totalCount: positions.count,
      url: "/v1/application_fees/\(id)/refunds")
  }

  static let routes = Routes("/v1/application_fees", of: ApplicationFee.self) {
    $0.list("", takes: .list("charge: id\ncreated: range")) { call throws(StripeError) in
      var listing = Listing<ApplicationFee>(call)
      if let charge = call.arguments.string("charge") {
        listing.filter { $0.charge == charge || $0.originatingTransaction == charge }
      }
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in
      try call.answerFound(ApplicationFee.self)
    }
  }
}

/// The part of an application fee that was returned to the account.
package struct ApplicationFeeRefund: Resource {
  package static let object: StaticString = "fee_refund"
  package static let noun = "fee refund"
  package static let idPrefixes = ["fr_"]
  package static let indexes = [Index<ApplicationFeeRefund>(name: "fee") { $0.fee }]
  package static var expandable: [String: Expandable] {
    ["balance_transaction": .one("balance_transaction"), "fee": .one("application_fee")]
  }
  package static let example: Script? = "feeRefund: POST application_fees/{sale.application_fee}/refunds amount=50"

  package let id: String
  package let created: Int
  let amount: Int
  var balanceTransaction: String?
  let currency: String
  let fee: String
  var metadata = Metadata()

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("balance_transaction", balanceTransaction)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("fee", fee)
    w.field("metadata", metadata)
  }

  static let routes = Routes("/v1/application_fees/{fee}", of: ApplicationFeeRefund.self) {
    $0.post("refund", takes: Parameters("amount: integer\ndirective"), of: ApplicationFee.self) {
      call throws(StripeError) in
      let fee = try call.found(ApplicationFee.self)
      _ = try create(&call, fee)
      return call.answer(ApplicationFee.self, fee.id)
    }
    $0.post("refunds", takes: Parameters("amount: integer\nmetadata")) { call throws(StripeError) in
      call.answer(ApplicationFeeRefund.self, try create(&call, try call.found(ApplicationFee.self)))
    }
    $0.list("refunds") { call throws(StripeError) in
      var listing = Listing<ApplicationFeeRefund>(call)
      listing.narrow("fee", to: try call.found(ApplicationFee.self).id)
      return try listing.page()
    }
    $0.get("refunds/{id}") { call throws(StripeError) in
      call.answer(ApplicationFeeRefund.self, try found(call).id)
    }
    $0.post("refunds/{id}", takes: Parameters("metadata")) { call throws(StripeError) in
      var refund = try found(call)
      try call.arguments.merge(into: &refund.metadata)
      call.update(ApplicationFeeRefund.self, refund.id, announcing: "application_fee.refund.updated") { [refund] in
        $0 = refund
      }
      return call.answer(ApplicationFeeRefund.self, refund.id)
    }
  }

  private static func create(_ call: inout Call, _ fee: ApplicationFee) throws(StripeError) -> String {
    let left = fee.amount - fee.amountRefunded
    guard left > 0 else {
      throw StripeError("Application fee \(fee.id) has already been refunded.", code: "application_fee_refunded")
    }
    let amount = call.arguments.integer("amount") ?? left
    guard amount > 0 else { throw .belowOne("amount") }
    guard amount <= left else {
      throw StripeError(
        """
        Refund amount (\(Currency.format(amount, fee.currency))) is greater than unrefunded amount on fee \
        (\(Currency.format(left, fee.currency)))
        """, param: "amount")
    }
    var metadata = Metadata()
    try call.arguments.merge(into: &metadata)
    return call.refund(fee, amount, metadata)
  }

  private static func found(_ call: Call) throws(StripeError) -> ApplicationFeeRefund {
    let fee = try call.found(ApplicationFee.self)
    let refund = try call.found(ApplicationFeeRefund.self, at: 1)
    guard refund.fee == fee.id else { throw .notFound(ApplicationFeeRefund.self, refund.id) }
    return refund
  }
}

extension Call {
  /// Enters a platform's fee. The account has paid it already; this call is the platform's.
  func collectFee(
    _ amount: Int, _ currency: String, of account: String, charge: String, originating: String?, availableOn: Int
  ) -> String {
    let id = sandbox.identifiers.dated("fee_", now: now, of: account)
    var fee = ApplicationFee(
      id: id, created: now, account: account, amount: amount, application: sandbox.applicationID, charge: charge,
      currency: currency, originatingTransaction: originating)
    fee.balanceTransaction =
      sandbox.book(
        .applicationFee, amount, currency, source: id, sibling: "",
        description: "Application fee from application Nestbox for \(account) (\(account))", availableOn: availableOn,
        rate: rate(currency, of: account)
      ).id
    insert(fee, announcing: "application_fee.created")
    return id
  }

  /// Gives an account some of a fee back. This call is the platform's.
  @discardableResult
  func refund(_ fee: ApplicationFee, _ amount: Int, _ metadata: Metadata = Metadata()) -> String {
    let id = sandbox.identifiers.dated("fr_", now: now, of: fee.account)
    let paid = fee.balanceTransaction.flatMap { sandbox.store[BalanceTransaction.self][$0] }
    let availableOn = max(paid?.availableOn ?? now, now)
    // The account gets back what it paid for it, in the currency of its balance.
    let world = sandbox.world(of: fee.account)
    let currency = world?.settlementCurrency(for: fee.currency) ?? fee.currency
    let returned = Exchange.convert(amount, fee.currency, currency)
    var refund = ApplicationFeeRefund(id: id, created: now, amount: returned, currency: currency, fee: fee.id)
    refund.metadata = metadata
    refund.balanceTransaction =
      sandbox.book(
        .applicationFeeRefund, -amount, fee.currency, source: fee.id, sibling: "",
        description: "REFUND FOR APPLICATION FEE", availableOn: availableOn,
        rate: rate(fee.currency, of: fee.account, isReturn: true)
      ).id
    _ = world?.book(
      .applicationFeeRefund, returned, currency, source: fee.id, sibling: "",
      description: "REFUND FOR APPLICATION FEE", availableOn: availableOn)
    sandbox.store[ApplicationFeeRefund.self].insert(refund)
    update(ApplicationFee.self, fee.id, announcing: "application_fee.refunded") { $0.amountRefunded += amount }
    return id
  }

  /// The rate between a fee and the balance of the account that pays it.
  private func rate(_ currency: String, of account: String, isReturn: Bool = false) -> Double? {
    guard let settled = sandbox.world(of: account)?.settlementCurrency(for: currency), settled != currency else {
      return nil
    }
    return Exchange.rate(currency, settled, isReturn: isReturn)
  }

  /// Gives back the same share of a payment's fee that is given back of the payment.
  func refundFee(ofPayment payment: String, account: String, share: Int, of whole: Int) {
    let platform = sandbox.platform
    guard let charge = sandbox.world(of: account)?.store[Charge.self][payment],
      let id = charge.connect?.applicationFee, let fee = platform.store[ApplicationFee.self][id], whole > 0
    else { return }
    let part = Int((Double(fee.amount) * Double(share) / Double(whole)).rounded())
    let left = fee.amount - fee.amountRefunded
    let isLast = charge.amountRefunded >= charge.amountCaptured
    let amount = isLast ? left : min(part, left)
    if amount > 0 { Call(in: platform).refund(fee, amount) }
  }
}
