import Wire

extension SubscriptionSchedule {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/subscription_schedules", of: SubscriptionSchedule.self) {
    $0.post("", takes: createParameters, undoingRefusals(create))
    $0.list(
      "",
      takes: .list(
        """
        canceled_at: range
        completed_at: range
        created: range
        customer: id
        customer_account: id
        released_at: range
        scheduled: boolean
        """), list)
    $0.get("{schedule}") { call throws(StripeError) in try call.answerFound(SubscriptionSchedule.self) }
    $0.post("{schedule}", takes: updateParameters, undoingRefusals(update))
    $0.post("{schedule}/cancel", takes: Parameters("invoice_now: boolean\nprorate: boolean"), cancel)
    $0.post("{schedule}/release", takes: Parameters("preserve_cancel_date: boolean"), release)
  }

  private static func phases(endsNow: Bool) -> String {
    let moment = endsNow ? "any(timestamp, now)" : "timestamp"
    return """
      phases: [{
        \(BillingParameters.addedInvoiceItems)
        application_fee_percent: number
        \(BillingParameters.automaticTax)
        billing_cycle_anchor: automatic|phase_start
        \(BillingParameters.thresholds)
        collection_method: charge_automatically|send_invoice
        coupon: id
        currency: currency
        default_payment_method: id
        default_tax_rates: [id]?
        description: string(500)?
        \(BillingParameters.discounts)
        duration: \(BillingParameters.interval)
        end_date: \(moment)
        \(BillingParameters.invoiceSettings)
        items: [{
          \(BillingParameters.item)
        }]!
        iterations: integer
        metadata
        on_behalf_of: id
        \(BillingParameters.proration)
        start_date: any(timestamp, now)
        \(BillingParameters.transferData)
        trial: boolean
        trial_end: \(moment)
      }]
      """
  }

  private static let defaults = """
    default_settings: {
      application_fee_percent: number
      \(BillingParameters.automaticTax)
      billing_cycle_anchor: automatic|phase_start
      \(BillingParameters.thresholds)
      collection_method: charge_automatically|send_invoice
      default_payment_method: id
      description: string(500)?
      \(BillingParameters.invoiceSettings)
      on_behalf_of?
      \(BillingParameters.transferData)
    }
    end_behavior: cancel|none|release|renew
    metadata

    """

  private static let createParameters = Parameters(
    defaults + phases(endsNow: false) + """

      \(BillingParameters.billingMode)
      customer: id
      customer_account: id
      from_subscription: id
      \(PauseSchedule.parameters(isUpdate: false))
      start_date: any(timestamp, now)
      """)

  private static let updateParameters = Parameters(
    defaults + phases(endsNow: true) + "\n\(BillingParameters.proration)\n\(PauseSchedule.parameters(isUpdate: true))")

  /// `schedule_details` of a preview.
  static let previewDetails = """
    \(BillingParameters.billingMode)
    end_behavior: cancel|release
    \(phases(endsNow: true))
    \(BillingParameters.proration)
    """

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    let arguments = call.arguments
    if arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    var listing = Listing<SubscriptionSchedule>(call)
    listing.narrow("customer")
    if arguments.bool("scheduled") == true { listing.filter { $0.status == .notStarted } }
    listing.filter("canceled_at") { $0.canceledAt }
    listing.filter("completed_at") { $0.completedAt }
    listing.filter("released_at") { $0.releasedAt }
    return try listing.page()
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    if arguments.has("from_subscription") { return try createFromSubscription(&call) }
    let customer = try call.subscriber()
    call.useClock(customer.testClock)
    let start = arguments["start_date"]?.integer ?? call.now
    guard let phases = arguments.objects("phases"), !phases.isEmpty else { throw .missing("phases") }
    var schedule = SubscriptionSchedule(
      id: call.sandbox.identifiers.dated("sub_sched_", now: call.now), created: call.now, customer: customer.id,
      phases: try call.phases(phases, from: start, currency: customer.currency), mode: mode(call))
    schedule.testClock = customer.testClock
    try schedule.apply(call)
    try schedule.applyPause(call)
    call.insert(schedule, announcing: "subscription_schedule.created")
    if start <= call.now { call.advanceSchedule(schedule.id) }
    call.runPauseSchedule(of: schedule.id)
    return call.answer(SubscriptionSchedule.self, schedule.id)
  }

  private static func mode(_ call: Call) -> Subscription.BillingMode {
    let mode = call.arguments.object("billing_mode")
    let isFlexible = mode.map { $0.string("type") == "flexible" } ?? (call.version >= .flexibleBilling)
    return Subscription.BillingMode(isFlexible: isFlexible, updatedAt: isFlexible ? call.now : nil)
  }

  /// The first phase is what the subscription is now, until the end of its period.
  private static func createFromSubscription(_ call: inout Call) throws(StripeError) -> Answer {
    for name in ["phases", "customer", "start_date", "default_settings"] where call.arguments.has(name) {
      throw StripeError(
        "You cannot set `\(name)` if `from_subscription` is set.", param: name)
    }
    guard let subscription = try call.referenced(Subscription.self, "from_subscription") else {
      throw .missing("from_subscription")
    }
    call.useClock(subscription.testClock)
    guard subscription.schedule == nil else {
      throw StripeError(
        "You cannot migrate a subscription that is already attached to a schedule: \(subscription.schedule ?? "").",
        param: "from_subscription")
    }
    guard subscription.isRunning else {
      throw StripeError(
        "You cannot migrate a subscription with a status of \(subscription.status.rawValue).",
        param: "from_subscription")
    }
    let items = call.sandbox.items(of: subscription.id).map {
      Item(
        price: $0.price, quantity: $0.quantity, discounts: Self.shown($0.discounts), metadata: $0.metadata,
        taxRates: $0.taxRates)
    }
    var phase = Phase(
      items: items, start: subscription.period.start, end: subscription.period.end, currency: subscription.currency)
    phase.trialEnd = subscription.isTrialing ? subscription.trial?.end : nil
    phase.defaultTaxRates = subscription.defaultTaxRates
    phase.discounts = shown(subscription.discounts)
    phase.automaticTax = subscription.settings.automaticTax
    var schedule = SubscriptionSchedule(
      id: call.sandbox.identifiers.dated("sub_sched_", now: call.now), created: call.now,
      customer: subscription.customer, phases: [phase], mode: subscription.mode)
    schedule.status = .active
    schedule.current = 0
    schedule.subscription = subscription.id
    schedule.testClock = subscription.testClock
    schedule.defaults.collection = subscription.collection
    schedule.defaults.defaultPaymentMethod = subscription.defaultPaymentMethod
    try schedule.apply(call)
    try schedule.applyPause(call)
    call.insert(schedule, announcing: "subscription_schedule.created")
    let id = schedule.id
    call.update(Subscription.self, subscription.id, announcing: "customer.subscription.updated") { $0.schedule = id }
    call.runPauseSchedule(of: id)
    return call.answer(SubscriptionSchedule.self, id)
  }

  /// Discounts that are there already, as phases show them.
  private static func shown(_ discounts: [String]) -> [JSON] {
    discounts.map { ["coupon": .null, "discount": .string($0), "promotion_code": .null] }
  }

  private mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try arguments.merge(into: &metadata)
    if let end = arguments.string("end_behavior").flatMap(EndBehavior.init) { endBehavior = end }
    guard let settings = arguments.object("default_settings") else { return }
    if let anchor = settings.string("billing_cycle_anchor") { defaults.anchorsToPhase = anchor == "phase_start" }
    if let method = settings.string("collection_method").flatMap(Invoice.Collection.init) {
      defaults.collection = method
    }
    settings.assign("default_payment_method", to: &defaults.defaultPaymentMethod)
    settings.assign("description", to: &defaults.description)
    defaults.connect = try call.connect(defaults.connect, settings, at: "default_settings")
    if let days = try settings.object("invoice_settings")?.daysUntilDue(at: "default_settings[invoice_settings]") {
      defaults.daysUntilDue = days
    }
    if let tax = settings.object("automatic_tax") { defaults.automaticTax = tax.bool("enabled") ?? false }
  }

  /// Its status lets it be changed.
  private static func running(_ call: inout Call, _ verb: String, _ done: String) throws(StripeError)
    -> SubscriptionSchedule
  {
    let schedule = try call.found(SubscriptionSchedule.self)
    call.useClock(schedule.testClock)
    guard schedule.isRunning else {
      throw StripeError(
        """
        You cannot \(verb) a subscription schedule that is currently in the `\(schedule.status.rawValue)` status. It \
        must be in `not_started, active` status to be \(done).
        """)
    }
    return schedule
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var schedule = try running(&call, "update", "updated")
    try schedule.apply(call)
    if let phases = call.arguments.objects("phases") {
      guard !phases.isEmpty else { throw .missing("phases") }
      let start = schedule.phases.first?.start ?? call.now
      schedule.phases = try call.phases(phases, from: start, currency: schedule.phases.first?.currency)
      if schedule.status == .active {
        let now = call.now
        schedule.current = schedule.phases.firstIndex { $0.start <= now && now < $0.end } ?? schedule.phases.count - 1
      }
    }
    try schedule.applyPause(call)
    let kept = schedule
    call.update(SubscriptionSchedule.self, schedule.id, announcing: "subscription_schedule.updated") { $0 = kept }
    if schedule.status == .active, call.arguments.has("phases") { call.applyPhase(of: schedule.id) }
    call.runPauseSchedule(of: schedule.id)
    return call.answer(SubscriptionSchedule.self, schedule.id)
  }

  private static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let schedule = try running(&call, "cancel", "canceled")
    let now = call.now
    call.update(SubscriptionSchedule.self, schedule.id, announcing: "subscription_schedule.canceled") {
      $0.status = .canceled
      $0.canceledAt = now
      $0.current = nil
    }
    if let subscription = schedule.subscription {
      call.cancel(
        subscription, invoicesNow: call.arguments.bool("invoice_now") ?? true,
        prorates: call.arguments.bool("prorate") ?? true)
    }
    return call.answer(SubscriptionSchedule.self, schedule.id)
  }

  private static func release(_ call: inout Call) throws(StripeError) -> Answer {
    let schedule = try running(&call, "release", "released")
    call.releaseSchedule(schedule.id, announcing: "subscription_schedule.released", as: .released)
    return call.answer(SubscriptionSchedule.self, schedule.id)
  }
}
