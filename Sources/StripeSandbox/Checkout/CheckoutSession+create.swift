import Wire

extension CheckoutSession {
  static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard let mode = arguments.string("mode").flatMap(Mode.init) ?? (call.version < .basil ? .payment : nil) else {
      throw .missing("mode")
    }
    var settings = Settings()
    for name in kept where arguments.has(name) { settings.set(name, arguments[name] ?? .null) }
    try checkPages(call, settings)
    try checkMode(mode, arguments)
    for name in paymentData {
      if let data = arguments.object(name) { _ = try call.connect(nil, data, at: name) }
    }
    if let customer = try call.referenced(Customer.self, "customer"), arguments.has("customer_email") {
      _ = customer
      throw .exclusive(["customer", "customer_email"])
    }
    try arguments.checkEmail("customer_email")
    var session = CheckoutSession(mode, settings, call)
    let new = try session.takeLines(call)
    try session.takeDiscounts(call)
    try session.takeShipping(call)
    // Prices that the request brings along are not kept yet.
    call.keep(new)
    session.settleLines(call)
    try session.checkAmount()
    try session.checkTaxLocation(call)
    session.fill(call)
    try arguments.merge(into: &session.metadata)
    session.makeIntents(call)
    call.sandbox.store[CheckoutSession.self].insert(session)
    return call.answer(CheckoutSession.self, session.id)
  }

  init(_ mode: Mode, _ settings: Settings, _ call: Call) {
    let arguments = call.arguments
    id = call.sandbox.identifiers.random(mode == .setup ? "cs_test_c1" : "cs_test_a1", 56)
    created = call.now
    self.mode = mode
    self.settings = settings
    paymentStatus = mode == .setup ? "no_payment_required" : "unpaid"
    currency = arguments.string("currency")
    customer = arguments.string("customer")
    customerEmail = arguments.string("customer_email")
    expiresAt = arguments.integer("expires_at") ?? call.now + 86_400
    let excluded = arguments.strings("excluded_payment_method_types") ?? []
    paymentMethodTypes =
      arguments.strings("payment_method_types")
      ?? (arguments.strings("allowed_payment_method_types") ?? ["card"]).filter { !excluded.contains($0) }
    isAutomatic = arguments.strings("payment_method_types") == nil
    page = call.sandbox.pageAddress("checkout", "/c/pay/" + id)
    if !settings.isHosted {
      self.settings.set("client_secret", .string(id + "_secret_" + call.sandbox.identifiers.random("", 40)))
    }
  }

  /// The pages to go on to, as the kind of page needs them.
  private static func checkPages(_ call: Call, _ settings: Settings) throws(StripeError) {
    let arguments = call.arguments
    if settings.isHosted {
      guard arguments.has("success_url") else { throw .missing("success_url") }
    } else {
      for name in ["success_url", "cancel_url"] where arguments.has(name) {
        throw StripeError(
          "The `\(name)` parameter is not supported in `ui_mode: \(settings.string("ui_mode") ?? "")`.", param: name)
      }
      if !arguments.has("return_url"), settings.string("redirect_on_completion") != "never" {
        throw .missing("return_url")
      }
    }
    for name in ["success_url", "cancel_url", "return_url"] {
      guard let url = arguments.string(name), let problem = URLText.problem(in: url) else { continue }
      throw .invalidURL(problem, param: name)
    }
    if let end = arguments.integer("expires_at") {
      guard end >= call.now + 1800, end <= call.now + 86_400 else {
        throw StripeError(
          "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.",
          param: "expires_at")
      }
    }
  }

  private static func checkMode(_ mode: Mode, _ arguments: Arguments) throws(StripeError) {
    let hasLines = !(arguments.objects("line_items") ?? []).isEmpty
    if mode == .setup, hasLines {
      throw StripeError("You can not pass `line_items` in `setup` mode.", param: "line_items")
    }
    if mode != .setup, !hasLines, arguments.object("subscription_data")?["items"] == nil {
      throw StripeError("The `line_items` parameter is required in \(mode.rawValue) mode.", param: "line_items")
    }
    let own = ["payment_intent_data": Mode.payment, "setup_intent_data": .setup, "subscription_data": .subscription]
    for (name, needed) in own.sorted(by: { $0.key < $1.key }) where arguments.has(name) && mode != needed {
      throw StripeError("You can not pass `\(name)` in `\(mode.rawValue)` mode.", param: name)
    }
    _ = try arguments.object("subscription_data")?.trialPeriodDays(at: "subscription_data")
    if mode == .subscription, arguments.object("invoice_creation") != nil {
      throw StripeError("You can not pass `invoice_creation` in `subscription` mode.", param: "invoice_creation")
    }
    if mode == .payment, arguments.has("payment_method_collection") {
      throw StripeError(
        "You can only set `payment_method_collection` if there are recurring prices.",
        param: "payment_method_collection")
    }
    if mode != .payment, arguments.has("customer_creation") {
      throw StripeError(
        "`customer_creation` can only be used in `payment` and `setup` mode.", param: "customer_creation")
    }
    if arguments.has("discounts"), arguments.has("allow_promotion_codes") {
      throw .exclusive(["allow_promotion_codes", "discounts"])
    }
    if mode == .setup, arguments.string("currency") == nil, arguments.strings("payment_method_types") == nil {
      throw .missing("currency")
    }
  }

  private mutating func takeLines(_ call: Call) throws(StripeError) -> [(price: Price, product: Product?)] {
    var new: [(price: Price, product: Product?)] = []
    var isRecurring = false
    for (index, fields) in (call.arguments.objects("line_items") ?? []).enumerated() {
      let path = "line_items[\(index)]"
      let (line, price, made) = try call.lineItem(fields, at: path, currency: currency)
      if price.recurring != nil {
        isRecurring = true
        guard mode == .subscription else {
          throw StripeError(
            """
            You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only \
            one-time prices.
            """, param: path)
        }
      }
      currency = line.currency
      lines.append(line)
      if let made { new.append(made) }
    }
    guard lines.count <= 100 else {
      throw StripeError("You can only pass up to 100 line items.", param: "line_items")
    }
    if mode == .subscription, !isRecurring {
      throw StripeError(
        "You must provide at least one recurring price in `subscription` mode when using prices.", param: "line_items")
    }
    return new
  }

  private mutating func takeDiscounts(_ call: Call) throws(StripeError) {
    guard let given = call.arguments.objects("discounts"), !given.isEmpty else { return }
    guard given.count == 1 else {
      throw StripeError("You can only apply one discount to a Checkout Session.", param: "discounts")
    }
    let asked = Arguments(["discounts": .array([.object(given[0].values)])])
    let holder = Discount.Holder(checkoutSession: id, customer: customer)
    let found = try call.discounts(asked, for: holder, currency: currency, amount: lines.amountSubtotal) ?? []
    discounts = found.map { AppliedDiscount(coupon: $0.coupon.id, promotionCode: $0.promotionCode) }
  }

  mutating func takeShipping(_ call: Call) throws(StripeError) {
    guard let options = call.arguments.objects("shipping_options") else { return }
    shippingOptions = []
    for (index, option) in options.prefix(5).enumerated() {
      let path = "shipping_options[\(index)]"
      if let data = option.object("shipping_rate_data") {
        let rate = try ShippingRate(data, at: path + "[shipping_rate_data]", call)
        call.sandbox.store[ShippingRate.self].insert(rate)
        shippingOptions.append(rate.id)
      } else if let id = option.string("shipping_rate") {
        guard let rate = call.sandbox.store[ShippingRate.self][id] else {
          throw .noSuch(ShippingRate.self, id, param: path + "[shipping_rate]")
        }
        guard let currency, rate.amount(in: currency) != nil else {
          throw StripeError(
            "The shipping rate `\(id)` has no price in `\(currency ?? "")`.", param: path + "[shipping_rate]")
        }
        shippingOptions.append(id)
      }
    }
    // The first one is chosen until the customer chooses another.
    if let first = shippingOptions.first, let currency {
      shippingCost = ShippingCost(
        rate: first, amount: call.sandbox.store[ShippingRate.self][first]?.amount(in: currency) ?? 0)
    }
  }

  private func checkAmount() throws(StripeError) {
    guard mode == .payment, let currency, let total = amountTotal else { return }
    let least = Currency.minimum(currency)
    guard total >= least || total == 0 else {
      let name = currency.uppercased()
      let amount = Currency.format(least, currency)
      throw StripeError(
        """
        The Checkout Session's total amount due must add up to at least \
        \(amount.hasSuffix(name) ? amount : amount + " " + name)
        """, code: "amount_too_small")
    }
    let most = Currency.maximum(currency)
    guard total <= most else {
      throw StripeError(
        "The Checkout Session's total amount due must add up to no more than \(Currency.format(most, currency))",
        code: "amount_too_large")
    }
  }

  /// Fills in Stripe's defaults.
  private mutating func fill(_ call: Call) {
    let arguments = call.arguments
    let known = customer.flatMap { call.sandbox.store[Customer.self][$0] }
    if known != nil || customerEmail != nil {
      details = Details(
        email: known?.email ?? customerEmail, taxExempt: mode == .setup ? nil : known?.taxExempt ?? "none")
    }
    if known != nil {
      settings.set("customer_creation", .null)
    } else if settings["customer_creation"] == .null {
      settings.set("customer_creation", mode == .subscription ? "always" : mode == .payment ? "if_required" : "always")
    }
    if settings["payment_method_collection"] == .null {
      settings.set("payment_method_collection", mode == .payment ? "if_required" : "always")
    }
    settings.set("invoice_creation", mode == .payment ? Self.invoiceCreation(arguments) : .null)
    if let recovery = arguments.object("after_expiration")?.object("recovery") {
      settings.set(
        "after_expiration",
        [
          "recovery": [
            "allow_promotion_codes": .bool(recovery.bool("allow_promotion_codes") ?? false),
            "enabled": .bool(recovery.bool("enabled") ?? false), "expires_at": .null, "url": .null,
          ]
        ])
    }
    var options = arguments["payment_method_options"]?.object ?? [:]
    if paymentMethodTypes.contains("card") {
      var card = options["card"]?.object ?? [:]
      if card["request_three_d_secure"] == nil { card["request_three_d_secure"] = "automatic" }
      options["card"] = .object(card)
    }
    settings.set("payment_method_options", .object(options))
    if mode == .subscription || (mode == .payment && known != nil) {
      let saved = arguments["saved_payment_method_options"]
      settings.set(
        "saved_payment_method_options",
        [
          "allow_redisplay_filters": saved?["allow_redisplay_filters"] ?? ["always"],
          "payment_method_remove": saved?["payment_method_remove"] ?? "disabled",
          "payment_method_save": saved?["payment_method_save"] ?? .null,
        ])
    }
    if !settings.isHosted, settings["redirect_on_completion"] == .null {
      settings.set("redirect_on_completion", "always")
    }
    if let collection = settings.arguments("tax_id_collection"), collection["required"] == nil {
      settings.set(
        "tax_id_collection", ["enabled": .bool(collection.bool("enabled") ?? false), "required": "never"])
    }
    if arguments.has("consent_collection") {
      let given = settings["consent_collection"]
      settings.set(
        "consent_collection",
        [
          "payment_method_reuse_agreement": given["payment_method_reuse_agreement"] ?? .null,
          "promotions": given["promotions"] ?? .null, "terms_of_service": given["terms_of_service"] ?? .null,
        ])
    }
    if mode == .payment, amountTotal == 0 { paymentStatus = "no_payment_required" }
  }

  static func invoiceCreation(_ arguments: Arguments) -> JSON {
    let given = arguments["invoice_creation"]
    let data = given?["invoice_data"]
    return [
      "enabled": given?["enabled"] ?? false,
      "invoice_data": [
        "account_tax_ids": data?["account_tax_ids"] ?? .null, "custom_fields": data?["custom_fields"] ?? .null,
        "description": data?["description"] ?? .null, "footer": data?["footer"] ?? .null,
        "issuer": data?["issuer"] ?? .null, "metadata": data?["metadata"] ?? [:],
        "rendering_options": data?["rendering_options"] ?? .null,
      ],
    ]
  }

  /// A SetupIntent is there from the start; a PaymentIntent only until 2022-08-01, since when it comes with the payment.
  private mutating func makeIntents(_ call: Call) {
    switch mode {
    case .setup: setupIntent = call.makeSetupIntent(for: self).id
    case .payment where call.version < .lateCheckoutIntents && paymentStatus == "unpaid":
      paymentIntent = call.makePaymentIntent(for: self).id
    case .payment, .subscription: break
    }
  }
}

extension Sandbox {
  /// The prefix of its pages' paths: empty for the sandbox of paths without a name.
  var pathPrefix: String { name == StripeAPI.commonSandbox ? "" : "/s/\(percentEncoded(name))" }

  /// Where a page for customers is: beside the API, or under Stripe's own name for such pages.
  ///
  /// - Parameter host: `checkout` of checkout.stripe.com.
  func pageAddress(_ host: String, _ path: String) -> String {
    let isStripes = origin.hasPrefix("https://hooks.stripe.com")
    return (isStripes ? origin.replacing("https://hooks", with: "https://" + host) : origin) + pathPrefix + path
  }
}

extension Call {
  /// The PaymentIntent that pays for a session.
  func makePaymentIntent(for session: CheckoutSession) -> PaymentIntent {
    let id = sandbox.identifiers.payment("pi_", now: now)
    let data = session.settings.arguments("payment_intent_data") ?? Arguments()
    var intent = PaymentIntent(
      id: id, created: now, clientSecret: sandbox.identifiers.secret(of: id, 25), amount: session.amountTotal ?? 0,
      automaticPaymentMethods: nil, captureMethod: data.string("capture_method") ?? "automatic_async",
      currency: session.currency ?? "usd", paymentMethodTypes: session.paymentMethodTypes)
    intent.customer = session.customer
    session.connect.apply(to: &intent, total: intent.amount)
    intent.transferGroup = data.string("transfer_group")
    intent.description = data.string("description")
    intent.metadata = data.metadata
    intent.receiptEmail = data.string("receipt_email")
    intent.setupFutureUsage = data.string("setup_future_usage")
    intent.shipping = data.object("shipping").map(Shipping.init)
    intent.statementDescriptor = data.string("statement_descriptor")
    intent.statementDescriptorSuffix = data.string("statement_descriptor_suffix")
    intent.applicationFeeAmount = data.integer("application_fee_amount")
    intent.onBehalfOf = data.string("on_behalf_of")
    intent.transferData = data.transferData
    intent.transferGroup = data.string("transfer_group")
    insert(intent, announcing: "payment_intent.created")
    return intent
  }

  /// The SetupIntent that saves a payment method for a session.
  func makeSetupIntent(for session: CheckoutSession) -> SetupIntent {
    let id = sandbox.identifiers.dated("seti_", now: now)
    let data = session.settings.arguments("setup_intent_data") ?? Arguments()
    var intent = SetupIntent(
      id: id, created: now, clientSecret: sandbox.identifiers.secret(of: id, 25), automaticPaymentMethods: nil,
      paymentMethodTypes: session.paymentMethodTypes)
    intent.customer = session.customer
    intent.onBehalfOf = session.connect.onBehalfOf
    intent.description = data.string("description")
    intent.metadata = data.metadata
    insert(intent, announcing: "setup_intent.created")
    return intent
  }
}

extension Arguments {
  /// The metadata of something new.
  var metadata: Metadata {
    var metadata = Metadata()
    // Too many keys were refused with the request's own metadata.
    try? merge(into: &metadata)
    return metadata
  }
}
