import Wire

extension PaymentPage {
  static let confirmParameters = Parameters(
    """
    consent: {promotions: opt_in|opt_out, terms_of_service: accepted}
    custom_fields: [{key!, dropdown: {value!}, numeric: {value!}, text: {value!}}]
    email
    expected_amount: integer
    payment_method: id
    payment_method_data: {\(PaymentMethod.dataParameters)}
    payment_method_options: map(map(any(string, boolean, map(string))))
    phone
    return_url
    save_payment_method: boolean
    shipping: {address!, carrier, name!, phone, tracking_number}
    tax_id: {business_name, type: \(TaxIDType.all)!, value!}
    use_stripe_sdk: boolean
    """)

  /// The customer has pressed the button.
  static func confirm(_ call: inout Call) throws(StripeError) -> Answer {
    var session = try openSession(call)
    try session.take(call.arguments)
    if session.hasAutomaticTax {
      guard session.taxLocation(in: call.sandbox) != nil else { throw .noTaxLocation() }
      session.settleLines(call)
    }
    if let expected = call.arguments.integer("expected_amount"), expected != session.amountTotal ?? 0 {
      throw StripeError(
        "The amount of this Checkout Session has changed. Look at it again.", code: "checkout_amount_mismatch")
    }
    session.keepCustomer(call)
    call.sandbox.store[CheckoutSession.self].update(session.id) { $0 = session }
    switch session.mode {
    case .payment where session.amountTotal ?? 0 == 0: call.complete(session.id, paymentStatus: "no_payment_required")
    case .payment: try call.pay(session)
    case .setup: try call.setUp(session)
    case .subscription: try call.subscribe(session)
    }
    return answer(session.id)
  }
}

extension CheckoutSession {
  /// Takes the details that the customer gave on the page.
  fileprivate mutating func take(_ arguments: Arguments) throws(StripeError) {
    var details = details ?? Details()
    let billing = arguments.object("payment_method_data")?.object("billing_details")
    details.email = arguments.string("email") ?? billing?.string("email") ?? details.email ?? customerEmail
    details.name = billing?.string("name") ?? details.name
    details.phone = arguments.string("phone") ?? details.phone
    if let address = billing?.object("address") { details.address = Address(address) }
    if let shipping = arguments.object("shipping") { details.shipping = Shipping(shipping) }
    if let taxID = arguments.object("tax_id") {
      details.taxIDs = [["type": taxID["type"] ?? .null, "value": taxID["value"] ?? .null]]
    } else if details.taxIDs == .null {
      details.taxIDs = []
    }
    guard details.email != nil else { throw .missing("email") }
    self.details = details
    if let consent = arguments["consent"] {
      settings.set(
        "consent",
        ["promotions": consent["promotions"] ?? .null, "terms_of_service": consent["terms_of_service"] ?? .null])
    }
    let answers = arguments.objects("custom_fields") ?? []
    guard let fields = settings["custom_fields"].array, !fields.isEmpty else { return }
    settings.set("custom_fields", .array(fields.map { Self.answered($0, answers) }))
  }

  private static func answered(_ field: JSON, _ answers: [Arguments]) -> JSON {
    guard var members = field.object, let type = field["type"]?.string,
      let value = answers.first(where: { $0.string("key") == field["key"]?.string })?.object(type)?["value"]
    else { return field }
    var details = members[type]?.object ?? [:]
    details["value"] = value
    members[type] = .object(details)
    return .object(members)
  }

  /// A customer is made where the session wants one and has none; one that is there already learns what
  /// `customer_update` says.
  fileprivate mutating func keepCustomer(_ call: Call) {
    if let customer { return updateCustomer(customer, call) }
    let creation = settings.string("customer_creation")
    let isKept = settings["payment_intent_data"]["setup_future_usage"]?.string != nil
    guard creation == "always" || mode == .subscription || isKept || isInvoiced else { return }
    var made = Customer(
      id: call.sandbox.identifiers.random("cus_", 14), created: call.now,
      invoicePrefix: call.sandbox.identifiers.uppercase(8))
    made.email = details?.email
    made.name = details?.name
    made.phone = details?.phone
    made.address = details?.address
    made.shipping = details?.shipping
    customer = made.id
    call.insert(made, announcing: "customer.created")
  }
}

extension CheckoutSession {
  private func updateCustomer(_ id: String, _ call: Call) {
    let learns = { (name: String) in settings["customer_update"][name] == "auto" }
    guard let details, ["address", "name", "shipping"].contains(where: learns) else { return }
    call.update(Customer.self, id, announcing: "customer.updated") { customer in
      if learns("address"), let address = details.address { customer.address = address }
      if learns("name"), let name = details.name { customer.name = name }
      if learns("shipping"), let shipping = details.shipping { customer.shipping = shipping }
    }
  }
}

extension Call {
  /// Pays by a PaymentIntent, the one of an earlier attempt if there was one.
  fileprivate func pay(_ session: CheckoutSession) throws(StripeError) {
    let id = session.paymentIntent ?? makePaymentIntent(for: session).id
    sandbox.store[PaymentIntent.self].update(id) {
      $0.amount = session.amountTotal ?? 0
      $0.customer = session.customer
      if arguments.bool("save_payment_method") == true, session.customer != nil {
        $0.setupFutureUsage = $0.setupFutureUsage ?? "on_session"
      }
    }
    sandbox.store[CheckoutSession.self].update(session.id) { $0.paymentIntent = id }
    try confirm(id)
    followCheckout(ofIntent: id)
  }

  fileprivate func setUp(_ session: CheckoutSession) throws(StripeError) {
    let id = session.setupIntent ?? makeSetupIntent(for: session).id
    sandbox.store[SetupIntent.self].update(id) { $0.customer = session.customer }
    sandbox.store[CheckoutSession.self].update(session.id) { $0.setupIntent = id }
    try confirmSetup(id)
    followCheckout(ofIntent: id)
  }
}
