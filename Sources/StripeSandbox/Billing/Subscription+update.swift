import Wire

extension Subscription {
  static func update(_ call: inout Call) throws(StripeError) -> Answer {
    let subscription = try call.found(Subscription.self)
    call.useClock(subscription.testClock)
    try call.updateSubscription(subscription)
    return call.answer(Subscription.self, subscription.id)
  }
}

extension Call {
  func updateSubscription(_ old: Subscription) throws(StripeError) {
    guard !old.isEnded else { return try updateEnded(old) }
    var subscription = old
    try subscription.apply(self)
    try applyCancellation(to: &subscription)
    let holder = Discount.Holder(customer: old.customer, subscription: old.id)
    subscription.discounts =
      try keptDiscounts(arguments, for: holder, currency: old.currency) ?? subscription.discounts
    let items = sandbox.items(of: old.id)
    var change = try SubscriptionChange(items, self)
    try apply(itemRequests(currency: nil), to: &change, of: old)
    change.added = try addedInvoiceItems(to: old)
    if let schedules = try billingSchedules(of: old, change.items) {
      subscription.settings.billingSchedules = schedules.isEmpty ? nil : schedules
      change.schedules = schedules
    }
    let changesCycle =
      change.resetsAnchor || change.trialEnd != nil || change.items.differ(from: items) || !change.removed.isEmpty
      || !change.schedules.isEmpty
    if change.payment == .pendingIfIncomplete, let name = Self.names(notAllowedPending: arguments) {
      throw StripeError(
        "When `payment_behavior` is set to `pending_if_incomplete`, you cannot pass the parameter `\(name)`.",
        param: name)
    }
    let kept = subscription
    let gone = old.discounts.filter { !kept.discounts.contains($0) }
    guard changesCycle || !change.added.isEmpty else {
      keep(change.items, removed: [])
      update(Subscription.self, old.id, announcing: "customer.subscription.updated") { $0 = kept }
      return tellOfRemoved(gone)
    }
    try self.change(kept, change)
    if sandbox.store[Subscription.self][old.id]?.discounts != old.discounts { tellOfRemoved(gone) }
  }

  /// Discounts that a subscription had; its invoices still name them.
  private func tellOfRemoved(_ discounts: [String]) {
    for discount in discounts { sandbox.announce("customer.discount.deleted", Discount.self, discount, by: self) }
  }

  /// The parameters that a pending update may not have.
  private static func names(notAllowedPending arguments: Arguments) -> String? {
    let allowed = [
      "items", "price", "plan", "quantity", "payment_behavior", "proration_behavior", "proration_date", "trial_end",
      "trial_from_plan", "billing_cycle_anchor", "add_invoice_items", "off_session", "expand", "metadata", "discounts",
    ]
    return arguments.values.first { !allowed.contains($0.key) }?.key
  }

  /// Of an ended subscription only these can be changed.
  private func updateEnded(_ old: Subscription) throws(StripeError) {
    let allowed = ["metadata", "cancellation_details", "expand"]
    guard arguments.values.allSatisfy({ allowed.contains($0.key) }) else {
      throw .canceledSubscription
    }
    var metadata = old.metadata
    try arguments.merge(into: &metadata)
    let details = try cancellationDetails()
    update(Subscription.self, old.id, announcing: "customer.subscription.updated") { [metadata] in
      $0.metadata = metadata
      $0.explainCancellation(details)
    }
  }

  func checkFuture(_ moment: JSON, _ param: String) throws(StripeError) {
    guard let moment = moment.integer, moment <= now else { return }
    throw StripeError("Invalid timestamp: must be an integer Unix timestamp in the future.", param: param)
  }

  private func applyCancellation(to subscription: inout Subscription) throws(StripeError) {
    if let schedule = subscription.schedule, arguments.has("cancel_at") || arguments.has("cancel_at_period_end") {
      throw StripeError(
        """
        The subscription is managed by the subscription schedule `\(schedule)`, and updating any cancelation behavior \
        directly is not allowed. Please update the schedule instead.
        """)
    }
    if arguments.has("cancel_at"), arguments.bool("cancel_at_period_end") == true {
      throw .exclusive(["cancel_at_period_end", "cancel_at"])
    }
    if let ends = arguments.bool("cancel_at_period_end"), ends != subscription.cancelsAtPeriodEnd {
      if ends {
        subscription.scheduleCancellation(at: now)
        subscription.cancellation = Subscription.Cancellation(reason: "cancellation_requested")
      } else {
        subscription.keepAlive()
      }
    }
    if let end = arguments["cancel_at"] {
      subscription.keepAlive()
      if end != .null {
        try checkFuture(end, "cancel_at")
        subscription.cancelAt = cancellation(end, of: subscription, sandbox.items(of: subscription.id))
        subscription.canceledAt = now
        subscription.cancellation = Subscription.Cancellation(reason: "cancellation_requested")
      }
    }
    subscription.explainCancellation(try cancellationDetails())
  }

  /// What a request says of why a subscription ends.
  func cancellationDetails() throws(StripeError) -> Arguments? {
    let details = arguments.object("cancellation_details")
    if let option = details?.string("feedback_option") {
      _ = try feedbackOption(option, param: "cancellation_details[feedback_option]")
    }
    return details
  }

  /// Takes over what requests say of items: by the item's id, or as new ones. In the older way one price stands for all.
  func apply(
    _ requests: [ItemRequest], to change: inout SubscriptionChange, of subscription: Subscription
  ) throws(StripeError) {
    for var request in requests {
      if request.id == nil, request.param.isEmpty { request.id = change.items.first?.id }
      guard let id = request.id else {
        let others = change.items
        change.items.append(try newItem(request, of: subscription, among: others))
        continue
      }
      guard let index = change.items.firstIndex(where: { $0.id == id }) else {
        throw .noSuch("subscription item", id, param: Self.name("id", in: request.param), status: 404)
      }
      if request.isDeleted {
        change.removed.append(change.items.remove(at: index).id)
        continue
      }
      try change.items[index].apply(request, self, customer: subscription.customer)
      if let price = request.price {
        if change.items.contains(where: { $0.id != id && $0.price == price.id }) {
          throw StripeError("Cannot add multiple subscription items with the same plan: \(price.id)")
        }
        try price.check(currency: subscription.currency, param: Self.name("price", in: request.param))
        change.items[index].price = price.id
        if price.isMetered {
          change.items[index].quantity = nil
        } else if change.items[index].quantity == nil {
          change.items[index].quantity = 1
        }
      }
      if let quantity = request.quantity { change.items[index].quantity = quantity }
    }
    guard !change.items.isEmpty else {
      throw StripeError(
        """
        A subscription must have at least one active plan. \
        In order to cancel your subscription, please use the cancel subscription API endpoint.
        """)
    }
  }
}

extension StripeError {
  static let canceledSubscription = StripeError(
    "A canceled subscription can only update its cancellation_details and metadata.",
    code: "invalid_canceled_subscription_fields")
}

extension [SubscriptionItem] {
  /// Whether prices or quantities are others.
  func differ(from items: [SubscriptionItem]) -> Bool {
    map(\.id) != items.map(\.id) || zip(self, items).contains { $0.price != $1.price || $0.quantity != $1.quantity }
  }
}

extension Subscription {
  mutating func keepAlive() {
    cancelsAtPeriodEnd = false
    cancelAt = nil
    canceledAt = nil
    cancellation = nil
  }

  mutating func explainCancellation(_ details: Arguments?) {
    guard let details else { return }
    var explained = cancellation ?? Cancellation()
    details.assign("comment", to: &explained.comment)
    details.assign("feedback", to: &explained.feedback)
    details.assign("feedback_option", to: &explained.feedbackOption)
    cancellation = explained
  }
}
