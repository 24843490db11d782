import Wire

extension Quote {
  package static let example: Script? =
    "quote: POST quotes customer={customer}&line_items[0][price]={price}&line_items[0][quantity]=1"
  private static let draft = """
    customer: POST customers
    price: POST prices currency=usd&unit_amount=2000&product_data[name]=T-shirt
    quote: POST quotes customer={customer}&line_items[0][price]={price}&line_items[0][quantity]=2
    """
  package static let events = [
    EventRecipe("quote.created", Script(stringLiteral: draft)),
    EventRecipe("quote.finalized", Script(stringLiteral: draft + "; POST quotes/{quote}/finalize")),
    EventRecipe(
      "quote.accepted",
      Script(stringLiteral: draft + "; POST quotes/{quote}/finalize; POST quotes/{quote}/accept")),
    EventRecipe("quote.canceled", Script(stringLiteral: draft + "; POST quotes/{quote}/cancel")),
  ]

  static let routes = Routes("/v1/quotes", of: Quote.self) {
    $0.post("", takes: createParameters, undoingRefusals(create))
    $0.list(
      "", takes: .list("customer: id\ncustomer_account: id\nstatus: accepted|canceled|draft|open\ntest_clock: id"), list
    )
    $0.get("{quote}") { call throws(StripeError) in try call.answerFound(Quote.self) }
    $0.post("{quote}", takes: updateParameters, undoingRefusals(update))
    $0.post("{quote}/finalize", takes: Parameters("expires_at: timestamp"), finalize)
    $0.post("{quote}/accept", undoingRefusals(accept))
    $0.post("{quote}/cancel") { call throws(StripeError) in
      let quote = try own(&call)
      guard quote.isPending else { throw .unexpected(quote, "cancel", "draft` or `open") }
      call.cancelQuote(quote.id)
      return call.answer(Quote.self, quote.id)
    }
    $0.list("{quote}/line_items", of: LineItem.self) { call throws(StripeError) in
      try call.page(try call.found(Quote.self).lines)
    }
    $0.list("{quote}/computed_upfront_line_items", of: LineItem.self) { call throws(StripeError) in
      try call.page(try call.found(Quote.self).upfront(call.sandbox.store))
    }
    $0.get("{quote}/pdf") { call throws(StripeError) in
      let quote = try call.found(Quote.self)
      guard quote.number != nil else { throw .unexpected(quote, "download the PDF of", "open") }
      return { w in w.document(quote.document(w.sandbox), "application/pdf") }
    }
  }

  /// The quote of the path, on its customer's clock.
  private static func own(_ call: inout Call) throws(StripeError) -> Quote {
    let quote = try call.found(Quote.self)
    call.useClock(quote.testClock)
    return quote
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    var listing = Listing<Quote>(call)
    listing.narrow("customer")
    listing.filter("status") { $0.status.rawValue }
    listing.filter("test_clock") { $0.testClock }
    return try listing.page()
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let clock = try call.referenced(TestClock.self, "test_clock")
    let customer = try call.quotedCustomer()
    let id = call.sandbox.identifiers.dated("qt_", now: call.now)
    let testClock = clock?.id ?? customer?.testClock
    call.useClock(testClock)
    var quote = Quote(id: id, created: call.now, expiresAt: call.now + 30 * 86_400, testClock: testClock)
    quote.terms.isFlexible = call.version >= .flexibleBilling
    if let from = arguments.object("from_quote") {
      let source = try from.required("quote")
      guard let original = call.sandbox.store[Quote.self][source] else {
        throw .noSuch(Quote.self, source, param: "from_quote[quote]")
      }
      if let name = arguments.values.first(where: { !["from_quote", "expires_at", "expand"].contains($0.key) })?.key {
        throw StripeError("You cannot specify `\(name)` together with `from_quote`.", param: name)
      }
      quote.copy(original, isRevision: from.bool("is_revision") ?? false, call)
    }
    try quote.apply(&call)
    call.insert(quote, announcing: "quote.created")
    return call.answer(Quote.self, id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var quote = try own(&call)
    guard quote.status == .draft else { throw .unexpected(quote, "update", "draft") }
    try quote.apply(&call)
    call.sandbox.store[Quote.self].update(quote.id) { $0 = quote }
    return call.answer(Quote.self, quote.id)
  }

  private static func finalize(_ call: inout Call) throws(StripeError) -> Answer {
    var quote = try own(&call)
    guard quote.status == .draft else { throw .unexpected(quote, "finalize", "draft") }
    guard let customer = quote.customer else {
      throw StripeError("A customer must be set on the quote before it can be finalized.", param: "customer")
    }
    guard !quote.lines.isEmpty else {
      throw StripeError("A quote must have line items before it can be finalized.", param: "line_items")
    }
    let expiresAt = call.arguments.integer("expires_at") ?? quote.expiresAt
    guard expiresAt > call.now else { throw .expiresInPast }
    guard !quote.terms.automaticTax || quote.isLocated(in: call.sandbox) else { throw .noTaxLocation() }
    quote.settle(call)
    quote.status = .open
    quote.finalizedAt = call.now
    quote.expiresAt = expiresAt
    quote.number = call.number(of: quote, customer)
    call.update(Quote.self, quote.id, announcing: "quote.finalized") { [quote] in $0 = quote }
    if let origin = quote.origin, origin.isRevision, call.sandbox.store[Quote.self][origin.quote]?.status == .open {
      call.cancelQuote(origin.quote)
    }
    return call.answer(Quote.self, quote.id)
  }

  private static func accept(_ call: inout Call) throws(StripeError) -> Answer {
    let quote = try own(&call)
    guard quote.status == .open else { throw .unexpected(quote, "accept", "open") }
    try call.accept(quote)
    return call.answer(Quote.self, quote.id)
  }

  private mutating func copy(_ original: Quote, isRevision: Bool, _ call: Call) {
    origin = Origin(quote: original.id, isRevision: isRevision)
    customer = original.customer
    currency = original.currency
    discounts = original.discounts
    terms = original.terms
    metadata = original.metadata
    testClock = original.testClock
    lines = original.lines.map { line in
      var copy = LineItem(
        id: call.sandbox.identifiers.dated("li_", now: call.now), created: call.now, price: line.price,
        quantity: line.quantity, currency: line.currency, description: line.description)
      copy.amountSubtotal = line.amountSubtotal
      copy.taxRates = line.taxRates
      lineDiscounts[copy.id] = original.lineDiscounts[line.id]
      return copy
    }
  }
}

extension Call {
  fileprivate func quotedCustomer() throws(StripeError) -> Customer? {
    try refuseCustomerAccount()
    return try referenced(Customer.self, "customer")
  }

  func cancelQuote(_ id: String) {
    let now = now
    update(Quote.self, id, announcing: "quote.canceled") {
      $0.status = .canceled
      $0.canceledAt = now
    }
  }

  /// `QT-PREFIX-0002-1`: the customer's prefix, the customer's how manieth quote, and how often it was revised.
  fileprivate func number(of quote: Quote, _ customer: String) -> String {
    let table = sandbox.store[Quote.self]
    let finalized = (table.positions("customer", customer) ?? []).compactMap { table[Int($0)]?.number }
    if let origin = quote.origin, origin.isRevision, let number = table[origin.quote]?.number,
      let dash = number.lastIndex(of: "-")
    {
      let stem = number[...dash]
      return stem + String(finalized.filter { $0.hasPrefix(stem) }.count + 1)
    }
    let count = String(Set(finalized.map { $0[..<($0.lastIndex(of: "-") ?? $0.endIndex)] }).count + 1)
    let prefix = sandbox.store[Customer.self][customer]?.invoicePrefix ?? ""
    return "QT-\(prefix)-" + String(repeating: "0", count: max(4 - count.utf8.count, 0)) + count + "-1"
  }
}

extension StripeError {
  static let expiresInPast = StripeError("`expires_at` must be in the future.", param: "expires_at")

  /// - Parameter statuses: those in which it can be done.
  fileprivate static func unexpected(_ quote: Quote, _ verb: String, _ statuses: String) -> StripeError {
    StripeError("You cannot \(verb) this quote because its status is `\(quote.status.rawValue)`, not `\(statuses)`.")
  }
}
