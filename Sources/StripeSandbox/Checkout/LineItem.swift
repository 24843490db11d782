import Wire

/// A line of a Checkout session, a payment link or a quote. It lies inside its owner.
package struct LineItem: Resource {
  package static let object: StaticString = "item"
  package static let idPrefixes = ["li_"]
  package static var expandable: [String: Expandable] {
    [
      "discounts": .absent, "discounts.discount": .one("discount"), "price.currency_options": .absent,
      "price.product": .one("product"), "price.tiers": .absent, "taxes": .absent,
    ]
  }

  package let id: String
  package let created: Int
  var price: String
  var quantity: Int
  var currency: String
  var description: String
  var adjustable: JSON = .null
  var metadata = Metadata()
  /// Of the line's own, before those of its owner.
  var taxRates: [String] = []
  var amountSubtotal = 0
  var discounts: [DiscountAmount] = []
  var taxes: [TaxAmount] = []

  struct DiscountAmount: Codable, Sendable {
    /// Of a coupon that has not been redeemed yet: the coupon's.
    let discount: String
    let amount: Int
  }

  struct TaxAmount: Codable, Sendable {
    let rate: String
    let amount: Int
    let taxable: Int
    let isInclusive: Bool
    var reason: String? = nil
  }

  var amountDiscount: Int { discounts.reduce(0) { $0 + $1.amount } }
  var amountTax: Int { taxes.reduce(0) { $0 + $1.amount } }
  var amountTotal: Int {
    amountSubtotal - amountDiscount + taxes.reduce(0) { $0 + ($1.isInclusive ? 0 : $1.amount) }
  }

  package func write(_ w: inout ObjectWriter) {
    if adjustable != .null { w.field("adjustable_quantity", adjustable) } else { w.null("adjustable_quantity") }
    w.field("amount_discount", amountDiscount)
    w.field("amount_subtotal", amountSubtotal)
    w.field("amount_tax", amountTax)
    w.field("amount_total", amountTotal)
    w.field("currency", currency)
    w.field("description", description)
    if w.isExpanded("discounts") {
      w.array("discounts", discounts) { w, discount in
        w.field("amount", discount.amount)
        w.object("discount", w.sandbox.store[Discount.self][discount.discount]) { $1.writeWhole(&$0) }
      }
    }
    w.field("metadata", metadata)
    w.object("price", w.sandbox.store[Price.self][price]) { $1.writeWhole(&$0) }
    w.field("quantity", quantity)
    if w.isExpanded("taxes") { Self.write(taxes: taxes, &w) }
  }

  static func write(taxes: [TaxAmount], _ w: inout ObjectWriter) {
    w.array("taxes", taxes) { w, tax in
      w.field("amount", tax.amount)
      w.object("rate", w.sandbox.store[TaxRate.self][tax.rate]) { $1.writeWhole(&$0) }
      w.field("taxability_reason", tax.reason ?? "standard_rated")
      w.field("taxable_amount", tax.taxable)
    }
  }
}

extension LineItem.TaxAmount {
  init(_ terms: TaxTerms, on amount: Int) {
    let tax = terms.amount(of: amount)
    self.init(
      rate: terms.rate ?? "", amount: tax.amount, taxable: tax.taxable, isInclusive: tax.isInclusive, reason: tax.reason
    )
  }
}

extension [LineItem] {
  /// Takes discounts off the lines and puts taxes on them.
  ///
  /// - Parameters:
  ///   - own: those of single lines, by the lines' ids; they come first.
  ///   - rates: those of the owner, for lines that have none of their own.
  ///   - exemption: the customer's `tax_exempt`.
  ///   - automatic: what Stripe Tax charges on each price, if it is asked.
  mutating func settle(
    _ coupons: [(id: String, Coupon)], own: [String: [(id: String, Coupon)]] = [:], rates: [String] = [],
    exemption: String = "none", automatic: [String: [TaxTerms]]? = nil, _ store: Store
  ) {
    let currency = first?.currency ?? "usd"
    func line(_ item: LineItem) -> DiscountableLine {
      DiscountableLine(
        amount: item.amountSubtotal - item.amountDiscount, product: store[Price.self][item.price]?.product)
    }
    func discounts(
      _ coupons: [(id: String, Coupon)], _ off: [[Int]], _ index: Int
    ) -> [LineItem.DiscountAmount] {
      zip(coupons, off).compactMap { coupon, amounts in
        amounts[index] == 0 ? nil : LineItem.DiscountAmount(discount: coupon.id, amount: amounts[index])
      }
    }
    for index in indices {
      self[index].discounts = []
      let coupons = own[self[index].id] ?? []
      let off = coupons.map(\.1).amounts(off: [line(self[index])], currency: currency)
      self[index].discounts = discounts(coupons, off, 0)
    }
    let off = coupons.map(\.1).amounts(off: map(line), currency: currency)
    for index in indices {
      self[index].discounts += discounts(coupons, off, index)
      let taxable = self[index].amountSubtotal - self[index].amountDiscount
      if let automatic {
        self[index].taxes = (automatic[self[index].price] ?? []).map { LineItem.TaxAmount($0, on: taxable) }
        continue
      }
      let own = self[index].taxRates.isEmpty ? rates : self[index].taxRates
      self[index].taxes = own.compactMap { store[TaxRate.self][$0] }.map { rate in
        let tax = TaxTerms(rate, exemption: exemption).amount(of: taxable)
        return LineItem.TaxAmount(
          rate: rate.id, amount: tax.amount, taxable: rate.isInclusive ? taxable - tax.amount : taxable,
          isInclusive: rate.isInclusive, reason: tax.reason)
      }
    }
  }

  var amountSubtotal: Int { reduce(0) { $0 + $1.amountSubtotal } }
  var amountDiscount: Int { reduce(0) { $0 + $1.amountDiscount } }
  var amountTax: Int { reduce(0) { $0 + $1.amountTax } }
  var amountTotal: Int { reduce(0) { $0 + $1.amountTotal } }
}

extension Call {
  static let lineItems = """
    [{
      adjustable_quantity: {enabled: boolean!, maximum: integer, minimum: integer}
      dynamic_tax_rates: [string]
      metadata
      price: id
      price_data: {\(Price.dataParameters())}
      quantity: integer
      tax_rates: [string]?
    }]
    """

  /// A line from a request, with a price that the request describes; nothing is kept yet.
  ///
  /// - Parameters:
  ///   - currency: the currency of the lines before it; nil: it is the first.
  ///   - count: the quantity where the request has none; nil: the request needs one.
  func lineItem(
    _ fields: Arguments, at path: String, currency: String?, count: Int? = nil
  ) throws(StripeError) -> (line: LineItem, price: Price, new: (price: Price, product: Product?)?) {
    if fields.has("price"), fields.has("price_data") { throw .exclusive(["\(path)[price]", "\(path)[price_data]"]) }
    let price: Price
    var new: (price: Price, product: Product?)?
    if let data = fields.object("price_data") {
      let made = try inlinePrice(data, at: path + "[price_data]")
      new = made
      price = made.price
    } else if let id = fields.string("price") {
      price = try foundPrice(id, param: path + "[price]")
      guard price.isActive || isInner else {
        throw StripeError(
          "The price specified is inactive. This field only accepts active prices.", param: path + "[price]")
      }
      guard sandbox.store[Product.self][price.product]?.isActive ?? true || isInner else {
        throw StripeError(
          "The product for the price specified is inactive. This field only accepts prices with active products.",
          param: path + "[price]")
      }
    } else {
      throw StripeError(
        "You must specify either `price` or `price_data` in `\(path)`.", code: "parameter_missing", param: path)
    }
    let currency = currency ?? price.currency
    guard let pricing = price.pricing(in: currency) ?? price.presetPricing(in: currency) else {
      throw StripeError(
        """
        The price specified only supports `\(price.currency)`. This doesn't match the expected currency: `\(currency)`.
        """, param: path + "[price]")
    }
    let quantity = fields.integer("quantity") ?? (price.isMetered ? nil : count)
    if let quantity, quantity < 1 { throw .belowOne(path + "[quantity]") }
    guard quantity == nil || !price.isMetered else {
      throw StripeError(
        "Quantity should not be specified where usage_type is `metered`. Remove quantity from `\(path)`",
        param: path + "[quantity]")
    }
    guard quantity != nil || price.isMetered else {
      throw StripeError("Quantity is required. Add `quantity` to `\(path)`", param: path + "[quantity]")
    }
    let product = new?.product ?? sandbox.store[Product.self][price.product]
    var line = LineItem(
      id: sandbox.identifiers.dated("li_", now: now), created: now, price: price.id, quantity: quantity ?? 0,
      currency: currency, description: product?.name ?? "")
    line.amountSubtotal = price.isMetered ? 0 : pricing.amount(for: line.quantity)
    line.adjustable = fields["adjustable_quantity"] ?? .null
    try fields.merge(into: &line.metadata)
    line.taxRates = try taxRates(fields, "tax_rates", param: path + "[tax_rates]") ?? []
    return (line, price, new)
  }

  /// What Stripe Tax charges on each price of some lines.
  func taxTerms(_ automatic: AutomaticTax, of lines: [LineItem]) -> [String: [TaxTerms]] {
    var terms: [String: [TaxTerms]] = [:]
    for line in lines where terms[line.price] == nil {
      terms[line.price] = taxTerms(automatic, price: sandbox.store[Price.self][line.price], currency: line.currency)
    }
    return terms
  }

  /// Keeps what lines brought along.
  func keep(_ new: [(price: Price, product: Product?)]) {
    for (price, product) in new {
      if let product { insert(product, announcing: "product.created") }
      insert(price)
    }
  }
}

extension Price {
  /// The amount that is proposed to the customer.
  fileprivate func presetPricing(in currency: String) -> Pricing? {
    terms(in: currency)?.customUnitAmount.map { Pricing(.perUnit(ExactAmount($0.preset ?? $0.minimum ?? 0))) }
  }
}
