import Wire

/// The subscription item in a request.
struct ItemRequest {
  var id: String?
  var price: Price?
  var quantity: Int?
  var isDeleted = false
  let arguments: Arguments
  /// The name of the parameter, for errors: `items[0]`.
  let param: String
}

extension Call {
  /// The items that a request names: in `items`, or in the older way by one `plan` or `price`.
  func itemRequests(currency: String?) throws(StripeError) -> [ItemRequest] {
    if let items = arguments.objects("items") {
      var requests: [ItemRequest] = []
      for (index, item) in items.enumerated() {
        requests.append(try itemRequest(item, param: "items[\(index)]", currency: currency))
      }
      return requests
    }
    guard arguments.has("plan") || arguments.has("price") || arguments.has("quantity") else { return [] }
    return [try itemRequest(arguments, param: "", currency: currency)]
  }

  func itemRequest(_ item: Arguments, param: String, currency: String?) throws(StripeError) -> ItemRequest {
    var request = ItemRequest(
      id: item.string("id"), quantity: item.integer("quantity"), isDeleted: item.bool("deleted") == true,
      arguments: item, param: param)
    request.price = try recurringPrice(item, param: param, currency: currency)
    if let quantity = request.quantity, quantity < 0 {
      throw StripeError(
        "Invalid non-negative integer", code: "parameter_invalid_integer", param: Self.name("quantity", in: param))
    }
    if request.price?.isMetered == true, request.quantity != nil {
      throw StripeError(
        """
        You passed a `quantity` for a metered plan: \(request.price?.id ?? ""). Quantities cannot be passed for \
        metered plans.
        """, param: Self.name("quantity", in: param))
    }
    if let rates = item.strings("tax_rates") { try checkTaxRates(rates, param: Self.name("tax_rates", in: param)) }
    return request
  }

  static func name(_ name: String, in param: String) -> String { param.isEmpty ? name : "\(param)[\(name)]" }

  private func recurringPrice(_ item: Arguments, param: String, currency: String?) throws(StripeError) -> Price? {
    if let data = item.object("price_data") {
      return try makePrice(from: data, param: Self.name("price_data", in: param))
    }
    let isPlan = !item.has("price")
    guard let id = item.string(isPlan ? "plan" : "price") else { return nil }
    let name = isPlan ? "plan" : Self.name("price", in: param)
    return try price(id, as: isPlan ? "plan" : "price", "recurring", not: "one_time", param: name, currency: currency)
  }

  /// A price that is charged once: of an invoice item.
  func oneTimePrice(_ item: Arguments, param: String, currency: String?) throws(StripeError) -> Price? {
    if let data = item.object("price_data") {
      return try makePrice(from: data, param: Self.name("price_data", in: param))
    }
    let pricing = item.object("pricing")
    guard let id = item.string("price") ?? pricing?.string("price") else { return nil }
    let name = Self.name(pricing == nil ? "price" : "pricing[price]", in: param)
    return try price(id, as: "price", "one_time", not: "recurring", param: name, currency: currency)
  }

  /// A price that is there and of the type that a parameter takes.
  private func price(
    _ id: String, as noun: String, _ type: String, not other: String, param: String, currency: String?
  ) throws(StripeError) -> Price {
    guard let price = sandbox.store[Price.self][id] else { throw .noSuch(noun, id, param: param) }
    guard (price.recurring != nil) == (type == "recurring") else {
      throw StripeError(
        "The price specified is set to `type=\(other)` but this field only accepts prices with `type=\(type)`.",
        param: param)
    }
    guard price.isActive || isInner else {
      throw StripeError("The price specified is inactive. This field only accepts active prices.", param: param)
    }
    if let currency { try price.check(currency: currency, param: param) }
    return price
  }
}

extension Price {
  /// A subscription or an invoice is in one currency.
  func check(currency: String, param: String) throws(StripeError) {
    guard pricing(in: currency) == nil else { return }
    throw StripeError(
      """
      The price specified only supports `\(self.currency)`. This doesn't match the expected currency: `\(currency)`.
      """, param: param)
  }
}

extension SubscriptionItem {
  /// Takes up what a request says of it, its price and quantity aside.
  mutating func apply(_ request: ItemRequest, _ call: Call, customer: String) throws(StripeError) {
    let arguments = request.arguments
    // In the older way the request's other parameters are the subscription's.
    guard !request.param.isEmpty || arguments.has("subscription") || call.path.first == id else { return }
    try arguments.merge(into: &metadata)
    if let rates = arguments["tax_rates"] { taxRates = rates.array?.compactMap(\.string) ?? [] }
    if let thresholds = arguments["billing_thresholds"] { billingThresholds = thresholds }
    let holder = Discount.Holder(customer: customer, subscription: subscription, subscriptionItem: id)
    discounts =
      try call.keptDiscounts(arguments, at: request.param.isEmpty ? nil : request.param, for: holder) ?? discounts
  }
}
