import Wire

extension Transfer {
  static let routes = Routes("/v1/transfers", of: Transfer.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\ndestination: id\ntransfer_group"), list)
    $0.get("{transfer}") { call throws(StripeError) in
      try call.answerFound(Transfer.self)
    }
    $0.post("{transfer}", takes: Parameters("description\nmetadata"), update)
  }

  private static let createParameters = Parameters(
    """
    amount: integer
    currency: currency!
    description
    destination: id!
    metadata
    source_transaction: id
    source_type: bank_account|card|fpx
    transfer_group
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let sandbox = call.sandbox
    let destination = try arguments.required("destination")
    let source = try call.referenced(Charge.self, "source_transaction")
    guard let amount = arguments.integer("amount") ?? source?.amountCaptured else { throw .missing("amount") }
    guard amount > 0 else { throw .belowOne("amount") }
    let currency = arguments.string("currency") ?? "usd"
    try call.checkDestination(destination, param: "destination")
    var request = TransferRequest(amount: amount, currency: currency, destination: destination)
    if let source {
      try check(amount, currency, from: source, sandbox)
    } else {
      guard sandbox.store.ledger.balance(currency, now: call.now).available >= amount else {
        throw StripeError(
          """
          You have insufficient available funds in your Stripe account. Try adding funds directly to your available \
          balance by creating Charges using the 4000000000000077 test card. See: \
          https://stripe.com/docs/testing#available-balance
          """, code: "balance_insufficient")
      }
    }
    request.source = source
    request.description = arguments.string("description")
    try arguments.merge(into: &request.metadata)
    request.group = arguments.string("transfer_group") ?? source.map { $0.transferGroup ?? "group_" + $0.id }
    return call.answer(Transfer.self, call.transfer(request).id)
  }

  /// No more than a charge brought in can be sent on.
  private static func check(
    _ amount: Int, _ currency: String, from charge: Charge, _ sandbox: Sandbox
  ) throws(StripeError) {
    guard charge.status != .failed, charge.isCaptured else {
      throw StripeError(
        "You can only create transfers from charges that have been captured and paid.", param: "source_transaction")
    }
    let booked = charge.balanceTransaction.flatMap { sandbox.store[BalanceTransaction.self][$0] }
    let settled = booked?.currency ?? charge.currency
    guard currency == settled else {
      throw StripeError(
        """
        The currency of source_transaction's balance transaction (\(settled)) must be the same as the transfer currency \
        (\(currency))
        """, param: "currency")
    }
    let transfers = sandbox.store[Transfer.self]
    let earlier = (transfers.positions("source_transaction", charge.id) ?? []).compactMap { transfers[Int($0)] }
    let sent = earlier.reduce(0) { $0 + $1.remaining }
    let whole = booked?.amount ?? charge.amountCaptured
    guard sent + amount <= whole - charge.amountRefunded else {
      let others =
        switch earlier.count {
        case 0: ""
        case 1: " (There is already a transfer using this source, amounting to \(Currency.format(sent, currency)).)"
        default:
          " (There are already existing transfers that use this source, amounting to a total of \(Currency.format(sent, currency)).)"
        }
      throw StripeError(
        """
        Transfers using this transaction as a source must not exceed the source amount of \
        \(Currency.format(whole - charge.amountRefunded, currency)).\(others)
        """, code: "balance_insufficient")
    }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    var listing = Listing<Transfer>(call)
    listing.narrow("destination")
    listing.narrow("transfer_group")
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var transfer = try call.found(Transfer.self)
    call.arguments.assign("description", to: &transfer.description)
    try call.arguments.merge(into: &transfer.metadata)
    call.update(Transfer.self, transfer.id, announcing: "transfer.updated") { [transfer] in $0 = transfer }
    return call.answer(Transfer.self, transfer.id)
  }
}

extension Call {
  /// Holds an account that money shall be sent to against what the platform knows of it.
  func checkDestination(_ account: String, param: String) throws(StripeError) {
    guard account != sandbox.platform.accountID || sandbox.isConnected else {
      throw StripeError(
        "You cannot set your own account as the destination of a transfer.", code: "account_invalid", param: param)
    }
    guard sandbox.world(of: account) != nil else {
      throw .noSuch("destination", account, param: param)
    }
    guard let receiver = sandbox.platform.store[Account.self][account] else { return }
    // Like Stripe's own test mode, this takes a capability for active that is merely asked for.
    guard receiver.rejection == nil,
      receiver.capabilities.contains(where: { $0.isRequested && Capability.ofTransfers.contains($0.name) })
    else {
      throw StripeError(
        """
        Your destination account needs to have at least one of the following capabilities enabled: transfers, \
        crypto_transfers, legacy_payments
        """, code: "insufficient_capabilities_for_transfer", param: param)
    }
  }
}
