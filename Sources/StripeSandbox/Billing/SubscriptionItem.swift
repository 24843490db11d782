import Wire

/// A price that a subscription bills, and how many of it.
package struct SubscriptionItem: Resource {
  package static let object: StaticString = "subscription_item"
  package static let pathParameter = "item"
  package static let idPrefixes = ["si_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<SubscriptionItem>(name: "subscription") { $0.subscription }]
  package static var expandable: [String: Expandable] {
    [
      "discounts": .one("discount"), "plan.product": .one("product"), "price.product": .one("product"),
      "price.tiers": .absent, "plan.tiers": .absent, "price.currency_options": .absent,
    ]
  }

  package let id: String
  package let created: Int
  package let subscription: String
  package var price: String
  /// Nil: usage decides.
  var quantity: Int?
  package var period: BillingPeriod
  var discounts: [String] = []
  var metadata = Metadata()
  var taxRates: [String] = []
  var billingThresholds: JSON = .null
  /// The end of what was billed ahead.
  var billedUntil: Int?
  /// Usage of the present period that a threshold's invoice has billed.
  var billedUsage = 0

  package func write(_ w: inout ObjectWriter) {
    if let billedUntil { w.field("billed_until", billedUntil) }
    w.field("billing_thresholds", billingThresholds)
    w.field("created", created)
    if w.version >= .basil {
      w.field("current_period_end", period.end)
      w.field("current_period_start", period.start)
    }
    w.references("discounts", discounts)
    w.field("metadata", metadata)
    w.plan(price)
    w.price(price)
    if let quantity { w.field("quantity", quantity) }
    w.field("subscription", subscription)
    w.taxRates("tax_rates", taxRates)
  }
}
