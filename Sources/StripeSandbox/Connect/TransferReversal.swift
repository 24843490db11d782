import Wire

/// Money of a transfer that came back.
package struct TransferReversal: Resource {
  package static let object: StaticString = "transfer_reversal"
  package static let noun = "transfer reversal"
  package static let idPrefixes = ["trr_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<TransferReversal>(name: "transfer") { $0.transfer }]
  package static var expandable: [String: Expandable] {
    [
      "balance_transaction": .one("balance_transaction"), "destination_payment_refund": .one("refund"),
      "source_refund": .one("refund"), "transfer": .one("transfer"),
    ]
  }
  package static let example: Script? = "reversal: POST transfers/{transfer}/reversals amount=100"

  package let id: String
  package let created: Int
  let amount: Int
  var balanceTransaction: String?
  let currency: String
  var destinationPaymentRefund: String?
  var metadata = Metadata()
  let sourceRefund: String?
  let transfer: String

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("balance_transaction", balanceTransaction)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("destination_payment_refund", destinationPaymentRefund)
    w.field("metadata", metadata)
    w.reference("source_refund", sourceRefund)
    w.reference("transfer", transfer)
  }

  static let routes = Routes("/v1/transfers/{transfer}/reversals", of: TransferReversal.self) {
    $0.post("", takes: createParameters, create)
    $0.list("") { call throws(StripeError) in
      var listing = Listing<TransferReversal>(call)
      listing.narrow("transfer", to: try call.found(Transfer.self).id)
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in call.answer(TransferReversal.self, try found(call).id) }
    $0.post("{id}", takes: Parameters("metadata")) { call throws(StripeError) in
      var reversal = try found(call)
      try call.arguments.merge(into: &reversal.metadata)
      call.sandbox.store[TransferReversal.self].update(reversal.id) { [reversal] in $0 = reversal }
      return call.answer(TransferReversal.self, reversal.id)
    }
  }

  private static let createParameters = Parameters(
    "amount: integer\ndescription\nmetadata\nrefund_application_fee: boolean")

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let transfer = try call.found(Transfer.self)
    let amount = call.arguments.integer("amount") ?? transfer.remaining
    guard transfer.remaining > 0 else {
      throw StripeError("Transfer \(transfer.id) has already been fully reversed.", code: "transfer_already_reversed")
    }
    guard amount > 0 else { throw .belowOne("amount") }
    guard amount <= transfer.remaining else {
      throw StripeError(
        """
        Transfer reversal amount (\(Currency.format(amount, transfer.currency))) is greater than unreversed amount on \
        transfer (\(Currency.format(transfer.remaining, transfer.currency)))
        """, param: "amount")
    }
    var metadata = Metadata()
    try call.arguments.merge(into: &metadata)
    let reversal = call.reverse(transfer, amount, metadata: metadata)
    if call.arguments.bool("refund_application_fee") == true, let payment = transfer.destinationPayment {
      call.refundFee(ofPayment: payment, account: transfer.destination, share: amount, of: transfer.amount)
    }
    return call.answer(TransferReversal.self, reversal)
  }

  private static func found(_ call: Call) throws(StripeError) -> TransferReversal {
    let transfer = try call.found(Transfer.self)
    let reversal = try call.found(TransferReversal.self, at: 1)
    guard reversal.transfer == transfer.id else { throw .notFound(TransferReversal.self, reversal.id) }
    return reversal
  }
}

extension Call {
  /// Takes back some of a transfer: what arrived is refunded at the other end.
  ///
  /// - Parameter refund: the refund of the charge whose money it was, if that is why.
  func reverse(_ transfer: Transfer, _ amount: Int, refund: String? = nil, metadata: Metadata = Metadata()) -> String {
    let id = sandbox.identifiers.dated("trr_", now: now)
    let transaction = transfer.balanceTransaction.flatMap { sandbox.store[BalanceTransaction.self][$0] }
    let availableOn = max(transaction?.availableOn ?? now, now)
    var reversal = TransferReversal(
      id: id, created: now, amount: amount, currency: transfer.currency, sourceRefund: refund, transfer: transfer.id)
    reversal.metadata = metadata
    reversal.balanceTransaction =
      sandbox.book(
        .transferRefund, amount, transfer.currency, source: transfer.id, sibling: id,
        description: "REFUND FOR TRANSFER", availableOn: availableOn, isConverted: false
      ).id
    if let world = sandbox.world(of: transfer.destination), let payment = transfer.destinationPayment {
      reversal.destinationPaymentRefund = Call(in: world).giveBack(payment, amount, reversal: id, availableOn)
    }
    sandbox.store[TransferReversal.self].insert(reversal)
    update(Transfer.self, transfer.id, announcing: "transfer.reversed") { $0.amountReversed += amount }
    return id
  }

  /// The other end of a reversal: the payment is refunded.
  private func giveBack(_ payment: String, _ amount: Int, reversal: String, _ availableOn: Int) -> String? {
    guard let charge = sandbox.store[Charge.self][payment] else { return nil }
    let id = sandbox.identifiers.dated("pyr_", now: now)
    let booked = sandbox.book(
      .paymentRefund, -amount, charge.currency, source: id, sibling: id, description: "REFUND FOR PAYMENT",
      availableOn: availableOn)
    var refund = Refund(ofPayment: charge, id, amount, now: now)
    refund.balanceTransaction = booked.id
    refund.transferReversal = reversal
    refund.sourceTransferReversal = reversal
    update(Charge.self, payment, announcing: "charge.refunded") { $0.amountRefunded += amount }
    insert(refund, announcing: "refund.created")
    return id
  }
}
