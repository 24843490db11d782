import Wire

extension Account {
  static let routes = Routes("/v1/accounts", of: Account.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range")) { call throws(StripeError) in try Listing<Account>(call).page() }
    $0.get("{account}", retrieve)
    $0.post("{account}", takes: updateParameters, update)
    $0.delete("{account}", delete)
    $0.post("{account}/reject", takes: Parameters("payouts_action: none|pause\nreason!"), reject)
    $0.post("{account}/unreject") { call throws(StripeError) in
      var account = try call.foundAccount()
      account.rejection = nil
      return try saved(account, &call)
    }
  }

  /// The account that asks.
  static let ownRoutes = Routes("/v1/account", of: Account.self) {
    $0.get("") { call throws(StripeError) in
      guard let id = call.connectedAccount else { return { Platform.write(&$0) } }
      if let account = call.sandbox.store[Account.self][id] { call.look(at: account) }
      return call.answer(Account.self, id)
    }
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    guard !arguments.has("type") || !arguments.has("controller") else { throw .exclusive(["type", "controller"]) }
    let type = arguments.string("type").flatMap(Kind.init) ?? (arguments.has("controller") ? .none : .standard)
    let controller = try arguments.object("controller").map(Controller.init) ?? Controller(type)
    let country = arguments.string("country")?.uppercased() ?? Platform.country
    let spec = try CountrySpec.named(country, param: "country")
    var account = Account(
      id: call.sandbox.identifiers.random("acct_1", 15), created: call.now, type: type, controller: controller,
      country: country, defaultCurrency: spec.currency)
    // Nothing is kept unless all of it can be.
    let others = try account.apply(arguments, call)
    guard !account.isRecipient || country != Platform.country else {
      throw StripeError(
        """
        The recipient ToS agreement is not supported for platforms in \(Platform.country) creating accounts in \
        \(country). See https://stripe.com/docs/connect/cross-border-payouts for more details.
        """, param: "tos_acceptance[service_agreement]")
    }
    call.sandbox.store[Account.self].insert(account)
    call.keep(others, of: account.id)
    return call.answer(Account.self, account.id)
  }

  private static func retrieve(_ call: inout Call) throws(StripeError) -> Answer {
    if call.id == call.sandbox.accountID, call.connectedAccount == nil { return { Platform.write(&$0) } }
    let account = try call.foundAccount()
    call.look(at: account)
    return call.answer(Account.self, account.id)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    let before = call.sandbox.rendered(Account.self, account.id)
    let others = try account.apply(call.arguments, call)
    call.save(account)
    call.keep(others, of: account.id)
    call.tellOfAccount(account.id, before: before)
    return call.answer(Account.self, account.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let account = try call.foundAccount()
    call.disconnect(account)
    return { $0.deleted(Account.self, account.id) }
  }

  private static func reject(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    let reason = call.arguments.string("reason") ?? ""
    let reasons = [
      "credit", "fraud", "fraud_no_intent_to_fulfill", "fraud_other", "fraud_payment_method_casher",
      "fraud_payment_method_tester", "other", "terms_of_service",
    ]
    guard reasons.contains(reason) else {
      throw StripeError("Invalid reason: must be \(Validation.choice(reasons))", param: "reason")
    }
    account.rejection = reason.hasPrefix("fraud") ? "fraud" : reason == "credit" ? "other" : reason
    return try saved(account, &call)
  }

  private static func saved(_ account: Account, _ call: inout Call) throws(StripeError) -> Answer {
    let before = call.sandbox.rendered(Account.self, account.id)
    call.save(account)
    call.tellOfAccount(account.id, before: before)
    return call.answer(Account.self, account.id)
  }
}
