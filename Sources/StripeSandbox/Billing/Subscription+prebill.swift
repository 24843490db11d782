import Wire

/// An order to bill service periods of a subscription before they begin.
struct BillingSchedule: Codable, Sendable {
  /// An invoice takes no more periods ahead than it takes items.
  static let most = 250

  let key: String
  /// The prices of the items that it is for; nil: all items.
  var prices: [String]?
  /// The end as the request has it: a moment, or a duration from the beginning of the present period.
  var timestamp: Int?
  var duration: BillingInterval?
  var until: Int

  func applies(to item: SubscriptionItem) -> Bool { prices?.contains(item.price) ?? true }

  func write(_ w: inout ObjectWriter) {
    if let prices {
      w.array("applies_to", prices) { w, price in
        w.reference("price", price)
        w.field("type", "price")
      }
    } else {
      w.null("applies_to")
    }
    w.object("bill_until") { w in
      w.field("computed_timestamp", until)
      w.object("duration", duration) { w, duration in
        w.field("interval", duration.unit.rawValue)
        w.field("interval_count", duration.count)
      }
      w.field("timestamp", timestamp)
      w.field("type", duration == nil ? "timestamp" : "duration")
    }
    w.field("key", key)
  }
}

extension BillingParameters {
  static let billingSchedules = """
    billing_schedules: [{
      applies_to: [{price: id, type: price!}]
      bill_until: {duration: \(interval), timestamp: timestamp, type: duration|timestamp!}
      key: id
    }]?
    """
}

extension Call {
  /// The billing schedules that a request gives a subscription. Nil: it says nothing of them; empty: it takes them away.
  func billingSchedules(
    of subscription: Subscription, _ items: [SubscriptionItem]
  ) throws(StripeError) -> [BillingSchedule]? {
    let name = "billing_schedules"
    guard arguments.has(name) else { return nil }
    guard version >= .prebilling else { throw .unknownParameters([name], suggestion: nil, first: name) }
    let requested = arguments.objects(name) ?? []
    guard requested.isEmpty || subscription.mode.isFlexible else {
      throw StripeError("`\(name)` can only be used with `billing_mode[type]=flexible`.", param: name)
    }
    var schedules: [BillingSchedule] = []
    for (index, data) in requested.enumerated() {
      schedules.append(try billingSchedule(data, at: "\(name)[\(index)]", of: subscription, items))
    }
    guard Set(schedules.map(\.key)).count == schedules.count else {
      throw StripeError("The keys of billing schedules must be unique.", param: name)
    }
    return schedules
  }

  private func billingSchedule(
    _ data: Arguments, at path: String, of subscription: Subscription, _ items: [SubscriptionItem]
  ) throws(StripeError) -> BillingSchedule {
    guard let end = data.object("bill_until") else { throw .missing("\(path)[bill_until]") }
    let param = "\(path)[bill_until][\(end.string("type") ?? "timestamp")]"
    var schedule = BillingSchedule(
      key: data.string("key") ?? sandbox.identifiers.random("bsch_", 14),
      prices: try prices(data, at: path, items), until: 0)
    if end.string("type") == "duration" {
      guard let duration = end["duration"].flatMap({ BillingInterval($0) }) else { throw .missing(param) }
      schedule.duration = duration
      // A trial is no service period yet.
      schedule.until = duration.boundary(
        1, from: subscription.isTrialing ? subscription.period.end : subscription.period.start)
    } else {
      guard let timestamp = end.integer("timestamp") else { throw .missing(param) }
      schedule.timestamp = timestamp
      schedule.until = timestamp
    }
    for var item in items where schedule.applies(to: item) {
      guard schedule.until >= item.period.end else {
        throw StripeError(
          "`bill_until` must not be earlier than the end of the current period (\(item.period.end)).", param: param)
      }
      item.billedUntil = schedule.until
      guard periodsAhead(of: item, subscription).last?.period.end ?? schedule.until >= schedule.until else {
        throw StripeError("At most \(BillingSchedule.most) periods can be billed ahead.", param: param)
      }
    }
    return schedule
  }

  private func prices(
    _ data: Arguments, at path: String, _ items: [SubscriptionItem]
  ) throws(StripeError) -> [String]? {
    guard let targets = data.objects("applies_to") else { return nil }
    var prices: [String] = []
    for (index, target) in targets.enumerated() {
      let param = "\(path)[applies_to][\(index)][price]"
      guard let price = target.string("price") else { throw .missing(param) }
      guard items.contains(where: { $0.price == price }) else { throw .noSuch(Price.self, price, param: param) }
      prices.append(price)
    }
    return prices
  }

  /// The service periods that an item is billed for ahead of time: those after a moment, or else after the present one.
  /// The last one may be a part of a whole one.
  func periodsAhead(
    of item: SubscriptionItem, _ subscription: Subscription, from start: Int? = nil
  ) -> [(period: BillingPeriod, whole: BillingPeriod)] {
    guard let until = item.billedUntil, let price = sandbox.store[Price.self][item.price], !price.isMetered,
      let interval = price.recurring?.interval
    else { return [] }
    var periods: [(period: BillingPeriod, whole: BillingPeriod)] = []
    var start = start ?? item.period.end
    while start < until, periods.count < BillingSchedule.most {
      let whole = interval.period(holding: start, from: subscription.anchor)
      periods.append((BillingPeriod(start: start, end: min(whole.end, until)), whole))
      start = whole.end
    }
    return periods
  }

  /// The lines for the periods that are billed ahead: of each item from the moment until which it is billed already.
  func linesAhead(
    of items: [SubscriptionItem], _ subscription: Subscription, billed: [String: Int] = [:]
  ) -> [InvoiceLine] {
    items.flatMap { item in
      periodsAhead(of: item, subscription, from: billed[item.id]).flatMap {
        shared(of: item, subscription, $0.period, of: $0.whole)
      }
    }
  }

  /// The lines for the periods that a renewal begins, as far as they are not billed yet.
  func unbilledLines(of items: [SubscriptionItem], _ subscription: Subscription) -> [InvoiceLine] {
    items.flatMap { item in
      guard let until = item.billedUntil, until > item.period.start else {
        return currentLines(of: [item], subscription)
      }
      guard until < item.period.end else { return [] }
      return shared(of: item, subscription, BillingPeriod(start: until, end: item.period.end), of: item.period)
    }
  }

  /// The lines for a part of a period.
  private func shared(
    of item: SubscriptionItem, _ subscription: Subscription, _ period: BillingPeriod, of whole: BillingPeriod
  ) -> [InvoiceLine] {
    var lines = lines(of: item, subscription, for: period)
    guard period != whole else { return lines }
    for index in lines.indices {
      lines[index].amount = Proration.share(of: lines[index].amount, period.length, outOf: whole.length)
      lines[index].unitAmount = nil
    }
    return lines
  }

  /// When a subscription ends that is to end as `cancel_at` says.
  func cancellation(_ end: JSON, of subscription: Subscription, _ items: [SubscriptionItem]) -> Int {
    switch end.string {
    case "max_billed_until": items.map { $0.billedUntil ?? $0.period.end }.max() ?? subscription.period.end
    case "max_period_end": items.map(\.period.end).max() ?? subscription.period.end
    default: end.integer ?? subscription.period.end
    }
  }
}

extension [SubscriptionItem] {
  /// Notes until when schedules have items billed.
  mutating func bill(ahead schedules: [BillingSchedule]) {
    for schedule in schedules {
      for index in indices where schedule.applies(to: self[index]) && self[index].quantity != nil {
        self[index].billedUntil = Swift.max(self[index].billedUntil ?? schedule.until, schedule.until)
      }
    }
  }
}
