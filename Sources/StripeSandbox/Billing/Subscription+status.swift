// How a subscription's status follows from what happens to its invoices: the state machine, apart from what tells of it.
extension Subscription.Status {
  /// An event of an invoice that may change the subscription's status.
  enum Occasion: Equatable {
    case paid(isLatest: Bool)
    /// A try to pay failed, or a sent invoice's due date passed.
    case failed
    /// The last try failed, or a sent invoice stayed unpaid for as long.
    case givenUp(Dunning.End)
    /// The first invoice was not paid within 23 hours.
    case expired
  }

  func after(_ occasion: Occasion) -> Subscription.Status {
    switch (self, occasion) {
    case (.incomplete, .paid): .active
    case (.incomplete, .expired): .incompleteExpired
    case (.pastDue, .paid(isLatest: true)), (.unpaid, .paid(isLatest: true)): .active
    case (.active, .failed), (.trialing, .failed): .pastDue
    case (.active, .givenUp(let end)), (.pastDue, .givenUp(let end)):
      switch end {
      case .cancel: .canceled
      case .unpaid: .unpaid
      case .pastDue: .pastDue
      }
    default: self
    }
  }
}

extension Call {
  private func note(_ occasion: Subscription.Status.Occasion, of id: String) {
    guard let subscription = sandbox.store[Subscription.self][id] else { return }
    let status = subscription.status.after(occasion)
    guard status != subscription.status else { return }
    if status == .canceled { return end(id, reason: "payment_failed") }
    update(Subscription.self, id, announcing: "customer.subscription.updated") { $0.status = status }
  }

  func invoicePaid(_ invoice: String, of id: String) {
    guard let subscription = sandbox.store[Subscription.self][id] else { return }
    if subscription.pendingUpdate?.invoice == invoice { return applyPendingUpdate(of: id) }
    if subscription.paused?.resumption?.invoice == invoice { return finishResumption(of: id) }
    note(.paid(isLatest: subscription.latestInvoice == invoice), of: id)
  }

  func invoiceFailed(_ invoice: String, of id: String) {
    guard let subscription = sandbox.store[Subscription.self][id], subscription.pendingUpdate?.invoice != invoice,
      let failed = sandbox.store[Invoice.self][invoice]
    else { return }
    note(.failed, of: id)
    guard failed.nextPaymentAttempt == nil, failed.status == .open, failed.collection == .automatic,
      failed.attemptCount > sandbox.store.dunning.retries.count, failed.reason != .create
    else { return }
    note(.givenUp(sandbox.store.dunning.end), of: id)
  }

  /// A sent invoice is overdue.
  func invoiceOverdue(of id: String) { note(.failed, of: id) }

  /// The first invoice was not paid in time: nothing of it is owed any more.
  func expireSubscription(_ id: String) {
    guard let subscription = sandbox.store[Subscription.self][id], subscription.status == .incomplete else { return }
    if let invoice = subscription.latestInvoice { void(invoice) }
    guard sandbox.store[Subscription.self][id]?.status == .incomplete else { return }
    let now = now
    update(Subscription.self, id, announcing: "customer.subscription.updated") {
      $0.status = $0.status.after(.expired)
      $0.endedAt = now
    }
  }
}
