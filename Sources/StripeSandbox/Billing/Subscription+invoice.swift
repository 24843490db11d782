import Wire

extension Call {
  /// An empty draft for a subscription.
  ///
  /// - Parameter period: the period that the invoice shows: mostly the period before.
  func draft(for subscription: Subscription, _ reason: Invoice.Reason, period: BillingPeriod) -> Invoice {
    var invoice = Invoice(
      id: sandbox.identifiers.dated("in_", now: now), created: now, customer: subscription.customer,
      currency: subscription.currency, period: period)
    invoice.subscription = subscription.id
    invoice.reason = reason
    invoice.collection = subscription.collection
    if subscription.collection == .sent {
      invoice.dueDate = now + (subscription.daysUntilDue ?? 30) * 86_400
    }
    invoice.discounts = activeDiscounts(of: subscription)
    invoice.testClock = subscription.testClock
    if let terms = subscription.terms {
      invoice.settings.accountTaxIDs = terms.accountTaxIDs
      invoice.settings.automaticTax = terms.automaticTax
      invoice.settings.customFields = terms.invoiceCustomFields
      invoice.settings.description = terms.invoiceDescription
      invoice.settings.footer = terms.invoiceFooter
      invoice.settings.connect = terms.connect
    }
    if !subscription.defaultTaxRates.isEmpty { invoice.settings.defaultTaxRates = subscription.defaultTaxRates }
    if !subscription.metadata.pairs.isEmpty { invoice.settings.subscriptionMetadata = subscription.metadata }
    inheritCustomerSettings(&invoice)
    return invoice
  }

  /// Applies the customer's `invoice_settings`, where nothing else is set.
  func inheritCustomerSettings(_ invoice: inout Invoice) {
    guard let settings = sandbox.store[Customer.self].row(invoice.customer)?.value.ownInvoiceSettings else { return }
    if let footer = settings.footer, invoice.settings.footer == nil { invoice.settings.footer = footer }
    if settings.customFields != .null, invoice.settings.customFields == .null {
      invoice.settings.customFields = settings.customFields
    }
  }

  /// The discounts that apply to an invoice made now: the subscription's, or where it has none the customer's.
  func activeDiscounts(of subscription: Subscription) -> [String] {
    let own = subscription.discounts.filter { isActive(discount: $0) }
    return own.isEmpty ? customerDiscounts(of: subscription.customer) : own
  }

  func customerDiscounts(of customer: String) -> [String] {
    guard let id = sandbox.store[Customer.self].row(customer)?.value.discount, isActive(discount: id) else { return [] }
    return [id]
  }

  private func isActive(discount id: String) -> Bool {
    sandbox.store[Discount.self].row(id)?.value.isRunning(at: now) ?? false
  }

  /// Takes coupons for one invoice, once they have taken something off it, and those whose time is over from their
  /// subscription.
  func spendDiscounts(_ id: String, on invoice: String) {
    guard let subscription = sandbox.store[Subscription.self][id], !subscription.discounts.isEmpty,
      let invoice = sandbox.store[Invoice.self][invoice]
    else { return }
    let spent = subscription.discounts.filter { discount in
      guard isActive(discount: discount) else { return true }
      let isOnce = sandbox.store[Discount.self].row(discount)?.value.isOnce ?? false
      return isOnce && invoice.totalDiscounts.contains { $0.discount == discount && $0.amount > 0 }
    }
    guard !spent.isEmpty else { return }
    sandbox.store[Subscription.self].update(id) { $0.discounts.removeAll(where: spent.contains) }
    for discount in spent { sandbox.announce("customer.discount.deleted", Discount.self, discount, by: self) }
  }

  /// The lines for the periods that items are in.
  func currentLines(of items: [SubscriptionItem], _ subscription: Subscription) -> [InvoiceLine] {
    items.flatMap { item in
      if subscription.isTrialing { return [trialLine(of: item, subscription, for: item.period)] }
      guard sandbox.store[Price.self][item.price]?.isMetered != true else { return [] }
      return lines(of: item, subscription, for: item.period)
    }
  }

  /// Makes an invoice for a subscription and finalizes it at once.
  func invoiceNow(_ invoice: Invoice, _ subscription: String) -> String {
    let id = keepDraft(invoice)
    sandbox.store[Subscription.self].update(subscription) { $0.latestInvoice = id }
    finalize(id, of: subscription)
    return id
  }

  /// Finalizes an invoice of a subscription, which takes its coupons for one invoice.
  func finalize(_ invoice: String, of subscription: String) {
    finalize(invoice)
    spendDiscounts(subscription, on: invoice)
  }
}
