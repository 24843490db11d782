import Wire

// A customer's own discount, for all that it buys.
extension Customer {
  static let discountRoutes = Routes("/v1/customers/{id}/discount", of: Discount.self) {
    $0.get("") { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      guard let id = customer.discount, call.sandbox.store[Discount.self].contains(id) else {
        throw .noDiscount(customer.id)
      }
      return call.answer(Discount.self, id)
    }
    $0.delete("") { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      guard let id = customer.discount, let discount = call.sandbox.store[Discount.self][id] else {
        throw .noDiscount(customer.id)
      }
      call.sandbox.store[Customer.self].update(customer.id) { $0.discount = nil }
      call.remove(discount: id)
      return discount.asDeleted
    }
  }
}

extension StripeError {
  fileprivate static func noDiscount(_ customer: String) -> StripeError {
    StripeError(status: 404, "No active discount for customer: \(customer)", code: "resource_missing")
  }
}

extension Call {
  /// The discounts that a request gives a customer, checked to be redeemable. Nil: none.
  func customerDiscount(_ customer: String) throws(StripeError) -> [Discount]? {
    guard arguments.has("coupon") || arguments.has("promotion_code") else { return nil }
    return try discounts(arguments, for: Discount.Holder(customer: customer))
  }

  /// Gives a customer a discount, or takes it away, and tells of it. The customer itself is the caller's to keep.
  func apply(_ discounts: [Discount], to customer: inout Customer) {
    let previous = customer.discount
    customer.discount = discounts.first?.id
    guard let new = discounts.first else {
      if let previous { remove(discount: previous) }
      return
    }
    keep(new, announcing: previous == nil ? "customer.discount.created" : "customer.discount.updated")
    if let previous { sandbox.store[Discount.self].delete(previous) }
  }
}
