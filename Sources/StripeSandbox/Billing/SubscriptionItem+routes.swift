import Wire

extension SubscriptionItem {
  static let routes = Routes("/v1/subscription_items", of: SubscriptionItem.self) {
    $0.post("", takes: createParameters, undoingRefusals(create))
    $0.list("", takes: .list("subscription: id!")) { call throws(StripeError) in
      let subscription = try call.referenced(Subscription.self, "subscription")
      var listing = Listing<SubscriptionItem>(call)
      listing.narrow("subscription", to: subscription?.id)
      return try listing.page()
    }
    $0.get("{item}") { call throws(StripeError) in try call.answerFound(SubscriptionItem.self) }
    $0.post("{item}", takes: updateParameters, undoingRefusals(update))
    $0.delete("{item}", takes: deleteParameters, delete)
  }

  private static let shared = """
    \(BillingParameters.item)
    \(BillingParameters.payment)
    prorate: boolean
    \(BillingParameters.proration)
    proration_date: timestamp

    """

  private static let createParameters = Parameters(shared + "subscription: id!")
  private static let updateParameters = Parameters(shared + "off_session: boolean")
  private static let deleteParameters = Parameters(
    """
    clear_usage: boolean
    \(BillingParameters.payment)
    prorate: boolean
    \(BillingParameters.proration)
    proration_date: timestamp
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    guard let subscription = try call.referenced(Subscription.self, "subscription") else {
      throw .missing("subscription")
    }
    call.useClock(subscription.testClock)
    guard !subscription.isEnded else { throw .canceledSubscription }
    let items = call.sandbox.items(of: subscription.id)
    let request = try call.itemRequest(call.arguments, param: "", currency: nil)
    let item = try call.newItem(request, of: subscription, among: items)
    try call.change(subscription, SubscriptionChange(items + [item], call))
    return call.answer(SubscriptionItem.self, item.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    let item = try call.found(SubscriptionItem.self)
    let subscription = try subscription(of: item, &call)
    let items = call.sandbox.items(of: subscription.id)
    var request = try call.itemRequest(call.arguments, param: "", currency: nil)
    request.id = item.id
    var change = try SubscriptionChange(items, call)
    try call.apply([request], to: &change, of: subscription)
    if change.items.differ(from: items) {
      try call.change(subscription, change)
    } else {
      call.keep(change.items, removed: [])
    }
    return call.answer(SubscriptionItem.self, item.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let item = try call.found(SubscriptionItem.self)
    let subscription = try subscription(of: item, &call)
    let rest = call.sandbox.items(of: subscription.id).filter { $0.id != item.id }
    guard !rest.isEmpty else {
      throw StripeError(
        """
        A subscription must have at least one active plan. \
        In order to cancel your subscription, please use the cancel subscription API endpoint.
        """)
    }
    let records = call.sandbox.store.usageRecords(of: item.id)
    guard records.isEmpty || call.arguments.bool("clear_usage") == true else {
      throw StripeError(
        """
        Subscription item \(item.id) cannot be deleted because it has usage. To delete it and its usage, pass \
        `clear_usage=true`.
        """, param: "clear_usage")
    }
    for record in records { call.sandbox.store[UsageRecord.self].delete(record.id) }
    var change = try SubscriptionChange(rest, call)
    change.removed = [item.id]
    try call.change(subscription, change)
    return { $0.deleted(SubscriptionItem.self, item.id) }
  }

  private static func subscription(of item: SubscriptionItem, _ call: inout Call) throws(StripeError) -> Subscription {
    guard let subscription = call.sandbox.store[Subscription.self][item.subscription] else {
      throw .noSuch(Subscription.self, item.subscription, param: "subscription")
    }
    call.useClock(subscription.testClock)
    guard !subscription.isEnded else { throw .canceledSubscription }
    return subscription
  }
}
