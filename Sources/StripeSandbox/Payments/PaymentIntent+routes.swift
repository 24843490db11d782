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

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    let amount = try arguments.requiredInteger("amount")
    let currency = arguments.string("currency") ?? "usd"
    try Currency.check(amount, currency, call.version)
    try PaymentMethodType.checkForVersion(call)
    let types = arguments.namedTypes
    let automatic = try automaticPaymentMethods(call, hasTypes: types != nil)
    let id = call.sandbox.identifiers.payment("pi_", now: call.now)
    var intent = PaymentIntent(
      id: id, created: call.now, clientSecret: call.sandbox.identifiers.secret(of: id, 25), amount: amount,
      automaticPaymentMethods: automatic,
      captureMethod: call.version < .automaticAsyncCapture ? "automatic" : "automatic_async", currency: currency,
      paymentMethodTypes: types ?? (automatic == nil ? ["card"] : ["card", "link"]))
    intent.confirmationMethod = arguments.string("confirmation_method") ?? "automatic"
    try call.checkConnect()
    intent.onBehalfOf = arguments.string("on_behalf_of")
    intent.transferData = arguments.transferData
    try intent.apply(call)
    let confirms = arguments.bool("confirm") == true
    if !confirms {
      let names = ["error_on_requires_action", "mandate", "mandate_data", "off_session", "return_url"]
      try arguments.refuseWithoutConfirm(names, creating: "PaymentIntent")
    }
    try intent.checkStatementDescriptor(arguments)
    try PaymentMethodType.check(intent.namedTypes, payIn: currency)
    if let error = try intent.prepare(call) { throw error }
    if confirms, let error = intent.refusalToConfirm(call) { throw error }
    try call.associateTax(with: id)
    call.insert(intent, announcing: "payment_intent.created")
    if confirms { try call.pay(&intent, isStored: true) }
    return call.answer(PaymentIntent.self, id)
  }

  /// Version 2023-08-16 turned them on for requests that do not name types.
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
    if let amount = arguments.object("transfer_data")?.integer("amount"), var data = transferData.object {
      data["amount"] = .integer(amount)
      transferData = .object(data)
    }
    captureMethod = arguments.string("capture_method") ?? captureMethod
    try call.refuseCustomerAccount()
    if let customer = try call.referenced(Customer.self, "customer") {
      try checkKept(customer)
      self.customer = customer.id
    }
    arguments.assign("description", to: &description)
    try arguments.merge(into: &metadata)
    arguments.assign("statement_descriptor", to: &statementDescriptor)
    arguments.assign("statement_descriptor_suffix", to: &statementDescriptorSuffix)
    arguments.assign("transfer_group", to: &transferGroup)
    if let types = arguments.namedTypes {
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
    if let saves = arguments.bool("save_source_to_customer") { setupFutureUsage = saves ? "on_session" : nil }
    try arguments.object("shipping")?.checkCountry(in: "shipping")
    arguments.assign("shipping", to: &shipping, Shipping.init)
    if let excluded = arguments["excluded_payment_method_types"] {
      let types = excluded.array?.compactMap(\.string)
      excludedPaymentMethodTypes = types
      if let types { paymentMethodTypes.removeAll(where: types.contains) }
    }
    if let allowed = arguments["allowed_payment_method_types"] {
      let types = allowed.array?.compactMap(\.string)
      try PaymentMethodType.checkForPayment(types ?? [])
      allowedPaymentMethodTypes = types
      if let types { narrow(to: types) }
    }
    applyPaymentDetails(arguments)
    amountDetails = try AmountDetails.given(arguments, for: amount) ?? amountDetails
    try arguments.checkEmail("receipt_email")
  }

  /// The types that the request allows are all that the customer is offered, so that nothing redirects unless it says so.
  private mutating func narrow(to types: [String]) {
    paymentMethodTypes = types
    automaticPaymentMethods = nil
  }

  mutating func applyPaymentDetails(_ arguments: Arguments) {
    if let details = arguments["payment_details"] {
      paymentDetails = [
        "customer_reference": details["customer_reference"] ?? .null,
        "order_reference": details["order_reference"] ?? .null,
      ]
    }
  }

  /// Since 2024 a card's statement shows the account's own descriptor, with a suffix at most.
  func checkStatementDescriptor(_ arguments: Arguments) throws(StripeError) {
    guard arguments.string("statement_descriptor") != nil, paymentMethodTypes.contains("card") else { return }
    throw StripeError(
      """
      The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting \
      payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` \
      parameter altogether. Please see \
      https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges \
      for additional details.
      """, param: "statement_descriptor")
  }

  /// A connected account gets the payment.
  var hasReceiver: Bool { transferData["destination"] != nil }

  /// The types that requests chose, not the account.
  var namedTypes: [String] { automaticPaymentMethods == nil ? paymentMethodTypes : [] }

  /// Whether a payment can still be set up.
  var isOpen: Bool { [.requiresPaymentMethod, .requiresConfirmation, .requiresAction].contains(status) }

  private static func confirm(_ call: inout Call) throws(StripeError) -> Answer {
    try PaymentMethodType.checkForVersion(call)
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
    try intent.checkSecret(self)
    return intent
  }
}
