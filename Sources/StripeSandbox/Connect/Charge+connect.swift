import Wire

extension Charge {
  /// A charge's relations to other accounts.
  struct Connect: Codable, Sendable {
    /// The platform that made it, where it is a connected account's.
    var application: String?
    var applicationFee: String?
    /// By which its money was passed on.
    var transfer: String?
    /// The transfer that it is the other end of.
    var sourceTransfer: String?
  }

  /// How a charge came into the books.
  struct Settlement {
    let balanceTransaction: String
    let connect: Connect?
  }

  mutating func take(_ settlement: Settlement) {
    balanceTransaction = settlement.balanceTransaction
    connect = settlement.connect
  }

  /// Whether it is money that another account sent.
  var isFromAccount: Bool { connect?.sourceTransfer != nil }
}

extension Arguments {
  /// To whom a payment's money goes: `transfer_data`, or `destination` as it was called first.
  var transferData: JSON {
    if let data = object("transfer_data") { return .object(data.values) }
    if let data = object("destination"), let account = data.string("account") {
      var values: JSON.Object = ["destination": .string(account)]
      if let amount = data.integer("amount") { values["amount"] = .integer(amount) }
      return .object(values)
    }
    return string("destination").map { ["destination": .string($0)] } ?? .null
  }
}

extension PaymentIntent {
  /// The group of a payment whose money is passed on, if it was given none.
  var groupOfTransfers: String? { transferData["destination"] == nil ? nil : "group_" + id }
}

extension Call {
  /// Enters a charge's money into the books, and passes on what is for others.
  func settle(_ charge: Charge) -> Charge.Settlement {
    if sandbox.isConnected { return settleDirect(charge) }
    let booked = sandbox.book(charge, into: merchantCurrency(of: charge))
    guard let destination = charge.transferData["destination"]?.string else {
      return Charge.Settlement(balanceTransaction: booked.id, connect: charge.connect)
    }
    let fee = charge.applicationFeeAmount ?? 0
    let share = charge.transferData["amount"]?.integer ?? charge.amountCaptured
    var request = TransferRequest(
      amount: Exchange.convert(share, charge.currency, booked.currency), currency: booked.currency,
      destination: destination)
    var source = charge
    source.balanceTransaction = booked.id
    request.source = source
    request.group = charge.transferGroup
    request.applicationFee = Exchange.convert(fee, charge.currency, booked.currency)
    let transfer = self.transfer(request)
    var connect = charge.connect ?? Charge.Connect()
    connect.transfer = transfer.id
    if fee > 0, let payment = transfer.destinationPayment {
      let id = collectFee(
        fee, charge.currency, of: destination, charge: payment, originating: charge.id,
        availableOn: booked.availableOn)
      connect.applicationFee = id
      sandbox.world(of: destination)?.store[Charge.self].update(payment) { $0.connect?.applicationFee = id }
    }
    return Charge.Settlement(balanceTransaction: booked.id, connect: connect)
  }

  /// The currency of the settlement merchant, if a charge is on behalf of one: the platform is paid in it.
  func merchantCurrency(of charge: Charge) -> String? {
    charge.onBehalfOf.flatMap { sandbox.store[Account.self][$0]?.defaultCurrency }
  }

  /// A charge on a connected account: it pays the platform's fee.
  private func settleDirect(_ charge: Charge) -> Charge.Settlement {
    let fee = charge.applicationFeeAmount ?? 0
    let booked = sandbox.book(charge, applicationFee: fee)
    var connect = charge.connect
    if fee > 0 {
      let collected = Call(in: sandbox.platform).collectFee(
        fee, charge.currency, of: sandbox.accountID, charge: charge.id, originating: nil,
        availableOn: booked.availableOn)
      connect?.applicationFee = collected
    }
    return Charge.Settlement(balanceTransaction: booked.id, connect: connect)
  }

  /// Reverses a refund's share of the transfer and of the application fee, if the request says so.
  func passOn(refund id: String, of charge: Charge, _ amount: Int) {
    guard let charge = sandbox.store[Charge.self][charge.id], let connect = charge.connect else { return }
    let isWhole = charge.isRefunded
    if arguments.bool("reverse_transfer") == true, let name = connect.transfer,
      let transfer = sandbox.store[Transfer.self][name], transfer.remaining > 0
    {
      let part = Int((Double(transfer.amount) * Double(amount) / Double(charge.amountCaptured)).rounded())
      let reversal = reverse(transfer, isWhole ? transfer.remaining : min(part, transfer.remaining), refund: id)
      sandbox.store[Refund.self].update(id) { $0.transferReversal = reversal }
    }
    guard arguments.bool("refund_application_fee") == true, let name = connect.applicationFee,
      let fee = sandbox.platform.store[ApplicationFee.self][name]
    else { return }
    let left = fee.amount - fee.amountRefunded
    let part = Int((Double(fee.amount) * Double(amount) / Double(charge.amountCaptured)).rounded())
    let share = isWhole ? left : min(part, left)
    if share > 0 { Call(in: sandbox.platform).refund(fee, share) }
  }

  /// `POST /v1/payment_methods` with a payment method of the platform's, for one of its accounts. Nil: it is none.
  func copyOfPlatformsPaymentMethod() throws(StripeError) -> PaymentMethod? {
    guard sandbox.isConnected, let id = arguments.string("payment_method"),
      let kept = sandbox.platform.store[PaymentMethod.self][id]
    else { return nil }
    return try copy(kept, of: arguments.string("customer"))
  }
}

extension Sandbox {
  /// A part of a charge as it was paid: at the rate of that day.
  func settled(_ amount: Int, of charge: Charge) -> (amount: Int, currency: String) {
    guard let booked = charge.balanceTransaction.flatMap({ store[BalanceTransaction.self][$0] }),
      booked.currency != charge.currency, charge.amountCaptured > 0
    else { return (amount, charge.currency) }
    let share = Double(booked.amount) * Double(amount) / Double(charge.amountCaptured)
    return (Int(share.rounded()), booked.currency)
  }
}

extension StripeError {
  /// A platform's payment method does not serve its accounts: it is copied first.
  static func ofPlatform(_ paymentMethod: String, param: String) -> StripeError {
    StripeError(
      """
      No such PaymentMethod: '\(paymentMethod)'; OAuth key or Stripe-Account header was used but API request was \
      provided with a platform-owned payment method ID. Please ensure that the provided payment method matches the \
      specified account.
      """, code: "resource_missing", param: param)
  }
}
