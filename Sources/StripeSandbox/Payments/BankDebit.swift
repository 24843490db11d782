/// How a bank answers a debit, days later in the real world and right after the answer here.
enum DebitOutcome: Codable, Sendable {
  case succeeds
  /// It pays, and then the account's owner has it take the money back.
  case isDisputed
  /// It never answers.
  case stays
  case fails(Decline)
}

extension Call {
  /// The bank has answered for a charge of a source.
  func concludeSourceDebit(_ id: String) {
    guard let charge = sandbox.store[Charge.self][id] else { return }
    switch sandbox.store[PaymentMethod.self][charge.paymentMethod]?.debitOutcome ?? .succeeds {
    case .stays: return
    case .succeeds: concludeCharge(id)
    case .isDisputed:
      concludeCharge(id)
      sandbox.later(0, Charge.openDispute, id)
    case .fails(let decline): concludeCharge(id, decline: decline)
    }
  }

  /// The bank has answered for the debit that a PaymentIntent waits for.
  func concludeDebit(_ id: String) {
    guard let intent = sandbox.store[PaymentIntent.self][id], intent.status == .processing,
      let charge = intent.latestCharge, let method = intent.paymentMethod
    else { return }
    switch sandbox.store[PaymentMethod.self][method]?.debitOutcome ?? .succeeds {
    case .stays: return
    case .succeeds, .isDisputed:
      concludeCharge(charge)
      update(PaymentIntent.self, id, announcing: "payment_intent.succeeded") {
        $0.status = .succeeded
        $0.amountReceived = $0.amount
      }
      noteInvoicePayment(id)
      if case .isDisputed = sandbox.store[PaymentMethod.self][method]?.debitOutcome {
        sandbox.later(0, Charge.openDispute, charge)
      }
    case .fails(let decline):
      if decline.code == "debit_not_authorized" { revokeMandates(of: method) }
      concludeCharge(charge, decline: decline)
      var error = decline.error()
      error.charge = charge
      fail(id, error.about("payment_method", method), charge)
    }
  }
}
