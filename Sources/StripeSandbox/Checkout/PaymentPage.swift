import Wire

/// The API of a Checkout Session's page, with a publishable key: the hosted page, the embedded one and an app's own
/// form. Stripe's pages have such an API as well, which it does not document.
enum PaymentPage: Declaration {
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }

  private static let routes = Routes("/v1/payment_pages") {
    $0.get("{session}", access: .publishable) { call throws(StripeError) in
      answer(try call.found(CheckoutSession.self).id)
    }
    $0.post("{session}", takes: updateParameters, access: .publishable, update)
    $0.post("{session}/confirm", takes: confirmParameters, access: .publishable, confirm)
  }

  /// The fields of its session that a page needs besides the lines.
  private static let expanded = [
    "line_items.data.price.product", "shipping_options.shipping_rate", "total_details.breakdown", "optional_items",
  ]

  /// The session as the newest version shows it, and beside it what only the page needs.
  static func answer(_ id: String) -> Answer {
    { w in
      guard let session = w.sandbox.store[CheckoutSession.self][id] else { return w.json.null() }
      w.json.open(UInt8(ascii: "{"))
      w.json.key("session")
      w.json.raw(w.sandbox.written(CheckoutSession.self, id, expanding: expanded))
      w.object("page") { write(session, &$0) }
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func write(_ session: CheckoutSession, _ w: inout ObjectWriter) {
    let store = w.sandbox.store
    // Where a payment link has no page of its own to go on to, Checkout shows a confirmation.
    let link = session.paymentLink.flatMap { store[PaymentLink.self][$0] }
    w.object("after_completion", link.flatMap { $0.settings["after_completion"]["redirect"] == nil ? $0 : nil }) {
      $0.field("custom_message", $1.settings["after_completion"]["hosted_confirmation"]?["custom_message"] ?? .null)
    }
    w.field("business_name", session.settings["branding_settings"]["display_name"]?.string ?? "Nestbox")
    w.object("customer", session.customer.flatMap { store[Customer.self][$0] }) { w, customer in
      w.object("address", customer.address) { $1.write(&$0) }
      w.field("email", customer.email)
      w.field("name", customer.name)
      w.field("phone", customer.phone)
      w.object("shipping", customer.shipping) { $1.write(&$0) }
    }
    w.array("discounts", session.lines.discountTotals) { w, discount in
      let applied = session.discounts.first { $0.coupon == discount.coupon }
      let coupon = store[Coupon.self][discount.coupon]
      w.field("amount", discount.amount)
      w.field("code", applied?.promotionCode.flatMap { store[PromotionCode.self][$0]?.code })
      w.field("duration", coupon?.duration.rawValue)
      w.field("name", coupon?.name)
      w.number("percent_off", coupon?.percentOff)
    }
    w.key("intent")
    if let id = session.pendingIntent ?? session.paymentIntent {
      w.json.raw(w.sandbox.written(PaymentIntent.self, id, expanding: []))
    } else if let id = session.setupIntent {
      w.json.raw(w.sandbox.written(SetupIntent.self, id, expanding: []))
    } else {
      w.json.null()
    }
    w.array("optional_items", session.offers(in: w.sandbox)) { w, offer in
      w.field("quantity", offer.quantity)
      w.key("price")
      w.json.raw(w.sandbox.written(Price.self, offer.price, expanding: ["product"]))
    }
    w.field("prefilled_email", session.settings.string("prefilled_email"))
    w.key("saved_payment_methods")
    w.json.open(UInt8(ascii: "["))
    for method in session.savedMethods(in: w.sandbox) {
      w.json.raw(w.sandbox.written(PaymentMethod.self, method, expanding: []))
    }
    w.json.close(UInt8(ascii: "]"))
    w.object("subscription") { w in
      let trial = session.settings.arguments("subscription_data")
      w.field("trial_period_days", trial?.integer("trial_period_days"))
      let days = trial?.integer("trial_period_days")
      w.field("trial_end", trial?.integer("trial_end") ?? days.map { w.sandbox.now + $0 * 86_400 })
    }
  }
}

extension Sandbox {
  /// An object as the newest version shows it to its account.
  func written<T: Resource>(_ type: T.Type, _ id: String, expanding paths: [String]) -> [UInt8] {
    var writer = ObjectWriter(self, expansion: (try? Expansion(paths)) ?? Expansion())
    guard writer.stored(type, id) else { return Array("null".utf8) }
    return writer.finish()
  }
}

extension CheckoutSession {
  struct Offer {
    let price: String
    let quantity: Int
  }

  /// The optional items that the customer may add to the order.
  func offers(in sandbox: Sandbox) -> [Offer] {
    (settings["optional_items"].array ?? []).compactMap { item in
      guard let price = item["price"]?.string, sandbox.store[Price.self][price] != nil else { return nil }
      return Offer(price: price, quantity: item["quantity"]?.integer ?? 1)
    }
  }

  /// Cards of the customer that the page may show again.
  func savedMethods(in sandbox: Sandbox) -> [String] {
    guard let customer else { return [] }
    let filters = settings["saved_payment_method_options"]["allow_redisplay_filters"]?.array?.compactMap(\.string)
    let methods = sandbox.store[PaymentMethod.self]
    return (methods.positions("customer", customer) ?? []).reversed().compactMap { methods[Int($0)] }
      .filter { $0.card != nil && (filters ?? ["always"]).contains($0.allowRedisplay) }.map(\.id)
  }
}

extension [LineItem] {
  /// The sum that each coupon takes off all lines.
  var discountTotals: [(coupon: String, amount: Int)] {
    var totals: [(coupon: String, amount: Int)] = []
    for discount in flatMap(\.discounts) {
      if let index = totals.firstIndex(where: { $0.coupon == discount.discount }) {
        totals[index].amount += discount.amount
      } else {
        totals.append((discount.discount, discount.amount))
      }
    }
    return totals
  }
}
