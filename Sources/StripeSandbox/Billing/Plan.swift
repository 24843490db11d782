import Wire

/// A recurring price under its older name.
package struct Plan: Resource {
  package static let object: StaticString = "plan"
  package static let pathParameter = "plan"
  package static let idPrefixes = ["plan_"]
  package static let indexes = [Index<Plan>(name: "product") { $0.price.product }]
  package static var expandable: [String: Expandable] { ["product": .one("product"), "tiers": .absent] }
  package static let example: Script? = "plan: POST plans product={product}&currency=usd&amount=2000&interval=month"
  package static let events: [EventRecipe] = [
    .init("plan.created", "POST plans product[name]=Gold&currency=usd&amount=2000&interval=month"),
    .init(
      "plan.updated",
      "a: POST plans product[name]=Gold&currency=usd&amount=2000&interval=month; POST plans/{a} nickname=gold"),
    .init("plan.deleted", "a: POST plans product[name]=Gold&currency=usd&amount=2000&interval=month; DELETE plans/{a}"),
    .init(
      "price.deleted", "a: POST plans product[name]=Gold&currency=usd&amount=2000&interval=month; DELETE plans/{a}"),
  ]

  let price: Price

  init(_ price: Price) { self.price = price }

  package var id: String { price.id }
  package var created: Int { price.created }
  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    let recurring = price.recurring
    w.field("active", price.isActive)
    if w.version < .basil { w.field("aggregate_usage", recurring?.aggregateUsage) }
    w.field("amount", price.terms.unitAmount?.whole)
    w.field("amount_decimal", price.terms.unitAmount?.text)
    w.field("billing_scheme", price.tiersMode == nil ? "per_unit" : "tiered")
    w.field("created", created)
    w.field("currency", price.currency)
    w.field("interval", recurring?.interval.unit.rawValue)
    w.field("interval_count", recurring?.interval.count)
    w.field("livemode", false)
    w.field("metadata", price.metadata)
    w.field("meter", recurring?.meter)
    w.field("nickname", price.nickname)
    w.reference("product", price.product, Product.self)
    if w.isExpanded("tiers"), price.tiersMode != nil { w.array("tiers", price.terms.tiers) { $1.write(&$0) } }
    w.field("tiers_mode", price.tiersMode?.rawValue)
    w.object("transform_usage", price.transform) { $1.write(&$0) }
    w.field("trial_period_days", recurring?.trialPeriodDays)
    w.field("usage_type", recurring?.usageType)
  }
}

extension Plan {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/plans", of: Plan.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("active: boolean\ncreated: range\nproduct: id"), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Plan.self) }
    $0.post(
      "{id}", takes: Parameters("active: boolean\nmetadata\nnickname\nproduct\ntrial_period_days: integer"), update)
    $0.delete("{id}", delete)
  }

  private static let createParameters = Parameters(
    """
    active: boolean
    aggregate_usage: last_during_period|last_ever|max|sum
    amount: integer
    amount_decimal: decimal
    billing_scheme: per_unit|tiered
    currency: currency!
    id
    interval: day|month|week|year!
    interval_count: integer
    metadata
    meter
    nickname
    product: any({\(Product.dataParameters)}, string)
    tiers: \(Price.tiers)
    tiers_mode: graduated|volume
    transform_usage: {divide_by: integer!, round: down|up!}
    trial_period_days: integer
    usage_type: licensed|metered
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    if let id = arguments.string("id"), call.sandbox.store[Price.self].contains(id) {
      throw StripeError("Plan already exists.", code: "resource_already_exists")
    }
    var new: Product?
    let product: String
    if let data = arguments.object("product") {
      new = try Product(data, at: "product", call)
      product = new?.id ?? ""
    } else if let found = try call.referenced(Product.self, "product") {
      product = found.id
    } else {
      throw .missing("product")
    }
    let id = arguments.string("id") ?? call.sandbox.identifiers.dated("plan_", now: call.now)
    if arguments.string("billing_scheme") != "tiered", !arguments.has("amount"), !arguments.has("amount_decimal") {
      throw StripeError("Plans require an `amount` or `amount_decimal` parameter to be set.")
    }
    let price = try Price(arguments.asPrice, product: product, id: id, call)
    if let new { call.insert(new, announcing: "product.created") }
    call.insert(price)
    return call.answer(Plan.self, price.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var price = try call.found(Plan.self).price
    let arguments = call.arguments
    price.isActive = arguments.bool("active") ?? price.isActive
    try arguments.merge(into: &price.metadata)
    arguments.assign("nickname", to: &price.nickname)
    if let days = try arguments.trialPeriodDays(least: 0) { price.recurring.trialPeriodDays = days }
    if let product = try call.referenced(Product.self, "product"), product.id != price.product {
      price = price.moved(to: product.id)
    }
    call.update(price: price.id) { $0 = price }
    return call.answer(Plan.self, price.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let id = try call.found(Plan.self).id
    call.delete(Plan.self, id, announcing: "plan.deleted")
    call.delete(Price.self, id, announcing: "price.deleted")
    return { $0.deleted(Plan.self, id) }
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    _ = try call.referenced(Product.self, "product")
    var listing = Listing<Plan>(call)
    listing.narrow("product")
    listing.filter("active") { $0.price.isActive }
    return try listing.page()
  }
}

extension Arguments {
  /// A plan's parameters under the names that a price has for them.
  fileprivate var asPrice: Arguments {
    var fields = JSON.Object()
    var recurring = JSON.Object()
    for (name, value) in values {
      switch name {
      case "amount": fields.append("unit_amount", value)
      case "amount_decimal": fields.append("unit_amount_decimal", value)
      case "transform_usage": fields.append("transform_quantity", value)
      case "aggregate_usage", "interval", "interval_count", "meter", "trial_period_days", "usage_type":
        recurring.append(name, value)
      default: fields.append(name, value)
      }
    }
    fields.append("recurring", .object(recurring))
    return Arguments(fields)
  }
}

extension Price {
  fileprivate func moved(to product: String) -> Price {
    Price(
      id: id, created: created, isActive: isActive, currency: currency, terms: terms, options: options,
      lookupKey: lookupKey, metadata: metadata, nickname: nickname, product: product, bareName: bareName,
      recurring: recurring, tiersMode: tiersMode, transform: transform)
  }
}

extension Price.Recurring? {
  fileprivate var trialPeriodDays: Int? {
    get { self?.trialPeriodDays }
    set { self?.trialPeriodDays = newValue }
  }
}
