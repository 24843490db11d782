import Wire

// Due jobs of subscriptions.
extension Subscription {
  package static let jobs = [
    Job<Subscription>("trial_will_end", due: { $0.trialReminder }) { call, id in call.announceTrialEnd(id) },
    Job<Subscription>("upcoming", due: { $0.upcomingReminder }) { call, id in call.announceUpcoming(id) },
    Job<Subscription>("resume", due: { $0.isEnded ? nil : $0.pause?.resumesAt }) { call, id in call.resumeCollection(id)
    },
    Job<Subscription>("expire", due: { $0.status == .incomplete ? $0.created + 23 * 3600 : nil }) { call, id in
      call.expireSubscription(id)
    },
    Job<Subscription>("expire_update", due: { $0.pendingUpdate?.expiresAt }) { call, id in
      call.expirePendingUpdate(of: id)
    },
    Job<Subscription>("cancel", due: { $0.isRunning && $0.cancelAt ?? .max <= $0.renewsAt ? $0.cancelAt : nil }) {
      call, id in call.cancelAsScheduled(id)
    },
    Job<Subscription>("invoice_pending_items", due: { $0.isRunning ? $0.nextPendingItemInvoice : nil }) { call, id in
      call.invoicePendingItems(of: id)
    },
    Job<Subscription>("renew", due: { $0.isRunning ? $0.renewsAt : nil }) { call, id in call.renew(id) },
  ]

  /// Three days before a trial ends.
  private var trialReminder: Int? {
    guard isTrialing, let trial, announcedTrialEnd != trial.end else { return nil }
    return trial.end - 3 * 86_400
  }

  /// Some days before a renewal, where the period is longer than that.
  private var upcomingReminder: Int? {
    guard isRunning, status != .unpaid, announcedUpcoming != renewsAt, endsAt ?? .max > renewsAt else { return nil }
    let moment = renewsAt - 7 * 86_400
    return moment > period.start ? moment : nil
  }
}

extension Call {
  /// A trial that ends within three days says so at once.
  func announceEarlyTrialEnd(_ id: String) {
    guard let subscription = sandbox.store[Subscription.self][id], subscription.isTrialing,
      let end = subscription.trial?.end, end - now <= 3 * 86_400
    else { return }
    announceTrialEnd(id)
  }

  func announceTrialEnd(_ id: String) {
    sandbox.store[Subscription.self].update(id) { $0.announcedTrialEnd = $0.trial?.end }
    sandbox.announce("customer.subscription.trial_will_end", Subscription.self, id, by: self)
  }

  func announceUpcoming(_ id: String) {
    sandbox.store[Subscription.self].update(id) { $0.announcedUpcoming = $0.renewsAt }
    announceUpcomingInvoice(of: id)
  }

  func resumeCollection(_ id: String) {
    update(Subscription.self, id, announcing: "customer.subscription.updated") { $0.pause = nil }
  }

  func cancelAsScheduled(_ id: String) {
    guard let subscription = sandbox.store[Subscription.self][id] else { return }
    if subscription.cancelAt == subscription.renewsAt { return finish(subscription) }
    // The part paid in advance is credited.
    cancel(id, invoicesNow: false, prorates: true)
  }

  /// A period ends: the subscription does, too, or the next one begins and is invoiced.
  func renew(_ id: String) {
    guard var subscription = sandbox.store[Subscription.self][id], subscription.isRunning else { return }
    if let ends = subscription.endsAt, ends <= subscription.renewsAt { return finish(subscription) }
    if subscription.isTrialing {
      guard endTrial(&subscription) else { return }
    }
    let renewal = renewal(of: subscription)
    let before = sandbox.snapshot(Subscription.self, id)
    for item in renewal.items {
      sandbox.store[SubscriptionItem.self].update(item.id) {
        $0.period = item.period
        $0.billedUsage = 0
        if let until = $0.billedUntil, until <= item.period.start { $0.billedUntil = nil }
      }
    }
    for item in renewal.pending {
      sandbox.store[InvoiceItem.self].update(item) { $0.invoice = renewal.invoice.id }
    }
    update(Subscription.self, id, announcing: "customer.subscription.updated", from: before) {
      $0 = renewal.subscription
    }
    if !renewal.isPrebilled { keepRenewal(renewal.invoice, of: renewal.subscription) }
  }

  /// The parts of a renewal.
  struct Renewal {
    var subscription: Subscription
    /// Those that begin a new period.
    var items: [SubscriptionItem] = []
    var invoice: Invoice
    /// Invoice items that go onto the invoice.
    var pending: [String] = []

    /// All that there is to bill has been billed ahead: there is no invoice.
    var isPrebilled: Bool { invoice.lines.isEmpty && items.contains { $0.billedUntil != nil } }
  }

  /// Computes the next period and its invoice without a change of anything.
  func renewal(of subscription: Subscription) -> Renewal {
    var subscription = subscription
    let end = subscription.renewsAt
    let old = sandbox.items(of: subscription.id)
    var items = old
    for index in items.indices where items[index].period.end <= end {
      guard let interval = sandbox.store[Price.self][items[index].price]?.recurring?.interval else { continue }
      items[index].period = interval.period(holding: end, from: subscription.anchor)
    }
    let previous = subscription.period
    subscription.adoptPeriod(of: items)
    let changed = items.indices.filter { items[$0].period != old[$0].period }
    let renewed = changed.map { items[$0] }
    var invoice = draft(for: subscription, .cycle, period: previous)
    invoice.lines = usageLines(of: changed.map { old[$0] }, subscription, until: end)
    invoice.lines += unbilledLines(of: renewed, subscription)
    let pending = pendingItems(of: subscription)
    invoice.lines.insert(contentsOf: pending.map { $0.line(id: lineID()) }, at: 0)
    if subscription.terms?.billingSchedules != nil {
      subscription.settings.billingSchedules?.removeAll { $0.until <= end }
    }
    var renewal = Renewal(subscription: subscription, items: renewed, invoice: invoice, pending: pending.map(\.id))
    if !renewal.isPrebilled { renewal.subscription.latestInvoice = invoice.id }
    return renewal
  }

  /// The draft of a renewal: it becomes final in an hour, unless the subscription says otherwise.
  private func keepRenewal(_ invoice: Invoice, of subscription: Subscription) {
    var invoice = invoice
    switch subscription.pause?.behavior {
    case nil where subscription.status != .unpaid: invoice.scheduleFinalization(at: now)
    case nil, .keepAsDraft: invoice.autoAdvance = false
    case .void, .markUncollectible: break
    }
    let id = keepDraft(invoice)
    switch subscription.pause?.behavior {
    case .void:
      finalize(id)
      void(id)
    case .markUncollectible:
      finalize(id)
      markUncollectible(id)
    case nil, .keepAsDraft: break
    }
  }

  /// False: the subscription goes no further, since there is nothing to pay with.
  private func endTrial(_ subscription: inout Subscription) -> Bool {
    let id = subscription.id
    let hasMethod =
      subscription.collection == .sent || subscription.defaultPaymentMethod != nil || subscription.defaultSource != nil
      || payer(ofCustomer: subscription.customer) != nil
    if !hasMethod, subscription.missingPaymentMethod == .cancel {
      end(id, reason: "payment_failed")
      return false
    }
    if !hasMethod, subscription.missingPaymentMethod == .pause {
      setPaused(id, .trialEnd)
      return false
    }
    subscription.status = .active
    return true
  }

  /// The last period is over.
  private func finish(_ subscription: Subscription) {
    invoiceUsage(of: subscription)
    end(subscription.id, reason: "cancellation_requested")
  }

  /// Bills the usage and the pending items of a subscription that has ended.
  private func invoiceUsage(of subscription: Subscription) {
    var invoice = draft(for: subscription, .cycle, period: subscription.period)
    invoice.lines = usageLines(of: sandbox.items(of: subscription.id), subscription, until: subscription.period.end)
    take(pendingItems(of: subscription), onto: &invoice)
    guard !invoice.lines.isEmpty else { return }
    invoice.scheduleFinalization(at: now)
    let id = keepDraft(invoice)
    sandbox.store[Subscription.self].update(subscription.id) { $0.latestInvoice = id }
  }

  /// Invoices between renewals, where `pending_invoice_item_interval` asks for them.
  func invoicePendingItems(of id: String) {
    guard let subscription = sandbox.store[Subscription.self][id] else { return }
    let before = sandbox.snapshot(Subscription.self, id)
    sandbox.store[Subscription.self].update(id) {
      $0.nextPendingItemInvoice = $0.pendingItemInterval?.next(after: now, from: $0.anchor)
    }
    let items = pendingItems(of: subscription)
    guard !items.isEmpty else { return }
    var invoice = draft(
      for: subscription, .cycle, period: BillingPeriod(start: subscription.period.start, end: now))
    take(items, onto: &invoice)
    invoice.scheduleFinalization(at: now)
    let kept = keepDraft(invoice)
    update(Subscription.self, id, announcing: "customer.subscription.updated", from: before) { $0.latestInvoice = kept }
  }
}
