import Wire

extension Call {
  /// Gives back what a credit note says, and keeps it.
  func issue(_ draft: CreditNote, for invoice: Invoice) throws(StripeError) -> String {
    var note = draft
    note.secret = sandbox.identifiers.random("", 12)
    for index in note.refunds.indices where note.refunds[index].refund == nil {
      note.refunds[index].refund = try refund(note.refunds[index].amount, of: invoice)
    }
    let credit = arguments.integer("credit_amount") ?? 0
    if credit > 0 {
      note.balanceTransaction = moveBalance(
        of: invoice.customer, by: -credit, invoice.currency, type: "credit_note", invoice: invoice.id,
        creditNote: note.id)
    }
    insert(note, announcing: "credit_note.created")
    if note.postPayment > 0 {
      update(Invoice.self, invoice.id, announcing: "invoice.updated") { $0.creditedAfterPayment += note.postPayment }
    }
    if note.prePayment > 0 { changeRemaining(of: invoice.id, by: -note.prePayment) }
    return note.id
  }

  private func refund(_ amount: Int, of invoice: Invoice) throws(StripeError) -> String? {
    guard let charge = sandbox.store.charge(of: invoice) else { return nil }
    let form: JSON.Object = ["charge": .string(charge.id), "amount": .string(String(amount))]
    return try perform(.post, "/v1/refunds", form)["id"]?.string
  }

  /// A credit note takes from what is left to be paid of an invoice, or gives it back. Where nothing is left, it is paid.
  func changeRemaining(of id: String, by amount: Int) {
    update(Invoice.self, id, announcing: "invoice.updated") { $0.creditedBeforePayment -= amount }
    guard let invoice = sandbox.store[Invoice.self][id] else { return }
    let rest = invoice.amountRemaining
    guard rest > 0 else {
      cancelPayments(of: invoice)
      return markPaid(id)
    }
    guard let intent = invoice.paymentIntent else { return }
    sandbox.store[PaymentIntent.self].update(intent) { if $0.isOpen { $0.amount = rest } }
    for position in sandbox.store[InvoicePayment.self].positions("intent", intent) ?? [] {
      sandbox.store[InvoicePayment.self].update(at: Int(position)) {
        if $0.status == .open { $0.amountRequested = rest }
      }
    }
  }

  /// Lets go of the payments that an invoice waits for.
  func cancelPayments(of invoice: Invoice, reason: String? = nil) {
    let now = now
    if let intent = invoice.paymentIntent, sandbox.store[PaymentIntent.self][intent]?.isOpen == true {
      update(PaymentIntent.self, intent, announcing: "payment_intent.canceled") {
        $0.status = .canceled
        $0.canceledAt = now
        $0.cancellationReason = reason
        $0.nextAction = nil
      }
    }
    for position in sandbox.store[InvoicePayment.self].positions("invoice", invoice.id) ?? [] {
      sandbox.store[InvoicePayment.self].update(at: Int(position)) {
        guard $0.status == .open else { return }
        $0.status = .canceled
        $0.canceledAt = now
      }
    }
  }
}
