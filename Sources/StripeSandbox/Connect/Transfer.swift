import Wire

/// Money that went from one account's balance to another's.
package struct Transfer: Resource {
  package static let object: StaticString = "transfer"
  package static let idPrefixes = ["tr_"]
  package static let pathParameter = "transfer"
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [
    Index<Transfer>(name: "destination") { $0.destination },
    Index<Transfer>(name: "transfer_group") { $0.transferGroup },
    Index<Transfer>(name: "source_transaction") { $0.sourceTransaction },
  ]
  package static var expandable: [String: Expandable] {
    [
      "balance_transaction": .one("balance_transaction"), "destination": .one("account"),
      "destination_payment": .one("charge"), "reversals": .list("transfer_reversal"),
      "source_transaction": .one("charge"),
    ]
  }
  package static let example: Script? = """
    funds: POST charges amount=20000&currency=usd&source=tok_bypassPending
    transfer: POST transfers amount=1000&currency=usd&destination={payee}
    """

  package static let events: [EventRecipe] = [
    .init(
      "transfer.updated",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending
      a: POST accounts type=custom&country=US&capabilities[transfers][requested]=true
      b: POST transfers amount=1000&currency=usd&destination={a}
      POST transfers/{b} metadata[order_id]=6735
      """),
    .init(
      "transfer.created",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending
      a: POST accounts type=custom&country=US&capabilities[transfers][requested]=true
      POST transfers amount=1000&currency=usd&destination={a}
      """),
    .init(
      "transfer.reversed",
      """
      POST charges amount=20000&currency=usd&source=tok_bypassPending
      a: POST accounts type=custom&country=US&capabilities[transfers][requested]=true
      b: POST transfers amount=1000&currency=usd&destination={a}
      POST transfers/{b}/reversals amount=100
      """),
  ]

  package let id: String
  package let created: Int
  let amount: Int
  var amountReversed = 0
  var balanceTransaction: String?
  let currency: String
  var description: String?
  let destination: String
  var destinationPayment: String?
  var metadata = Metadata()
  let sourceTransaction: String?
  let sourceType: String
  let transferGroup: String?

  var remaining: Int { amount - amountReversed }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("amount_reversed", amountReversed)
    w.reference("balance_transaction", balanceTransaction)
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    w.reference("destination", destination)
    w.reference("destination_payment", destinationPayment)
    w.field("livemode", false)
    w.field("metadata", metadata)
    let reversals = w.sandbox.store[TransferReversal.self]
    let positions = reversals.positions("transfer", id) ?? []
    let newest = positions.suffix(10).reversed().compactMap { reversals[Int($0)] }
    w.list(
      "reversals", newest, hasMore: positions.count > newest.count, totalCount: positions.count,
      url: "/v1/transfers/\(id)/reversals")
    w.field("reversed", amountReversed >= amount)
    w.reference("source_transaction", sourceTransaction)
    w.field("source_type", sourceType)
    w.field("transfer_group", transferGroup)
  }
}

/// The parts of a transfer to be made.
struct TransferRequest {
  var amount: Int
  var currency: String
  var destination: String
  var description: String?
  var metadata = Metadata()
  /// The charge whose money it is: the transfer waits until that is there.
  var source: Charge?
  var group: String?
  /// The platform's application fee, in its currency.
  var applicationFee = 0
}

extension Call {
  /// Sends money to another account, where it arrives as a payment.
  @discardableResult
  func transfer(_ request: TransferRequest) -> Transfer {
    let id =
      request.source.map { sandbox.identifiers.sibling("tr_", of: $0.id) }
      ?? sandbox.identifiers.dated("tr_", now: now)
    let source = request.source?.balanceTransaction.flatMap { sandbox.store[BalanceTransaction.self][$0] }
    let availableOn = source?.availableOn ?? now
    let booked = sandbox.book(
      .transfer, -request.amount, request.currency, source: id, sibling: id, description: request.description,
      availableOn: availableOn, isConverted: false)
    var transfer = Transfer(
      id: id, created: now, amount: request.amount, currency: request.currency, description: request.description,
      destination: request.destination, sourceTransaction: request.source?.id, sourceType: "card",
      transferGroup: request.group)
    transfer.balanceTransaction = booked.id
    transfer.metadata = request.metadata
    if let world = sandbox.world(of: request.destination) {
      transfer.destinationPayment = Call(in: world).receive(transfer, fee: request.applicationFee, availableOn)
    }
    insert(transfer, announcing: "transfer.created")
    return transfer
  }

  /// The other end of a transfer: a payment whose source is the account that sent it.
  private func receive(_ transfer: Transfer, fee: Int, _ availableOn: Int) -> String {
    let id = sandbox.identifiers.dated("py_", now: now)
    var origin = PaymentMethod(id: "", created: now, type: "stripe_account")
    origin.details = [:]
    var request = ChargeRequest(amount: transfer.amount, currency: transfer.currency, paymentMethod: origin)
    request.applicationFeeAmount = fee > 0 ? fee : nil
    var payment = Charge(request, id: id, now: now, number: 0)
    payment.status = .succeeded
    payment.connect = Charge.Connect(application: sandbox.applicationID, sourceTransfer: transfer.id)
    payment.balanceTransaction =
      sandbox.book(
        .payment, transfer.amount, applicationFee: fee, transfer.currency, source: id, sibling: id, description: nil,
        availableOn: availableOn
      ).id
    insert(payment, announcing: "payment.created")
    return id
  }
}
