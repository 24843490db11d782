import Wire

extension Call {
  var missingPayer: StripeError {
    let advice = """
       Please consider adding a default payment method. For more information, visit \
      https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.
      """
    return StripeError(
      "This customer has no attached payment source or default payment method."
        + (version < .latestCharge ? "" : advice), code: "resource_missing")
  }

  /// Refuses a subscription that its customer could not pay, before there is anything of it.
  func checkPayer(
    of subscription: Subscription, _ items: [SubscriptionItem], _ added: [InvoiceItem], _ behavior: PaymentBehavior
  ) throws(StripeError) {
    guard subscription.collection == .automatic, behavior != .defaultIncomplete,
      subscription.defaultPaymentMethod == nil, subscription.defaultSource == nil,
      payer(ofCustomer: subscription.customer) == nil
    else { return }
    var invoice = firstInvoice(of: subscription, items)
    for item in added { invoice.lines.append(item.line(id: "")) }
    invoice.computeAmounts(conditions(of: invoice))
    if invoice.amountDue > 0 { throw missingPayer }
  }

  /// Keeps a new subscription, makes its first invoice and has it paid.
  func start(
    _ subscription: Subscription, _ items: [SubscriptionItem], _ added: [InvoiceItem], _ behavior: PaymentBehavior
  ) throws(StripeError) -> String {
    // A copy of the store costs every table that changes: only where it may be needed.
    let before = behavior == .errorIfIncomplete ? sandbox.checkpoint() : nil
    let id = subscription.id
    adoptCurrency(subscription.currency, by: subscription.customer)
    for item in items { sandbox.store[SubscriptionItem.self].insert(item) }
    var invoice = firstInvoice(of: subscription, items)
    for item in added { insert(item, announcing: "invoiceitem.created") }
    take(pendingItems(of: subscription.customer, subscription: id, currency: subscription.currency), onto: &invoice)
    var kept = subscription
    kept.latestInvoice = invoice.id
    if kept.isTrialing { kept.pendingSetupIntent = setupIntent(for: kept) }
    sandbox.store[Subscription.self].insert(kept)
    sandbox.announce("customer.subscription.created", Subscription.self, id, by: self)
    announceEarlyTrialEnd(id)
    let invoiceID = keepDraft(invoice)
    if subscription.collection == .sent || arguments.has("quote") {
      // A sent invoice, or a quote's, waits for an hour, in which it can be changed; its subscription is active at once.
      sandbox.store[Invoice.self].update(invoiceID) { $0.scheduleFinalization(at: now) }
      activate(id)
      return id
    }
    finalize(invoiceID, of: id)
    guard sandbox.store[Invoice.self][invoiceID]?.status == .open else {
      activate(id)
      return id
    }
    sandbox.store[Invoice.self].update(invoiceID) { $0.autoAdvance = true }
    if behavior == .defaultIncomplete {
      prepareIntent(of: invoiceID)
      return id
    }
    let collected = collect(invoiceID, offSession: arguments.isOffSession)
    guard let before, let error = collected.error(missing: missingPayer) else { return id }
    sandbox.restore(before)
    throw error
  }

  /// The first invoice of a subscription, without what waits for it.
  private func firstInvoice(of subscription: Subscription, _ items: [SubscriptionItem]) -> Invoice {
    var invoice = draft(for: subscription, .create, period: BillingPeriod(start: now, end: now))
    let behavior = arguments.string("proration_behavior")
    if subscription.startDate < now, behavior != "none" {
      invoice.lines += backdatedLines(of: items, subscription)
    }
    if subscription.anchor > now, !subscription.isTrialing {
      if behavior != "none" { invoice.lines += shortenedLines(of: items, subscription) }
    } else {
      invoice.lines += currentLines(of: items, subscription)
    }
    invoice.lines += linesAhead(of: items, subscription)
    return invoice
  }

  /// The lines for the time up to the anchor: the first period's share of a whole one.
  private func shortenedLines(of items: [SubscriptionItem], _ subscription: Subscription) -> [InvoiceLine] {
    items.flatMap { item -> [InvoiceLine] in
      guard let price = sandbox.store[Price.self][item.price], !price.isMetered,
        let interval = price.recurring?.interval
      else { return [] }
      let whole = interval.period(holding: now, from: subscription.anchor)
      return lines(of: item, subscription, for: BillingPeriod(start: now, end: item.period.end)).map { line in
        var line = line
        line.amount = Proration.share(of: line.amount, after: now, in: whole)
        line.unitAmount = nil
        return line
      }
    }
  }

  /// The lines for the time from a start in the past until now.
  private func backdatedLines(of items: [SubscriptionItem], _ subscription: Subscription) -> [InvoiceLine] {
    items.flatMap { item -> [InvoiceLine] in
      guard let price = sandbox.store[Price.self][item.price], !price.isMetered,
        let interval = price.recurring?.interval
      else { return [] }
      let past = BillingPeriod(start: subscription.startDate, end: min(item.period.start, now))
      guard past.length > 0 else { return [] }
      return lines(of: item, subscription, for: past).map { line in
        var line = line
        // Whole periods before the first, and a share of the one that the start falls into.
        let first = interval.period(holding: past.start, from: subscription.anchor)
        let count =
          interval.number(of: past.end, from: subscription.anchor)
          - interval.number(of: past.start, from: subscription.anchor) - 1
        let share = Proration.share(of: line.amount, after: past.start, in: first)
        line.amount = Pricing.limited(Int(clamping: Int128(max(count, 0)) * Int128(line.amount) + Int128(share)))
        line.unitAmount = nil
        return line
      }
    }
  }

  /// A subscription whose first invoice needs no payment.
  private func activate(_ id: String) {
    guard sandbox.store[Subscription.self][id]?.status == .incomplete else { return }
    update(Subscription.self, id, announcing: "customer.subscription.updated") { $0.status = .active }
  }

  /// The first currency that a customer is billed in becomes the customer's own.
  func adoptCurrency(_ currency: String, by customer: String) {
    guard sandbox.store[Customer.self][customer]?.currency == nil else { return }
    update(Customer.self, customer, announcing: "customer.updated") { $0.currency = currency }
  }

  /// Leaves the first payment to the customer: with what the customer has on file, if anything.
  private func prepareIntent(of invoice: String) {
    guard let invoice = sandbox.store[Invoice.self][invoice], let intent = invoice.paymentIntent,
      let method = payer(of: invoice)
    else { return }
    sandbox.store[PaymentIntent.self].update(intent) {
      $0.paymentMethod = method.id
      $0.status = .requiresConfirmation
    }
  }

  /// The SetupIntent with which a customer without a payment method gives one while nothing is due yet.
  private func setupIntent(for subscription: Subscription) -> String? {
    guard subscription.collection == .automatic, subscription.defaultPaymentMethod == nil,
      subscription.defaultSource == nil, payer(ofCustomer: subscription.customer) == nil
    else { return nil }
    let id = sandbox.identifiers.dated("seti_", now: now)
    var intent = SetupIntent(
      id: id, created: now, clientSecret: sandbox.identifiers.secret(of: id, 25), paymentMethodTypes: ["card", "link"])
    intent.customer = subscription.customer
    insert(intent, announcing: "setup_intent.created")
    return id
  }
}

extension Collected {
  /// The error of a request that requires a payment, when that fails.
  func error(missing: StripeError) -> StripeError? {
    switch self {
    case .paid, .processing: nil
    case .failed(let error): error
    case .noMethod: missing
    case .requiresAction:
      StripeError(
        .card, status: 402,
        """
        Payment for this subscription requires additional user action before it can be completed successfully. \
        Payment can be completed using the PaymentIntent associated with `subscription.latest_invoice`. For more \
        details see: https://stripe.com/docs/billing/subscriptions/overview#requires-action
        """, code: "subscription_payment_intent_requires_action")
    }
  }
}

extension Invoice {
  /// Drafts become final by themselves after an hour.
  mutating func scheduleFinalization(at now: Int) {
    autoAdvance = true
    automaticallyFinalizesAt = now + 3600
  }
}
