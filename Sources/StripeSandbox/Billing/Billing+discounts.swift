extension Call {
  /// Keeps the discounts that a request asks for; their ids. Nil: it says nothing of discounts.
  ///
  /// - Parameter path: where they stand in the request, for errors: `items[0]`.
  func keptDiscounts(
    _ arguments: Arguments, at path: String? = nil, for holder: Discount.Holder, currency: String? = nil
  ) throws(StripeError) -> [String]? {
    guard let discounts = try discounts(arguments, for: holder, at: path, currency: currency) else { return nil }
    // One that the request names by its own id is there already.
    for discount in discounts where !sandbox.store[Discount.self].contains(discount.id) { keep(discount) }
    return discounts.map(\.id)
  }
}
