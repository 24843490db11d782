import Wire

// Due jobs of invoices.
extension Invoice {
  package static let jobs = [
    Job<Invoice>("finalize", due: { $0.status == .draft && $0.autoAdvance ? $0.automaticallyFinalizesAt : nil }) {
      call, id in call.finalizeByItself(id)
    },
    Job<Invoice>("retry", due: { $0.status == .open && $0.autoAdvance ? $0.nextPaymentAttempt : nil }) { call, id in
      call.retry(id)
    },
    Job<Invoice>("will_be_due", due: { $0.reminder }) { call, id in
      call.sandbox.store[Invoice.self].update(id) { $0.reminded = true }
      call.sandbox.announce("invoice.will_be_due", Invoice.self, id, by: call)
    },
    Job<Invoice>("overdue", due: { $0.isAwaited && !$0.overdue ? $0.dueDate : nil }) { call, id in call.noteOverdue(id)
    },
  ]

  /// Whether the customer is expected to pay it by some date.
  private var isAwaited: Bool { status == .open && collection == .sent }

  /// Three days before the due date, where it was finalized before that.
  private var reminder: Int? {
    guard isAwaited, !reminded, let dueDate, let finalizedAt else { return nil }
    let moment = dueDate - 3 * 86_400
    return moment > finalizedAt ? moment : nil
  }
}

extension Call {
  /// The hour in which a draft could be changed is over: it is finalized, and collected or sent.
  func finalizeByItself(_ id: String) {
    finalize(id)
    guard let invoice = sandbox.store[Invoice.self][id] else { return }
    if let subscription = invoice.subscription { spendDiscounts(subscription, on: id) }
    guard invoice.status == .open else { return }
    if invoice.collection == .sent {
      return sandbox.announce("invoice.sent", Invoice.self, id, by: self)
    }
    switch collect(id, offSession: true) {
    case .noMethod: failWithoutMethod(id)
    case .requiresAction: if let subscription = invoice.subscription { invoiceFailed(id, of: subscription) }
    case .paid, .processing, .failed: break
    }
  }

  func noteOverdue(_ id: String) {
    sandbox.store[Invoice.self].update(id) { $0.overdue = true }
    sandbox.announce("invoice.overdue", Invoice.self, id, by: self)
    if let subscription = sandbox.store[Invoice.self][id]?.subscription { invoiceOverdue(of: subscription) }
  }

  /// An invoice that kept a subscription waiting was voided or given up.
  func invoiceGone(_ invoice: String, of id: String) {
    guard let subscription = sandbox.store[Subscription.self][id], subscription.latestInvoice == invoice else { return }
    switch subscription.status {
    case .incomplete:
      let now = now
      update(Subscription.self, id, announcing: "customer.subscription.updated") {
        $0.status = .incompleteExpired
        $0.endedAt = now
      }
    case .pastDue, .unpaid:
      update(Subscription.self, id, announcing: "customer.subscription.updated") { $0.status = .active }
    default: break
    }
  }
}
