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
    switch Int.random(in: 0..<20, using: &random) {
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
    case 13, 14: credit(&sandbox)
    case 15: use(&sandbox)
    case 16:
      sandbox.send(
        .post, "/v1/billing/credit_grants",
        [
          ("customer", id("cus", sandbox)), ("amount[type]", "monetary"), ("amount[monetary][currency]", "usd"),
          ("amount[monetary][value]", one(["1", "500", "90000"])),
          ("applicability_config[scope][price_type]", "metered"), ("priority", one(["1", "50"])),
        ])
    case 17:
      sandbox.send(
        .post, "/v1/billing/credit_grants/\(id("credgr_test", sandbox))/" + one(["expire", "void"]))
    case 18: offer(&sandbox)
    default:
      sandbox.send(
        .post, "/v1/subscription_schedules",
        [
          ("customer", id("cus", sandbox)), ("start_date", "now"), ("phases[0][items][0][price]", id("price", sandbox)),
          ("phases[0][iterations]", "2"), ("phases[1][items][0][price]", id("price", sandbox)),
        ])
    }
  }

  /// Takes back a part of an invoice, or takes that back.
  private mutating func credit(_ sandbox: inout FuzzedSandbox) {
    if chance(20) { return _ = sandbox.send(.post, "/v1/credit_notes/\(id("cn", sandbox))/void") }
    let invoice = id("in", sandbox)
    var pairs = [("invoice", invoice)]
    let amount = Int(one(["1", "250", "999", "2000"])) ?? 1
    let line = sandbox.sandbox.store[Invoice.self][invoice]?.lines.randomElement(using: &random)?.id
    if let line, chance(50) {
      pairs += [("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line)]
      pairs.append(chance(50) ? ("lines[0][quantity]", "1") : ("lines[0][amount]", String(amount)))
    } else {
      pairs.append(("amount", String(amount)))
    }
    if chance(60) { pairs.append((one(["refund_amount", "credit_amount", "out_of_band_amount"]), String(amount))) }
    if chance(15) { pairs.append(("credit_amount", "300")) }
    let path = "/v1/credit_notes"
    if chance(20) { sandbox.send(.get, path + "/preview", pairs) } else { sandbox.send(.post, path, pairs) }
  }

  /// Usage of a meter, and a subscription that is billed by it.
  private mutating func use(_ sandbox: inout FuzzedSandbox) {
    guard let meter = sandbox.ids["mtr_test"]?.first else {
      sandbox.send(
        .post, "/v1/billing/meters",
        [("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", "sum")])
      return
    }
    if chance(20) {
      sandbox.send(
        .post, "/v1/prices",
        [
          ("currency", "usd"), ("unit_amount", one(["3", "700"])), ("product_data[name]", "Calls"),
          ("recurring[interval]", one(["week", "month"])), ("recurring[usage_type]", "metered"),
          ("recurring[meter]", meter),
        ])
    }
    sandbox.send(
      .post, "/v1/billing/meter_events",
      [
        ("event_name", "calls"), ("payload[stripe_customer_id]", id("cus", sandbox)),
        ("payload[value]", one(["1", "25", "0.5", "9000"])),
      ])
  }

  private mutating func offer(_ sandbox: inout FuzzedSandbox) {
    let quote = id("qt", sandbox)
    if chance(60), quote != "qt_nothing" {
      sandbox.send(.post, "/v1/quotes/\(quote)/" + one(["finalize", "accept", "accept", "cancel"]))
    } else {
      sandbox.send(
        .post, "/v1/quotes",
        [
          ("customer", id("cus", sandbox)), ("line_items[0][price]", id("price", sandbox)),
          ("line_items[0][quantity]", one(["1", "3"])),
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
    checkCredit()
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

  /// Credit notes equal their lines and what they did, an invoice's credits its notes; grants are never overdrawn.
  private mutating func checkCredit() {
    let store = sandbox.store
    for (invoice, notes) in Dictionary(grouping: store[CreditNote.self].all, by: \.invoice) {
      let issued = notes.filter { !$0.isVoid }
      for note in issued {
        let lines = note.lines.reduce(0) { $0 + $1.total }
        if note.total != lines { fail("\(note.id) has a total of \(note.total), its lines \(lines)") }
        let back = note.refunds.reduce(note.outOfBand ?? 0) { $0 + $1.amount }
        let credit = note.balanceTransaction.flatMap { store[CustomerBalanceTransaction.self][$0]?.amount } ?? 0
        if note.prePayment + note.postPayment != note.total || back - credit != note.postPayment {
          fail("\(note.id) of \(note.total) takes \(note.prePayment) and gives back \(back - credit)")
        }
      }
      guard let invoice = store[Invoice.self][invoice] else { continue }
      if issued.reduce(0, { $0 + $1.prePayment }) != invoice.creditedBeforePayment
        || issued.reduce(0, { $0 + $1.postPayment }) != invoice.creditedAfterPayment
      {
        fail("\(invoice.id)'s credits are not those of its notes")
      }
      if invoice.creditable < 0 { fail("\(invoice.id) is credited more than it was") }
      for line in invoice.lines where line.amount > 0 {
        let credited = issued.flatMap(\.lines).filter { $0.invoiceLine == line.id }.reduce(0) { $0 + $1.amount }
        if credited > line.amount { fail("\(line.id) of \(line.amount) has \(credited) credited") }
      }
    }
    for grant in store[CreditGrant.self].all {
      let left = store.balance(of: grant)
      if left < 0 || left > grant.value || grant.isClosed && left != 0 && grant.voidedAt != nil {
        fail("\(grant.id) of \(grant.value) has \(left) left")
      }
    }
    for invoice in store[Invoice.self].all {
      for line in invoice.lines
      where line.pretaxCredits.contains(where: { $0.amount <= 0 }) || line.taxable < 0 && line.amount > 0 {
        fail("\(line.id) of \(line.amount) is paid with more credits than it costs")
      }
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
