import Wire

// A price from a request's parameters: those of `POST /v1/prices`, a product's `default_price_data`, or the
// `price_data` of a line item.
extension Price {
  static let customUnitAmount = "{enabled: boolean!, maximum: integer, minimum: integer, preset: integer}"

  static let tiers = """
    [{flat_amount: integer, flat_amount_decimal: decimal, unit_amount: integer, unit_amount_decimal: decimal
      up_to: any(inf, integer)!}]
    """

  static let currencyOptions = """
    map({
      custom_unit_amount: \(customUnitAmount)
      tax_behavior: exclusive|inclusive|unspecified
      tiers: \(tiers)
      unit_amount: integer
      unit_amount_decimal: decimal
    })
    """

  /// The fields of `price_data`, wherever a line or an item may bring its own price.
  ///
  /// - Parameter isRecurring: whether it has to say how often; nil: it may.
  static func dataParameters(isRecurring: Bool? = nil) -> String {
    let recurring = "recurring: {interval: day|month|week|year!, interval_count: integer}"
    return """
      currency: currency!
      product
      product_data: {
        description: string(40000)
        images: [string]
        metadata
        name!
        tax_code
        tax_details: {performance_location, tax_code}
        unit_label: string(50)
      }
      \(isRecurring == false ? "" : recurring + (isRecurring == true ? "!" : ""))
      tax_behavior: exclusive|inclusive|unspecified
      unit_amount: integer
      unit_amount_decimal: decimal
      """
  }

  init(
    _ arguments: Arguments, product: String, at path: String? = nil, id: String? = nil, _ call: Call
  ) throws(StripeError) {
    func param(_ name: String) -> String { path.map { "\($0)[\(name)]" } ?? name }
    self.id = id ?? call.sandbox.identifiers.dated("price_", now: call.now)
    created = call.now
    self.product = product
    currency = arguments.string("currency") ?? "usd"
    let isTiered = arguments.string("billing_scheme") == "tiered"
    terms = try Terms(arguments, isTiered: isTiered, param: param)
    isActive = arguments.bool("active") ?? true
    nickname = arguments.string("nickname")
    try arguments.merge(into: &metadata)
    recurring = try arguments.object("recurring").map { fields throws(StripeError) in
      try Recurring(fields, param: param, call)
    }
    transform = arguments.object("transform_quantity").map {
      Pricing.Transform(divideBy: max($0.integer("divide_by") ?? 1, 1), roundsUp: $0.string("round") == "up")
    }
    if isTiered {
      guard let mode = arguments.string("tiers_mode").flatMap(TiersMode.init) else {
        throw .missing(param("tiers_mode"))
      }
      guard transform == nil else { throw .exclusive([param("tiers"), param("transform_quantity")]) }
      tiersMode = mode
    } else if arguments.has("tiers") || arguments.has("tiers_mode") {
      throw StripeError(
        "`\(arguments.has("tiers") ? "tiers" : "tiers_mode")` can only be used with `billing_scheme=tiered`.",
        param: param(arguments.has("tiers") ? "tiers" : "tiers_mode"))
    }
    try apply(options: arguments, param: param)
  }

  /// A price for one use, which is not for sale again.
  init(amount: ExactAmount, _ currency: String, of product: String, _ call: Call) {
    id = call.sandbox.identifiers.dated("price_", now: call.now)
    created = call.now
    isActive = false
    self.currency = currency
    self.product = product
    terms = Terms(unitAmount: amount)
  }

  /// Adds what other currencies cost; `currency_options` unset removes them all.
  mutating func apply(options arguments: Arguments, param: @escaping (String) -> String) throws(StripeError) {
    guard let value = arguments["currency_options"] else { return }
    guard let added = value.object else {
      options = [:]
      return
    }
    for (key, value) in added {
      let path = param("currency_options") + "[\(key)]"
      guard Currency.supported.contains(key.lowercased()) else {
        throw StripeError("Invalid currency: \(key)", param: path)
      }
      guard let fields = value.object.map(Arguments.init) else { continue }
      let terms = try Terms(fields, isTiered: tiersMode != nil) { "\(path)[\($0)]" }
      if key.lowercased() == currency { continue }
      options[key.lowercased()] = terms
    }
  }
}

extension Price.Terms {
  fileprivate init(_ arguments: Arguments, isTiered: Bool, param: @escaping (String) -> String) throws(StripeError) {
    taxBehavior = arguments.string("tax_behavior") ?? "unspecified"
    if isTiered {
      tiers = try Self.tiers(arguments, param: param)
      return
    }
    if let custom = arguments.object("custom_unit_amount"), custom.bool("enabled") == true {
      customUnitAmount = Price.CustomUnitAmount(
        maximum: custom.integer("maximum"), minimum: custom.integer("minimum"), preset: custom.integer("preset"))
      return
    }
    unitAmount = try Self.amount("unit_amount", arguments, param: param)
    guard unitAmount != nil else {
      throw StripeError("Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.")
    }
  }

  /// An amount as an integer or as a decimal, never both and never below zero.
  private static func amount(
    _ name: String, _ arguments: Arguments, param: @escaping (String) -> String
  ) throws(StripeError) -> ExactAmount? {
    let decimal = name + "_decimal"
    if arguments.has(name), arguments.has(decimal) { throw .exclusive([param(name), param(decimal)]) }
    let whole = arguments.integer(name)
    let amount = whole.map(ExactAmount.init) ?? arguments.exact(decimal)
    if let amount, amount < .zero {
      throw StripeError(
        whole == nil ? "Invalid decimal: must be greater than or equal to 0" : "Invalid non-negative integer",
        code: whole == nil ? nil : "parameter_invalid_integer", param: param(whole == nil ? decimal : name))
    }
    return amount
  }

  private static func tiers(_ arguments: Arguments, param: @escaping (String) -> String) throws(StripeError) -> [Pricing
    .Tier]
  {
    guard let given = arguments.objects("tiers"), !given.isEmpty else { throw .missing(param("tiers")) }
    var tiers: [Pricing.Tier] = []
    for (index, fields) in given.enumerated() {
      let path = { (name: String) in param("tiers") + "[\(index)][\(name)]" }
      let tier = Pricing.Tier(
        upTo: fields.integer("up_to"), flatAmount: try amount("flat_amount", fields, param: path),
        unitAmount: try amount("unit_amount", fields, param: path))
      guard tier.flatAmount != nil || tier.unitAmount != nil else {
        throw StripeError(
          "Each tier must specify at least one of `unit_amount`, `unit_amount_decimal`, `flat_amount` or "
            + "`flat_amount_decimal`.", param: param("tiers") + "[\(index)]")
      }
      if let previous = tiers.last {
        guard let last = previous.upTo, tier.upTo.map({ $0 > last }) ?? true else {
          throw StripeError(
            "The `up_to` of each tier must be greater than that of the one before.", param: path("up_to"))
        }
      } else if let first = tier.upTo, first < 1 {
        throw .belowOne(path("up_to"))
      }
      tiers.append(tier)
    }
    guard tiers.last?.upTo == nil else {
      throw StripeError(
        "The last tier's `up_to` must be `inf`.", param: param("tiers") + "[\(tiers.count - 1)][up_to]")
    }
    return tiers
  }
}

extension Price.Recurring {
  /// The longest interval is three years.
  private static func limit(_ unit: BillingInterval.Unit) -> Int {
    switch unit {
    case .day: 1095
    case .week: 156
    case .month: 36
    case .year: 3
    }
  }

  init(_ arguments: Arguments, param: @escaping (String) -> String, _ call: Call) throws(StripeError) {
    let path = { (name: String) in param("recurring") + "[\(name)]" }
    aggregateUsage = arguments.string("aggregate_usage")
    let unit = arguments.string("interval").flatMap(BillingInterval.Unit.init) ?? .month
    let count = arguments.integer("interval_count") ?? 1
    guard count >= 1 else { throw .belowOne(path("interval_count")) }
    guard count <= Self.limit(unit) else {
      throw StripeError(
        "Invalid \(path("interval_count")): the maximum billing interval is 3 years.", param: path("interval_count"))
    }
    interval = BillingInterval(unit, count)
    usageType = arguments.string("usage_type") ?? "licensed"
    if let id = arguments.string("meter") {
      guard call.sandbox.store[Meter.self].contains(id) else { throw .noSuch(Meter.self, id, param: path("meter")) }
      guard usageType == "metered" else {
        throw StripeError("`meter` can only be set when `usage_type=metered`.", param: path("meter"))
      }
      meter = id
    }
    guard usageType == "licensed" || meter != nil || call.version < .basil else {
      throw StripeError(
        "Starting with Stripe version `2025-03-31.basil`, metered prices must be backed by meters.")
    }
    trialPeriodDays = try arguments.trialPeriodDays(at: param("recurring"), least: 0)
    if usageType == "metered", aggregateUsage == nil, call.version < .basil, meter == nil { aggregateUsage = "sum" }
  }
}

extension Call {
  /// The price that a parameter names.
  func foundPrice(_ id: String, param: String) throws(StripeError) -> Price {
    guard let price = sandbox.store[Price.self][id] else { throw .noSuch(Price.self, id, param: param) }
    return price
  }

  /// Keeps the price that a line or an item brings along.
  func makePrice(from data: Arguments, param: String) throws(StripeError) -> Price {
    let (price, product) = try inlinePrice(data, at: param)
    if let product { insert(product, announcing: "product.created") }
    insert(price)
    return price
  }

  /// The price of a bare amount, as an invoice item may have it. The same one for the same amount and description.
  func inlinePrice(amount: ExactAmount, currency: String, description: String?) -> Price {
    let name = description ?? "Invoice item"
    let table = sandbox.store[Price.self]
    let key = "\(currency) \(amount.text) \(name)"
    if let position = table.positions("bare", key)?.first, let price = table[Int(position)] { return price }
    var product = Product(named: name, self)
    product.isActive = false
    var price = Price(amount: amount, currency, of: product.id, self)
    price.bareName = name
    sandbox.store[Product.self].insert(product)
    sandbox.store[Price.self].insert(price)
    return price
  }

  /// A price that a line or an item brings along: it belongs to a product that is there or comes with it, and is not
  /// offered again.
  func inlinePrice(_ data: Arguments, at path: String) throws(StripeError) -> (price: Price, product: Product?) {
    var product: Product?
    let owner: String
    if let fields = data.object("product_data") {
      if data.has("product") { throw .exclusive(["\(path)[product]", "\(path)[product_data]"]) }
      var new = try Product(fields, at: path + "[product_data]", self)
      new.isActive = false
      product = new
      owner = new.id
    } else {
      guard let id = data.string("product") else { throw .missing("\(path)[product]") }
      guard sandbox.store[Product.self].contains(id) else { throw .noSuch(Product.self, id, param: "\(path)[product]") }
      owner = id
    }
    var price = try Price(data, product: owner, at: path, self)
    price.isActive = false
    return (price, product)
  }

  /// Keeps a price and, where it recurs, the plan that it is too.
  func insert(_ price: Price) {
    if price.recurring != nil { insert(Plan(price), announcing: "plan.created") }
    insert(price, announcing: "price.created")
  }

  /// Changes a price and the plan that it is too.
  func update(price id: String, _ change: (inout Price) -> Void) {
    guard var price = sandbox.store[Price.self][id] else { return }
    change(&price)
    if price.recurring != nil { update(Plan.self, id, announcing: "plan.updated") { $0 = Plan(price) } }
    update(Price.self, id, announcing: "price.updated") { $0 = price }
  }
}
