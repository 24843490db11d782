import StripeSandbox
import Wire

/// A shop to look around in: products, 200 customers, payments that went well and badly, subscriptions and what they were
/// billed, over three months. The same every time but for ids.
struct ExampleShop {
  typealias Send = (Request) throws(ControlError) -> JSON
  private typealias Form = [(String, String)]

  private static let customers = 200
  private static let span = 90 * 86_400

  private let sandbox: Sandbox
  private let send: Send

  init(_ sandbox: Sandbox, send: @escaping Send) {
    self.sandbox = sandbox
    self.send = send
  }

  /// Lives through three months up to now; the clock goes on afterwards as it did before.
  func open() throws(ControlError) {
    let mode = sandbox.clock.mode
    let now = sandbox.now
    defer {
      sandbox.clock.mode = mode
      sandbox.settle()
    }
    pass(to: now - Self.span)
    let plans = try offer()
    var chance = SeededRandom(seed: 200)
    for number in 0..<Self.customers {
      pass(to: now - Self.span + number * Self.span / Self.customers)
      try serve(number, plans, &chance)
    }
    pass(to: now)
  }

  private func pass(to moment: Int) {
    sandbox.clock.mode = .frozen(at: moment)
    sandbox.settle()
  }

  @discardableResult
  private func post(_ path: String, _ form: Form) throws(ControlError) -> JSON {
    let headers: Headers = ["Content-Type": "application/x-www-form-urlencoded"]
    return try send(Request(.post, "/v1/" + path, headers: headers, body: Array(Wire.Form.encode(form).utf8)))
  }

  // MARK: What it sells

  private static let goods = [
    ("Nest box for swifts", 3_900), ("Bird feeder", 2_450), ("Rain jacket", 8_900), ("Field guide", 1_890),
    ("Binoculars", 24_900),
  ]

  /// The prices of its subscriptions.
  private func offer() throws(ControlError) -> [String] {
    for (name, amount) in Self.goods {
      try post(
        "products",
        [
          ("name", name), ("default_price_data[currency]", "usd"), ("default_price_data[unit_amount]", "\(amount)"),
        ])
    }
    try post("coupons", [("id", "SPRING10"), ("percent_off", "10"), ("duration", "once")])
    try post("promotion_codes", [("promotion[type]", "coupon"), ("promotion[coupon]", "SPRING10"), ("code", "SPRING")])
    var plans: [String] = []
    for (name, amount, interval) in [("Seed box", 1_200, "month"), ("Friends of the garden", 9_900, "year")] {
      let price = try post(
        "prices",
        [
          ("currency", "usd"), ("unit_amount", "\(amount)"), ("recurring[interval]", interval),
          ("product_data[name]", name),
        ])
      plans.append(price["id"]?.string ?? "")
    }
    return plans
  }

  // MARK: Who buys

  private static let firstNames = [
    "Ada", "Ben", "Carla", "Deniz", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jenny", "Kofi", "Lena", "Mira", "Noah",
    "Olga", "Pablo", "Quinn", "Rosa", "Sami", "Tove",
  ]
  private static let lastNames = [
    "Abebe", "Brandt", "Costa", "Dubois", "Eriksen", "Ferrari", "Garcia", "Hansen", "Ivanova", "Rosen",
  ]
  private static let cards = [
    "pm_card_visa", "pm_card_mastercard", "pm_card_amex", "pm_card_discover", "pm_card_visa_debit",
  ]

  private func serve(_ number: Int, _ plans: [String], _ chance: inout SeededRandom) throws(ControlError) {
    let first = Self.firstNames[number % Self.firstNames.count]
    let last = Self.lastNames[number / Self.firstNames.count % Self.lastNames.count]
    let card = Self.cards[Int(chance.next() % UInt64(Self.cards.count))]
    let customer = try post(
      "customers",
      [
        ("name", "\(first) \(last)"), ("email", "\(first).\(last)@example.com".lowercased()),
        ("phone", "+1555010\(1000 + number)"), ("address[country]", "US"), ("address[city]", "Springfield"),
        ("payment_method", card), ("invoice_settings[default_payment_method]", card),
        ("metadata[customer_number]", "C-\(10_000 + number)"),
      ])
    let id = customer["id"]?.string ?? ""
    let method = customer["invoice_settings"]?["default_payment_method"]?.string ?? card
    let good = Self.goods[Int(chance.next() % UInt64(Self.goods.count))]
    let order: Form = [
      ("amount", "\(good.1)"), ("currency", number % 9 == 4 ? "eur" : "usd"), ("customer", id),
      ("description", good.0), ("metadata[order]", "\(60_000 + number)"),
      ("automatic_payment_methods[enabled]", "true"), ("automatic_payment_methods[allow_redirects]", "never"),
    ]
    try pay(number, order, method)
    if number % 4 == 1 {
      let trial: Form = number % 12 == 1 ? [("trial_period_days", "14")] : []
      try post("subscriptions", [("customer", id), ("items[0][price]", plans[number % 16 == 5 ? 1 : 0])] + trial)
    }
    if number % 40 == 7 {
      try post(
        "checkout/sessions",
        [
          ("mode", "payment"), ("customer", id), ("success_url", "https://example.com/thanks"),
          ("line_items[0][quantity]", "1"), ("line_items[0][price_data][currency]", "usd"),
          ("line_items[0][price_data][unit_amount]", "\(good.1)"),
          ("line_items[0][price_data][product_data][name]", good.0),
        ])
    }
  }

  /// Most payments succeed; some are declined, disputed, given back, or wait for the customer.
  private func pay(_ number: Int, _ order: Form, _ method: String) throws(ControlError) {
    switch number % 20 {
    case 3: try post("payment_intents", order + confirmed("pm_card_chargeDeclinedInsufficientFunds"))
    case 8 where number % 40 == 8: try post("payment_intents", order + confirmed("pm_card_createDispute"))
    case 11: try post("payment_intents", order + confirmed("pm_card_authenticationRequired"))
    case 13: try post("payment_intents", order + confirmed(method) + [("capture_method", "manual")])
    case 17: try post("payment_intents", order)
    default:
      let payment = try post("payment_intents", order + confirmed(method))
      guard number % 20 == 6, let id = payment["id"]?.string else { return }
      try post(
        "refunds",
        [("payment_intent", id), ("reason", "requested_by_customer")] + (number % 40 == 6 ? [("amount", "1000")] : []))
    }
  }

  private func confirmed(_ method: String) -> Form { [("confirm", "true"), ("payment_method", method)] }
}
