import Wire

extension PaymentIntent {
  static let routes = Routes("/v1/payment_intents", of: PaymentIntent.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\ncustomer: id\ncustomer_account: id"), list)
    $0.search(PaymentIntent.self)
    $0.get("{intent}", takes: retrieveParameters, access: .publishable) { call throws(StripeError) in
      call.answer(PaymentIntent.self, try call.intent().id)
    }
    $0.post("{intent}", takes: updateParameters, access: .publishable, update)
    $0.post("{intent}/confirm", takes: confirmParameters, access: .publishable, confirm)
    $0.post("{intent}/capture", takes: captureParameters, capture)
    $0.post("{intent}/cancel", takes: cancelParameters, access: .publishable, cancel)
    $0.post("{intent}/increment_authorization", takes: incrementParameters, incrementAuthorization)
    $0.post("{intent}/apply_customer_balance", takes: applyBalanceParameters, applyCustomerBalance)
    $0.post("{intent}/verify_microdeposits", takes: microdepositParameters, access: .publishable, verifyMicrodeposits)
  }

  static let retrieveParameters = Parameters("client_secret: id")

  /// What create, update and confirm share.
  private static let sharedDeclaration = """
    client_secret: id
    mandate_data: \(Mandate.dataDeclaration)?
    payment_method: id
    payment_method_data: {\(PaymentMethod.dataParameters)}
    payment_method_options: {
    \(PaymentMethodOptions.paymentDeclaration)
    }
    payment_method_types: [string]
    receipt_email
    return_url: id
    setup_future_usage: off_session|on_session?
    shipping: {address!, carrier, name!, phone, tracking_number}?
    use_stripe_sdk: boolean
    confirmation_token: id
    excluded_payment_method_types: [string]?
    allowed_payment_method_types: [string]?
    \(detailsDeclaration)
    """

  /// What is said about a payment's goods, which capture takes as well.
  static let detailsDeclaration = """
    payment_details: {customer_reference?, order_reference?}?
    amount_details: {
      discount_amount: integer?
      enforce_arithmetic_validation: boolean
      line_items: [{
        discount_amount: integer
        payment_method_options: {
          card: {commodity_code}
          card_present: {commodity_code}
          klarna: {image_url, product_url, reference, subscription_reference}
          paypal: {category: digital_goods|donation|physical_goods, description, sold_by}
        }
        product_code
        product_name!
        quantity: integer!
        tax: {total_tax_amount: integer!}
        unit_cost: integer!
        unit_of_measure
      }]?
      shipping: {amount: integer?, from_postal_code?, to_postal_code?}?
      tax: {total_tax_amount: integer!}?
    }?
    hooks: {inputs: {tax: {calculation?}}}
    """

  /// What create and update share.
  private static let settingsDeclaration = """
    application_fee_amount: integer?
    capture_method: automatic|automatic_async|manual
    customer: id
    customer_account: id
    description: string(1000)
    metadata
    statement_descriptor: string(22)
    statement_descriptor_suffix: string(22)
    transfer_group
    payment_method_configuration: id
    radar_options: {referrer, session}

    """ + sharedDeclaration

  static let createParameters = Parameters(
    """
    amount: integer!
    automatic_payment_methods: {allow_redirects: always|never, enabled: boolean!}
    confirm: boolean
    confirmation_method: automatic|manual
    currency: currency!
    error_on_requires_action: boolean
    mandate: id
    off_session: any(boolean, one_off|recurring)
    on_behalf_of: id
    transfer_data: {
      amount: integer, description, destination: id!, metadata, payment_data: {description, metadata}
    }

    """ + settingsDeclaration)

  static let updateParameters = Parameters(
    """
    amount: integer
    currency: currency
    transfer_data: {amount: integer, description, metadata, payment_data: {description, metadata}}

    """ + settingsDeclaration)

  static let confirmParameters = Parameters(
    """
    capture_method: automatic|automatic_async|manual
    error_on_requires_action: boolean
    mandate: id
    off_session: any(boolean, one_off|recurring)
    radar_options: {referrer, session}
    amount: integer
    amount_to_confirm: integer
    expected_payment_method_type

    """ + sharedDeclaration)

  /// The intent of the path. A publishable key must show the intent's secret, too.
  static func check(_ secret: String?, of intent: PaymentIntent, _ call: Call) throws(StripeError) {
    guard secret != nil || call.isPublishable else { return }
    guard let secret else { throw .missing("client_secret") }
    guard secret == intent.clientSecret else {
      throw StripeError(
        """
        The client_secret provided does not match any associated PaymentIntent on this account. Ensure the \
        publishable key used belongs to the same account that created the PaymentIntent.
        """, param: "client_secret")
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let amount = arguments.integer("amount") ?? 0
    let currency = arguments.string("currency") ?? "usd"
    try Currency.check(amount, currency)
    let types = arguments.strings("payment_method_types")
    let automatic = try automaticPaymentMethods(call, hasTypes: types != nil)
    let id = call.sandbox.identifiers.payment("pi_", now: call.now)
    var intent = PaymentIntent(
      id: id, created: call.now,
      clientSecret: id + "_secret_" + call.sandbox.identifiers.random("", 25), amount: amount,
      automaticPaymentMethods: automatic,
      captureMethod: call.version < .automaticAsyncCapture ? "automatic" : "automatic_async", currency: currency,
      paymentMethodTypes: types ?? (automatic == nil ? ["card"] : ["card", "link"]))
    intent.confirmationMethod = arguments.string("confirmation_method") ?? "automatic"
    try call.checkConnect()
    intent.onBehalfOf = arguments.string("on_behalf_of")
    try intent.apply(call)
    let confirms = arguments.bool("confirm") == true
    if !confirms {
      let names = ["error_on_requires_action", "mandate", "mandate_data", "off_session", "return_url"]
      try arguments.refuseWithoutConfirm(names, creating: "PaymentIntent")
    }
    try intent.checkStatementDescriptor(arguments)
    if let error = try intent.prepare(call) { throw error }
    if confirms,
      let error = intent.cannotConfirm() ?? intent.missingReturnURL(arguments) ?? intent.refusalOffSession(arguments)
    {
      throw error
    }
    call.insert(intent, announcing: "payment_intent.created")
    if confirms { try call.confirm(id) }
    return call.answer(PaymentIntent.self, id)
  }

  /// Version 2023-08-16 turned them on for whoever does not name types.
  private static func automaticPaymentMethods(
    _ call: Call, hasTypes: Bool
  ) throws(StripeError) -> AutomaticPaymentMethods? {
    guard let arguments = call.arguments.object("automatic_payment_methods") else {
      let isDefault =
        !hasTypes && call.version >= .automaticPaymentMethods
        && call.arguments.string("confirmation_method") != "manual"
      return isDefault ? AutomaticPaymentMethods() : nil
    }
    guard let automatic = AutomaticPaymentMethods(arguments) else { return nil }
    if call.arguments.has("confirmation_method") {
      throw .exclusive(["automatic_payment_methods", "confirmation_method"])
    }
    guard !hasTypes else { throw .exclusive(["automatic_payment_methods", "payment_method_types"]) }
    return automatic
  }

  /// Settings of create and update, in place.
  mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    arguments.assign("application_fee_amount", to: &applicationFeeAmount)
    captureMethod = arguments.string("capture_method") ?? captureMethod
    try call.refuseCustomerAccount()
    if let customer = try call.referenced(Customer.self, "customer") { self.customer = customer.id }
    arguments.assign("description", to: &description)
    try arguments.merge(into: &metadata)
    arguments.assign("statement_descriptor", to: &statementDescriptor)
    arguments.assign("statement_descriptor_suffix", to: &statementDescriptorSuffix)
    arguments.assign("transfer_group", to: &transferGroup)
    if let types = arguments.strings("payment_method_types") {
      try PaymentMethodType.checkForPayment(types)
      paymentMethodTypes = types
      automaticPaymentMethods = nil
    }
    try applyShared(arguments)
  }

  /// Settings that confirm takes, too.
  mutating func applyShared(_ arguments: Arguments) throws(StripeError) {
    if let options = arguments.object("payment_method_options") { self.options.merge(options) }
    arguments.assign("receipt_email", to: &receiptEmail)
    arguments.assign("return_url", to: &returnURL)
    arguments.assign("setup_future_usage", to: &setupFutureUsage)
    arguments.assign("shipping", to: &shipping, Shipping.init)
    if let excluded = arguments["excluded_payment_method_types"] {
      excludedPaymentMethodTypes = excluded.array?.compactMap(\.string)
    }
    if let allowed = arguments["allowed_payment_method_types"] {
      let types = allowed.array?.compactMap(\.string)
      try PaymentMethodType.checkForPayment(types ?? [])
      allowedPaymentMethodTypes = types
    }
    applyDetails(arguments)
    try arguments.checkEmail("receipt_email")
  }

  mutating func applyDetails(_ arguments: Arguments) {
    if let details = arguments["payment_details"] {
      paymentDetails = [
        "customer_reference": details["customer_reference"] ?? .null,
        "order_reference": details["order_reference"] ?? .null,
      ]
    }
    if let details = arguments.object("amount_details") {
      var shown = details.values
      shown["enforce_arithmetic_validation"] = nil
      shown["tip"] = [:]
      amountDetails = .object(JSON.Object(shown.sorted { $0.key < $1.key }))
    }
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var intent = try call.intent()
    let arguments = call.arguments
    for name in [
      "amount", "currency", "customer", "payment_method", "payment_method_data", "setup_future_usage",
      "payment_method_types", "capture_method", "application_fee_amount",
    ]
    where arguments.has(name) && !intent.isOpen {
      throw intent.cannotUpdate(name)
    }
    if arguments.has("receipt_email"), [.processing, .canceled].contains(intent.status) {
      throw intent.cannotUpdate("receipt_email", alsoWhen: [.requiresCapture, .succeeded])
    }
    do { try intent.checkStatementDescriptor(arguments) } catch { throw error.about("payment_intent", intent.id) }
    intent.currency = arguments.string("currency") ?? intent.currency
    if let amount = arguments.integer("amount") {
      try Currency.check(amount, intent.currency)
      intent.amount = amount
    }
    try intent.apply(call)
    let error = try intent.prepare(call)
    if let error { throw error.about("payment_intent", intent.id) }
    // Stripe announces no update of a PaymentIntent.
    call.sandbox.store.paymentIntents.update(intent.id) { $0 = intent }
    return call.answer(PaymentIntent.self, intent.id)
  }

  private func cannotUpdate(_ name: String, alsoWhen more: [Status] = []) -> StripeError {
    let statuses = ([.requiresPaymentMethod, .requiresConfirmation, .requiresAction] + more).map(\.rawValue)
    return StripeError(
      """
      This PaymentIntent's \(name) could not be updated because it has a status of \(status.rawValue). You may \
      only update the \(name) of a PaymentIntent with one of the following statuses: \
      \(statuses.joined(separator: ", ")).
      """, code: "payment_intent_unexpected_state", param: name
    ).about("payment_intent", id)
  }

  /// Since 2024 a card's statement shows the account's own descriptor, with a suffix at most.
  private func checkStatementDescriptor(_ arguments: Arguments) throws(StripeError) {
    guard arguments.string("statement_descriptor") != nil, automaticPaymentMethods == nil,
      paymentMethodTypes.contains("card")
    else { return }
    throw StripeError(
      """
      The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting \
      payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` \
      parameter altogether. Please see \
      https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges \
      for additional details.
      """, param: "statement_descriptor")
  }

  /// Whether a payment can still be set up.
  var isOpen: Bool { [.requiresPaymentMethod, .requiresConfirmation, .requiresAction].contains(status) }

  private static func confirm(_ call: inout Call) throws(StripeError) -> Answer {
    let id = try call.intent().id
    try call.confirm(id)
    return call.answer(PaymentIntent.self, id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    var listing = Listing<PaymentIntent>(call)
    listing.narrow("customer")
    return try listing.page()
  }
}

extension Call {
  /// The PaymentIntent that the path names, with its secret checked.
  func intent() throws(StripeError) -> PaymentIntent {
    if id.contains("_secret_") {
      throw StripeError(
        """
        You passed a string that looks like a client secret as the PaymentIntent ID, but you must provide a valid \
        PaymentIntent ID. Please use the value in the `id` field of the PaymentIntent.
        """, param: "intent")
    }
    let intent = try found(PaymentIntent.self)
    try PaymentIntent.check(arguments.string("client_secret"), of: intent, self)
    return intent
  }
}
