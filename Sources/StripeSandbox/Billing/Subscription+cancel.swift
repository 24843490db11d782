import Wire

extension Subscription {
  static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try call.found(Subscription.self)
    call.useClock(subscription.testClock)
    let arguments = call.arguments
    guard !subscription.isEnded else { throw .notFound(Subscription.self, subscription.id) }
    // Until 2018 a parameter made the cancellation wait.
    if arguments.bool("at_period_end") == true {
      call.update(Subscription.self, subscription.id, announcing: "customer.subscription.updated") {
        [now = call.now] in $0.scheduleCancellation(at: now)
      }
      return call.answer(Subscription.self, subscription.id)
    }
    let explained = try call.cancellationDetails()
    call.sandbox.store[Subscription.self].update(subscription.id) { $0.explainCancellation(explained) }
    call.cancel(
      subscription.id, invoicesNow: arguments.bool("invoice_now") ?? false, prorates: arguments.bool("prorate") ?? false
    )
    return call.answer(Subscription.self, subscription.id)
  }
}

extension Call {
  /// Cancels at once.
  func cancel(_ id: String, invoicesNow: Bool, prorates: Bool) {
    guard let subscription = sandbox.store[Subscription.self][id], !subscription.isEnded else { return }
    if prorates, subscription.isRunning, !subscription.isTrialing {
      let items = billedItems(sandbox.items(of: id), of: subscription)
      keepPending(Proration.lines(from: items, to: [], at: now), of: subscription)
    }
    if invoicesNow, subscription.isRunning { invoiceRest(of: subscription) }
    if subscription.status == .incomplete, let invoice = subscription.latestInvoice { void(invoice) }
    end(id, reason: subscription.cancellation?.reason ?? "cancellation_requested")
  }

  /// Invoices the rest of a subscription that ends.
  func invoiceRest(of subscription: Subscription, withUsage: Bool = true) {
    var invoice = draft(
      for: subscription, .update, period: BillingPeriod(start: subscription.period.start, end: now))
    if withUsage { invoice.lines = usageLinesSoFar(of: sandbox.items(of: subscription.id), subscription) }
    take(pendingItems(of: subscription), onto: &invoice)
    guard !invoice.lines.isEmpty else { return }
    invoice.autoAdvance = true
    let id = invoiceNow(invoice, subscription.id)
    if sandbox.store[Invoice.self][id]?.collection == .automatic { collect(id, offSession: true) }
  }

  /// Ends a subscription now.
  func end(_ id: String, reason: String) {
    guard let subscription = sandbox.store[Subscription.self][id], !subscription.isEnded else { return }
    let now = now
    // Open invoices are not tried again.
    let invoices = sandbox.store[Invoice.self]
    for position in (invoices.positions("subscription", id) ?? []).reversed().prefix(24) {
      guard let invoice = invoices.row(at: Int(position))?.value, invoice.autoAdvance,
        invoice.status == .open || invoice.status == .draft
      else { continue }
      update(Invoice.self, invoice.id, announcing: "invoice.updated") {
        $0.autoAdvance = false
        $0.nextPaymentAttempt = nil
        $0.automaticallyFinalizesAt = nil
      }
    }
    sandbox.store[Subscription.self].update(id) {
      $0.status = .canceled
      $0.canceledAt = $0.canceledAt ?? now
      $0.endedAt = now
      var cancellation = $0.cancellation ?? Subscription.Cancellation()
      cancellation.reason = cancellation.reason ?? reason
      $0.cancellation = cancellation
      $0.pendingUpdate = nil
      $0.pause = nil
    }
    sandbox.announce("customer.subscription.deleted", Subscription.self, id, by: self)
    if let schedule = subscription.schedule {
      subscriptionEnded(ofSchedule: schedule, isUnpaid: reason == "payment_failed")
    }
  }
}
