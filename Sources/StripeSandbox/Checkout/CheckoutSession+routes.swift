import Wire

extension CheckoutSession {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  static let routes = Routes("/v1/checkout/sessions", of: CheckoutSession.self) {
    $0.post("", takes: createParameters, undoingRefusals(always: false, create))
    $0.list("", takes: .list(listParameters), list)
    $0.get("{id}") { call throws(StripeError) in try call.answerFound(CheckoutSession.self) }
    $0.post("{id}", takes: updateParameters, update)
    $0.post("{id}/expire") { call throws(StripeError) in
      let session = try call.found(CheckoutSession.self)
      guard session.status == .open else {
        throw StripeError(
          """
          Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \
          \(session.status.rawValue).
          """)
      }
      call.expire(session: session.id)
      return call.answer(CheckoutSession.self, session.id)
    }
    $0.list("{id}/line_items", of: LineItem.self) { call throws(StripeError) in
      try call.page(try call.found(CheckoutSession.self).lines)
    }
  }

  private static let listParameters = """
    created: range
    customer: id
    customer_account: id
    customer_details: {email!}
    payment_intent: id
    payment_link: id
    status: complete|expired|open
    subscription: id
    """

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    _ = try call.referenced(Customer.self, "customer")
    var listing = Listing<CheckoutSession>(call)
    for name in ["customer", "payment_intent", "payment_link", "subscription"] { listing.narrow(name) }
    listing.filter("status") { $0.status.rawValue }
    if let email = call.arguments.object("customer_details")?.string("email")?.caseless {
      listing.filter { $0.details?.email?.caseless == email }
    }
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var session = try call.found(CheckoutSession.self)
    let arguments = call.arguments
    if session.status != .open, arguments.values.contains(where: { $0.key != "metadata" }) {
      throw StripeError("You can only update Checkout Sessions with a status of `open`.")
    }
    try arguments.merge(into: &session.metadata)
    if let shipping = arguments.object("collected_information")?.object("shipping_details") {
      var details = session.details ?? Details()
      details.shipping = Shipping(shipping)
      session.details = details
    }
    let new = try session.updateLines(call)
    try session.takeShipping(call)
    call.keep(new)
    session.settleLines(call)
    call.sandbox.store[CheckoutSession.self].update(session.id) { $0 = session }
    return call.answer(CheckoutSession.self, session.id)
  }

  /// The lines of the request take the place of the session's; those that name a line change it.
  private mutating func updateLines(_ call: Call) throws(StripeError) -> [(price: Price, product: Product?)] {
    guard let given = call.arguments.objects("line_items") else { return [] }
    var new: [(price: Price, product: Product?)] = []
    var lines: [LineItem] = []
    for (index, fields) in given.enumerated() {
      let path = "line_items[\(index)]"
      var fields = fields
      let kept = fields.string("id").flatMap { id in self.lines.first { $0.id == id } }
      if let id = fields.string("id"), kept == nil { throw .noSuch("line item", id, param: path + "[id]") }
      if let kept {
        var values = fields.values
        values["price"] = values["price"] ?? (values["price_data"] == nil ? .string(kept.price) : nil)
        values["quantity"] = values["quantity"] ?? .integer(kept.quantity)
        fields = Arguments(values)
      }
      var (line, _, made) = try call.lineItem(fields, at: path, currency: currency)
      if let kept { line = line.named(kept.id) }
      lines.append(line)
      if let made { new.append(made) }
    }
    self.lines = lines
    return new
  }
}

extension LineItem {
  fileprivate func named(_ id: String) -> LineItem {
    var line = LineItem(
      id: id, created: created, price: price, quantity: quantity, currency: currency, description: description)
    line.adjustable = adjustable
    line.metadata = metadata
    line.taxRates = taxRates
    line.amountSubtotal = amountSubtotal
    return line
  }
}

extension Call {
  /// A session's time is over, or the account ends it.
  func expire(session id: String) {
    update(CheckoutSession.self, id, announcing: "checkout.session.expired") { session in
      session.status = .expired
      session.expiresAt = min(session.expiresAt, now)
    }
  }
}
