import Wire

extension Discount {
  /// The parameter of everything that can have discounts.
  static let parameter = "[{coupon: id, discount: id, promotion_code: id}]?"
}

extension Call {
  /// The discounts that a request asks for, not kept yet. Nil: it says nothing of them; empty: it takes them away.
  ///
  /// - Parameters:
  ///   - path: where they stand in the request, for errors: `items[0]` or nothing.
  ///   - amount: what they would be taken off, for codes with a least amount.
  func discounts(
    _ arguments: Arguments, for holder: Discount.Holder, at path: String? = nil, currency: String? = nil,
    amount: Int? = nil
  ) throws(StripeError) -> [Discount]? {
    func param(_ name: String) -> String { path.map { "\($0)[\(name)]" } ?? name }
    if version < .basil {
      for name in ["coupon", "promotion_code"] where arguments.has(name) {
        guard let id = arguments.string(name) else { return [] }
        return [try discount(name, id, holder, param: param(name), currency, amount)]
      }
    } else if let name = ["coupon", "promotion_code"].first(where: arguments.has) {
      throw .unknownParameters([param(name)], suggestion: nil, first: param(name))
    }
    guard let value = arguments["discounts"] else { return nil }
    var discounts: [Discount] = []
    for (index, fields) in (value.array ?? []).enumerated() {
      let path = "\(param("discounts"))[\(index)]"
      let names = ["coupon", "discount", "promotion_code"].filter { fields[$0]?.string != nil }
      guard let name = names.first, let id = fields[name]?.string else {
        throw StripeError("You must specify one of `coupon`, `discount` or `promotion_code`.", param: path)
      }
      guard names.count == 1 else { throw .exclusive(names.map { "\(path)[\($0)]" }) }
      discounts.append(try discount(name, id, holder, param: "\(path)[\(name)]", currency, amount))
    }
    return discounts
  }

  private func discount(
    _ name: String, _ id: String, _ holder: Discount.Holder, param: String, _ currency: String?, _ amount: Int?
  ) throws(StripeError) -> Discount {
    switch name {
    case "coupon": return try discount(coupon: id, holder, param: param, currency)
    case "promotion_code": return try discount(promotionCode: id, holder, param: param, currency, amount)
    default:
      guard let discount = sandbox.store[Discount.self][id] else { throw .noSuch(Discount.self, id, param: param) }
      return discount
    }
  }

  func discount(
    coupon id: String, _ holder: Discount.Holder, param: String, _ currency: String? = nil, promotionCode: String? = nil
  ) throws(StripeError) -> Discount {
    guard let coupon = sandbox.store[Coupon.self][id] else { throw .noSuch(Coupon.self, id, param: param) }
    guard coupon.isValid(at: now) else {
      throw StripeError("Coupon expired: \(id)", code: "coupon_expired", param: param)
    }
    if let currency, coupon.percentOff == nil, coupon.amountOff(in: currency) == nil {
      throw StripeError(
        """
        This coupon can't be applied, because its currency (\(coupon.currency ?? "")) is different from that of the \
        price (\(currency)).
        """, param: param)
    }
    return Discount(
      id: sandbox.identifiers.dated("di_", now: now), start: now, holder: holder, coupon: coupon,
      promotionCode: promotionCode, end: coupon.end(from: now))
  }

  private func discount(
    promotionCode id: String, _ holder: Discount.Holder, param: String, _ currency: String?, _ amount: Int?
  ) throws(StripeError) -> Discount {
    guard let code = sandbox.store[PromotionCode.self][id] else { throw .noSuch(PromotionCode.self, id, param: param) }
    guard code.isActive(in: sandbox) else {
      let isExpired = code.expiresAt.map { $0 <= now } ?? false
      throw StripeError(
        isExpired
          ? "This promotion code is expired." : "This promotion code cannot be redeemed because it is not active.",
        code: isExpired ? "promotion_code_expired" : nil, param: param)
    }
    if let owner = code.customer, owner != holder.customer {
      throw StripeError(
        """
        This promotion code cannot be redeemed because the associated customer does not match the promotion code's \
        customer.
        """, param: param)
    }
    if code.restrictions.isFirstTransaction, let customer = holder.customer, hasPaid(customer) {
      throw StripeError(
        """
        This promotion code cannot be redeemed because the associated customer has prior transactions.
        """, param: param)
    }
    if let currency, let amount, let least = code.restrictions.minimum(in: currency), amount < least {
      throw StripeError(
        """
        This promotion code cannot be redeemed because the associated purchase does not meet the minimum amount \
        requirement.
        """, param: param)
    }
    return try discount(coupon: code.coupon, holder, param: param, currency, promotionCode: id)
  }

  private func hasPaid(_ customer: String) -> Bool {
    let charges = sandbox.store[Charge.self]
    return (charges.positions("customer", customer) ?? []).contains { charges[Int($0)]?.status == .succeeded }
  }
}

// MARK: - Amounts

/// A line of an invoice or a session, as discounts see it.
package struct DiscountableLine: Sendable {
  package var amount: Int
  package var product: String?

  package init(amount: Int, product: String? = nil) {
    self.amount = amount
    self.product = product
  }
}

extension Coupon {
  /// The amounts that it takes off each of these lines, one after the other.
  func amounts(off lines: [DiscountableLine], currency: String) -> [Int] {
    let bases = lines.map { products.isEmpty || $0.product.map(products.contains) ?? false ? max($0.amount, 0) : 0 }
    let total = bases.reduce(0) { $0 &+ $1 }
    if let percentOff { return Shares.split(percentOff.percent(of: total), over: bases) }
    return Shares.split(min(amountOff(in: currency) ?? 0, total), over: bases)
  }
}

extension [Coupon] {
  /// The amounts that each of them takes off each line; the next one applies to the rest of the one before.
  func amounts(off lines: [DiscountableLine], currency: String) -> [[Int]] {
    var lines = lines
    return map { coupon in
      let amounts = coupon.amounts(off: lines, currency: currency)
      for index in lines.indices { lines[index].amount -= amounts[index] }
      return amounts
    }
  }
}

/// Splits a total in proportion, without losing a cent.
package enum Shares {
  /// Each part gets its share, rounded down; what remains goes to those that lost most, the first ones first.
  package static func split(_ total: Int, over parts: [Int]) -> [Int] {
    let whole = parts.reduce(Int128(0)) { $0 + Int128($1) }
    guard whole != 0 else { return parts.map { _ in 0 } }
    var shares: [Int] = []
    var lost: [(index: Int, rest: Int128)] = []
    for (index, part) in parts.enumerated() {
      let (quotient, rest) = (Int128(total) * Int128(part)).quotientAndRemainder(dividingBy: whole)
      shares.append(Int(clamping: quotient))
      lost.append((index, rest.magnitude > Int128.max.magnitude ? 0 : Int128(rest.magnitude)))
    }
    var remainder = total - shares.reduce(0, +)
    let step = remainder < 0 ? -1 : 1
    for (index, _) in lost.sorted(by: { $0.rest == $1.rest ? $0.index < $1.index : $0.rest > $1.rest }) {
      guard remainder != 0 else { break }
      guard parts[index] != 0 else { continue }
      shares[index] += step
      remainder -= step
    }
    return shares
  }
}

extension [Discount] {
  /// The amounts that each takes off each line, in their order.
  func amounts(off lines: [DiscountableLine], currency: String) -> [[Int]] {
    map(\.coupon).amounts(off: lines, currency: currency)
  }
}
