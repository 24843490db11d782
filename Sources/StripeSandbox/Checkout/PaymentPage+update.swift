import Wire

extension PaymentPage {
  static let updateParameters = Parameters(
    """
    billing_address: {city, country, line1, line2, postal_code, state}
    line_items: [{id!, quantity: integer!}]
    optional_items: [{price: id!, quantity: integer!}]
    promotion_code
    shipping_address: {city, country, line1, line2, postal_code, state}
    shipping_option: id
    """)

  /// A choice of the customer that changes what is paid.
  static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var session = try openSession(call)
    let arguments = call.arguments
    if arguments.has("billing_address") || arguments.has("shipping_address") { session.take(addresses: arguments) }
    for line in arguments.objects("line_items") ?? [] { try session.change(line, call) }
    for item in arguments.objects("optional_items") ?? [] { try session.choose(item, call) }
    if arguments.has("promotion_code") { try session.redeem(arguments.string("promotion_code") ?? "", call) }
    if let option = arguments.string("shipping_option") { try session.ship(by: option, call) }
    session.settleLines(call)
    call.sandbox.store[CheckoutSession.self].update(session.id) { $0 = session }
    return answer(session.id)
  }

  static func openSession(_ call: Call) throws(StripeError) -> CheckoutSession {
    let session = try call.found(CheckoutSession.self)
    guard session.status == .open else {
      throw StripeError(
        "This Checkout Session is \(session.status == .complete ? "complete" : "expired").",
        code: "checkout_session_\(session.status.rawValue)")
    }
    return session
  }
}

extension CheckoutSession {
  /// Where the customer is, as far as the form has been filled in.
  fileprivate mutating func take(addresses arguments: Arguments) {
    var details = details ?? Details(email: customerEmail)
    if let address = arguments.object("billing_address") { details.address = Address(address) }
    if let address = arguments.object("shipping_address") {
      var shipping = details.shipping ?? Shipping(Arguments())
      shipping.address = Address(address)
      details.shipping = shipping
    }
    self.details = details
  }

  fileprivate mutating func change(_ fields: Arguments, _ call: Call) throws(StripeError) {
    let id = try fields.required("id")
    guard let index = lines.firstIndex(where: { $0.id == id }) else {
      throw .noSuch("line item", id, param: "line_items[0][id]")
    }
    let quantity = fields.integer("quantity") ?? 1
    let rule = lines[index].adjustable
    let least = rule["minimum"]?.integer ?? 0
    let most = rule["maximum"]?.integer ?? 99
    guard rule["enabled"]?.bool == true, (least...max(least, most)).contains(quantity) else {
      throw StripeError("The quantity of this line item cannot be \(quantity).", param: "line_items[0][quantity]")
    }
    if quantity == 0, lines.count > 1 {
      lines.remove(at: index)
      return
    }
    lines[index].quantity = max(quantity, 1)
    if let price = call.sandbox.store[Price.self][lines[index].price],
      let pricing = price.pricing(in: lines[index].currency)
    {
      lines[index].amountSubtotal = pricing.amount(for: lines[index].quantity)
    }
  }

  /// An optional item comes into the order, or leaves it.
  fileprivate mutating func choose(_ fields: Arguments, _ call: Call) throws(StripeError) {
    let price = try fields.required("price")
    guard offers(in: call.sandbox).contains(where: { $0.price == price }) else {
      throw .noSuch(Price.self, price, param: "optional_items[0][price]")
    }
    lines.removeAll { $0.price == price }
    guard let quantity = fields.integer("quantity"), quantity > 0 else { return }
    let line = Arguments(["price": .string(price), "quantity": .integer(quantity)])
    lines.append(try call.lineItem(line, at: "optional_items[0]", currency: currency).line)
  }

  /// Takes the code that the customer typed; an empty one takes the discount away.
  mutating func redeem(_ code: String, _ call: Call) throws(StripeError) {
    discounts = []
    guard !code.isEmpty else { return }
    let codes = call.sandbox.store[PromotionCode.self]
    let found = (codes.positions("code", code.uppercased()) ?? []).compactMap { codes[Int($0)] }
      .first { $0.isActive(in: call.sandbox) }
    guard let found, settings["allow_promotion_codes"].bool == true else {
      throw StripeError("This promotion code is invalid.", code: "resource_missing", param: "promotion_code")
    }
    let asked = Arguments(["discounts": [["promotion_code": .string(found.id)]]])
    let holder = Discount.Holder(checkoutSession: id, customer: customer)
    let applied = try call.discounts(asked, for: holder, currency: currency, amount: lines.amountSubtotal) ?? []
    discounts = applied.map { AppliedDiscount(coupon: $0.coupon.id, promotionCode: found.id) }
  }

  fileprivate mutating func ship(by option: String, _ call: Call) throws(StripeError) {
    guard shippingOptions.contains(option), let currency, let rate = call.sandbox.store[ShippingRate.self][option]
    else {
      throw .noSuch(ShippingRate.self, option, param: "shipping_option")
    }
    shippingCost = ShippingCost(rate: option, amount: rate.amount(in: currency) ?? 0)
  }
}
