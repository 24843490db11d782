import Wire

/// How much was used of a metered subscription item: what there was before meters, until basil.
package struct UsageRecord: Resource {
  package static let object: StaticString = "usage_record"
  package static let noun = "usage record"
  package static let idPrefixes = ["mbur_"]
  package static let indexes = [Index<UsageRecord>(name: "item") { $0.item }]

  package let id: String
  package let created: Int
  let item: String
  let timestamp: Int
  var quantity: Int

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("livemode", false)
    w.field("quantity", quantity)
    w.field("subscription_item", item)
    w.field("timestamp", timestamp)
  }
}

extension UsageRecord {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/subscription_items/{item}/usage_records", of: UsageRecord.self) {
    $0.post("", takes: Parameters("action: increment|set\nquantity: integer!\ntimestamp: any(timestamp, now)"), create)
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let (item, price) = try call.itemOfUsageRecords()
    guard price.isMetered else {
      throw StripeError(
        """
        Cannot create the usage record with this subscription item because its price is not metered. Only prices with \
        `usage_type=metered` have usage records.
        """, param: "subscription_item")
    }
    let quantity = call.arguments.integer("quantity") ?? 0
    guard quantity >= 0 else { throw .belowZero("quantity") }
    let timestamp = call.arguments.integer("timestamp") ?? call.now
    guard timestamp >= item.period.start else {
      throw StripeError(
        """
        Cannot create the usage record with this timestamp because timestamps must be after the subscription's last \
        invoice period (or current plan start time).
        """, param: "timestamp")
    }
    guard timestamp <= call.now + 300 else {
      throw StripeError(
        "Cannot create the usage record with this timestamp because timestamps may not be in the future.",
        param: "timestamp")
    }
    let sets = call.arguments.string("action") == "set"
    let id: String
    if let known = call.sandbox.store.usageRecords(of: item.id).first(where: { $0.timestamp == timestamp }) {
      id = known.id
      call.sandbox.store[UsageRecord.self].update(id) {
        $0.quantity = sets ? quantity : Int(clamping: Int128($0.quantity) + Int128(quantity))
      }
    } else {
      id = call.sandbox.identifiers.dated("mbur_", now: call.now)
      call.sandbox.store[UsageRecord.self].insert(
        UsageRecord(id: id, created: call.now, item: item.id, timestamp: timestamp, quantity: quantity))
    }
    if let subscription = call.sandbox.store[Subscription.self][item.subscription] {
      call.checkThresholds(of: subscription)
    }
    return call.answer(UsageRecord.self, id)
  }
}

extension Call {
  /// The subscription item of the path, on its customer's clock. Basil has no usage records.
  func itemOfUsageRecords() throws(StripeError) -> (SubscriptionItem, Price) {
    guard version < .basil else { throw .unrecognizedURL(isListing ? .get : .post, url) }
    let item = try found(SubscriptionItem.self, param: "subscription_item")
    useClock(sandbox.store[Subscription.self][item.subscription]?.testClock)
    guard let price = sandbox.store[Price.self][item.price] else {
      throw .noSuch(Price.self, item.price, param: "price")
    }
    return (item, price)
  }

  private var isListing: Bool { url.hasSuffix("summaries") }
}

extension Store {
  func usageRecords(of item: String) -> [UsageRecord] {
    let table = self[UsageRecord.self]
    return (table.positions("item", item) ?? []).compactMap { table[Int($0)] }
  }

  /// The sum of an item's records, as `aggregate_usage` says.
  func recordedUsage(of item: String, _ aggregate: String?, in period: BillingPeriod) -> Int {
    let records = usageRecords(of: item)
    let inside = records.filter { period.contains($0.timestamp) }
    switch aggregate {
    case "max": return inside.map(\.quantity).max() ?? 0
    case "last_during_period": return inside.max { $0.timestamp < $1.timestamp }?.quantity ?? 0
    case "last_ever":
      return records.filter { $0.timestamp < period.end }.max { $0.timestamp < $1.timestamp }?.quantity ?? 0
    default: return Int(clamping: inside.reduce(Int128(0)) { $0 + Int128($1.quantity) })
    }
  }
}

/// The usage of a subscription item in one period. It is counted when it is asked for.
package struct UsageRecordSummary: Resource {
  package static let object: StaticString = "usage_record_summary"
  package static let noun = "usage record summary"
  package static let idPrefixes = ["sis_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  let item: String
  /// Nil: of the present period.
  let invoice: String?
  let period: BillingPeriod
  let total: Int

  package var id: String { "sis_\(item.dropFirst(3))\(period.start)" }
  package var created: Int { period.start }

  package func write(_ w: inout ObjectWriter) {
    w.field("invoice", invoice)
    w.field("livemode", false)
    w.object("period") { w in
      w.field("end", invoice == nil ? nil : period.end)
      w.field("start", period.start)
    }
    w.field("subscription_item", item)
    w.field("total_usage", total)
  }

  static let routes = Routes(
    "/v1/subscription_items/{item}/usage_record_summaries", of: UsageRecordSummary.self
  ) {
    $0.list("") { call throws(StripeError) in
      let (item, price) = try call.itemOfUsageRecords()
      let usage = call.sandbox.store.recordedUsage(of: item.id, price.recurring?.aggregateUsage, in: item.period)
      let current = UsageRecordSummary(item: item.id, invoice: nil, period: item.period, total: usage)
      return try call.page([current] + call.invoicedUsage(of: item))
    }
  }
}

extension Call {
  /// Newest first.
  fileprivate func invoicedUsage(of item: SubscriptionItem) -> [UsageRecordSummary] {
    let table = sandbox.store[Invoice.self]
    return (table.positions("subscription", item.subscription) ?? []).reversed().compactMap { position in
      guard let invoice = table.row(at: Int(position))?.value else { return nil }
      let lines = invoice.lines.filter { $0.subscriptionItem == item.id && $0.period != item.period }
      guard let period = lines.first?.period else { return nil }
      return UsageRecordSummary(
        item: item.id, invoice: invoice.id, period: period, total: lines.reduce(0) { $0 + ($1.quantity ?? 0) })
    }
  }
}
