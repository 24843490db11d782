import Wire

extension ExternalAccount {
  static let routes = routes(at: "/v1/accounts/{account}/external_accounts")
  /// The name that they had first, and that still works.
  static let olderRoutes = routes(at: "/v1/accounts/{account}/bank_accounts")

  private static func routes(at base: String) -> Routes {
    Routes(base, of: ExternalAccount.self) {
      $0.post("", takes: createParameters, create)
      $0.list("", takes: .list("object: bank_account|card"), list)
      $0.get("{id}") { call throws(StripeError) in call.answer(ExternalAccount.self, try found(call).id) }
      $0.post("{id}", takes: updateParameters, update)
      $0.delete("{id}", delete)
    }
  }

  private static let createParameters = Parameters(
    """
    bank_account: \(parameter)
    default_for_currency: boolean
    external_account: \(parameter)
    metadata
    """)

  private static let updateParameters = Parameters(
    """
    account_holder_name
    account_holder_type: company|individual?
    account_type: checking|futsu|savings|toza
    \(BillingDetails.legacyParameters)
    default_for_currency: boolean
    documents: {bank_account_ownership_verification: {files: [string]}}
    exp_month: integer
    exp_year: integer
    metadata
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let account = try call.foundAccount()
    guard var new = try call.newExternalAccount(["external_account", "bank_account"]) else {
      throw .missing("external_account")
    }
    try call.arguments.merge(into: &new.metadata)
    let id = call.keep(new, of: account.id)
    call.tellOfAccount(account.id)
    return call.answer(ExternalAccount.self, id)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let account = try call.foundAccount()
    var listing = Listing<ExternalAccount>(call)
    listing.narrow("account", to: account.id)
    listing.filter("object") { $0.kind.description }
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var external = try found(call)
    let arguments = call.arguments
    try arguments.merge(into: &external.metadata)
    switch external.content {
    case .bank(var bank):
      arguments.assign("account_holder_name", to: &bank.holderName)
      arguments.assign("account_holder_type", to: &bank.holderType)
      arguments.assign("account_type", to: &bank.accountType)
      external.content = .bank(bank)
    case .card(var card, var billing):
      billing.updateLegacy(arguments)
      try card.update(arguments, now: call.now)
      external.content = .card(card, billing)
    }
    if arguments.bool("default_for_currency") == true, !external.isDefault {
      for other in call.sandbox.store.externalAccounts(of: external.account)
      where other.currency == external.currency {
        call.sandbox.store[ExternalAccount.self].update(other.id) { $0.isDefault = false }
      }
      external.isDefault = true
    }
    call.sandbox.store[ExternalAccount.self].update(external.id) { [external] in $0 = external }
    call.tell("account.external_account.updated", external)
    return call.answer(ExternalAccount.self, external.id)
  }

  private static func delete(_ call: inout Call) throws(StripeError) -> Answer {
    let external = try found(call)
    let account = try call.foundAccount()
    guard !external.isDefault || external.currency != account.defaultCurrency else {
      throw StripeError(
        """
        You cannot delete the default external account for your default currency. Please make another external account \
        the default using the `default_for_currency` param, and then delete this one.
        """)
    }
    call.tell("account.external_account.deleted", external)
    call.sandbox.store[ExternalAccount.self].delete(external.id)
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", external.id)
      w.field("object", external.kind)
      w.field("currency", external.currency)
      w.field("deleted", true)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func found(_ call: Call) throws(StripeError) -> ExternalAccount {
    let account = try call.foundAccount()
    let external = try call.found(ExternalAccount.self, at: 1)
    guard external.account == account.id else { throw .notFound(ExternalAccount.self, external.id) }
    return external
  }
}
