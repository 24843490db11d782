import Wire

// Money of a customer's cash balance goes back to the bank it came from.
extension Call {
  /// `origin=customer_balance`: where an email is given, the customer is asked for bank details first.
  func returnCash() throws(StripeError) -> Answer {
    guard let customer = try referenced(Customer.self, "customer") else { throw .missing("customer") }
    guard let currency = arguments.string("currency") else { throw .missing("currency") }
    guard let amount = arguments.integer("amount") else { throw .missing("amount") }
    guard amount <= cash(of: customer.id, currency) else {
      throw StripeError(
        """
        Refund amount (\(Currency.format(amount, currency))) is greater than the customer's cash balance \
        (\(Currency.format(cash(of: customer.id, currency), currency)))
        """, param: "amount")
    }
    var refund = Refund(
      cash: amount, currency, of: customer.id, id: sandbox.identifiers.dated("pyr_", now: now), now: now)
    try arguments.merge(into: &refund.metadata)
    refund.reason = arguments.string("reason")
    refund.instructionsEmail = arguments.string("instructions_email")
    refund.status = refund.instructionsEmail == nil ? .pending : .requiresAction
    moveCash(-amount, currency, of: customer.id, .returnInitiated)
    let id = refund.id
    let isPending = refund.status == .pending
    insert(refund, announcing: "refund.created")
    if isPending { sandbox.later(0, Refund.conclude, id) }
    return answer(Refund.self, id)
  }

  /// The customer did not say where the money goes, or the merchant took the refund back.
  func endWaitingRefund(_ refund: Refund, as status: Refund.Status) {
    if let customer = refund.customer {
      moveCash(refund.amount, refund.currency, of: customer, .returnCanceled)
    }
    update(refund.id) {
      $0.status = status
      if status == .failed { $0.failureReason = "unknown" }
    }
    if status == .failed { sandbox.announce("refund.failed", Refund.self, refund.id, by: self) }
  }
}

extension Refund {
  fileprivate init(cash amount: Int, _ currency: String, of customer: String, id: String, now: Int) {
    self.id = id
    created = now
    self.amount = amount
    charge = nil
    self.currency = currency
    self.customer = customer
    destination = .bankTransfer(type: BankTransfer(currency: currency).type)
    paymentIntent = nil
    paymentMethod = nil
    status = .pending
  }

  package static let jobs = [
    Job<Refund>("expire", due: { $0.status == .requiresAction ? $0.created + patience : nil }) { call, id in
      guard let refund = call.sandbox.store[Refund.self][id], refund.status == .requiresAction else { return }
      call.endWaitingRefund(refund, as: .failed)
    }
  ]

  static let testRoutes = Routes("/v1/test_helpers/refunds", of: Refund.self) {
    $0.post("{refund}/expire") { call throws(StripeError) in
      let refund = try call.found(Refund.self)
      guard refund.status == .requiresAction else {
        throw StripeError("You can only expire a refund with a status of `requires_action`.")
      }
      call.endWaitingRefund(refund, as: .failed)
      return call.answer(Refund.self, refund.id)
    }
  }
}
