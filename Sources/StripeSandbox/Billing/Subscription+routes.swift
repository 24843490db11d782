import Wire

extension Subscription {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + customerRoutes.endpoints }

  static let routes = Routes("/v1/subscriptions", of: Subscription.self) {
    $0.post("", takes: createParameters, undoingRefusals(always: false, create))
    $0.list("", takes: listParameters, list)
    $0.search(Subscription.self)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(Subscription.self) }
    $0.post("{id}", takes: updateParameters, undoingRefusals(always: false, update))
    $0.delete("{id}", takes: cancelParameters, cancel)
    $0.post("{id}/pause", takes: pauseParameters, pause)
    $0.post("{id}/resume", takes: resumeParameters, resume)
    $0.post("{id}/migrate", takes: migrateParameters, migrate)
    $0.delete("{id}/discount", of: Discount.self) { call throws(StripeError) in
      let subscription = try call.found(Subscription.self)
      guard let discount = subscription.discounts.first, let removed = call.sandbox.store[Discount.self][discount]
      else {
        throw StripeError(
          status: 404, "No active discount for subscription: \(subscription.id)", code: "resource_missing")
      }
      call.sandbox.store[Subscription.self].update(subscription.id) { $0.discounts = [] }
      call.sandbox.announce("customer.discount.deleted", Discount.self, discount, by: call)
      return removed.asDeleted
    }
  }

  /// The older way: below their customer.
  static let customerRoutes = Routes("/v1/customers/{customer}/subscriptions", of: Subscription.self) {
    $0.post("", takes: createParameters, undoingRefusals(createForCustomer))
    $0.list("", takes: listParameters) { call throws(StripeError) in
      let customer = try call.found(Customer.self, param: "customer")
      return try list(call, of: customer.id)
    }
    $0.get("{id}") { call throws(StripeError) in call.answer(Subscription.self, try found(call).id) }
    $0.post("{id}", takes: updateParameters, undoingRefusals(updateForCustomer))
    $0.delete("{id}", takes: cancelParameters) { call throws(StripeError) in
      let subscription = try found(call)
      call.useClock(subscription.testClock)
      guard !subscription.isEnded else { throw .notFound(Subscription.self, subscription.id) }
      call.cancel(
        subscription.id, invoicesNow: call.arguments.bool("invoice_now") ?? false,
        prorates: call.arguments.bool("prorate") ?? false)
      return call.answer(Subscription.self, subscription.id)
    }
  }

  private static func createForCustomer(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self, param: "customer")
    call.useClock(customer.testClock)
    return call.answer(Subscription.self, try call.createSubscription(for: customer))
  }

  private static func updateForCustomer(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try found(call)
    call.useClock(subscription.testClock)
    try call.updateSubscription(subscription)
    return call.answer(Subscription.self, subscription.id)
  }

  private static func found(_ call: Call) throws(StripeError) -> Subscription {
    let customer = try call.found(Customer.self, param: "customer")
    let subscription = try call.found(Subscription.self, at: 1)
    guard subscription.customer == customer.id else {
      throw StripeError(
        status: 404, "Customer \(customer.id) does not have a subscription with ID \(subscription.id)",
        code: "resource_missing", param: "subscription")
    }
    return subscription
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    return try list(call, of: call.arguments.string("customer"))
  }

  private static func list(_ call: Call, of customer: String?) throws(StripeError) -> Answer {
    let arguments = call.arguments
    var listing = Listing<Subscription>(call)
    listing.narrow("customer", to: customer)
    switch arguments.string("status") {
    case nil: listing.filter { !$0.isEnded }
    case "all": break
    case "ended": listing.filter(\.isEnded)
    case let status?: listing.filter { $0.status.rawValue == status }
    }
    listing.filter("collection_method") { $0.collection.rawValue }
    if let isOn = arguments.object("automatic_tax")?.bool("enabled") {
      listing.filter { ($0.terms?.automaticTax ?? false) == isOn }
    }
    // Subscriptions on a test clock are listed for that clock or its customer only.
    let clock = arguments.string("test_clock")
    if clock != nil || customer == nil { listing.filter { $0.testClock == clock } }
    let items = call.sandbox.store[SubscriptionItem.self]
    for name in ["price", "plan"] {
      guard let price = arguments.string(name) else { continue }
      listing.filter { subscription in
        (items.positions("subscription", subscription.id) ?? []).contains { items[Int($0)]?.price == price }
      }
    }
    listing.filter("current_period_start") { $0.period.start }
    listing.filter("current_period_end") { $0.period.end }
    return try listing.page()
  }

  /// Classic billing becomes flexible; the way back does not exist.
  private static func migrate(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try call.found(Subscription.self)
    call.useClock(subscription.testClock)
    let mode = call.arguments.object("billing_mode")
    let now = call.now
    call.update(Subscription.self, subscription.id, announcing: "customer.subscription.updated") {
      $0.mode = Subscription.BillingMode(
        isFlexible: true, itemizesDiscounts: mode?.object("flexible")?.string("proration_discounts") == "itemized",
        updatedAt: now)
    }
    return call.answer(Subscription.self, subscription.id)
  }
}

extension Subscription: Searchable {
  static let collection = "subscriptions"

  static func searchField(_ name: String) -> SearchField<Subscription>? {
    switch name {
    case "canceled_at": .number { $0.canceledAt }
    case "created": .number { $0.created }
    case "status": .token { $0.status.rawValue }
    default: nil
    }
  }
}
