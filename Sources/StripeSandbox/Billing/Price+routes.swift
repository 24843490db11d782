import Wire

extension Price {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/prices", of: Price.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list(listParameters), list)
    $0.search(Price.self)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Price.self) }
    $0.post("{id}", takes: updateParameters, update)
  }

  private static let listParameters = """
    active: boolean
    created: range
    currency: currency
    lookup_keys: [string]
    product: id
    recurring: {interval: day|month|week|year, meter, usage_type: licensed|metered}
    type: one_time|recurring
    """

  private static let createParameters = Parameters(
    """
    active: boolean
    billing_scheme: per_unit|tiered
    currency: currency!
    currency_options: \(currencyOptions)
    custom_unit_amount: \(customUnitAmount)
    lookup_key: string(200)
    metadata
    nickname
    product: id
    product_data: {\(Product.dataParameters)}
    recurring: {
      aggregate_usage: last_during_period|last_ever|max|sum
      interval: day|month|week|year!
      interval_count: integer
      meter
      trial_period_days: integer
      usage_type: licensed|metered
    }
    tax_behavior: exclusive|inclusive|unspecified
    tiers: \(tiers)
    tiers_mode: graduated|volume
    transfer_lookup_key: boolean
    transform_quantity: {divide_by: integer!, round: down|up!}
    unit_amount: integer
    unit_amount_decimal: decimal
    """)

  private static let updateParameters = Parameters(
    """
    active: boolean
    currency_options: \(currencyOptions)?
    lookup_key: string(200)
    metadata
    nickname
    tax_behavior: exclusive|inclusive|unspecified
    transfer_lookup_key: boolean
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    var new: Product?
    let product: String
    if let data = arguments.object("product_data") {
      if arguments.has("product") { throw .exclusive(["product", "product_data"]) }
      new = try Product(data, at: "product_data", call)
      product = new?.id ?? ""
    } else if let found = try call.referenced(Product.self, "product") {
      product = found.id
    } else {
      throw StripeError(
        "You must specify either `product` or `product_data` when creating a price.", code: "parameter_missing",
        param: "product")
    }
    var price = try Price(arguments, product: product, call)
    if let new { call.insert(new, announcing: "product.created") }
    try price.takeLookupKey(call)
    call.insert(price)
    return call.answer(Price.self, price.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var price = try call.found(Price.self)
    let arguments = call.arguments
    if let isActive = arguments.bool("active") {
      if !isActive, call.sandbox.store[Product.self][price.product]?.defaultPrice == price.id {
        throw StripeError("This price cannot be archived because it is the default price of its product.")
      }
      price.isActive = isActive
    }
    try price.apply(options: arguments) { $0 }
    try arguments.merge(into: &price.metadata)
    arguments.assign("nickname", to: &price.nickname)
    if let behavior = arguments.string("tax_behavior") {
      guard price.terms.taxBehavior == "unspecified" || price.terms.taxBehavior == behavior else {
        throw StripeError(
          """
          You cannot change the tax_behavior of a price once it has been set to `\(price.terms.taxBehavior)`.
          """, param: "tax_behavior")
      }
      price.terms.taxBehavior = behavior
    }
    try price.takeLookupKey(call)
    call.update(price: price.id) { $0 = price }
    return call.answer(Price.self, price.id)
  }

  /// A lookup key is of one price only; that of another can be taken over, if the request says so.
  private mutating func takeLookupKey(_ call: Call) throws(StripeError) {
    guard let value = call.arguments["lookup_key"] else { return }
    guard let key = value.string, !key.isEmpty else {
      lookupKey = nil
      return
    }
    let holder = call.sandbox.store[Price.self].positions("lookup_key", key)?.first.flatMap {
      call.sandbox.store[Price.self][Int($0)]
    }
    if let holder, holder.id != id {
      guard call.arguments.bool("transfer_lookup_key") == true else {
        throw StripeError("A price (`\(holder.id)`) already uses that lookup key.", param: "lookup_key")
      }
      call.update(price: holder.id) { $0.lookupKey = nil }
    }
    lookupKey = key
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    if let keys = arguments.strings("lookup_keys"), keys.count > 10 {
      throw StripeError("You may specify at most 10 lookup keys.", param: "lookup_keys")
    }
    _ = try call.referenced(Product.self, "product")
    var listing = Listing<Price>(call)
    listing.narrow("product")
    listing.filter("active") { $0.isActive }
    if let currency = arguments.string("currency") { listing.filter { $0.terms(in: currency) != nil } }
    if let keys = arguments.strings("lookup_keys") {
      listing.filter { price in price.lookupKey.map(keys.contains) ?? false }
    }
    listing.filter("type") { $0.recurring == nil ? "one_time" : "recurring" }
    if let recurring = arguments.object("recurring") {
      if let interval = recurring.string("interval") {
        listing.filter { $0.recurring?.interval.unit.rawValue == interval }
      }
      if let meter = recurring.string("meter") { listing.filter { $0.recurring?.meter == meter } }
      if let usage = recurring.string("usage_type") { listing.filter { $0.recurring?.usageType == usage } }
    }
    return try listing.page()
  }
}
