import Wire

extension PaymentLink {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/payment_links", of: PaymentLink.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("active: boolean")) { call throws(StripeError) in
      var listing = Listing<PaymentLink>(call)
      listing.filter("active") { $0.isActive }
      return try listing.page()
    }
    $0.get("{payment_link}") { call throws(StripeError) in try call.answerFound(PaymentLink.self) }
    $0.post("{payment_link}", takes: updateParameters, update)
    $0.list("{payment_link}/line_items", of: LineItem.self) { call throws(StripeError) in
      try call.page(try call.found(PaymentLink.self).lines)
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    var lines: [LineItem] = []
    var new: [(price: Price, product: Product?)] = []
    var isRecurring = false
    var currency = arguments.string("currency")
    for (index, fields) in (arguments.objects("line_items") ?? []).enumerated() {
      let (line, price, made) = try call.lineItem(fields, at: "line_items[\(index)]", currency: currency)
      isRecurring = isRecurring || price.recurring != nil
      currency = line.currency
      lines.append(line)
      if let made { new.append(made) }
    }
    guard let currency else { throw .missing("line_items") }
    guard lines.count <= 20 else { throw StripeError("You can only pass up to 20 line items.", param: "line_items") }
    var link = PaymentLink(
      id: call.sandbox.identifiers.dated("plink_", now: call.now), created: call.now,
      mode: isRecurring ? .subscription : .payment, currency: currency, lines: lines,
      url: call.sandbox.pageAddress("buy", "/pay/" + call.sandbox.identifiers.random("test_", 18)))
    try link.apply(call)
    call.keep(new)
    call.insert(link, announcing: "payment_link.created")
    return call.answer(PaymentLink.self, link.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var link = try call.found(PaymentLink.self)
    link.isActive = call.arguments.bool("active") ?? link.isActive
    for (number, fields) in (call.arguments.objects("line_items") ?? []).enumerated() {
      let id = fields.string("id") ?? ""
      guard let index = link.lines.firstIndex(where: { $0.id == id }) else {
        throw .noSuch("line item", id, param: "line_items[\(number)][id]")
      }
      try link.lines[index].change(fields, at: "line_items[\(number)]", call)
    }
    try link.apply(call)
    let kept = link
    call.update(PaymentLink.self, kept.id, announcing: "payment_link.updated") { $0 = kept }
    return call.answer(PaymentLink.self, kept.id)
  }

  private mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try call.checkConnect(hasReceiver: settings["transfer_data"] != .null)
    try checkMode(arguments)
    if arguments.object("after_completion")?.string("type") == "redirect",
      arguments.object("after_completion")?.has("redirect") != true
    {
      throw .missing("after_completion[redirect]")
    }
    if let limit = arguments.object("restrictions")?.object("completed_sessions")?.integer("limit"), limit < 1 {
      throw .belowOne("restrictions[completed_sessions][limit]")
    }
    if let options = arguments["shipping_options"] {
      shippingOptions = []
      for (index, option) in (options.array ?? []).enumerated() {
        guard let id = option["shipping_rate"]?.string else { continue }
        let param = "shipping_options[\(index)][shipping_rate]"
        guard let rate = call.sandbox.store[ShippingRate.self][id] else {
          throw .noSuch(ShippingRate.self, id, param: param)
        }
        guard rate.amount(in: currency) != nil else {
          throw StripeError("The shipping rate `\(id)` has no price in `\(currency)`.", param: param)
        }
        shippingOptions.append(id)
      }
    }
    for name in Self.kept {
      guard let value = arguments[name] else { continue }
      settings.merge(name, value)
    }
    try arguments.merge(into: &metadata)
  }

  /// Checks parameters that go with one-time payments only, or with subscriptions only.
  private func checkMode(_ arguments: Arguments) throws(StripeError) {
    let isSubscription = mode == .subscription
    let others =
      isSubscription
      ? ["application_fee_amount", "customer_creation", "invoice_creation", "payment_intent_data"]
      : ["application_fee_percent", "subscription_data"]
    for name in others where arguments.has(name) && arguments[name] != .null {
      throw StripeError(
        isSubscription
          ? "You cannot set `\(name)` if there are recurring prices."
          : "You can only set `\(name)` if there are recurring prices.", param: name)
    }
    _ = try arguments.object("subscription_data")?.trialPeriodDays(at: "subscription_data")
    if let amount = arguments.integer("application_fee_amount"), amount > lines.amountTotal {
      throw StripeError(
        "The application fee amount cannot exceed the amount of the payment link.", param: "application_fee_amount")
    }
    if let percent = arguments["application_fee_percent"]?.number, !(0...100).contains(percent) {
      throw StripeError("Invalid application_fee_percent: must be between 0 and 100.", param: "application_fee_percent")
    }
  }
}

extension LineItem {
  /// Another quantity, or other bounds for the customer's choice.
  fileprivate mutating func change(_ fields: Arguments, at path: String, _ call: Call) throws(StripeError) {
    if let rule = fields["adjustable_quantity"] { adjustable = rule }
    guard let quantity = fields.integer("quantity") else { return }
    guard quantity > 0 else { throw .belowOne(path + "[quantity]") }
    self.quantity = quantity
    if let pricing = call.sandbox.store[Price.self][price]?.pricing(in: currency) {
      amountSubtotal = pricing.amount(for: quantity)
    }
  }
}
