import Wire

/// The price of a product: once or recurring, in one currency and perhaps in others.
///
/// A plan is the same under its older name: `Plan` writes it that way.
package struct Price: Resource {
  package static let object: StaticString = "price"
  package static let pathParameter = "price"
  package static let idPrefixes = ["price_"]
  package static let indexes = [
    Index<Price>(name: "lookup_key") { $0.lookupKey }, Index<Price>(name: "product") { $0.product },
    Index<Price>(name: "bare") { price in
      price.bareName.map { "\(price.currency) \(price.terms.unitAmount?.text ?? "") \($0)" }
    },
  ]
  package static var expandable: [String: Expandable] {
    ["currency_options": .absent, "product": .one("product"), "tiers": .absent]
  }
  package static let example: Script? =
    "price: POST prices product={product}&currency=usd&unit_amount=2000&recurring[interval]=month"
  package static let events: [EventRecipe] = [
    .init("price.created", "POST prices product_data[name]=T-shirt&currency=usd&unit_amount=2000"),
    .init(
      "price.updated",
      "a: POST prices product_data[name]=T-shirt&currency=usd&unit_amount=2000; POST prices/{a} nickname=small"),
  ]

  package let id: String
  package let created: Int
  var isActive = true
  let currency: String
  /// The terms in its own currency.
  var terms: Terms
  /// The terms in other currencies.
  var options: [String: Terms] = [:]
  var lookupKey: String?
  var metadata = Metadata()
  var nickname: String?
  let product: String
  /// The description of the bare amount that it was made for.
  var bareName: String?
  @Boxed var recurring: Recurring? = nil
  var tiersMode: TiersMode?
  @Boxed var transform: Pricing.Transform? = nil

  enum TiersMode: String, Codable, Sendable { case graduated, volume }

  /// The terms of a price in one currency.
  struct Terms: Codable, Sendable {
    var taxBehavior = "unspecified"
    var unitAmount: ExactAmount?
    @Boxed var customUnitAmount: CustomUnitAmount? = nil
    var tiers: [Pricing.Tier] = []
  }

  /// The customer says how much.
  struct CustomUnitAmount: Codable, Sendable {
    var maximum: Int?
    var minimum: Int?
    var preset: Int?
  }

  struct Recurring: Codable, Sendable, Equatable {
    /// Of older versions; meters took its place.
    var aggregateUsage: String?
    var interval: BillingInterval
    var meter: String?
    var trialPeriodDays: Int?
    var usageType = "licensed"
  }

  /// In its own currency; nil: it has a fraction, or tiers, or the customer says how much.
  var unitAmount: Int? { terms.unitAmount?.whole }
  var taxBehavior: String { terms.taxBehavior }
  var isMetered: Bool { recurring?.usageType == "metered" }

  /// Nil: it has no price in that currency.
  func terms(in currency: String) -> Terms? { currency == self.currency ? terms : options[currency] }

  /// Nil: it has no price in that currency, or the customer says how much.
  func pricing(in currency: String) -> Pricing? {
    guard let terms = terms(in: currency) else { return nil }
    switch tiersMode {
    case .graduated: return Pricing(.graduated(terms.tiers), transform: transform)
    case .volume: return Pricing(.volume(terms.tiers), transform: transform)
    case nil: return terms.unitAmount.map { Pricing(.perUnit($0), transform: transform) }
    }
  }

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("active", isActive)
    w.field("billing_scheme", tiersMode == nil ? "per_unit" : "tiered")
    w.field("created", created)
    w.field("currency", currency)
    if w.isExpanded("currency_options") { writeOptions(&w) }
    w.object("custom_unit_amount", terms.customUnitAmount) { $1.write(&$0) }
    w.field("livemode", false)
    w.field("lookup_key", lookupKey)
    w.field("metadata", metadata)
    w.field("nickname", nickname)
    w.reference("product", product, Product.self)
    w.object("recurring", recurring) { $1.write(&$0) }
    w.field("tax_behavior", terms.taxBehavior)
    if w.isExpanded("tiers"), tiersMode != nil { w.array("tiers", terms.tiers) { $1.write(&$0) } }
    w.field("tiers_mode", tiersMode?.rawValue)
    w.object("transform_quantity", transform) { $1.write(&$0) }
    w.field("type", recurring == nil ? "one_time" : "recurring")
    w.field("unit_amount", terms.unitAmount?.whole)
    w.field("unit_amount_decimal", terms.unitAmount?.text)
  }

  private func writeOptions(_ w: inout ObjectWriter) {
    w.object("currency_options") { w in
      let all = options.merging([currency: terms]) { _, own in own }
      for (currency, terms) in all.sorted(by: { $0.key < $1.key }) {
        w.json.key(currency)
        w.json.open(UInt8(ascii: "{"))
        w.object("custom_unit_amount", terms.customUnitAmount) { $1.write(&$0) }
        w.field("tax_behavior", terms.taxBehavior)
        if tiersMode != nil { w.array("tiers", terms.tiers) { $1.write(&$0) } }
        w.field("unit_amount", terms.unitAmount?.whole)
        w.field("unit_amount_decimal", terms.unitAmount?.text)
        w.json.close(UInt8(ascii: "}"))
      }
    }
  }
}

extension Price.CustomUnitAmount {
  func write(_ w: inout ObjectWriter) {
    w.field("maximum", maximum)
    w.field("minimum", minimum)
    w.field("preset", preset)
  }
}

extension Price.Recurring {
  func write(_ w: inout ObjectWriter) {
    if w.version < .basil { w.field("aggregate_usage", aggregateUsage) }
    w.field("interval", interval.unit.rawValue)
    w.field("interval_count", interval.count)
    w.field("meter", meter)
    w.field("trial_period_days", trialPeriodDays)
    w.field("usage_type", usageType)
  }
}

extension Pricing.Tier {
  func write(_ w: inout ObjectWriter) {
    w.field("flat_amount", flatAmount?.whole)
    w.field("flat_amount_decimal", flatAmount?.text)
    w.field("unit_amount", unitAmount?.whole)
    w.field("unit_amount_decimal", unitAmount?.text)
    w.field("up_to", upTo)
  }
}

extension Pricing.Transform {
  func write(_ w: inout ObjectWriter) {
    w.field("divide_by", divideBy)
    w.field("round", roundsUp ? "up" : "down")
  }
}

extension Price: Searchable {
  static let collection = "prices"

  static func searchField(_ name: String) -> SearchField<Price>? {
    switch name {
    case "active": .bool { $0.isActive }
    case "created": .number { $0.created }
    case "currency": .token { $0.currency }
    case "lookup_key": .token { $0.lookupKey }
    case "product": .token { $0.product }
    case "type": .token { $0.recurring == nil ? "one_time" : "recurring" }
    default: nil
    }
  }
}

extension Resource {
  /// All members, for an object inside another one.
  func writeWhole(_ w: inout ObjectWriter) {
    w.field("id", id)
    w.field("object", kind)
    write(&w)
  }
}
