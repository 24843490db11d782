import Wire

extension Invoice {
  static func pay(_ call: inout Call) throws(StripeError) -> Answer {
    let invoice = try editable(&call, param: "id")
    let arguments = call.arguments
    switch invoice.status {
    case .paid: throw StripeError("Invoice is already paid")
    case .void: throw StripeError("This invoice can't be paid because it has been voided.")
    case .draft: try call.finalized(invoice.id)
    case .open, .uncollectible: break
    }
    let id = invoice.id
    if arguments.bool("paid_out_of_band") == true {
      call.payOutOfBand(id)
      return call.answer(Invoice.self, id)
    }
    guard let open = call.sandbox.store[Invoice.self][id], open.isPayable else { return call.answer(Invoice.self, id) }
    var method: PaymentMethod?
    if let source = try call.ownSource("source", of: invoice.customer) {
      method = call.sandbox.store[PaymentMethod.self][source]
    } else if let own = try call.ownPaymentMethod("payment_method", of: invoice.customer) {
      method = call.sandbox.store[PaymentMethod.self][own]
    }
    switch call.collect(id, with: method, offSession: arguments.bool("off_session") ?? true) {
    case .paid, .processing: return call.answer(Invoice.self, id)
    case .failed(let error): throw error
    case .noMethod:
      throw StripeError(
        """
        There is no `default_payment_method` set on this Customer or Invoice. Please either supply one with the \
        `payment_method` parameter or set a default PaymentMethod on this Invoice or Customer.
        """, code: "invoice_no_payment_method_types")
    case .requiresAction:
      throw StripeError(
        .card, status: 402,
        """
        This payment requires additional user action before it can be completed successfully. Payment can be completed \
        using the PaymentIntent associated with invoice \(id). For more details see: \
        https://stripe.com/docs/billing/subscriptions/overview#requires-action
        """, code: "invoice_payment_intent_requires_action"
      ).about("payment_intent", open.paymentIntent)
    }
  }

  /// Pays an invoice with a PaymentIntent that was made elsewhere.
  static func attachPayment(_ call: inout Call) throws(StripeError) -> Answer {
    let invoice = try editable(&call)
    guard invoice.status == .open else { throw .notOpen }
    guard let intent = try call.referenced(PaymentIntent.self, "payment_intent") else {
      throw .missing("payment_intent")
    }
    guard intent.invoice == nil else {
      throw StripeError("The PaymentIntent is already attached to an invoice.", param: "payment_intent")
    }
    call.attach(intent.id, to: invoice.id, isDefault: false)
    return call.answer(Invoice.self, invoice.id)
  }
}

extension Call {
  /// Lets a PaymentIntent pay an invoice that it was not made for.
  func attach(_ id: String, to invoice: String, isDefault: Bool) {
    sandbox.store[PaymentIntent.self].update(id) { $0.invoice = invoice }
    guard let intent = sandbox.store[PaymentIntent.self][id] else { return }
    sandbox.store[InvoicePayment.self].insert(
      InvoicePayment(
        id: sandbox.identifiers.dated("inpay_", now: now), created: now, invoice: invoice, intent: id,
        currency: intent.currency, amountRequested: intent.amount, isDefault: isDefault))
    if isDefault { sandbox.store[Invoice.self].update(invoice) { $0.paymentIntent = id } }
    if intent.status == .succeeded { invoiceIntentSucceeded(intent) }
  }

  /// The customer has paid in some way that Stripe does not see.
  fileprivate func payOutOfBand(_ id: String) {
    guard let invoice = sandbox.store[Invoice.self][id], invoice.isPayable else { return }
    cancelPayments(of: invoice)
    markPaid(id, outOfBand: true, amount: invoice.amountRemaining)
  }
}
