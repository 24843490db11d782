import Wire

/// Why a subscription is paused, and since when.
struct Paused: Codable, Sendable {
  enum Reason: String, Codable, Sendable {
    case requested = "pause_requested"
    case trialEnd = "trial_end_without_payment_method"
  }

  /// How it goes on once an invoice is paid.
  struct Resumption: Codable, Sendable {
    var invoice: String
    var cycle: Cycle
    var items: [SubscriptionItem]
  }

  var since: Int
  var reason: Reason
  var resumption: Resumption?

  func write(_ w: inout ObjectWriter) {
    w.object("paused") { w in
      w.object("subscription") { $0.field("type", reason.rawValue) }
      w.field("transitioned_at", since)
      w.field("type", "subscription")
    }
  }
}

/// What a pause bills.
struct PauseTerms {
  enum UnusedTime { case none, fromNow, fromPeriodStart }

  let unusedTime: UnusedTime
  let billsUsage: Bool
  /// False: what there is to bill or to give back waits for the next invoice.
  let invoicesNow: Bool

  /// In the words of a request, of which what is missing has the usual effect.
  init(unusedTime: String?, usage: String?, invoicing: String?) {
    self.unusedTime =
      switch unusedTime {
      case "none": .none
      case "item_current_period_start": .fromPeriodStart
      default: .fromNow
      }
    billsUsage = usage != "none"
    invoicesNow = invoicing != "pending_invoice_item"
  }
}

extension Subscription {
  static func pause(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try call.found(Subscription.self)
    call.useClock(subscription.testClock)
    guard subscription.status == .active || subscription.status == .pastDue else {
      throw StripeError(
        "Pausing a subscription is only supported for active subscriptions, but \(subscription.id) has a status of "
          + "\(subscription.status.rawValue).")
    }
    guard subscription.mode.isFlexible else {
      throw StripeError(
        "Pausing a subscription is only supported for subscriptions with `billing_mode[type]=flexible`.")
    }
    if let schedule = subscription.schedule {
      throw StripeError(
        "The subscription is managed by the subscription schedule `\(schedule)`, and pausing it directly is not "
          + "allowed. Please update the schedule instead.")
    }
    let billed = call.arguments.object("bill_for")
    let terms = PauseTerms(
      unusedTime: billed?.object("unused_time_from")?.string("type"),
      usage: billed?.object("outstanding_usage_through")?.string("type"),
      invoicing: call.arguments.string("invoicing_behavior"))
    call.pause(subscription, terms)
    return call.answer(Subscription.self, subscription.id)
  }

  static func resume(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try call.found(Subscription.self)
    call.useClock(subscription.testClock)
    guard subscription.status == .paused else {
      throw StripeError(
        "Resuming a subscription is only supported for paused subscriptions, but \(subscription.id) has a status of "
          + "\(subscription.status.rawValue).")
    }
    let arguments = call.arguments
    let anchor = arguments.string("billing_cycle_anchor") ?? arguments.object("billing_cycle_anchor")?.string("type")
    call.resume(
      subscription, fromNow: anchor != "unchanged",
      oncePaid: arguments.string("payment_behavior") == "resume_on_payment_success")
    return call.answer(Subscription.self, subscription.id)
  }
}

extension Call {
  /// Stops a subscription until it is resumed; what is left of the period is given back.
  func pause(_ subscription: Subscription, _ terms: PauseTerms) {
    if terms.unusedTime != .none {
      let items = billedItems(sandbox.items(of: subscription.id), of: subscription)
      let moment = terms.unusedTime == .fromNow ? now : subscription.period.start
      keepPending(Proration.lines(from: items, to: [], at: moment), of: subscription)
    }
    if terms.invoicesNow { invoiceRest(of: subscription, withUsage: terms.billsUsage) }
    setPaused(subscription.id, .requested)
  }

  func setPaused(_ id: String, _ reason: Paused.Reason) {
    let now = now
    update(Subscription.self, id, announcing: "customer.subscription.updated") {
      $0.status = .paused
      $0.paused = Paused(since: now, reason: reason)
    }
    sandbox.announce("customer.subscription.paused", Subscription.self, id, by: self)
  }

  /// Takes up a paused subscription.
  ///
  /// - Parameters:
  ///   - fromNow: a new cycle begins, and is invoiced.
  ///   - oncePaid: it stays paused until that invoice is paid.
  func resume(_ paused: Subscription, fromNow: Bool, oncePaid: Bool) {
    var subscription = paused
    var items = sandbox.items(of: paused.id)
    if fromNow { subscription.anchor = now }
    subscription.status = .active
    subscription.paused = nil
    setPeriods(of: &subscription, &items, at: now)
    guard fromNow else { return goOn(subscription, items) }
    var draft = draft(for: subscription, .update, period: BillingPeriod(start: now, end: now))
    draft.lines = currentLines(of: items, subscription)
    take(pendingItems(of: subscription), onto: &draft)
    draft.autoAdvance = true
    let invoice = keepDraft(draft)
    if oncePaid {
      let resumption = Paused.Resumption(invoice: invoice, cycle: Cycle(subscription), items: items)
      update(Subscription.self, paused.id, announcing: "customer.subscription.updated") {
        $0.latestInvoice = invoice
        $0.paused?.resumption = resumption
      }
    } else {
      subscription.latestInvoice = invoice
      goOn(subscription, items)
    }
    finalize(invoice, of: subscription.id)
    guard sandbox.store[Invoice.self][invoice]?.status == .open, subscription.collection == .automatic else { return }
    if case .noMethod = collect(invoice, offSession: false) { failWithoutMethod(invoice) }
  }

  /// The invoice of a resumption is paid.
  func finishResumption(of id: String) {
    guard var subscription = sandbox.store[Subscription.self][id], let resumption = subscription.paused?.resumption
    else { return }
    resumption.cycle.apply(to: &subscription)
    subscription.status = .active
    subscription.paused = nil
    goOn(subscription, resumption.items)
    if let schedule = subscription.schedule { noteResumption(ofSchedule: schedule) }
  }

  private func goOn(_ subscription: Subscription, _ items: [SubscriptionItem]) {
    let before = sandbox.snapshot(Subscription.self, subscription.id)
    keep(items, removed: [])
    update(Subscription.self, subscription.id, announcing: "customer.subscription.updated", from: before) {
      $0 = subscription
    }
    sandbox.announce("customer.subscription.resumed", Subscription.self, subscription.id, by: self)
  }
}
