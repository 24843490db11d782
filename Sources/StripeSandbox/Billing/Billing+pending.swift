import Wire

// Amounts that wait for the next invoice.
extension Call {
  /// Keeps prorations until the subscription is invoiced.
  func keepPending(_ prorations: [Proration], of subscription: Subscription) {
    for proration in prorations {
      insert(invoiceItem(proration, of: subscription), announcing: "invoiceitem.created")
    }
  }

  func invoiceItem(_ proration: Proration, of subscription: Subscription) -> InvoiceItem {
    var item = InvoiceItem(
      id: sandbox.identifiers.dated("ii_", now: now), created: now, amount: proration.amount,
      currency: subscription.currency, customer: subscription.customer, period: proration.period)
    item.description = proration.description
    item.isDiscountable = false
    item.isProration = true
    item.price = proration.item.price
    item.quantity = proration.item.quantity
    item.subscription = subscription.id
    item.subscriptionItem = proration.item.id
    item.taxRates = sandbox.store[SubscriptionItem.self][proration.item.id]?.taxRates ?? []
    item.testClock = subscription.testClock
    if proration.kind == .unused { item.credited = credited(proration, of: subscription) }
    return item
  }

  /// The lines that billed what a credit gives back.
  private func credited(_ proration: Proration, of subscription: Subscription) -> InvoiceLine.Credited? {
    let invoices = sandbox.store[Invoice.self]
    for position in (invoices.positions("subscription", subscription.id) ?? []).reversed().prefix(12) {
      guard let invoice = invoices.row(at: Int(position))?.value, invoice.status != .draft else { continue }
      let lines = invoice.lines.filter { line in
        guard case .subscription(let origin) = line.origin, origin.item == proration.item.id else { return false }
        return line.amount > 0 && line.period.end == proration.period.end && line.price == proration.item.price
      }
      if !lines.isEmpty { return InvoiceLine.Credited(invoice: invoice.id, lines: lines.map(\.id)) }
    }
    return nil
  }

  /// Invoice items that a new invoice takes up: of the subscription, and those of the customer that are of none.
  func pendingItems(of customer: String, subscription: String?, currency: String) -> [InvoiceItem] {
    let table = sandbox.store[InvoiceItem.self]
    return (table.positions("pending", customer) ?? []).compactMap { table[Int($0)] }.filter {
      $0.currency == currency && ($0.subscription == nil || $0.subscription == subscription)
    }
  }

  func pendingItems(of subscription: Subscription) -> [InvoiceItem] {
    pendingItems(of: subscription.customer, subscription: subscription.id, currency: subscription.currency)
  }

  /// Puts invoice items onto an invoice that is not kept yet, before its other lines.
  func take(_ items: [InvoiceItem], onto invoice: inout Invoice) {
    let lines = items.map { $0.line(id: lineID()) }
    invoice.lines.insert(contentsOf: lines, at: 0)
    for item in items { sandbox.store[InvoiceItem.self].update(item.id) { [id = invoice.id] in $0.invoice = id } }
  }

  /// `add_invoice_items`: charges that come with a subscription, once.
  func addedInvoiceItems(to subscription: Subscription) throws(StripeError) -> [InvoiceItem] {
    var items: [InvoiceItem] = []
    for (index, added) in (arguments.objects("add_invoice_items") ?? []).enumerated() {
      let param = "add_invoice_items[\(index)]"
      guard let price = try oneTimePrice(added, param: param, currency: subscription.currency) else {
        throw .missing(Self.name("price", in: param))
      }
      var item = InvoiceItem(
        id: sandbox.identifiers.dated("ii_", now: now), created: now, amount: 0, currency: subscription.currency,
        customer: subscription.customer, period: subscription.period)
      item.bill(price, quantity: added.integer("quantity") ?? 1, self)
      item.isDiscountable = added.bool("discountable") ?? true
      try added.merge(into: &item.metadata)
      item.taxRates = added.strings("tax_rates") ?? []
      try checkTaxRates(item.taxRates, param: Self.name("tax_rates", in: param))
      item.subscription = subscription.id
      item.testClock = subscription.testClock
      let holder = Discount.Holder(customer: subscription.customer, invoiceItem: item.id)
      item.discounts = try keptDiscounts(added, at: param, for: holder, currency: item.currency) ?? []
      items.append(item)
    }
    return items
  }

  /// Changes what a customer owes, or below zero is owed, and keeps why: the transaction's id.
  @discardableResult
  func moveBalance(
    of customer: String, by amount: Int, _ currency: String, type: String, invoice: String? = nil,
    creditNote: String? = nil
  ) -> String? {
    guard let found = sandbox.store[Customer.self][customer] else { return nil }
    let ending = (found.credit[currency] ?? 0) + amount
    var transaction = CustomerBalanceTransaction(
      id: sandbox.identifiers.dated("cbtxn_", now: now), created: now, amount: amount, currency: currency,
      customer: customer, endingBalance: ending)
    transaction.type = type
    transaction.invoice = invoice
    transaction.creditNote = creditNote
    sandbox.store[CustomerBalanceTransaction.self].insert(transaction)
    update(Customer.self, customer, announcing: "customer.updated") { $0.set(ending, currency) }
    return transaction.id
  }
}
