import Wire

// `payment_behavior=pending_if_incomplete`: a change that takes effect once it is paid.
extension Call {
  /// Invoices a change and has it paid; where that fails the change waits for 23 hours.
  func changeOncePaid(
    _ subscription: Subscription, _ items: [SubscriptionItem], _ change: SubscriptionChange,
    _ prorations: [Proration], startsAnew: Bool, old: Subscription
  ) throws(StripeError) {
    var invoice = draft(
      for: old, .update, period: BillingPeriod(start: startsAnew ? now : old.period.start, end: now))
    if startsAnew { invoice.lines = currentLines(of: items, subscription) }
    let credits = prorations.map { invoiceItem($0, of: subscription) }
    for item in change.added + credits { insert(item, announcing: "invoiceitem.created") }
    take(pendingItems(of: old), onto: &invoice)
    let invoiceID = invoice.id
    let before = sandbox.snapshot(Subscription.self, old.id)
    sandbox.store[Subscription.self].update(old.id) {
      $0.pendingUpdate = Subscription.PendingUpdate(
        expiresAt: now + 23 * 3600, items: items, removed: change.removed, cycle: Cycle(subscription),
        anchor: startsAnew ? subscription.anchor : nil, trialEnd: nil, invoice: invoiceID)
    }
    _ = keepDraft(invoice)
    finalize(invoiceID, of: old.id)
    guard sandbox.store[Invoice.self][invoiceID]?.status == .open else { return }
    let collected = collect(invoiceID, offSession: change.isOffSession)
    if case .paid = collected { return }
    update(Subscription.self, old.id, announcing: "customer.subscription.updated", from: before) {
      $0.latestInvoice = invoiceID
    }
  }

  /// The invoice of a waiting change is paid.
  func applyPendingUpdate(of id: String) {
    guard let pending = sandbox.store[Subscription.self][id]?.pendingUpdate else { return }
    let before = sandbox.snapshot(Subscription.self, id)
    keep(pending.items, removed: pending.removed)
    update(Subscription.self, id, announcing: "customer.subscription.updated", from: before) {
      $0.pendingUpdate = nil
      $0.latestInvoice = pending.invoice
      pending.cycle.apply(to: &$0)
    }
    sandbox.announce("customer.subscription.pending_update_applied", Subscription.self, id, by: self)
  }

  /// A waiting change was not paid in time.
  func expirePendingUpdate(of id: String) {
    guard let pending = sandbox.store[Subscription.self][id]?.pendingUpdate else { return }
    void(pending.invoice)
    sandbox.store[Subscription.self].update(id) { $0.pendingUpdate = nil }
    sandbox.announce("customer.subscription.pending_update_expired", Subscription.self, id, by: self)
  }
}

/// A subscription's place in time, as a change leaves it.
struct Cycle: Codable, Sendable {
  var anchor: Int
  var period: BillingPeriod
  var renewsAt: Int

  init(_ subscription: Subscription) {
    anchor = subscription.anchor
    period = subscription.period
    renewsAt = subscription.renewsAt
  }

  func apply(to subscription: inout Subscription) {
    subscription.anchor = anchor
    subscription.period = period
    subscription.renewsAt = renewsAt
  }
}
