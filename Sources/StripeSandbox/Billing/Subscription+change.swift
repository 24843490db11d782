import Wire

/// The changes that a request makes to a running subscription's items and cycle.
struct SubscriptionChange {
  enum ProrationBehavior: String {
    case alwaysInvoice = "always_invoice"
    case createProrations = "create_prorations"
    case none
  }

  enum TrialEnd: Equatable {
    case now
    case at(Int)
  }

  /// The items as they are to be; their periods are still the old ones.
  var items: [SubscriptionItem]
  var removed: [String] = []
  var added: [InvoiceItem] = []
  /// What is to be billed ahead.
  var schedules: [BillingSchedule] = []
  var resetsAnchor = false
  var trialEnd: TrialEnd?
  var behavior = ProrationBehavior.createProrations
  /// The moment that prorations are counted from.
  var date: Int
  var payment = PaymentBehavior.allowIncomplete
  var isOffSession = false

  init(_ items: [SubscriptionItem], _ call: Call) throws(StripeError) {
    let arguments = call.arguments
    self.items = items
    date = arguments.integer("proration_date") ?? call.now
    behavior =
      arguments.string("proration_behavior").flatMap(ProrationBehavior.init)
      ?? (arguments.bool("prorate") == false ? .none : .createProrations)
    payment = call.paymentBehavior
    isOffSession = arguments.isOffSession
    let anchor = arguments.string("billing_cycle_anchor") ?? arguments.object("billing_cycle_anchor")?.string("type")
    resetsAnchor = anchor == "now"
    guard let end = arguments["trial_end"] else { return }
    guard let moment = end.integer else {
      trialEnd = .now
      return
    }
    try call.checkFuture(end, "trial_end")
    trialEnd = .at(moment)
  }

  init(items: [SubscriptionItem], date: Int) {
    self.items = items
    self.date = date
  }
}

extension Call {
  /// Applies a change to a subscription's items and cycle: prorations, new periods, and an invoice where one is due now.
  ///
  /// - Parameter new: the subscription with its other settings as they are to be.
  func change(_ new: Subscription, _ change: SubscriptionChange) throws(StripeError) {
    let id = new.id
    guard let old = sandbox.store[Subscription.self][id] else { return }
    var subscription = new
    let before = sandbox.items(of: id)
    try checkDate(change.date, subscription)
    try subscription.checkIntervals(change.items, self)
    let billedBefore = billedItems(before, of: old)
    let startsAnew = moveCycle(&subscription, change, from: before, billed: billedBefore)
    var items = change.items
    setPeriodsAfterChange(&subscription, &items)
    // While a trial runs, nothing has been paid that could be given back.
    let isFree = old.isTrialing || old.status == .incomplete
    let billedAfter = billedItems(items, of: subscription)
    var prorations: [Proration] = []
    if change.behavior != .none, !isFree, old.isRunning {
      prorations = Proration.lines(
        from: billedBefore, to: subscription.isTrialing ? [] : billedAfter, at: change.date, charges: !startsAnew)
    }
    let ahead = billAhead(&items, of: subscription, change, startsAnew: startsAnew)
    let invoicesNow =
      startsAnew || !ahead.isEmpty
      || change.behavior == .alwaysInvoice && (!prorations.isEmpty || !change.added.isEmpty)
      || subscription.isTrialing && subscription.trial != old.trial
    if change.payment == .pendingIfIncomplete, invoicesNow, !subscription.isTrialing {
      return try changeOncePaid(subscription, items, change, prorations, startsAnew: startsAnew, old: old)
    }
    // A copy of the store costs every table that changes: only where it may be needed.
    let checkpoint = change.payment == .errorIfIncomplete ? sandbox.checkpoint() : nil
    let shown = sandbox.snapshot(Subscription.self, id)
    keep(items, removed: change.removed)
    var kept = new
    kept.adoptCycle(of: subscription)
    sandbox.store[Subscription.self].update(id) { $0 = kept }
    for item in change.added { insert(item, announcing: "invoiceitem.created") }
    keepPending(prorations, of: subscription)
    var invoice: String?
    if invoicesNow, !isIncomplete(old) {
      let lines = startsAnew || subscription.isTrialing ? currentLines(of: items, subscription) : []
      invoice = draftChange(kept, lines + ahead, old: old)
    }
    // What the update says of the subscription includes the invoice that it makes.
    update(Subscription.self, id, announcing: "customer.subscription.updated", from: shown) {
      $0.latestInvoice = invoice ?? $0.latestInvoice
    }
    guard let invoice, let error = collectChange(invoice, change, of: id), let checkpoint else { return }
    sandbox.restore(checkpoint)
    throw error
  }

  /// Notes what the change bills ahead: its lines, from where the items are billed to already.
  private func billAhead(
    _ items: inout [SubscriptionItem], of subscription: Subscription, _ change: SubscriptionChange, startsAnew: Bool
  ) -> [InvoiceLine] {
    if startsAnew { for index in items.indices { items[index].billedUntil = nil } }
    guard !change.schedules.isEmpty, !isIncomplete(subscription) else { return [] }
    let billed = items.reduce(into: [String: Int]()) { $0[$1.id] = $1.billedUntil }
    items.bill(ahead: change.schedules)
    return linesAhead(of: items, subscription, billed: billed)
  }

  private func isIncomplete(_ subscription: Subscription) -> Bool { subscription.status == .incomplete }

  private func checkDate(_ date: Int, _ subscription: Subscription) throws(StripeError) {
    guard date < subscription.period.start || date > subscription.period.end, arguments.has("proration_date") else {
      return
    }
    throw StripeError(
      "Invalid proration date: Cannot specify a proration date outside of the current period.",
      param: "proration_date")
  }

  /// Sets the anchor and the trial as the change wants them.
  ///
  /// - Returns: whether new periods begin now, to be paid in full.
  private func moveCycle(
    _ subscription: inout Subscription, _ change: SubscriptionChange, from before: [SubscriptionItem],
    billed: [Proration.Item]
  ) -> Bool {
    let now = now
    var startsAnew = false
    switch change.trialEnd {
    case .at(let end):
      subscription.trial = BillingPeriod(
        start: subscription.isTrialing ? subscription.trial?.start ?? now : now, end: end)
      subscription.status = .trialing
      subscription.anchor = end
    case .now where subscription.isTrialing:
      subscription.trial?.end = now
      subscription.status = .active
      startsAnew = true
    default: break
    }
    guard !subscription.isTrialing else { return false }
    startsAnew = startsAnew || change.resetsAnchor
    if !startsAnew { startsAnew = beginsAnew(subscription, change, from: before, billed: billed) }
    if startsAnew { subscription.anchor = now }
    return startsAnew
  }

  /// Whether the new items cannot go on in the periods of the old ones.
  private func beginsAnew(
    _ subscription: Subscription, _ change: SubscriptionChange, from before: [SubscriptionItem],
    billed: [Proration.Item]
  ) -> Bool {
    let previous = intervals(of: before)
    let isOtherInterval = intervals(of: change.items).contains { !previous.contains($0) }
    // A schedule's phase that begins as a period ends needs no share of it.
    guard !subscription.mode.isFlexible else { return isOtherInterval && now >= subscription.renewsAt }
    // Until there was flexible billing, another interval began a new cycle, and so did the step from free to paid.
    let wasFree = billed.allSatisfy { $0.amount == 0 && !$0.isMetered }
    let isPaid = billedItems(change.items, of: subscription).contains { $0.amount > 0 }
    return isOtherInterval || wasFree && isPaid && !before.isEmpty
  }

  private func intervals(of items: [SubscriptionItem]) -> [BillingInterval] {
    items.compactMap { sandbox.store[Price.self][$0.price]?.recurring?.interval }
  }

  /// Items keep their periods unless the cycle or their interval is another.
  private func setPeriodsAfterChange(_ subscription: inout Subscription, _ items: inout [SubscriptionItem]) {
    // At a period's end it is the renewal that begins the next one.
    let moment = now >= subscription.renewsAt && subscription.anchor != now ? subscription.period.start : now
    for index in items.indices {
      if let trial = subscription.trial, subscription.isTrialing {
        items[index].period = trial
        continue
      }
      guard let interval = sandbox.store[Price.self][items[index].price]?.recurring?.interval else { continue }
      items[index].period = interval.period(holding: moment, from: subscription.anchor)
      if subscription.anchor > moment {
        items[index].period.start = max(items[index].period.start, subscription.startDate)
      }
    }
    subscription.adoptPeriod(of: items)
  }

  func keep(_ items: [SubscriptionItem], removed: [String]) {
    for id in removed { sandbox.store[SubscriptionItem.self].delete(id) }
    for item in items {
      if sandbox.store[SubscriptionItem.self].contains(item.id) {
        sandbox.store[SubscriptionItem.self].update(item.id) { $0 = item }
      } else {
        sandbox.store[SubscriptionItem.self].insert(item)
      }
    }
  }

  /// The draft of a change's invoice: its id. Nil where there is nothing to bill.
  private func draftChange(_ subscription: Subscription, _ lines: [InvoiceLine], old: Subscription) -> String? {
    let start = subscription.anchor == now ? now : old.period.start
    var invoice = draft(for: subscription, .update, period: BillingPeriod(start: start, end: now))
    invoice.lines = lines
    take(pendingItems(of: subscription), onto: &invoice)
    guard !invoice.lines.isEmpty else { return nil }
    invoice.autoAdvance = true
    return keepDraft(invoice)
  }

  /// Finalizes the invoice of a change and has it paid. An error is returned where the change must be paid and is not.
  private func collectChange(_ id: String, _ change: SubscriptionChange, of subscription: String) -> StripeError? {
    finalize(id, of: subscription)
    guard let kept = sandbox.store[Invoice.self][id], kept.status == .open else { return nil }
    if kept.collection == .sent {
      sandbox.announce("invoice.sent", Invoice.self, id, by: self)
      return nil
    }
    if change.payment == .defaultIncomplete {
      invoiceFailed(id, of: subscription)
      return nil
    }
    let collected = collect(id, offSession: change.isOffSession)
    if case .noMethod = collected { failWithoutMethod(id) }
    if case .requiresAction = collected { invoiceFailed(id, of: subscription) }
    guard change.payment == .errorIfIncomplete else { return nil }
    return collected.error(missing: missingPayer)
  }
}

extension Subscription {
  /// Takes the cycle of a changed copy.
  mutating func adoptCycle(of other: Subscription) {
    anchor = other.anchor
    period = other.period
    renewsAt = other.renewsAt
    trial = other.trial
    if isRunning, other.status == .trialing || status == .trialing { status = other.status }
    if anchorConfig != nil, anchor != other.anchor { anchorConfig = nil }
    announcedUpcoming = nil
  }
}
