import Wire

/// An account as the second version of the API shows it: the same account, in other words.
///
/// Most of it is null unless the request names it in `include`.
enum AccountV2 {
  static let object: StaticString = "v2.core.account"

  static let parts = [
    "configuration.customer", "configuration.merchant", "configuration.recipient", "defaults", "future_requirements",
    "identity", "requirements",
  ]
  static let include = "include: [\(parts.joined(separator: "|"))]"

  static let routes = Routes("/v2/core/accounts") {
    $0.post("", takes: createParameters, create)
    $0.get("", takes: Parameters("applied_configurations: [string]\nclosed: boolean\nlimit: integer\npage"), list)
    $0.get("{id}", takes: Parameters(include)) { call throws(StripeError) in
      call.look(at: try call.foundAccount())
      return answer(try call.foundAccount(), call)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.post("{id}/close", takes: Parameters("applied_configurations: [string]"), close)
  }

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let given = Given(call.arguments.values)
    let country = given.string("identity.country")?.uppercased() ?? Platform.country
    guard let spec = CountrySpec.of(country) else {
      throw StripeError(
        "The country \(country) is not supported.", code: "country_unsupported", param: "identity.country")
    }
    let controller = Controller(
      dashboard: given.string("dashboard") ?? "none",
      fees: given.string("defaults.responsibilities.fees_collector") ?? "application",
      losses: given.string("defaults.responsibilities.losses_collector") ?? "application")
    var account = Account(
      id: call.sandbox.identifiers.random("acct_1", 15), created: call.now, type: .none, controller: controller,
      country: country, defaultCurrency: given.string("defaults.currency") ?? spec.currency)
    try call.arguments.checkEmail("contact_email")
    let others = try account.apply(try translated(given, call), call)
    account.keep(given, call.arguments)
    call.sandbox.store[Account.self].insert(account)
    call.keep(others, of: account.id)
    call.tellV2("created", of: account.id)
    return answer(account, call)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    let given = Given(call.arguments.values)
    let before = call.sandbox.rendered(Account.self, account.id)
    let state = call.beforeV2(account)
    try call.arguments.checkEmail("contact_email")
    let others = try account.apply(try translated(given, call), call)
    account.keep(given, call.arguments)
    call.save(account)
    call.keep(others, of: account.id)
    call.tellOfAccount(account.id, before: before)
    call.tellV2("updated", of: account.id, parts: parts.filter { given[$0] != nil })
    call.tellV2(of: account.id, after: state)
    return answer(account, call)
  }

  private static func close(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    for capability in account.capabilities { account.request(capability.name, false, now: call.now) }
    account.isClosed = true
    call.save(account)
    call.tellOfAccount(account.id)
    call.tellV2("closed", of: account.id)
    return answer(account, call)
  }

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    let isClosed = call.arguments.bool("closed") ?? false
    let wanted = call.arguments.strings("applied_configurations") ?? []
    var page = V2Page<Account>(call)
    page.filter { account in
      account.isClosed == isClosed && wanted.allSatisfy(account.appliedConfigurations.contains)
    }
    return try page.answer { account, w in
      w.json.open(UInt8(ascii: "{"))
      account.writeV2([], &w)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func answer(_ account: Account, _ call: Call) -> Answer {
    let parts = Set(call.arguments.strings("include") ?? [])
    return { w in
      let account = w.sandbox.store[Account.self][account.id] ?? account
      w.json.open(UInt8(ascii: "{"))
      account.writeV2(parts, &w)
      w.json.close(UInt8(ascii: "}"))
    }
  }
}

extension Account {
  /// Keeps what only the second version of the API knows.
  fileprivate mutating func keep(_ given: Given, _ arguments: Arguments) {
    if arguments.has("display_name") { displayNameV2 = given.string("display_name") }
    var kept = givenV2 ?? Given()
    for name in ["configuration", "contact_phone", "defaults", "identity"] {
      if let value = given[name] { kept.merge([name: value]) }
    }
    givenV2 = kept
  }
}

extension Capability {
  /// The capabilities that a merchant may have; transfers belong to recipients.
  static let merchantNames = names.words.filter { $0.hasSuffix("_payments") && $0 != "legacy_payments" }

  /// Its name in version 2, where one is called otherwise.
  static func nameV2(_ name: String) -> String {
    name == "us_bank_account_ach_payments" ? "ach_debit_payments" : name
  }
}

extension Controller {
  /// As the second version of the API tells it.
  init(dashboard: String, fees: String, losses: String) {
    self.init(dashboard == "express" ? .express : dashboard == "full" ? .standard : .custom)
    feesPayer = fees == "stripe" ? "account" : fees
    lossesPayer = losses
  }
}
