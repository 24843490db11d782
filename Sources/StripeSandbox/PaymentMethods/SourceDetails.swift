import Wire

/// The fields of a Source (`src_…`) of its own; the card and its owner are those of the payment method of the same id.
struct SourceDetails: Codable, Sendable {
  var amount: Int?
  let clientSecret: String
  var currency: String?
  var statementDescriptor: String?
  /// `chargeable`, then `consumed` once it is taken from its customer.
  var status = "chargeable"
  var usage = "reusable"

  func write(_ w: inout ObjectWriter, created: Int, customer: String?, _ paymentMethod: PaymentMethod?) {
    w.null("allow_redisplay")
    w.field("amount", amount)
    if let card = paymentMethod?.card {
      w.object("card") { write(card, name: paymentMethod?.billingDetails.name, &$0) }
    }
    w.field("client_secret", clientSecret)
    w.field("created", created)
    w.field("currency", currency)
    if let customer { w.field("customer", customer) }
    w.field("flow", "none")
    w.field("livemode", false)
    w.field("metadata", paymentMethod?.metadata ?? Metadata())
    w.object("owner") { write(owner: paymentMethod?.billingDetails ?? BillingDetails(), &$0) }
    w.field("statement_descriptor", statementDescriptor)
    w.field("status", status)
    w.field("type", "card")
    w.field("usage", usage)
  }

  private func write(_ card: Card, name: String?, _ w: inout ObjectWriter) {
    w.field("address_line1_check", card.checks.line1)
    w.field("address_zip_check", card.checks.postalCode)
    w.field("brand", card.brand.title)
    w.field("country", card.country)
    w.field("cvc_check", card.checks.cvc)
    w.null("dynamic_last4")
    w.field("exp_month", card.expMonth)
    w.field("exp_year", card.expYear)
    w.field("fingerprint", card.fingerprint)
    w.field("funding", card.funding)
    w.field("last4", card.last4)
    w.field("name", name)
    w.field("three_d_secure", card.behaviour.threeDSecure)
    w.null("tokenization_method")
  }

  private func write(owner: BillingDetails, _ w: inout ObjectWriter) {
    w.object("address", owner.address == Address() ? nil : owner.address) { $1.write(&$0) }
    w.field("email", owner.email)
    w.field("name", owner.name)
    w.field("phone", owner.phone)
    w.null("verified_address")
    w.null("verified_email")
    w.null("verified_name")
    w.null("verified_phone")
  }
}

extension TestCard.Behaviour {
  fileprivate var threeDSecure: String {
    switch authentication {
    case .notSupported: "not_supported"
    case .required, .requiredUnlessSetUp, .requiredButFails, .alreadySetUpOffSession: "required"
    case .none, .optional, .optionalButFails, .frictionless: "optional"
    }
  }
}

extension PaymentSource {
  /// Sources by themselves: only those of cards.
  static let routes = Routes("/v1/sources", of: PaymentSource.self) {
    $0.post("", takes: sourceParameters, access: .publishable, createSource)
    $0.get("{id}", takes: Parameters("client_secret: id"), access: .publishable) { call throws(StripeError) in
      try call.answerFound(PaymentSource.self)
    }
    $0.post("{id}", takes: updateParameters, updateSource)
    $0.post("{id}/verify", takes: Parameters("values: [string]!")) { call throws(StripeError) in
      let source = try call.found(PaymentSource.self)
      throw StripeError(
        "Source \(source.id) cannot be verified: only a source whose flow is `code_verification` can.", param: "values")
    }
  }

  private static let updateParameters = Parameters(
    """
    amount: integer
    mandate: hash
    metadata
    owner: {address, email, name, phone}
    source_order: hash
    """)

  private static let sourceParameters = Parameters(
    """
    amount: integer
    card: {cvc, exp_month: integer, exp_year: integer, number}
    currency: currency
    customer: id
    flow: code_verification|none|receiver|redirect
    mandate: hash
    metadata
    original_source: id
    owner: {address, email, name, phone}
    receiver: {refund_attributes_method: email|manual|none}
    redirect: {return_url: url!}
    source_order: hash
    statement_descriptor
    token: id
    type: id
    usage: reusable|single_use
    """)

  private static func createSource(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard let type = arguments.string("type") ?? (arguments.has("original_source") ? "card" : nil) else {
      throw .missing("type")
    }
    guard type == "card" else {
      var error = StripeError("The source type \"\(type)\" is not supported by this sandbox.", param: "type")
      error.limit = "sources are of cards only"
      throw error
    }
    let id = call.sandbox.identifiers.dated("src_", now: call.now)
    var new: NewSource
    if let original = try call.originalOfSource() {
      new = NewSource(card: original.card, original.billing, id: id, now: call.now)
    } else if let name = arguments.string("token") {
      let token = try call.token(name, param: "token")
      guard case .card(_, let card, let billing) = token.content else {
        throw StripeError("The token supplied (\(name)) does not contain a card.", param: "token")
      }
      new = NewSource(card: card, billing, id: id, token: token, now: call.now)
    } else {
      guard let data = arguments.object("card") else { throw .missing("token") }
      new = NewSource(card: try Card(data, name: "card", call: call), BillingDetails(), id: id, now: call.now)
    }
    var source = SourceDetails(clientSecret: call.sandbox.identifiers.random("src_client_secret_", 24))
    source.amount = arguments.integer("amount")
    source.currency = arguments.string("currency")
    source.statementDescriptor = arguments.string("statement_descriptor")
    source.usage = arguments.string("usage") ?? source.usage
    new.source.content = .source(source)
    if var paymentMethod = new.paymentMethod {
      if let owner = arguments.object("owner") { paymentMethod.billingDetails.update(owner) }
      try arguments.merge(into: &paymentMethod.metadata)
      call.sandbox.store[PaymentMethod.self].insert(paymentMethod)
    }
    if let token = new.token { call.use(token) }
    call.insert(new.source, announcing: "source.chargeable")
    return call.answer(PaymentSource.self, id)
  }

  private static func updateSource(_ call: inout Call) throws(StripeError) -> Answer {
    let source = try call.found(PaymentSource.self)
    let arguments = call.arguments
    if var paymentMethod = call.sandbox.store[PaymentMethod.self][source.id] {
      if let owner = arguments.object("owner") { paymentMethod.billingDetails.update(owner) }
      try arguments.merge(into: &paymentMethod.metadata)
      call.sandbox.store[PaymentMethod.self].update(source.id) { $0 = paymentMethod }
    }
    if case .source(var details) = source.content, let amount = arguments.integer("amount") {
      details.amount = amount
      call.sandbox.store[PaymentSource.self].update(source.id) { $0.content = .source(details) }
    }
    return call.answer(PaymentSource.self, source.id)
  }
}

extension Call {
  /// The card of a customer's source of which `original_source` makes another, to be used on a connected account.
  fileprivate func originalOfSource() throws(StripeError) -> (card: Card, billing: BillingDetails)? {
    guard let id = arguments.string("original_source") else { return nil }
    let customer = try referenced(Customer.self, "customer")
    guard let kept = sandbox.store[PaymentMethod.self][id], let card = kept.card,
      sandbox.store[PaymentSource.self].contains(id), kept.customer == customer?.id
    else { throw .noSuch(PaymentSource.self, id, param: "original_source") }
    return (card, kept.billingDetails)
  }
}
