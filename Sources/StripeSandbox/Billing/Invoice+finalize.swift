import Wire

extension Call {
  /// Keeps a new draft and tells of it.
  func keepDraft(_ draft: Invoice) -> String {
    var invoice = draft
    if let subscription = invoice.subscription,
      let latest = sandbox.store[Subscription.self].row(subscription)?.value.latestInvoice,
      let last = sandbox.store[Invoice.self].row(latest)
    {
      invoice.share(with: last.value)
    }
    invoice.computeAmounts(conditions(of: invoice))
    let id = invoice.id
    insert(invoice, announcing: "invoice.created")
    return id
  }

  /// Makes a draft final: its number is given, the customer's balance is settled with it, and it is paid at once where
  /// there is nothing to pay. What is to be paid gets its PaymentIntent.
  ///
  /// - Parameter intent: that has paid it already. The customer's balance stays out of it.
  func finalize(_ id: String, paidBy intent: String? = nil) {
    guard var invoice = sandbox.store[Invoice.self][id], invoice.status == .draft else { return }
    let now = now
    guard !invoice.settings.automaticTax || invoice.isLocated(sandbox) else {
      return update(Invoice.self, id, announcing: "invoice.finalization_failed") {
        $0.finalizationError = .noTaxLocation()
        $0.automaticallyFinalizesAt = nil
      }
    }
    takeUsage(onto: &invoice)
    var conditions = conditions(of: invoice)
    if intent != nil { conditions.balance = 0 }
    invoice.computeAmounts(conditions)
    if intent == nil { applyBillingCredits(to: &invoice) }
    if let customer = sandbox.billed(invoice.customer) { invoice.bill(customer) }
    invoice.finalizationError = nil
    invoice.number = invoice.number ?? takeNumber(of: invoice.customer)
    invoice.secret = sandbox.identifiers.random("", 12)
    invoice.status = .open
    invoice.finalizedAt = now
    invoice.effectiveAt = invoice.effectiveAt ?? now
    invoice.automaticallyFinalizesAt = nil
    invoice.endingBalance = invoice.balanceAfter
    if invoice.collection == .sent, invoice.dueDate == nil { invoice.dueDate = now }
    let moved = invoice.balanceAfter - invoice.startingBalance
    if moved != 0 { settleBalance(invoice, by: moved) }
    let needsPayment = invoice.amountDue > 0
    if !needsPayment {
      invoice.attempted = true
      invoice.autoAdvance = false
    }
    update(Invoice.self, id, announcing: "invoice.finalized") { $0 = invoice }
    if let intent {
      attach(intent, to: id, isDefault: true)
    } else if needsPayment {
      makeIntent(of: id)
    } else {
      markPaid(id)
    }
  }

  /// The customer's own running number behind the customer's prefix.
  private func takeNumber(of customer: String) -> String? {
    sandbox.store[Customer.self].update(customer) { customer in
      let number = customer.nextInvoiceSequence
      customer.nextInvoiceSequence += 1
      let digits = String(number)
      return customer.invoicePrefix + "-" + String(repeating: "0", count: max(4 - digits.utf8.count, 0)) + digits
    }
  }

  /// Takes from the customer's balance what it paid of an invoice, or adds what the invoice left on it.
  private func settleBalance(_ invoice: Invoice, by amount: Int) {
    let isTooSmall = invoice.total > 0 && invoice.total == amount
    moveBalance(
      of: invoice.customer, by: amount, invoice.currency, type: isTooSmall ? "invoice_too_small" : "applied_to_invoice",
      invoice: invoice.id)
  }

  /// An invoice that nothing is owed on any more.
  func markPaid(_ id: String, outOfBand: Bool = false, amount: Int = 0) {
    guard let invoice = sandbox.store[Invoice.self][id], invoice.isPayable else { return }
    let now = now
    update(Invoice.self, id, announcing: "invoice.updated") {
      $0.status = .paid
      $0.paidAt = now
      $0.amountPaid += amount
      $0.isPaidOutOfBand = outOfBand
      $0.attempted = $0.attempted || !outOfBand
      $0.autoAdvance = false
      $0.nextPaymentAttempt = nil
    }
    sandbox.announce("invoice.paid", Invoice.self, id, by: self)
    sandbox.announce("invoice.payment_succeeded", Invoice.self, id, by: self)
    if let subscription = invoice.subscription { invoicePaid(id, of: subscription) }
    noteRecovery(of: invoice.customer)
  }

  /// A customer is delinquent while the payment of an invoice has failed and the invoice is not settled.
  func noteFailure(of customer: String) {
    guard sandbox.store[Customer.self][customer]?.isDelinquent == false else { return }
    update(Customer.self, customer, announcing: "customer.updated") { $0.isDelinquent = true }
  }

  func noteRecovery(of customer: String) {
    guard sandbox.store[Customer.self][customer]?.isDelinquent == true else { return }
    let invoices = sandbox.store[Invoice.self]
    let owes = (invoices.positions("customer", customer) ?? []).contains {
      invoices.row(at: Int($0)).map { $0.value.isPayable && $0.value.attemptCount > 0 } ?? false
    }
    if !owes { update(Customer.self, customer, announcing: "customer.updated") { $0.isDelinquent = false } }
  }
}
