// The lines that a subscription puts onto its invoices.
extension Call {
  func lineID() -> String { sandbox.identifiers.dated("il_", now: now) }

  /// The lines of a subscription item for a period: one for each tier.
  func lines(
    of item: SubscriptionItem, _ subscription: Subscription, for period: BillingPeriod, quantity: Int? = nil
  ) -> [InvoiceLine] {
    guard let price = sandbox.store[Price.self][item.price] else { return [] }
    let quantity = quantity ?? item.quantity ?? 0
    let product = sandbox.store[Product.self][price.product]
    let parts = price.pricing(in: subscription.currency)?.parts(for: quantity) ?? []
    return parts.map { part in
      line(
        of: item, subscription, for: period, amount: part.amount, quantity: part.quantity, unit: part.unitAmount,
        description: InvoiceLine.describe(part, product, price, currency: subscription.currency))
    }
  }

  /// The line of a subscription item during a trial.
  func trialLine(of item: SubscriptionItem, _ subscription: Subscription, for period: BillingPeriod) -> InvoiceLine {
    let product = sandbox.store[Price.self][item.price].flatMap { sandbox.store[Product.self][$0.product] }
    let quantity = item.quantity ?? 0
    let counted = item.quantity == nil ? "" : InvoiceLine.count(quantity, product) + " × "
    return line(
      of: item, subscription, for: period, amount: 0, quantity: quantity, unit: .zero,
      description: "Free trial for \(counted)\(product?.name ?? "")")
  }

  private func line(
    of item: SubscriptionItem, _ subscription: Subscription, for period: BillingPeriod, amount: Int, quantity: Int,
    unit: ExactAmount?, description: String
  ) -> InvoiceLine {
    InvoiceLine(
      id: lineID(), amount: amount, description: description, discounts: item.discounts, metadata: item.metadata,
      origin: .subscription(
        InvoiceLine.SubscriptionOrigin(
          subscription: subscription.id, item: item.id, billedUsage: item.billedUsage)),
      period: period, price: item.price, quantity: quantity, unitAmount: unit, taxRates: item.taxRates)
  }

  /// Subscription items as they are prorated: with what their discounts leave of a whole period's amount.
  func billedItems(_ items: [SubscriptionItem], of subscription: Subscription) -> [Proration.Item] {
    var whole = Invoice(
      id: "", created: now, customer: subscription.customer, currency: subscription.currency,
      period: subscription.period)
    whole.discounts = activeDiscounts(of: subscription)
    let prices = items.map { sandbox.store[Price.self][$0.price] }
    var ends: [Int] = []
    for (item, price) in zip(items, prices) {
      let isMetered = price?.isMetered ?? false
      var amount = isMetered ? 0 : price?.pricing(in: subscription.currency)?.amount(for: item.quantity ?? 1) ?? 0
      let ahead = periodsAhead(of: item, subscription)
      amount = Pricing.limited(
        ahead.reduce(amount) { $0 + Proration.share(of: amount, $1.period.length, outOf: $1.whole.length) })
      ends.append(ahead.last?.period.end ?? item.period.end)
      whole.lines.append(
        line(
          of: item, subscription, for: item.period, amount: amount, quantity: item.quantity ?? 0, unit: nil,
          description: ""))
    }
    if !whole.discounts.isEmpty || items.contains(where: { !$0.discounts.isEmpty }) {
      whole.computeAmounts(conditions(of: whole))
    }
    return items.indices.map { index in
      let item = items[index]
      let name = prices[index].flatMap { sandbox.store[Product.self][$0.product]?.name } ?? ""
      return Proration.Item(
        id: item.id, price: item.price, name: name, quantity: item.quantity ?? 1,
        amount: whole.lines[index].taxable, period: BillingPeriod(start: item.period.start, end: ends[index]),
        isMetered: prices[index]?.isMetered ?? false)
    }
  }
}

extension InvoiceLine {
  /// `1 user × Team (at $25.00 / month)`
  static func describe(_ part: Pricing.Part, _ product: Product?, _ price: Price, currency: String) -> String {
    let interval = price.recurring.map { " / " + $0.interval.description } ?? ""
    let tier = part.tier.map { "Tier \($0) " } ?? ""
    let fee = part.isFlat ? "" : count(part.quantity, product) + " × "
    return "\(fee)\(product?.name ?? "") (\(tier)at \(Currency.price(part.unitAmount, currency))\(interval))"
  }

  /// `1 user`, or without a unit's name just the number.
  static func count(_ quantity: Int, _ product: Product?) -> String {
    product?.unitLabel.map { "\(quantity) \($0)" } ?? String(quantity)
  }
}

extension Currency {
  private static let signs: [String: String] = [
    "usd": "$", "aud": "$", "cad": "$", "nzd": "$", "sgd": "$", "hkd": "$", "mxn": "$", "eur": "€", "gbp": "£",
    "jpy": "¥", "cny": "¥", "inr": "₹", "brl": "R$", "krw": "₩", "ils": "₪", "php": "₱", "thb": "฿", "vnd": "₫",
  ]

  /// `$25.00`, `€0.005`, `¥500`, `12.50 kr`: a unit's price on an invoice, with all of its decimals.
  static func price(_ amount: ExactAmount, _ currency: String) -> String {
    let scale = scale(currency)
    let digits = scale == 1 ? 0 : scale == 100 ? 2 : 3
    let text = amount.text
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    let whole =
      String(repeating: "0", count: max(digits + 1 - (parts.first?.utf8.count ?? 0), 0)) + (parts.first ?? "0")
    let cents = whole.suffix(digits) + (parts.count > 1 ? parts[1] : "")
    let number = whole.dropLast(digits) + (cents.isEmpty ? "" : "." + cents)
    let sign = isNegative ? "-" : ""
    guard let symbol = signs[currency] else { return sign + number + " " + currency.uppercased() }
    return sign + symbol + number
  }
}
