// The usage of metered subscription items, and its invoice lines.
extension Call {
  /// How many units of a metered price a subscription item used in a period: by its meter, or by older usage records.
  func usage(of item: SubscriptionItem, _ price: Price, by customer: String, in period: BillingPeriod) -> Int {
    guard let meter = price.recurring?.meter.flatMap({ sandbox.store[Meter.self][$0] }) else {
      return sandbox.store.recordedUsage(of: item.id, price.recurring?.aggregateUsage, in: period)
    }
    return max(meter.value(of: customer, from: period.start, to: period.end, in: sandbox.store).rounded, 0)
  }

  /// The lines for the usage of metered items in the current periods, as far as no earlier invoice has billed it. A
  /// trial is free.
  func usageLines(of items: [SubscriptionItem], _ subscription: Subscription, until end: Int) -> [InvoiceLine] {
    items.flatMap { item -> [InvoiceLine] in
      guard let price = sandbox.store[Price.self][item.price], price.isMetered, item.period != subscription.trial else {
        return []
      }
      let period = BillingPeriod(start: item.period.start, end: min(item.period.end, end))
      let usage = max(usage(of: item, price, by: subscription.customer, in: period) - item.billedUsage, 0)
      return lines(of: item, subscription, for: period, quantity: usage)
    }
  }

  /// The lines for the usage of metered items until now.
  func usageLinesSoFar(of items: [SubscriptionItem], _ subscription: Subscription) -> [InvoiceLine] {
    usageLines(of: items, subscription, until: .max).map { line in
      var line = line
      line.period.end = min(line.period.end, now)
      return line
    }
  }

  /// Usage that was reported while a renewal's invoice was a draft is billed with it.
  func takeUsage(onto invoice: inout Invoice) {
    guard invoice.reason == .cycle, sandbox.store.hasTable(MeterEvent.self) || sandbox.store.hasTable(UsageRecord.self),
      let subscription = invoice.subscription.flatMap({ sandbox.store[Subscription.self][$0] })
    else { return }
    var counted: Set<String> = []
    var lines: [InvoiceLine] = []
    for line in invoice.lines {
      guard case .subscription(let origin) = line.origin, origin.invoiceItem == nil, let price = line.price,
        sandbox.store[Price.self][price]?.isMetered == true,
        var item = sandbox.store[SubscriptionItem.self][origin.item]
      else {
        lines.append(line)
        continue
      }
      guard counted.insert(item.id).inserted else { continue }
      item.price = price
      item.period = line.period
      item.billedUsage = origin.billedUsage
      lines += usageLines(of: [item], subscription, until: line.period.end)
    }
    invoice.lines = lines
  }

  /// A customer used something: alerts may go off, and thresholds be reached.
  func noteUsage(of meter: String, by customer: String) {
    checkAlerts(on: meter, of: customer)
    let table = sandbox.store[Subscription.self]
    for position in table.positions("customer", customer) ?? [] {
      if let subscription = table.row(at: Int(position))?.value { checkThresholds(of: subscription) }
    }
  }

  /// `billing_thresholds`: so much usage, or what it costs, is billed before the period ends.
  func checkThresholds(of subscription: Subscription) {
    let thresholds = subscription.settings.billingThresholds
    guard subscription.isRunning, !subscription.isTrialing else { return }
    let items = sandbox.items(of: subscription.id)
    guard thresholds != .null || items.contains(where: { $0.billingThresholds != .null }) else { return }
    var invoice = draft(
      for: subscription, .threshold, period: BillingPeriod(start: subscription.period.start, end: now))
    invoice.lines = usageLinesSoFar(of: items, subscription)
    let used = Dictionary(grouping: invoice.lines, by: \.subscriptionItem).mapValues {
      $0.reduce(0) { $0 + ($1.quantity ?? 0) }
    }
    let isUsed = items.contains { item in
      item.billingThresholds["usage_gte"]?.integer.map { used[item.id] ?? 0 >= $0 } ?? false
    }
    let cost = invoice.lines.reduce(0) { $0 + $1.amount }
    guard isUsed || thresholds["amount_gte"]?.integer.map({ cost >= $0 }) ?? false else { return }
    for item in items { sandbox.store[SubscriptionItem.self].update(item.id) { $0.billedUsage += used[item.id] ?? 0 } }
    if thresholds["reset_billing_cycle_anchor"]?.bool == true { restartCycle(of: subscription) }
    invoice.scheduleFinalization(at: now)
    let id = keepDraft(invoice)
    sandbox.store[Subscription.self].update(subscription.id) { $0.latestInvoice = id }
  }

  /// A new period begins with the invoice of a threshold.
  private func restartCycle(of subscription: Subscription) {
    var subscription = subscription
    var items = sandbox.items(of: subscription.id)
    subscription.anchor = now
    setPeriods(of: &subscription, &items, at: now)
    let before = sandbox.snapshot(Subscription.self, subscription.id)
    for item in items {
      guard let price = sandbox.store[Price.self][item.price] else { continue }
      let billed = price.isMetered ? usage(of: item, price, by: subscription.customer, in: item.period) : 0
      sandbox.store[SubscriptionItem.self].update(item.id) {
        $0.period = item.period
        $0.billedUsage = billed
      }
    }
    update(Subscription.self, subscription.id, announcing: "customer.subscription.updated", from: before) {
      $0.adoptCycle(of: subscription)
    }
  }
}
