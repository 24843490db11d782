import Wire

@testable import StripeSandbox

/// What billing asks and what holds of it whatever was done: calls that mostly get somewhere.
struct BillingCalls {
  var random: SeededRandom

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func one<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }

  mutating func id(_ kind: String, _ sandbox: FuzzedSandbox) -> String {
    sandbox.ids[kind]?.randomElement(using: &random) ?? kind + "_nothing"
  }

  mutating func make(_ sandbox: inout FuzzedSandbox) {
    switch Int.random(in: 0..<14, using: &random) {
    case 0:
      sandbox.send(
        .post, "/v1/prices",
        [
          ("currency", "usd"), ("unit_amount", one(["0", "999", "2000", "3100"])), ("product_data[name]", "Gold"),
          ("recurring[interval]", one(["day", "week", "month", "month", "year"])),
        ])
    case 1:
      let card = one(["pm_card_visa", "pm_card_chargeCustomerFail", "pm_card_authenticationRequired"])
      sandbox.send(
        .post, "/v1/customers", [("payment_method", card), ("invoice_settings[default_payment_method]", card)])
    case 2, 3, 4: subscribe(&sandbox)
    case 5, 6: change(&sandbox)
    case 7: sandbox.send(.delete, "/v1/subscriptions/\(id("sub", sandbox))", chance(50) ? [("prorate", "true")] : [])
    case 8: sandbox.advance(one([3600, 86_400, 604_800, 2_678_400, 8_000_000]))
    case 9:
      let customer = id("cus", sandbox)
      sandbox.send(
        .post, "/v1/invoiceitems",
        [("customer", customer), ("amount", one(["-500", "100", "2500"])), ("currency", "usd")])
      sandbox.send(
        .post, "/v1/invoices", [("customer", customer), ("pending_invoice_items_behavior", "include")])
    case 10: sandbox.send(.post, "/v1/invoices/\(id("in", sandbox))/" + one(["finalize", "pay", "void", "send"]))
    case 11: sandbox.send(.post, "/v1/invoices/create_preview", [("subscription", id("sub", sandbox))])
    case 12:
      sandbox.send(
        .post, "/v1/customers/\(id("cus", sandbox))/balance_transactions",
        [("amount", one(["-700", "300"])), ("currency", "usd")])
    default:
      sandbox.send(
        .post, "/v1/subscription_schedules",
        [
          ("customer", id("cus", sandbox)), ("start_date", "now"), ("phases[0][items][0][price]", id("price", sandbox)),
          ("phases[0][iterations]", "2"), ("phases[1][items][0][price]", id("price", sandbox)),
        ])
    }
  }

  private mutating func subscribe(_ sandbox: inout FuzzedSandbox) {
    var pairs = [("customer", id("cus", sandbox)), ("items[0][price]", id("price", sandbox))]
    if chance(30) { pairs.append(("items[0][quantity]", one(["0", "2", "7"]))) }
    if chance(25) { pairs.append(("trial_period_days", one(["1", "14"]))) }
    if chance(30) { pairs.append(("payment_behavior", one(["default_incomplete", "error_if_incomplete"]))) }
    if chance(20) { pairs += [("collection_method", "send_invoice"), ("days_until_due", "10")] }
    if chance(20) { pairs.append(("billing_mode[type]", "classic")) }
    sandbox.send(.post, "/v1/subscriptions", pairs)
  }

  private mutating func change(_ sandbox: inout FuzzedSandbox) {
    var pairs: [(String, String)] = []
    if chance(40) { pairs.append(("price", id("price", sandbox))) }
    if chance(40) { pairs.append(("quantity", one(["1", "3", "5"]))) }
    if chance(30) { pairs.append(("proration_behavior", one(["always_invoice", "none", "create_prorations"]))) }
    if chance(20) { pairs.append(("cancel_at_period_end", one(["true", "false"]))) }
    if chance(15) { pairs.append(("billing_cycle_anchor", "now")) }
    if chance(15) { pairs.append(("trial_end", "now")) }
    if chance(15) {
      pairs.append(("pause_collection[behavior]", one(["void", "keep_as_draft", "mark_uncollectible"])))
    }
    sandbox.send(.post, "/v1/subscriptions/\(id("sub", sandbox))", pairs)
  }
}

extension FuzzedSandbox {
  /// Invoices equal their lines, what is paid is what was due, balances add up, periods have a length.
  mutating func checkBilling() {
    let store = sandbox.store
    for invoice in store[Invoice.self].all {
      let lines = invoice.lines.reduce(0) { $0 + $1.taxable + $1.exclusiveTax }
      if invoice.total != lines + (invoice.terms?.shippingCost?.total ?? 0) {
        fail("\(invoice.id) has a total of \(invoice.total), its lines \(lines)")
      }
      if invoice.amountDue < 0 || invoice.amountRemaining < 0 { fail("\(invoice.id) is owed less than nothing") }
      if invoice.status == .paid, invoice.amountRemaining != 0 { fail("\(invoice.id) is paid and owed") }
      if invoice.status != .draft, let ending = invoice.endingBalance,
        ending != invoice.startingBalance + invoice.total - invoice.amountDue
      {
        fail("\(invoice.id)'s balance does not add up")
      }
      if invoice.status == .paid, !invoice.isPaidOutOfBand, invoice.amountDue > 0 {
        let paid = store[PaymentIntent.self].all.filter { $0.invoice == invoice.id }.map(\.amountReceived).reduce(0, +)
        if paid != invoice.amountPaid {
          fail("\(invoice.id) was paid \(invoice.amountPaid), its intents received \(paid)")
        }
      }
    }
    for transaction in Dictionary(grouping: store[CustomerBalanceTransaction.self].all, by: \.customer) {
      for (currency, list) in Dictionary(grouping: transaction.value, by: \.currency) {
        let sum = list.map(\.amount).reduce(0, +)
        let balance = store[Customer.self][transaction.key]?.credit[currency]
        if let balance, balance != sum { fail("\(transaction.key) owes \(balance), its transactions say \(sum)") }
      }
    }
    for subscription in store[Subscription.self].all {
      if subscription.period.length < 0 { fail("\(subscription.id)'s period ends before it starts") }
      let items = store[SubscriptionItem.self].all.filter { $0.subscription == subscription.id }
      if items.isEmpty { fail("\(subscription.id) has no items") }
      if subscription.isRunning, subscription.testClock == nil, subscription.renewsAt < sandbox.now {
        fail("\(subscription.id) was not renewed")
      }
      checkPeriods(of: subscription)
    }
  }

  /// What renewals billed of an item does not overlap, where no change gave anything back.
  private mutating func checkPeriods(of subscription: Subscription) {
    let isChanged = sandbox.store[InvoiceItem.self].all.contains { $0.subscription == subscription.id }
    guard !isChanged, subscription.trial == nil else { return }
    let lines = sandbox.store[Invoice.self].all.filter { $0.subscription == subscription.id && $0.reason == .cycle }
      .flatMap(\.lines).filter { !$0.isProration && $0.invoiceItem == nil }
    guard Set(lines.compactMap(\.price)).count <= 1 else { return }
    for (item, lines) in Dictionary(grouping: lines, by: { "\($0.origin)" }) {
      for (before, after) in zip(lines, lines.dropFirst()) where after.period.start < before.period.end {
        fail("\(subscription.id): \(item) is billed twice for \(after.period.start)")
      }
    }
  }
}
