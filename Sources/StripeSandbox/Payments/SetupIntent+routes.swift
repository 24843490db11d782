import Wire

extension SetupIntent {
  static let routes = Routes("/v1/setup_intents", of: SetupIntent.self) {
    $0.post("", takes: createParameters, create)
    $0.list(
      "",
      takes: .list("attach_to_self: boolean\ncreated: range\ncustomer: id\ncustomer_account: id\npayment_method: id"),
      list)
    $0.get("{intent}", takes: PaymentIntent.retrieveParameters, access: .publishable) { call throws(StripeError) in
      call.answer(SetupIntent.self, try call.setupIntent().id)
    }
    $0.post("{intent}", takes: updateParameters, access: .publishable, update)
    $0.post("{intent}/confirm", takes: confirmParameters, access: .publishable) { call throws(StripeError) in
      let id = try call.setupIntent().id
      try call.confirmSetup(id)
      return call.answer(SetupIntent.self, id)
    }
    $0.post("{intent}/cancel", takes: cancelParameters, access: .publishable, cancel)
    $0.post(
      "{intent}/verify_microdeposits", takes: PaymentIntent.microdepositParameters, access: .publishable,
      verifyMicrodeposits)
  }

  private static let sharedDeclaration = """
    allowed_payment_method_types: [string]?
    client_secret: id
    confirmation_token: id
    mandate_data: \(Mandate.dataDeclaration)?
    payment_method: id
    payment_method_data: {\(PaymentMethod.dataParameters)}
    payment_method_options: {
    \(PaymentMethodType.setupOptions)
    }
    return_url: url
    use_stripe_sdk: boolean
    """

  private static let settingsDeclaration = """
    attach_to_self: boolean
    customer: id
    customer_account: id
    description: string(1000)
    excluded_payment_method_types: [string]?
    flow_directions: [inbound|outbound]
    metadata
    payment_method_configuration: id
    payment_method_types: [string]

    """ + sharedDeclaration

  static let createParameters = Parameters(
    """
    automatic_payment_methods: {allow_redirects: always|never, enabled: boolean!}
    confirm: boolean
    on_behalf_of: id
    single_use: {amount: integer!, currency: currency!}
    usage: off_session|on_session

    """ + settingsDeclaration)

  static let updateParameters = Parameters(settingsDeclaration)
  static let confirmParameters = Parameters(sharedDeclaration)
  static let cancelParameters = Parameters(
    "cancellation_reason: abandoned|duplicate|requested_by_customer\nclient_secret: id")

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    try PaymentMethodType.checkForVersion(call)
    let types = arguments.strings("payment_method_types")
    var automatic: AutomaticPaymentMethods?
    if let given = arguments.object("automatic_payment_methods") {
      automatic = AutomaticPaymentMethods(given)
      if automatic != nil, types != nil { throw .exclusive(["automatic_payment_methods", "payment_method_types"]) }
    } else if types == nil, call.version >= .automaticPaymentMethods {
      automatic = AutomaticPaymentMethods()
    }
    let id = call.sandbox.identifiers.dated("seti_", now: call.now)
    var intent = SetupIntent(
      id: id, created: call.now, clientSecret: call.sandbox.identifiers.secret(of: id, 31),
      automaticPaymentMethods: automatic, paymentMethodTypes: types ?? (automatic == nil ? ["card"] : ["card", "link"]))
    try call.checkConnect()
    intent.onBehalfOf = arguments.string("on_behalf_of")
    intent.usage = arguments.string("usage") ?? "off_session"
    try intent.apply(call)
    let confirms = arguments.bool("confirm") == true
    if !confirms {
      try arguments.refuseWithoutConfirm(["mandate_data", "return_url", "single_use"], creating: "SetupIntent")
    }
    if let error = try intent.prepare(call) { throw error }
    if confirms,
      let error = intent.cannotConfirm(call.version) ?? intent.missingReturnURL(arguments)
        ?? intent.missingMandateData(call)
    {
      throw error
    }
    call.insert(intent, announcing: "setup_intent.created")
    if confirms { try call.confirmSetup(id) }
    return call.answer(SetupIntent.self, id)
  }

  mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try call.refuseCustomerAccount()
    if let customer = try call.referenced(Customer.self, "customer") {
      try checkKept(customer)
      self.customer = customer.id
    }
    arguments.assign("description", to: &description)
    try arguments.merge(into: &metadata)
    if let excluded = arguments["excluded_payment_method_types"] {
      let types = excluded.array?.compactMap(\.string)
      excludedPaymentMethodTypes = types
      if let types { paymentMethodTypes.removeAll(where: types.contains) }
    }
    if let directions = arguments.strings("flow_directions") { flowDirections = directions }
    if let types = arguments.strings("payment_method_types") {
      try PaymentMethodType.checkForSetup(types)
      paymentMethodTypes = types
      automaticPaymentMethods = nil
    }
    try applyShared(arguments)
  }

  mutating func applyShared(_ arguments: Arguments) throws(StripeError) {
    if let allowed = arguments["allowed_payment_method_types"] {
      let types = allowed.array?.compactMap(\.string)
      try PaymentMethodType.checkForSetup(types ?? [])
      allowedPaymentMethodTypes = types
      if let types { narrow(to: types) }
    }
    if let given = arguments.object("payment_method_options") { options.merge(given) }
    arguments.assign("return_url", to: &returnURL)
  }

  private mutating func narrow(to types: [String]) {
    paymentMethodTypes = types
    automaticPaymentMethods = nil
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    try PaymentMethodType.checkForVersion(call)
    var intent = try call.setupIntent()
    if !intent.isOpen, call.arguments.has("payment_method") || call.arguments.has("customer") {
      let reason = intent.status == .canceled ? "been canceled" : "already succeeded"
      throw StripeError(
        "You cannot update this SetupIntent because it has \(reason).", code: "setup_intent_unexpected_state"
      ).about("setup_intent", intent.id)
    }
    try intent.apply(call)
    if let error = try intent.prepare(call) { throw error.about("setup_intent", intent.id) }
    call.sandbox.store[SetupIntent.self].update(intent.id) { $0 = intent }
    return call.answer(SetupIntent.self, intent.id)
  }

  var isOpen: Bool { [.requiresPaymentMethod, .requiresConfirmation, .requiresAction].contains(status) }

  private static func cancel(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.setupIntent()
    guard intent.isOpen else {
      let reason =
        intent.status == .canceled
        ? "it it already canceled."
        : """
        it has a status of \(intent.status.rawValue). Only a SetupIntent with one of the following statuses may be \
        canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.
        """
      throw StripeError(
        "You cannot cancel this SetupIntent because \(reason)", code: "setup_intent_unexpected_state"
      ).about("setup_intent", intent.id)
    }
    let reason = call.arguments.string("cancellation_reason")
    if let attempt = intent.latestAttempt {
      call.sandbox.store[SetupAttempt.self].update(attempt) { $0.status = "abandoned" }
    }
    call.update(SetupIntent.self, intent.id, announcing: "setup_intent.canceled") {
      $0.status = .canceled
      $0.cancellationReason = reason
      $0.nextAction = nil
    }
    return call.answer(SetupIntent.self, intent.id)
  }

  private static func verifyMicrodeposits(_ call: inout Call) throws(StripeError) -> Answer {
    let intent = try call.setupIntent()
    guard case .verifyMicrodeposits = intent.nextAction, let methodID = intent.paymentMethod,
      let method = call.sandbox.store[PaymentMethod.self][methodID]
    else {
      throw StripeError(
        """
        This SetupIntent cannot be actioned on because it has a status of \(intent.status.rawValue). Only a \
        SetupIntent with one of the following statuses may be actioned on: ["requires_action"].
        """, code: "intent_invalid_state"
      ).about("setup_intent", intent.id)
    }
    if let error = call.wrongMicrodeposits() { throw error.about("setup_intent", intent.id) }
    call.sandbox.store[PaymentMethod.self].update(methodID) { $0.isVerified = true }
    try call.finishSetup(intent, method)
    return call.answer(SetupIntent.self, intent.id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    try call.refuseCustomerAccount()
    if call.arguments.has("customer") { _ = try call.referenced(Customer.self, "customer") }
    var listing = Listing<SetupIntent>(call)
    listing.narrow("customer")
    listing.narrow("payment_method")
    return try listing.page()
  }
}

extension Call {
  /// The SetupIntent that the path names, with its secret checked.
  func setupIntent() throws(StripeError) -> SetupIntent {
    let intent = try found(SetupIntent.self)
    try intent.checkSecret(self)
    return intent
  }
}
