import Wire

extension PaymentSource {
  static let customerRoutes = Routes("/v1/customers/{customer}", of: PaymentSource.self) {
    for (name, kind) in [("sources", nil), ("cards", "card"), ("bank_accounts", "bank_account")] as [(String, String?)]
    {
      $0.post(name, takes: createParameters, create)
      $0.list(name, takes: .list("object: id")) { call throws(StripeError) in try list(call, kind) }
      $0.get(name + "/{id}") { call throws(StripeError) in
        call.answer(PaymentSource.self, try call.customersSource().id)
      }
      $0.post(name + "/{id}", takes: updateParameters, update)
      $0.delete(name + "/{id}", remove)
      if kind == "card" { continue }
      $0.post(name + "/{id}/verify", takes: Parameters("amounts: [integer]"), verify)
    }
  }

  /// A token, the id of a Source, or all of a card or bank account.
  static let parameter = """
    any(id, {
      \(BillingDetails.legacyParameters)
      account_holder_name, account_holder_type: company|individual, account_number, account_type: checking|savings
      country, currency: currency, routing_number
      cvc, exp_month: integer, exp_year: integer, metadata, number, object: card|bank_account
    })
    """

  private static let createParameters = Parameters(
    """
    bank_account: any(id, \(BankAccount.parameters))
    card: \(parameter)
    metadata
    source: \(parameter)
    validate: boolean
    """)

  private static let updateParameters = Parameters(
    """
    \(BillingDetails.legacyParameters)
    account_holder_name
    account_holder_type: company|individual?
    account_type: checking|savings?
    exp_month: integer
    exp_year: integer
    metadata
    owner: {address, email, name, phone}
    """)

  private static func list(_ call: Call, _ kind: String?) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self)
    var listing = Listing<PaymentSource>(call)
    listing.narrow("customer", to: customer.id)
    if let kind = kind ?? call.arguments.string("object") { listing.filter { $0.kind.description == kind } }
    return try listing.page()
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let customer = try call.found(Customer.self)
    guard var new = try call.newSource(under: ["source", "card", "bank_account"]) else { throw .missing("source") }
    try new.merge(metadata: call.arguments)
    let id = new.source.id
    call.attach(new, to: customer.id)
    if customer.defaultSource == nil {
      call.update(Customer.self, customer.id, announcing: "customer.updated") { $0.defaultSource = id }
    }
    return call.answer(PaymentSource.self, id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var source = try call.customersSource()
    let arguments = call.arguments
    let before = call.sandbox.snapshot(PaymentSource.self, source.id)
    if var paymentMethod = call.sandbox.store[PaymentMethod.self][source.id] {
      paymentMethod.billingDetails.updateLegacy(arguments)
      if let owner = arguments.object("owner") { paymentMethod.billingDetails.update(owner) }
      try paymentMethod.card?.update(arguments, now: call.now)
      try arguments.merge(into: &paymentMethod.metadata)
      call.sandbox.store[PaymentMethod.self].update(source.id) { $0 = paymentMethod }
      if arguments.has("exp_month") || arguments.has("exp_year") {
        call.sandbox.store[PaymentSource.self].update(source.id) { $0.expiring = paymentMethod.card?.beginOfLastMonth }
      }
    }
    if case .bankAccount(var account) = source.content {
      arguments.assign("account_holder_name", to: &account.holderName)
      arguments.assign("account_holder_type", to: &account.holderType)
      arguments.assign("account_type", to: &account.accountType)
      try arguments.merge(into: &account.metadata)
      source.content = .bankAccount(account)
      call.sandbox.store[PaymentSource.self].update(source.id) { $0 = source }
    }
    call.sandbox.announce("customer.source.updated", PaymentSource.self, source.id, by: call, before: before)
    return call.answer(PaymentSource.self, source.id)
  }

  private static func remove(_ call: inout Call) throws(StripeError) -> Answer {
    let source = try call.customersSource()
    if case .source = source.content { return try detach(source, call) }
    call.removeSource(source.id, from: source.customer ?? "")
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", source.id)
      w.field("object", source.kind)
      if case .bankAccount(let account) = source.content { w.field("currency", account.currency) }
      w.field("deleted", true)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  /// A Source is not deleted but consumed.
  private static func detach(_ source: PaymentSource, _ call: Call) throws(StripeError) -> Answer {
    call.removeSource(source.id, from: source.customer ?? "")
    var consumed = source
    consumed.customer = nil
    consumed.details?.status = "consumed"
    consumed.details?.end = nil
    call.sandbox.store[PaymentSource.self].insert(consumed)
    return call.answer(PaymentSource.self, source.id)
  }

  /// The two small deposits of a test account are of 32 and 45 cents.
  private static func verify(_ call: inout Call) throws(StripeError) -> Answer {
    let source = try call.customersSource()
    guard case .bankAccount(var account) = source.content else {
      throw StripeError("Only bank accounts can be verified.")
    }
    guard account.status == "new" else { throw StripeError("This bank account has already been verified.") }
    guard let amounts = call.arguments["amounts"]?.array else { throw .missing("amounts") }
    guard amounts == [32, 45] || amounts == [45, 32] else {
      throw StripeError(
        .card, status: 402, "The amounts provided do not match the amounts that were sent to the bank account.",
        code: "bank_account_verification_failed")
    }
    account.status = "verified"
    call.update(PaymentSource.self, source.id, announcing: "customer.source.updated") {
      $0.content = .bankAccount(account)
    }
    return call.answer(PaymentSource.self, source.id)
  }
}

extension Call {
  /// The customer's source that the path names.
  fileprivate func customersSource() throws(StripeError) -> PaymentSource {
    let customer = try found(Customer.self)
    let source = try found(PaymentSource.self, at: 1)
    guard source.customer == customer.id else { throw .notFound(PaymentSource.self, source.id) }
    return source
  }
}

extension NewSource {
  fileprivate mutating func merge(metadata arguments: Arguments) throws(StripeError) {
    if var metadata = paymentMethod?.metadata {
      try arguments.merge(into: &metadata)
      paymentMethod?.metadata = metadata
    }
    if case .bankAccount(var account) = source.content {
      try arguments.merge(into: &account.metadata)
      source.content = .bankAccount(account)
    }
  }
}
