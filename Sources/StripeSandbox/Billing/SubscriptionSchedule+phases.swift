import Wire

extension Call {
  /// Phases from a request, one behind the other.
  func phases(
    _ requests: [Arguments], from start: Int, currency: String?
  ) throws(StripeError) -> [SubscriptionSchedule.Phase] {
    var phases: [SubscriptionSchedule.Phase] = []
    var start = start
    for (index, request) in requests.enumerated() {
      let param = "phases[\(index)]"
      start = request.integer("start_date") ?? (request.string("start_date") == "now" ? now : start)
      let phase = try phase(request, param: param, start: start, currency: request.string("currency") ?? currency)
      guard phase.end > phase.start else {
        throw StripeError("The end date of a phase must be after its start date.", param: "\(param)[end_date]")
      }
      start = phase.end
      phases.append(phase)
    }
    return phases
  }

  private func phase(
    _ request: Arguments, param: String, start: Int, currency: String?
  ) throws(StripeError) -> SubscriptionSchedule.Phase {
    var items: [SubscriptionSchedule.Item] = []
    var intervals: [BillingInterval] = []
    var found = currency
    for (index, data) in (request.objects("items") ?? []).enumerated() {
      let item = try itemRequest(data, param: "\(param)[items][\(index)]", currency: nil)
      guard let price = item.price else { throw .missing("\(param)[items][\(index)][price]") }
      found = found ?? price.currency
      if let interval = price.recurring?.interval { intervals.append(interval) }
      var kept = SubscriptionSchedule.Item(price: price.id, quantity: price.isMetered ? nil : item.quantity ?? 1)
      kept.discounts = data["discounts"]?.array?.map(Self.shown) ?? []
      kept.taxRates = data.strings("tax_rates") ?? []
      try data.merge(into: &kept.metadata)
      items.append(kept)
    }
    guard let interval = intervals.first else { throw .missing("\(param)[items]") }
    var phase = SubscriptionSchedule.Phase(
      items: items, start: start, end: end(of: request, start: start, interval), currency: found ?? "usd")
    phase.proration = request.string("proration_behavior") ?? phase.proration
    phase.anchor = request.string("billing_cycle_anchor")
    phase.collection = request.string("collection_method").flatMap(Invoice.Collection.init)
    phase.defaultPaymentMethod = request.string("default_payment_method")
    phase.defaultTaxRates = request.strings("default_tax_rates") ?? []
    phase.description = request.string("description")
    phase.discounts = request["discounts"]?.array?.map(Self.shown) ?? []
    // Until basil a phase had one coupon.
    if let coupon = request["coupon"], version < .basil { phase.discounts = [Self.shown(["coupon": coupon])] }
    phase.daysUntilDue = try request.object("invoice_settings")?.daysUntilDue(at: "\(param)[invoice_settings]")
    phase.connect = try connect(nil, request, at: param)
    phase.automaticTax = request.object("automatic_tax")?.bool("enabled") ?? false
    try request.merge(into: &phase.metadata)
    phase.trialEnd = request.bool("trial") == true ? phase.end : request.integer("trial_end")
    for (index, data) in (request.objects("add_invoice_items") ?? []).enumerated() {
      let name = "\(param)[add_invoice_items][\(index)]"
      guard let price = try oneTimePrice(data, param: name, currency: found) else { throw .missing("\(name)[price]") }
      var added = SubscriptionSchedule.AddedItem(price: price.id, quantity: data.integer("quantity") ?? 1)
      added.taxRates = data.strings("tax_rates") ?? []
      try data.merge(into: &added.metadata)
      phase.added.append(added)
    }
    return phase
  }

  /// A phase says when it ends, how long it is, or how many periods; else it is one period long.
  private func end(of request: Arguments, start: Int, _ interval: BillingInterval) -> Int {
    if let end = request["end_date"] { return end.integer ?? now }
    if let duration = request["duration"].flatMap({ BillingInterval($0) }) { return duration.boundary(1, from: start) }
    return interval.boundary(min(max(request.integer("iterations") ?? 1, 1), BillingInterval.most), from: start)
  }

  /// A discount as phases show it.
  private static func shown(_ data: JSON) -> JSON {
    [
      "coupon": data["coupon"] ?? .null, "discount": data["discount"] ?? .null,
      "promotion_code": data["promotion_code"] ?? .null,
    ]
  }

  // MARK: Course

  /// The next phase begins, or the schedule is over.
  func advanceSchedule(_ id: String) {
    guard let schedule = sandbox.store[SubscriptionSchedule.self][id], schedule.isRunning else { return }
    let next = schedule.current.map { $0 + 1 } ?? 0
    guard schedule.phases.indices.contains(next) else { return endSchedule(schedule) }
    let before = sandbox.snapshot(SubscriptionSchedule.self, id)
    sandbox.store[SubscriptionSchedule.self].update(id) {
      $0.status = .active
      $0.current = next
    }
    if schedule.subscription == nil {
      startSubscription(of: id)
    } else {
      applyPhase(of: id)
    }
    sandbox.announce("subscription_schedule.updated", SubscriptionSchedule.self, id, by: self, before: before)
  }

  private func endSchedule(_ schedule: SubscriptionSchedule) {
    switch schedule.endBehavior {
    case .cancel:
      let subscription = schedule.subscription
      releaseSchedule(schedule.id, announcing: "subscription_schedule.completed", as: .completed)
      if let subscription { cancel(subscription, invoicesNow: true, prorates: false) }
    case .release, .none, .renew:
      releaseSchedule(schedule.id, announcing: "subscription_schedule.completed", as: .completed)
    }
  }

  /// The subscription goes on without its schedule.
  func releaseSchedule(_ id: String, announcing event: String, as status: SubscriptionSchedule.Status) {
    let now = now
    let subscription = sandbox.store[SubscriptionSchedule.self][id]?.subscription
    update(SubscriptionSchedule.self, id, announcing: event) {
      $0.status = status
      if status == .released { $0.releasedAt = now } else { $0.completedAt = now }
      $0.releasedSubscription = $0.endBehavior == .cancel && status == .completed ? nil : $0.subscription
      if status == .released { $0.subscription = nil }
      $0.current = nil
    }
    if let subscription {
      update(Subscription.self, subscription, announcing: "customer.subscription.updated") { $0.schedule = nil }
    }
  }

  /// - Parameter isUnpaid: the subscription was given up because its invoices were not paid.
  func subscriptionEnded(ofSchedule id: String, isUnpaid: Bool) {
    guard sandbox.store[SubscriptionSchedule.self][id]?.isRunning == true else { return }
    let now = now
    let event = isUnpaid ? "subscription_schedule.aborted" : "subscription_schedule.canceled"
    update(SubscriptionSchedule.self, id, announcing: event) {
      $0.status = .canceled
      $0.canceledAt = now
      $0.current = nil
    }
  }

  /// The first phase makes the subscription.
  private func startSubscription(of id: String) {
    guard let schedule = sandbox.store[SubscriptionSchedule.self][id], let phase = schedule.phases.first,
      let customer = sandbox.store[Customer.self][schedule.customer]
    else { return }
    var form = JSON.Object()
    form["items"] = .array(
      phase.items.map { item in
        var fields: JSON.Object = ["price": .string(item.price), "metadata": item.metadata.json]
        if let quantity = item.quantity { fields["quantity"] = .integer(quantity) }
        if !item.taxRates.isEmpty { fields["tax_rates"] = .array(item.taxRates.map(JSON.string)) }
        if !item.discounts.isEmpty { fields["discounts"] = .array(item.discounts) }
        return .object(fields)
      })
    form["metadata"] = phase.metadata.json
    if let description = phase.description ?? schedule.defaults.description {
      form["description"] = .string(description)
    }
    if phase.automaticTax || schedule.defaults.automaticTax { form["automatic_tax"] = ["enabled": true] }
    form["currency"] = .string(phase.currency)
    form["payment_behavior"] = "default_incomplete"
    if phase.start < now { form["backdate_start_date"] = .integer(phase.start) }
    if let end = phase.trialEnd, end > now { form["trial_end"] = .integer(end) }
    if !phase.discounts.isEmpty { form["discounts"] = .array(phase.discounts) }
    if !phase.defaultTaxRates.isEmpty { form["default_tax_rates"] = .array(phase.defaultTaxRates.map(JSON.string)) }
    let collection = phase.collection ?? schedule.defaults.collection
    form["collection_method"] = .string(collection.rawValue)
    if collection == .sent {
      form["days_until_due"] = .integer(phase.daysUntilDue ?? schedule.defaults.daysUntilDue ?? 30)
    }
    if let method = phase.defaultPaymentMethod ?? schedule.defaults.defaultPaymentMethod {
      form["default_payment_method"] = .string(method)
    }
    form["billing_mode"] = ["type": .string(schedule.mode.isFlexible ? "flexible" : "classic")]
    for (name, value) in (phase.connect ?? schedule.defaults.connect)?.form ?? [:] { form[name] = value }
    if !phase.added.isEmpty {
      form["add_invoice_items"] = .array(
        phase.added.map { item in
          [
            "price": .string(item.price), "quantity": .integer(item.quantity), "metadata": item.metadata.json,
            "tax_rates": .array(item.taxRates.map(JSON.string)),
          ]
        })
    }
    guard let subscription = try? with(Arguments(form)).createSubscription(for: customer) else { return }
    sandbox.store[Subscription.self].update(subscription) { $0.schedule = id }
    sandbox.store[SubscriptionSchedule.self].update(id) { $0.subscription = subscription }
    // A schedule's first invoice is collected like any later one: no client waits for it.
    if let invoice = sandbox.store[Subscription.self][subscription]?.latestInvoice,
      sandbox.store[Invoice.self][invoice]?.status == .open
    {
      collect(invoice, offSession: true)
    }
  }

  /// Gives the subscription what its present phase says.
  func applyPhase(of id: String) {
    guard let schedule = sandbox.store[SubscriptionSchedule.self][id], let current = schedule.current,
      schedule.phases.indices.contains(current), let subscriptionID = schedule.subscription,
      var subscription = sandbox.store[Subscription.self][subscriptionID], !subscription.isEnded
    else { return }
    let phase = schedule.phases[current]
    let before = sandbox.items(of: subscriptionID)
    var items: [SubscriptionItem] = []
    for (index, item) in phase.items.enumerated() {
      // An item keeps its id while its price does, or else its place.
      let kept = before.first { $0.price == item.price } ?? (before.indices.contains(index) ? before[index] : nil)
      var new =
        kept.flatMap { kept in items.contains { $0.id == kept.id } ? nil : kept }
        ?? SubscriptionItem(
          id: sandbox.identifiers.random("si_", 14), created: now, subscription: subscriptionID, price: item.price,
          quantity: item.quantity, period: subscription.period)
      new.price = item.price
      new.quantity = item.quantity
      new.taxRates = item.taxRates
      try? new.metadata.merge(item.metadata.json)
      let holder = Discount.Holder(
        customer: subscription.customer, subscription: subscriptionID, subscriptionItem: new.id)
      new.discounts = discounts(ofPhase: item.discounts, for: holder)
      items.append(new)
    }
    var change = SubscriptionChange(items: items, date: now)
    change.removed = before.map(\.id).filter { id in !items.contains { $0.id == id } }
    change.behavior = SubscriptionChange.ProrationBehavior(rawValue: phase.proration) ?? .createProrations
    change.resetsAnchor = phase.anchor == "phase_start" || phase.anchor == nil && schedule.defaults.anchorsToPhase
    if let end = phase.trialEnd, end > now { change.trialEnd = .at(end) }
    change.isOffSession = true
    subscription.enter(phase, schedule.defaults)
    subscription.discounts = discounts(
      ofPhase: phase.discounts, for: Discount.Holder(customer: subscription.customer, subscription: subscriptionID))
    guard items.differ(from: before) || change.resetsAnchor || change.trialEnd != nil || !change.removed.isEmpty else {
      let shown = sandbox.snapshot(Subscription.self, subscriptionID)
      keep(items, removed: [])
      return update(Subscription.self, subscriptionID, announcing: "customer.subscription.updated", from: shown) {
        [subscription] in $0 = subscription
      }
    }
    try? self.change(subscription, change)
  }

  /// The discounts that a phase gives: those that it names by their own ids are there already.
  private func discounts(ofPhase discounts: [JSON], for holder: Discount.Holder) -> [String] {
    (try? keptDiscounts(Arguments(["discounts": .array(discounts)]), for: holder)) ?? []
  }
}

extension Subscription {
  /// Takes the settings of a phase.
  fileprivate mutating func enter(_ phase: SubscriptionSchedule.Phase, _ defaults: SubscriptionSchedule.Defaults) {
    try? metadata.merge(phase.metadata.json)
    defaultTaxRates = phase.defaultTaxRates
    collection = phase.collection ?? defaults.collection
    daysUntilDue = collection == .sent ? phase.daysUntilDue ?? defaults.daysUntilDue ?? daysUntilDue ?? 30 : nil
    defaultPaymentMethod = phase.defaultPaymentMethod ?? defaults.defaultPaymentMethod ?? defaultPaymentMethod
    var new = settings
    new.connect = phase.connect ?? defaults.connect ?? new.connect
    new.automaticTax = phase.automaticTax || defaults.automaticTax
    new.description = phase.description ?? defaults.description ?? new.description
    if terms != nil || !new.isEmpty { terms = new }
  }
}
