import Wire

/// That a customer may use a feature now, because of what he has subscribed to.
package struct ActiveEntitlement: Resource {
  package static let object: StaticString = "entitlements.active_entitlement"
  package static let noun = "active entitlement"
  package static let idPrefixes = ["ent_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let indexes = [Index<ActiveEntitlement>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] { ["feature": .one("entitlements.feature")] }
  package static let example: Script? = Script(
    stringLiteral:
      "entitled: POST customers; \(subscribe(of: "entitled", to: "included")); entitlement: GET entitlements/active_entitlements customer={entitled}"
  )
  package static let events = [
    EventRecipe(
      "entitlements.active_entitlement_summary.updated",
      Script(stringLiteral: "customer: POST customers; " + subscribe(of: "customer", to: "trigger_6")))
  ]

  private static func subscribe(of customer: String, to key: String) -> String {
    """
    sold_\(key): POST products name=Gold
    feature_\(key): POST entitlements/features name=Reports&lookup_key=\(key)
    POST products/{sold_\(key)}/features entitlement_feature={feature_\(key)}
    price_\(key): POST prices product={sold_\(key)}&currency=usd&unit_amount=2000&recurring[interval]=month
    POST subscriptions customer={\(customer)}&items[0][price]={price_\(key)}&collection_method=send_invoice&days_until_due=30
    """
  }

  package let id: String
  package let created: Int
  let customer: String
  let feature: String

  package func write(_ w: inout ObjectWriter) {
    w.reference("feature", feature)
    w.field("livemode", false)
    w.field("lookup_key", w.sandbox.store[Feature.self][feature]?.lookupKey)
  }

  static let routes = Routes("/v1/entitlements/active_entitlements", of: ActiveEntitlement.self) {
    $0.list("", takes: .list("customer: id!")) { call throws(StripeError) in
      let customer = try call.referenced(Customer.self, "customer")
      var listing = Listing<ActiveEntitlement>(call)
      listing.narrow("customer", to: customer?.id)
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(ActiveEntitlement.self) }
  }
}

extension ActiveEntitlement {
  /// Gives customers what their subscriptions come with, and takes it away again.
  static func follow(_ sandbox: Sandbox, _ announcements: [Announcement]) {
    guard sandbox.store[ProductFeature.self].end > 0 else { return }
    let call = Call(in: sandbox)
    for announcement in announcements where announcement.event.hasPrefix("customer.subscription.") {
      guard let subscription = sandbox.store[Subscription.self].row(announcement.id)?.value else { continue }
      call.grantEntitlements(to: subscription.customer)
    }
  }
}

extension Call {
  /// The features that come with a product are others now.
  func grantEntitlements(ofProduct product: String) {
    let prices = Set(
      (sandbox.store[Price.self].positions("product", product) ?? []).compactMap {
        sandbox.store[Price.self][Int($0)]?.id
      })
    let items = sandbox.store[SubscriptionItem.self].all.filter { prices.contains($0.price) }
    let customers = Set(items.compactMap { sandbox.store[Subscription.self][$0.subscription]?.customer })
    for customer in customers.sorted() { grantEntitlements(to: customer) }
  }

  func grantEntitlements(to customer: String) {
    let due = entitledFeatures(of: customer)
    let table = sandbox.store[ActiveEntitlement.self]
    let present = (table.positions("customer", customer) ?? []).compactMap { table[Int($0)] }
    let gone = present.filter { !due.contains($0.feature) }
    let new = due.filter { feature in !present.contains { $0.feature == feature } }
    guard !gone.isEmpty || !new.isEmpty else { return }
    for entitlement in gone { sandbox.store[ActiveEntitlement.self].delete(entitlement.id) }
    for feature in new {
      sandbox.store[ActiveEntitlement.self].insert(
        ActiveEntitlement(
          id: sandbox.identifiers.random("ent_test_", 36), created: now, customer: customer, feature: feature))
    }
    announceEntitlements(of: customer)
  }

  /// Without doubles, in the order of the customer's subscriptions.
  private func entitledFeatures(of customer: String) -> [String] {
    let table = sandbox.store[Subscription.self]
    var features: [String] = []
    for position in table.positions("customer", customer) ?? [] {
      guard let subscription = table.row(at: Int(position))?.value,
        [.trialing, .active, .pastDue].contains(subscription.status)
      else { continue }
      for item in sandbox.items(of: subscription.id) {
        guard let product = sandbox.store[Price.self][item.price]?.product else { continue }
        for feature in sandbox.store.features(of: product) where !features.contains(feature) {
          features.append(feature)
        }
      }
    }
    return features
  }

  private func announceEntitlements(of customer: String) {
    let table = sandbox.store[ActiveEntitlement.self]
    let all = (table.positions("customer", customer) ?? []).reversed().compactMap { table[Int($0)] }
    sandbox.announce("entitlements.active_entitlement_summary.updated", about: customer, by: self) { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("object", "entitlements.active_entitlement_summary")
      w.field("customer", customer)
      w.list(
        "entitlements", Array(all.prefix(10)), hasMore: all.count > 10,
        url: "/v1/customer/\(customer)/entitlements")
      w.field("livemode", false)
      w.json.close(UInt8(ascii: "}"))
    }
  }
}
