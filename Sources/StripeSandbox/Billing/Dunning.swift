/// The retries of an invoice that cannot be collected. Stripe's Smart Retries choose times by machine learning; the
/// sandbox tries again after fixed numbers of days, counted from the try before, so that a test knows when.
package struct Dunning: Codable, Sendable, Equatable {
  package enum End: String, Codable, Sendable, CaseIterable {
    case cancel
    case unpaid
    case pastDue = "past_due"
  }

  /// Days between a try and the next.
  package var retries = [3, 5, 7]
  /// The action on the subscription when all retries failed.
  package var end = End.cancel
  /// Whether test clocks have Stripe's limits: three customers, each with three subscriptions, and two of the shortest
  /// billing intervals at a time.
  package var limitsTestClocks: Bool?

  package init() {}

  /// When to try again after so many tries; nil: not any more.
  func next(after attempts: Int, from now: Int) -> Int? {
    guard attempts >= 1, attempts <= retries.count else { return nil }
    return now + retries[attempts - 1] * 86_400
  }
}

extension Call {
  /// When a failed invoice is tried again. A subscription's first invoice is not: its customer is there to pay it.
  func nextAttempt(of invoice: Invoice) -> Int? {
    guard invoice.reason != .create, invoice.autoAdvance, invoice.collection == .automatic else { return nil }
    return sandbox.store.dunning.next(after: invoice.attemptCount + 1, from: now)
  }

  /// The time of a retry has come.
  func retry(_ id: String) {
    sandbox.store[Invoice.self].update(id) { $0.nextPaymentAttempt = nil }
    guard case .noMethod = collect(id, offSession: true) else { return }
    failWithoutMethod(id)
  }

  /// A try to pay with nothing to pay with is a failed one.
  func failWithoutMethod(_ id: String) {
    guard let intent = sandbox.store[Invoice.self][id]?.paymentIntent.flatMap({ sandbox.store[PaymentIntent.self][$0] })
    else { return }
    invoiceIntentFailed(intent)
  }
}
