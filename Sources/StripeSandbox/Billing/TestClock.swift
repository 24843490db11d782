import Wire

/// A clock of its own for some customers: it stands still until it is advanced.
package struct TestClock: Resource {
  package enum Status: String, Codable, Sendable {
    case ready, advancing
    /// Stripe failed to advance it: it is of no more use.
    case internalFailure = "internal_failure"
  }

  package static let object: StaticString = "test_helpers.test_clock"
  package static let noun = "test_clock"
  package static let pathParameter = "test_clock"
  package static let idPrefixes = ["clock_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let followUps = [finishAdvance]
  package static let example: Script? = "test_clock: POST test_helpers/test_clocks frozen_time=1767225600"
  package static let events = [
    EventRecipe("test_helpers.test_clock.created", "POST test_helpers/test_clocks frozen_time=1767225600"),
    EventRecipe(
      "test_helpers.test_clock.advancing",
      "a: POST test_helpers/test_clocks frozen_time=1767225600; POST test_helpers/test_clocks/{a}/advance frozen_time=1767312000"
    ),
    EventRecipe(
      "test_helpers.test_clock.ready",
      """
      a: POST test_helpers/test_clocks frozen_time=1767225600
      POST test_helpers/test_clocks/{a}/advance frozen_time=1767312000; GET test_helpers/test_clocks/{a}
      """),
    EventRecipe(
      "test_helpers.test_clock.deleted",
      "a: POST test_helpers/test_clocks frozen_time=1767225600; DELETE test_helpers/test_clocks/{a}"),
    EventRecipe(
      "test_helpers.test_clock.internal_failure",
      "a: POST test_helpers/test_clocks frozen_time=1767225600; POST /_sandbox/clock/{a} fail=true"),
  ]

  package let id: String
  package let created: Int
  package var frozenTime: Int
  var name: String?
  package var status = Status.ready
  /// Where it is advancing to.
  var target: Int?

  package var isSelfContained: Bool { true }

  package func write(_ w: inout ObjectWriter) {
    w.field("created", created)
    w.field("deletes_after", created + 30 * 86_400)
    w.field("frozen_time", frozenTime)
    w.field("livemode", false)
    w.field("name", name)
    w.field("status", status.rawValue)
    w.object("status_details") { w in
      if let target { w.object("advancing") { $0.field("target_frozen_time", target) } }
    }
  }

  static let routes = Routes("/v1/test_helpers/test_clocks", of: TestClock.self) {
    $0.post("", takes: Parameters("customer: id\nfrozen_time: timestamp!\nname: string(300)"), create)
    $0.list("") { call throws(StripeError) in try Listing<TestClock>(call).page() }
    $0.get("{test_clock}") { call throws(StripeError) in try call.answerFound(TestClock.self) }
    $0.post("{test_clock}/advance", takes: Parameters("frozen_time: timestamp!"), advance)
    $0.delete("{test_clock}", delete)
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.referenced(Customer.self, "customer")
    if let customer { try call.checkIsFree(customer) }
    let clock = TestClock(
      id: call.sandbox.identifiers.dated("clock_", now: call.now), created: call.now,
      frozenTime: try moment(call), name: call.arguments.string("name"))
    call.insert(clock, announcing: "test_helpers.test_clock.created")
    if let customer {
      call.update(Customer.self, customer.id, announcing: "customer.updated") { $0.testClock = clock.id }
    }
    return call.answer(TestClock.self, clock.id)
  }

  private static func moment(_ call: Call) throws(StripeError) -> Int {
    let moment = try call.arguments.requiredInteger("frozen_time")
    guard SandboxClock.reach.contains(moment) else {
      throw StripeError("Invalid timestamp: must be an integer Unix timestamp", param: "frozen_time")
    }
    return moment
  }

  private static func advance(_ call: inout Call) throws(StripeError) -> Answer {
    let clock = try call.found(TestClock.self)
    let target = try moment(call)
    guard clock.status != .internalFailure else {
      throw StripeError("Test clock \(clock.id) cannot be advanced: an earlier advancement of it has failed.")
    }
    guard clock.status == .ready else {
      throw StripeError(
        status: 429, "Test clock advancement underway - cannot perform modifications.", code: "testclock_underway")
    }
    guard target > clock.frozenTime else {
      throw StripeError(
        "Test clock frozen time must be in the future: \(target) is not after \(clock.frozenTime).",
        param: "frozen_time")
    }
    try call.checkLimits(of: clock, advancingTo: target)
    call.update(TestClock.self, clock.id, announcing: "test_helpers.test_clock.advancing") {
      $0.status = .advancing
      $0.target = target
    }
    call.sandbox.later(0, finishAdvance, clock.id)
    return call.answer(TestClock.self, clock.id)
  }

  /// Everything happens that is due on the clock until its new time.
  private static let finishAdvance = FollowUp("advance_test_clock") { call, id in
    guard let clock = call.sandbox.store[TestClock.self][id], clock.status == .advancing, let target = clock.target
    else { return }
    call.sandbox.runDueJobs(onTestClock: id, until: target)
    call.update(TestClock.self, id, announcing: "test_helpers.test_clock.ready") {
      $0.status = .ready
      $0.frozenTime = target
      $0.target = nil
    }
  }

  /// Its customers go with it, and their subscriptions end.
  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let clock = try call.found(TestClock.self)
    for customer in call.sandbox.store[Customer.self].all where customer.testClock == clock.id {
      call.deleteCustomer(customer.id)
    }
    call.delete(TestClock.self, clock.id, announcing: "test_helpers.test_clock.deleted")
    return { $0.deleted(TestClock.self, clock.id) }
  }
}

extension Call {
  /// A customer whose bills go by another clock stays with that.
  fileprivate func checkIsFree(_ customer: Customer) throws(StripeError) {
    guard customer.testClock == nil else {
      throw StripeError("The customer is attached to another test clock.", param: "customer")
    }
    let hasBills =
      sandbox.store[Subscription.self].positions("customer", customer.id)?.isEmpty == false
      || sandbox.store[Invoice.self].positions("customer", customer.id)?.isEmpty == false
      || sandbox.store[InvoiceItem.self].positions("customer", customer.id)?.isEmpty == false
      || sandbox.store[SubscriptionSchedule.self].positions("customer", customer.id)?.isEmpty == false
      || sandbox.store[Quote.self].positions("customer", customer.id)?.isEmpty == false
    guard !hasBills else {
      throw StripeError(
        "The customer has invoices, subscriptions or quotes already, which go by the present time.", param: "customer")
    }
  }
}

// MARK: - Stripe's limits, where they are asked for

extension Call {
  private var limitsTestClocks: Bool { sandbox.store.dunning.limitsTestClocks ?? false }

  private func customers(of clock: String) -> [Customer] {
    sandbox.store[Customer.self].all.filter { $0.testClock == clock }
  }

  /// A test clock takes three customers.
  func checkRoom(onTestClock id: String) throws(StripeError) {
    guard limitsTestClocks, customers(of: id).count >= 3 else { return }
    throw StripeError("A test clock can have at most 3 customers.", param: "test_clock")
  }

  /// A customer on a test clock has at most three subscriptions.
  func checkSubscriptions(of customer: Customer) throws(StripeError) {
    guard limitsTestClocks, customer.testClock != nil, sandbox.subscriptions(of: customer.id).count >= 3 else { return }
    throw StripeError("A customer on a test clock can have at most 3 subscriptions.", param: "customer")
  }

  /// A test clock goes on by at most two of the shortest intervals that are billed on it.
  fileprivate func checkLimits(of clock: TestClock, advancingTo target: Int) throws(StripeError) {
    guard limitsTestClocks else { return }
    let items = customers(of: clock.id).flatMap { sandbox.subscriptions(of: $0.id) }.flatMap {
      sandbox.items(of: $0.id)
    }
    let ends = items.compactMap {
      sandbox.store[Price.self][$0.price]?.recurring?.interval.boundary(2, from: clock.frozenTime)
    }
    guard let end = ends.min(), target > end else { return }
    throw StripeError(
      "A test clock can be advanced by at most two intervals of its shortest subscription: until \(end).",
      param: "frozen_time")
  }
}

extension Call {
  func failTestClock(_ id: String) throws(StripeError) {
    guard let clock = sandbox.store[TestClock.self][id] else { throw .notFound(TestClock.self, id) }
    guard clock.status != .internalFailure else { throw StripeError("Test clock \(id) has failed already.") }
    update(TestClock.self, id, announcing: "test_helpers.test_clock.internal_failure") {
      $0.status = .internalFailure
      $0.target = nil
    }
  }

  /// Has the rest of a request happen at the time of a test clock.
  func useClock(_ id: String?) {
    guard let id, let clock = sandbox.store[TestClock.self][id] else { return }
    sandbox.setTime(clock.frozenTime)
  }
}
