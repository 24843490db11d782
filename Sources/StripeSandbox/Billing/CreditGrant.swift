import Wire

/// Credits that pay for what a customer uses, before tax, when an invoice becomes final.
package struct CreditGrant: Resource {
  package static let object: StaticString = "billing.credit_grant"
  package static let noun = "credit grant"
  package static let idPrefixes = ["credgr_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + CreditBalance.routes.endpoints }
  package static let indexes = [Index<CreditGrant>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    ["customer": .one("customer"), "test_clock": .one("test_helpers.test_clock")]
  }
  package static let jobs = [
    Job<CreditGrant>("expire", due: { $0.isClosed ? nil : $0.expiresAt }) { call, id in call.expireGrant(id) }
  ]

  private static let form =
    "amount[type]=monetary&amount[monetary][currency]=usd&amount[monetary][value]=1000&applicability_config[scope][price_type]=metered&category=paid"
  package static let example: Script? = Script(
    stringLiteral: "grant: POST billing/credit_grants customer={customer}&" + form)
  private static let granted = "customer: POST customers; grant: POST billing/credit_grants customer={customer}&" + form
  package static let events = [
    EventRecipe("billing.credit_grant.created", Script(stringLiteral: granted)),
    EventRecipe("billing.credit_balance_transaction.created", Script(stringLiteral: granted)),
    EventRecipe(
      "billing.credit_grant.updated",
      Script(stringLiteral: granted + "; POST billing/credit_grants/{grant} metadata[order]=1")),
  ]

  package let id: String
  package let created: Int
  package let customer: String
  let currency: String
  let value: Int
  /// Ids of prices; empty: all metered ones.
  let prices: [String]
  let category: String
  let effectiveAt: Int
  var expiresAt: Int?
  var metadata = Metadata()
  let name: String?
  let priority: Int
  var updated: Int
  var voidedAt: Int?
  /// The rest was written off when it expired.
  var hasExpired = false
  package var testClock: String?

  var isClosed: Bool { voidedAt != nil || hasExpired }

  func isUsable(at now: Int) -> Bool { !isClosed && effectiveAt <= now && expiresAt.map { now < $0 } ?? true }

  package func write(_ w: inout ObjectWriter) {
    w.object("amount") { $0.monetary(value, currency) }
    w.object("applicability_config") { w in
      w.object("scope") { w in
        if prices.isEmpty {
          w.field("price_type", "metered")
        } else {
          w.array("prices", prices) { $0.field("id", $1) }
        }
      }
    }
    w.field("category", category)
    w.field("created", created)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("effective_at", effectiveAt)
    w.field("expires_at", expiresAt)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.field("name", name)
    w.field("priority", priority)
    w.reference("test_clock", testClock)
    w.field("updated", updated)
    w.field("voided_at", voidedAt)
  }
}

extension ObjectWriter {
  /// The members of an amount of billing credits.
  mutating func monetary(_ value: Int, _ currency: String) {
    object("monetary") { w in
      w.field("currency", currency)
      w.field("value", value)
    }
    field("type", "monetary")
  }
}

extension CreditGrant {
  static let routes = Routes("/v1/billing/credit_grants", of: CreditGrant.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("customer: id\ncustomer_account: id")) { call throws(StripeError) in
      try call.refuseCustomerAccount()
      if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
      var listing = Listing<CreditGrant>(call)
      listing.narrow("customer")
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(CreditGrant.self) }
    $0.post("{id}", takes: Parameters("expires_at: timestamp?\nmetadata"), update)
    $0.post("{id}/expire") { call throws(StripeError) in
      let grant = try open(&call)
      let now = call.now
      call.sandbox.store[CreditGrant.self].update(grant.id) { $0.expiresAt = now }
      call.expireGrant(grant.id)
      return call.answer(CreditGrant.self, grant.id)
    }
    $0.post("{id}/void", void)
  }

  private static let createParameters = Parameters(
    """
    amount: {monetary: {currency: currency!, value: integer!}, type: monetary!}!
    applicability_config: {scope: {price_type: metered, prices: [{id: id!}]}!}!
    category: paid|promotional
    customer: id
    customer_account: id
    effective_at: timestamp
    expires_at: timestamp
    metadata
    name: string(100)
    priority: integer
    """)

  /// The grant of the path, which must still be good for something.
  private static func open(_ call: inout Call) throws(StripeError) -> CreditGrant {
    let grant = try call.found(CreditGrant.self)
    call.useClock(grant.testClock)
    if grant.voidedAt != nil { throw StripeError("This credit grant has been voided.") }
    if grant.hasExpired { throw StripeError("This credit grant has expired.") }
    return grant
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.subscriber()
    call.useClock(customer.testClock)
    let arguments = call.arguments
    guard let amount = arguments.object("amount")?.object("monetary") else { throw .missing("amount[monetary]") }
    let value = try amount.requiredInteger("value")
    guard value >= 1 else { throw .belowOne("amount[monetary][value]") }
    guard value <= Pricing.most else { throw .outOfRange(value, param: "amount[monetary][value]") }
    let effectiveAt = arguments.integer("effective_at") ?? call.now
    let expiresAt = arguments.integer("expires_at")
    if let expiresAt, expiresAt <= max(call.now, effectiveAt) {
      throw StripeError("`expires_at` must be in the future and after `effective_at`.", param: "expires_at")
    }
    let priority = arguments.integer("priority") ?? 50
    guard (0...100).contains(priority) else {
      throw StripeError("`priority` must be between 0 and 100.", param: "priority")
    }
    var grant = CreditGrant(
      id: call.sandbox.identifiers.random("credgr_test_", 36), created: call.now, customer: customer.id,
      currency: amount.string("currency") ?? "usd", value: value, prices: try prices(call),
      category: arguments.string("category") ?? "paid", effectiveAt: effectiveAt, expiresAt: expiresAt,
      name: arguments.string("name"), priority: priority, updated: call.now, testClock: customer.testClock)
    try arguments.merge(into: &grant.metadata)
    call.insert(grant, announcing: "billing.credit_grant.created")
    call.move(value, of: grant, .granted)
    return call.answer(CreditGrant.self, grant.id)
  }

  /// Either all metered prices, or some that have meters.
  private static func prices(_ call: Call) throws(StripeError) -> [String] {
    let path = "applicability_config[scope]"
    let scope = call.arguments.object("applicability_config")?.object("scope")
    let prices = (scope?.objects("prices") ?? []).compactMap { $0.string("id") }
    if !prices.isEmpty, scope?.has("price_type") == true {
      throw .exclusive(["\(path)[price_type]", "\(path)[prices]"])
    }
    guard !prices.isEmpty || scope?.has("price_type") == true else { throw .missing("\(path)[price_type]") }
    for (index, id) in prices.enumerated() {
      let param = "\(path)[prices][\(index)][id]"
      guard let price = call.sandbox.store[Price.self][id] else { throw .noSuch(Price.self, id, param: param) }
      guard price.recurring?.meter != nil else {
        throw StripeError("Credit grants apply only to metered prices that have a billing meter.", param: param)
      }
    }
    return prices
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var grant = try open(&call)
    if let end = call.arguments["expires_at"] {
      if let end = end.integer, end <= call.now {
        throw StripeError("`expires_at` must be in the future.", param: "expires_at")
      }
      grant.expiresAt = end.integer
    }
    try call.arguments.merge(into: &grant.metadata)
    grant.updated = call.now
    call.update(CreditGrant.self, grant.id, announcing: "billing.credit_grant.updated") { [grant] in $0 = grant }
    return call.answer(CreditGrant.self, grant.id)
  }

  private static func void(_ call: inout Call) throws(StripeError) -> Answer {
    let grant = try open(&call)
    guard call.sandbox.store.balance(of: grant) == grant.value else {
      throw StripeError("This credit grant can't be voided because it has already been applied to an invoice.")
    }
    call.move(-grant.value, of: grant, .voided)
    let now = call.now
    call.update(CreditGrant.self, grant.id, announcing: "billing.credit_grant.updated") {
      $0.voidedAt = now
      $0.updated = now
    }
    return call.answer(CreditGrant.self, grant.id)
  }
}

extension Call {
  /// Writes off the rest of a grant.
  func expireGrant(_ id: String) {
    guard let grant = sandbox.store[CreditGrant.self][id], !grant.isClosed else { return }
    let rest = sandbox.store.balance(of: grant)
    if rest > 0 { move(-rest, of: grant, .expired) }
    let now = now
    update(CreditGrant.self, id, announcing: "billing.credit_grant.updated") {
      $0.hasExpired = true
      $0.updated = now
    }
  }

  /// Pays for what was used, line by line, until the customer's grants are used up: those of the smallest priority
  /// first, then those that expire first, then promotional before paid ones, then the oldest.
  func applyBillingCredits(to invoice: inout Invoice) {
    guard sandbox.store.hasTable(CreditGrant.self),
      let positions = sandbox.store[CreditGrant.self].positions("customer", invoice.customer), !positions.isEmpty
    else { return }
    let table = sandbox.store[CreditGrant.self]
    let grants = positions.compactMap { table[Int($0)] }
      .filter { $0.currency == invoice.currency && $0.isUsable(at: now) }
      .sorted { $0.rank < $1.rank }
    for index in invoice.lines.indices {
      guard let id = invoice.lines[index].price, !invoice.lines[index].isProration,
        sandbox.store[Price.self][id]?.recurring?.meter != nil
      else { continue }
      for grant in grants where grant.prices.isEmpty || grant.prices.contains(id) {
        let amount = min(sandbox.store.balance(of: grant), invoice.lines[index].taxable)
        guard amount > 0 else { continue }
        let transaction = move(-amount, of: grant, .applied(invoice: invoice.id, line: invoice.lines[index].id))
        invoice.lines[index].pretaxCredits.append(PretaxCredit(credits: amount, transaction: transaction))
      }
    }
    invoice.computeAmounts(conditions(of: invoice))
  }

  /// An invoice that is voided gives back the credits that were applied to it.
  func returnBillingCredits(of invoice: Invoice) {
    for line in invoice.lines {
      for credit in line.pretaxCredits {
        guard let applied = sandbox.store[CreditTransaction.self][credit.id],
          let grant = sandbox.store[CreditGrant.self][applied.grant]
        else { continue }
        move(credit.amount, of: grant, .returned(invoice: invoice.id, line: line.id))
      }
    }
  }
}

extension CreditGrant {
  /// Grants are used in this order.
  fileprivate var rank: (Int, Int, Int, Int) {
    (priority, expiresAt ?? .max, category == "promotional" ? 0 : 1, effectiveAt)
  }
}
