import Wire

extension PaymentSource {
  /// Sources by themselves.
  static let routes = Routes("/v1/sources", of: PaymentSource.self) {
    $0.post("", takes: sourceParameters, access: .publishable, createSource)
    $0.get("{id}", takes: Parameters("client_secret: id"), access: .publishable) { call throws(StripeError) in
      try call.answerFound(PaymentSource.self)
    }
    $0.post("{id}", takes: changeParameters, changeSource)
    $0.post("{id}/verify", takes: Parameters("values: [string]!")) { call throws(StripeError) in
      let source = try call.found(PaymentSource.self)
      throw StripeError(
        "Source \(source.id) cannot be verified: only a source whose flow is `code_verification` can.", param: "values")
    }
  }

  /// What a source takes when it is made and later.
  private static let sharedParameters = """
    amount: integer
    mandate: {
      acceptance: {
        date: timestamp, ip, offline: {contact_email!}, online: {date: timestamp, ip, user_agent}
        status: accepted|pending|refused|revoked!, type: offline|online, user_agent
      }
      amount: integer?, currency: currency, interval: one_time|scheduled|variable
      notification_method: deprecated_none|email|manual|none|stripe_email
    }
    metadata
    owner: {address, email, name, phone}
    source_order: {
      items: [{
        amount: integer, currency: currency, description, parent, quantity: integer, type: discount|shipping|sku|tax
      }]
      shipping: {address: {city, country, line1!, line2, postal_code, state}!, carrier, name, phone, tracking_number}
    }
    \(SourceType.parameters)
    """

  private static let changeParameters = Parameters(sharedParameters)

  private static let sourceParameters = Parameters(
    """
    \(sharedParameters)
    card: {cvc, exp_month: integer, exp_year: integer, number}
    currency: currency
    customer: id
    flow: code_verification|none|receiver|redirect
    original_source: id
    receiver: {refund_attributes_method: email|manual|none}
    redirect: {return_url: url!}
    statement_descriptor
    token: id
    type: id
    usage: reusable|single_use
    """)

  private static func createSource(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard let name = arguments.string("type") ?? (arguments.has("original_source") ? "card" : nil) else {
      throw .missing("type")
    }
    let id = call.sandbox.identifiers.dated("src_", now: call.now)
    var new: NewSource
    if name == "card" {
      new = try call.newCardSource(id)
    } else {
      guard let type = SourceType.named(name) else {
        var error = StripeError("The source type \"\(name)\" is not supported by this sandbox.", param: "type")
        error.limit = "no sources of this type"
        throw error
      }
      new = try call.newSource(id, of: type)
    }
    if var paymentMethod = new.paymentMethod {
      if let owner = arguments.object("owner") { paymentMethod.billingDetails.update(owner) }
      try arguments.merge(into: &paymentMethod.metadata)
      call.sandbox.store[PaymentMethod.self].insert(paymentMethod)
    }
    if let token = new.token { call.use(token) }
    call.openSource(new.source)
    return call.answer(PaymentSource.self, id)
  }

  private static func changeSource(_ call: inout Call) throws(StripeError) -> Answer {
    let source = try call.found(PaymentSource.self)
    let arguments = call.arguments
    guard var details = source.details else { throw .notFound(PaymentSource.self, source.id) }
    var paymentMethod = call.sandbox.store[PaymentMethod.self][source.id]
    if let owner = arguments.object("owner") {
      try owner.checkEmail("email", as: "owner[email]")
      paymentMethod?.billingDetails.update(owner)
    }
    if var metadata = paymentMethod?.metadata {
      try arguments.merge(into: &metadata)
      paymentMethod?.metadata = metadata
    }
    details.amount = arguments.integer("amount") ?? details.amount
    details.notification = arguments.object("mandate")?.string("notification_method") ?? details.notification
    if arguments.has("source_order") { details.order = arguments.sourceOrder(details) }
    let isKnown = paymentMethod?.learnRefundAttributes(arguments.object(details.type)) ?? false
    if isKnown { details.receiver?.refundStatus = "available" }
    if let paymentMethod { call.sandbox.store[PaymentMethod.self].update(source.id) { $0 = paymentMethod } }
    call.sandbox.store[PaymentSource.self].update(source.id) { $0.details = details }
    if isKnown { call.concludeRefunds(to: source.id) }
    return call.answer(PaymentSource.self, source.id)
  }
}

extension Call {
  /// A token, another source's card or a card in full.
  fileprivate func newCardSource(_ id: String) throws(StripeError) -> NewSource {
    var new: NewSource
    if let original = try originalOfSource() {
      new = NewSource(card: original.card, original.billing, id: id, now: now)
    } else if let name = arguments.string("token") {
      let token = try token(name, param: "token")
      guard case .card(_, let card, let billing) = token.content else {
        throw StripeError("The token supplied (\(name)) does not contain a card.", param: "token")
      }
      new = NewSource(card: card, billing, id: id, token: token, now: now)
    } else {
      guard let data = arguments.object("card") else { throw .missing("token") }
      new = NewSource(card: try Card(data, name: "card", call: self), BillingDetails(), id: id, now: now)
    }
    var details = newDetails()
    details.usage = arguments.string("usage") ?? details.usage
    new.source.content = .source(details)
    return new
  }

  /// The card of a customer's source of which `original_source` makes another, to be used on a connected account.
  private func originalOfSource() throws(StripeError) -> (card: Card, billing: BillingDetails)? {
    guard let id = arguments.string("original_source") else { return nil }
    let customer = try referenced(Customer.self, "customer")
    guard let kept = sandbox.store[PaymentMethod.self][id], let card = kept.card,
      sandbox.store[PaymentSource.self].contains(id), kept.customer == customer?.id
    else { throw .noSuch(PaymentSource.self, id, param: "original_source") }
    return (card, kept.billingDetails)
  }

  private func newDetails() -> SourceDetails {
    var details = SourceDetails(clientSecret: sandbox.identifiers.random("src_client_secret_", 24))
    details.amount = arguments.integer("amount")
    details.currency = arguments.string("currency")
    details.statementDescriptor = arguments.string("statement_descriptor")
    return details
  }

  /// A way to pay other than by card.
  fileprivate mutating func newSource(_ id: String, of type: SourceType) throws(StripeError) -> NewSource {
    var details = newDetails()
    let page = challengePage(id, secret: details.clientSecret, id)
    details.otherType = type.name
    details.usage = try usage(of: type)
    try check(type, details)
    if type.flow == .redirect {
      guard let url = arguments.object("redirect")?.string("return_url") else { throw .missing("redirect") }
      details.redirect = SourceDetails.Redirect(returnURL: url, url: page)
      details.end = now.addingReportingOverflow(SourceDetails.patience).partialValue
    }
    if type.waits { details.status = "pending" }
    var method = PaymentMethod(id: id, created: now, type: type.name)
    try fill(&method, of: type)
    details.notification = arguments.object("mandate")?.string("notification_method")
    if arguments.has("source_order") || type.name == "klarna" { details.order = arguments.sourceOrder(details) }
    if type.name == "three_d_secure" { details.securedCard = arguments.object(type.name)?.string("card") }
    if type.name == "wechat", var hash = method.details.object {
      hash["qr_code_url"] = .string(page)
      method.details = .object(hash)
    }
    if type.flow == .receiver, let hash = method.details.object {
      let parts = ["routing_number", "account_number", "entity", "reference"].compactMap { hash[$0]?.string }
      details.receiver = SourceDetails.Receiver(
        address: parts.joined(separator: "-"),
        refundMethod: arguments.object("receiver")?.string("refund_attributes_method") ?? "email")
    }
    var new = NewSource(source: PaymentSource(id: id, created: now, content: .source(details)))
    new.paymentMethod = method
    return new
  }

  private func usage(of type: SourceType) throws(StripeError) -> String {
    guard let usage = arguments.string("usage") else { return type.usages[0] }
    guard type.usages.contains(usage) else {
      throw StripeError("Sources of type \(type.name) cannot be \(usage).", param: "usage")
    }
    return usage
  }

  /// The parameters that the type needs.
  private func check(_ type: SourceType, _ details: SourceDetails) throws(StripeError) {
    if let flow = arguments.string("flow"), flow != type.flow.rawValue {
      throw StripeError("Sources of type \(type.name) have the flow \(type.flow.rawValue), not \(flow).", param: "flow")
    }
    guard let currency = details.currency else { throw .missing("currency") }
    guard type.currencies.isEmpty || type.currencies.contains(currency) else {
      throw StripeError(
        """
        The currency provided (\(currency)) is invalid for sources of type \(type.name), which support the following \
        currencies: \(type.currencies.joined(separator: ", ")).
        """, param: "currency")
    }
    if details.isSingleUse {
      guard let amount = details.amount else { throw .missing("amount") }
      if amount < 1 { throw .belowOne("amount") }
    } else if details.amount != nil, type.flow == .receiver {
      throw StripeError(
        "The amount of a \(type.name) source is not known before the customer sends it.", param: "amount")
    }
    let owner = arguments.object("owner")
    try owner?.checkEmail("email", as: "owner[email]")
    for name in type.needs where owner?.string(name) == nil { throw .missing("owner[\(name)]") }
  }

  private mutating func fill(_ method: inout PaymentMethod, of type: SourceType) throws(StripeError) {
    let data = arguments.object(type.name) ?? Arguments()
    if let open = type.open { return try open(&method, data, &self) }
    method.details = .object(try details(type.details, of: method, data, name: type.name))
  }
}

extension Arguments {
  /// `source_order`, as a source shows it.
  fileprivate func sourceOrder(_ details: SourceDetails) -> JSON {
    let given = object("source_order")
    let currency = details.currency.map(JSON.string) ?? .null
    let items = given?.objects("items")?.map { item -> JSON in
      [
        "amount": item["amount"] ?? .null, "currency": item["currency"] ?? currency,
        "description": item["description"] ?? .null, "parent": item["parent"] ?? .null,
        "quantity": item["quantity"] ?? .null, "type": item["type"] ?? .null,
      ]
    }
    var order: JSON.Object = [
      "amount": details.amount.map(JSON.integer) ?? .null, "currency": currency,
      "email": object("owner")?["email"] ?? .null, "items": items.map(JSON.array) ?? .null,
    ]
    order["shipping"] = given?["shipping"]
    return .object(order)
  }
}

extension PaymentMethod {
  /// Notes where money goes back to. False: the request does not say.
  fileprivate mutating func learnRefundAttributes(_ given: Arguments?) -> Bool {
    guard let given, var hash = details.object else { return false }
    var isKnown = false
    for key in hash.keys where key.hasPrefix("refund_") {
      guard let value = given[key] else { continue }
      hash[key] = value
      isKnown = true
    }
    details = .object(hash)
    return isKnown
  }
}
