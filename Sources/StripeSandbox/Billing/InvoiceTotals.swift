/// The terms of a discount, without its holder.
struct DiscountTerms: Equatable {
  var discount: String
  var percent: ExactAmount?
  /// In the invoice's currency.
  var amount: Int?
  /// Only lines for these products; empty: all.
  var products: [String] = []

  func off(_ rest: Int) -> Int {
    if let percent { return percent.percent(of: rest) }
    // A fixed amount takes nothing off a credit.
    return rest > 0 ? min(amount ?? 0, rest) : 0
  }

  func applies(to product: String?) -> Bool { products.isEmpty || product.map(products.contains) ?? false }
}

/// A tax as it is charged on a line.
struct TaxTerms: Equatable {
  var rate: String?
  var percentage: ExactAmount
  var isInclusive: Bool
  var reason: String?

  func amount(of taxable: Int) -> TaxAmount {
    TaxAmount(
      amount: isInclusive ? percentage.percentWithin(taxable) : percentage.percent(of: taxable),
      isInclusive: isInclusive, rate: rate, reason: reason, taxable: taxable)
  }
}

/// The inputs of an invoice's amounts besides its lines.
struct InvoiceConditions {
  /// By their ids.
  var discounts: [String: DiscountTerms] = [:]
  /// By the ids of prices.
  var products: [String: String] = [:]
  /// By the ids of rates.
  var taxes: [String: TaxTerms] = [:]
  /// The taxes of Stripe Tax on each price, and on the shipping; nil: it is off.
  var automatic: Automatic?
  /// The customer's balance: positive is owed by the customer, negative to the customer.
  var balance = 0
  /// The least that can be charged.
  var minimum = 50
}

extension InvoiceConditions {
  struct Automatic {
    /// By the ids of prices; lines without one are under an empty id.
    var prices: [String: [TaxTerms]] = [:]
    var shipping: [TaxTerms] = []
  }
}

extension Invoice {
  /// Computes discounts, taxes and sums from the lines.
  ///
  /// A line's own discounts come first, then the invoice's in their order: a percentage of what is left of each line, a
  /// fixed amount shared out in proportion. Taxes are computed line by line on what is left, and rounded there.
  mutating func computeAmounts(_ conditions: InvoiceConditions) {
    var rests = lines.indices.map { discountLine($0, conditions) }
    for id in discounts {
      guard let terms = conditions.discounts[id] else { continue }
      discountInvoice(terms, conditions, &rests)
    }
    for index in lines.indices {
      // Taxes that Stripe Tax or the caller set stay.
      guard !lines[index].taxes.contains(where: { $0.rate == nil }) else { continue }
      if let automatic = conditions.automatic {
        let terms = automatic.prices[lines[index].price ?? ""] ?? []
        lines[index].taxes = terms.map { $0.amount(of: lines[index].taxable) }
        continue
      }
      let rates = lines[index].taxRates.isEmpty ? settings.defaultTaxRates : lines[index].taxRates
      lines[index].taxes = rates.compactMap { conditions.taxes[$0]?.amount(of: lines[index].taxable) }
    }
    if let automatic = conditions.automatic, let cost = terms?.shippingCost {
      terms?.shippingCost?.taxes = automatic.shipping.map { $0.amount(of: cost.amount) }
    }
    totalDiscounts = Self.sums(of: lines.flatMap(\.discountAmounts))
    totalTaxes = Self.sums(of: lines.flatMap(\.taxes) + (terms?.shippingCost?.taxes ?? []))
    subtotal = lines.reduce(0) { $0 + $1.subtotal }
    total = lines.reduce(terms?.shippingCost?.total ?? 0) { $0 + $1.taxable + $1.exclusiveTax }
    applyBalance(conditions)
  }

  /// Applies a line's own discounts, and returns the rest.
  private mutating func discountLine(_ index: Int, _ conditions: InvoiceConditions) -> Int {
    var rest = lines[index].amount
    lines[index].discountAmounts = []
    guard lines[index].isDiscountable else { return rest }
    for id in lines[index].discounts {
      guard let terms = conditions.discounts[id] else { continue }
      let amount = terms.off(rest)
      lines[index].discountAmounts.append(InvoiceLine.DiscountAmount(amount: amount, discount: id))
      rest -= amount
    }
    return rest
  }

  private mutating func discountInvoice(
    _ terms: DiscountTerms, _ conditions: InvoiceConditions, _ rests: inout [Int]
  ) {
    let chosen = lines.indices.filter {
      lines[$0].isDiscountable && terms.applies(to: lines[$0].price.flatMap { conditions.products[$0] })
        && !lines[$0].discounts.contains(terms.discount)
    }
    let whole = chosen.reduce(0) { $0 + max(rests[$1], 0) }
    let off = terms.percent == nil ? terms.off(whole) : 0
    // Shares are rounded as sums, so that they add up to the whole.
    var passed = 0
    var given = 0
    for index in chosen {
      var amount = 0
      if terms.percent != nil {
        amount = terms.off(rests[index])
      } else if whole > 0 {
        passed += max(rests[index], 0)
        amount = Proration.share(of: off, passed, outOf: whole) - given
        given += amount
      }
      lines[index].discountAmounts.append(InvoiceLine.DiscountAmount(amount: amount, discount: terms.discount))
      rests[index] -= amount
    }
  }

  /// Applies the customer's balance to the amount due. An amount that is too small to be charged, or that is owed to
  /// the customer, goes onto the balance.
  private mutating func applyBalance(_ conditions: InvoiceConditions) {
    startingBalance = conditions.balance
    let owed = total + conditions.balance
    amountDue = total > 0 && owed >= conditions.minimum ? owed : 0
  }

  /// The customer's balance once the invoice is final.
  var balanceAfter: Int { startingBalance + total - amountDue }

  static func sums(of amounts: [InvoiceLine.DiscountAmount]) -> [InvoiceLine.DiscountAmount] {
    var sums: [InvoiceLine.DiscountAmount] = []
    for amount in amounts {
      if let index = sums.firstIndex(where: { $0.discount == amount.discount }) {
        sums[index].amount += amount.amount
      } else {
        sums.append(amount)
      }
    }
    return sums
  }

  static func sums(of taxes: [TaxAmount]) -> [TaxAmount] {
    taxes.summed { $0.rate == $1.rate && $0.isInclusive == $1.isInclusive && $0.reason == $1.reason }
  }
}
