/// How a bank answers a debit, days later in the real world and right after the answer here.
enum DebitOutcome: Sendable {
  case succeeds
  /// It never answers.
  case stays
  case fails(Decline)
}

extension Call {
  /// The bank has answered for the debit that a PaymentIntent waits for.
  func concludeDebit(_ id: String) {
    guard let intent = sandbox.store.paymentIntents[id], intent.status == .processing,
      let charge = intent.latestCharge, let method = intent.paymentMethod
    else { return }
    switch sandbox.store.paymentMethods[method]?.debitOutcome ?? .succeeds {
    case .stays: return
    case .succeeds:
      succeedCharge(charge)
      update(PaymentIntent.self, id, announcing: "payment_intent.succeeded") {
        $0.status = .succeeded
        $0.amountReceived = $0.amount
      }
    case .fails(let decline):
      failCharge(charge, decline)
      var error = decline.error()
      error.charge = charge
      fail(id, error.about("payment_method", method), charge)
    }
  }

  private func succeedCharge(_ id: String) {
    guard var charge = sandbox.store.charges[id], charge.status == .pending else { return }
    charge.status = .succeeded
    if charge.balanceTransaction == nil { charge.balanceTransaction = sandbox.book(charge).id }
    update(Charge.self, id, announcing: "charge.succeeded") { $0 = charge }
  }

  private func failCharge(_ id: String, _ decline: Decline) {
    guard var charge = sandbox.store.charges[id], charge.status == .pending else { return }
    charge.status = .failed
    charge.decline = decline
    charge.capture = .never
    charge.amountCaptured = 0
    update(Charge.self, id, announcing: "charge.failed") { $0 = charge }
  }
}
