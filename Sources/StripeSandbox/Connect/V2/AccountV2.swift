import Wire

/// An account as the second version of the API shows it: the same account, in other words.
///
/// Most of it is null unless the request names it in `include`.
enum AccountV2 {
  static let object: StaticString = "v2.core.account"

  private static let parts = [
    "configuration.customer", "configuration.merchant", "configuration.recipient", "defaults", "future_requirements",
    "identity", "requirements",
  ]
  private static let include = "include: [\(parts.joined(separator: "|"))]"

  static let routes = Routes("/v2/core/accounts") {
    $0.post("", takes: createParameters, create)
    $0.get("", takes: Parameters("applied_configurations: [string]\nclosed: boolean\nlimit: integer\npage"), list)
    $0.get("{id}", takes: Parameters(include)) { call throws(StripeError) in
      let account = try call.foundAccount()
      call.look(at: account)
      return answer(account, call)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.post("{id}/close", takes: Parameters("applied_configurations: [string]"), close)
  }

  static let addressDeclaration = "{city, country, line1, line2, postal_code, state, town}"
  private static let requested = "{requested: boolean!}"

  private static let configurationDeclaration = """
    {
      customer: {
        automatic_indirect_tax: {}, billing: {}, capabilities: {automatic_indirect_tax: \(requested)}
        shipping: {}, test_clock: id
      }
      merchant: {
        branding: {icon, logo, primary_color, secondary_color}
        capabilities: {\(Capability.merchantNames.map { "\($0): \(requested)" }.joined(separator: ", "))}
        card_payments: {decline_on: {avs_failure: boolean, cvc_failure: boolean}}
        mcc, statement_descriptor: {descriptor, prefix}
        support: {address: \(addressDeclaration), email, phone, url}
      }
      recipient: {
        capabilities: {stripe_balance: {stripe_transfers: \(requested), payouts: \(requested)}}
      }
    }
    """

  private static let identityDeclaration = """
    {
      attestations: {
        terms_of_service: {account: {date, ip, user_agent}}, directorship_declaration: {date, ip, user_agent}
        ownership_declaration: {date, ip, user_agent}
        persons_provided: {directors: boolean, executives: boolean, owners: boolean, ownership_exemption_reason}
        representative_declaration: {attested: boolean}
      }
      business_details: {
        address: \(addressDeclaration), phone, registered_name, url, product_description
        estimated_worker_count: integer, id_numbers: [{registrar, type!, value!}], structure
        monthly_estimated_revenue: {amount: {currency, value: integer}}
      }
      country, entity_type: company|government_entity|individual|non_profit
      individual: {\(PersonV2.declaration)}
    }
    """

  private static let shared = """
    \(include)
    configuration: \(configurationDeclaration)
    contact_email?
    contact_phone?
    dashboard: express|full|none
    defaults: {
      currency: currency, locales: [string], profile: {business_url, doing_business_as, product_description}
      responsibilities: {
        fees_collector: application|application_custom|application_express|stripe, losses_collector: application|stripe
      }
    }
    display_name?
    identity: \(identityDeclaration)
    metadata
    """

  private static let createParameters = Parameters("account_token: id\n" + shared)
  private static let updateParameters = createParameters

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
    let others = try account.apply(try translated(given, call), call)
    account.displayNameV2 = given.string("display_name")
    call.sandbox.store[Account.self].insert(account)
    call.keep(others, of: account.id)
    return answer(account, call)
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    let given = Given(call.arguments.values)
    let before = call.sandbox.rendered(Account.self, account.id)
    let others = try account.apply(try translated(given, call), call)
    if call.arguments.has("display_name") { account.displayNameV2 = given.string("display_name") }
    call.save(account)
    call.keep(others, of: account.id)
    call.tellOfAccount(account.id, before: before)
    return answer(account, call)
  }

  private static func close(_ call: inout Call) throws(StripeError) -> Answer {
    var account = try call.foundAccount()
    for capability in account.capabilities { account.request(capability.name, false, now: call.now) }
    account.isClosed = true
    call.save(account)
    call.tellOfAccount(account.id)
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

  /// The parameters of version 1 for a request of version 2.
  private static func translated(_ given: Given, _ call: Call) throws(StripeError) -> Arguments {
    var values = JSON.Object()
    if let email = given["contact_email"] { values["email"] = email }
    if let metadata = given["metadata"] { values["metadata"] = metadata }
    if let type = given["identity.entity_type"] { values["business_type"] = type }
    var profile = JSON.Object()
    profile["name"] = given["defaults.profile.doing_business_as"]
    profile["url"] = given["defaults.profile.business_url"] ?? given["identity.business_details.url"]
    profile["product_description"] =
      given["defaults.profile.product_description"] ?? given["identity.business_details.product_description"]
    profile["mcc"] = given["configuration.merchant.mcc"]
    if !profile.isEmpty { values["business_profile"] = .object(profile) }
    var company = JSON.Object()
    company["name"] = given["identity.business_details.registered_name"]
    company["phone"] = given["identity.business_details.phone"]
    company["address"] = given["identity.business_details.address"]
    company["structure"] = given["identity.business_details.structure"]
    company["tax_id"] = given["identity.business_details.id_numbers"]?[0]?["value"]
    company["owners_provided"] = given["identity.attestations.persons_provided.owners"]
    if !company.isEmpty { values["company"] = .object(company) }
    if let individual = given["identity.individual"]?.object {
      values["individual"] = .object(PersonV2.translated(Given(individual)))
    }
    if let terms = given["identity.attestations.terms_of_service.account"] {
      values["tos_acceptance"] = ["date": .integer(call.now), "ip": terms["ip"] ?? "127.0.0.1"]
    }
    var capabilities = JSON.Object()
    for (name, value) in given["configuration.merchant.capabilities"]?.object ?? JSON.Object() {
      capabilities[name] = value
    }
    if let transfers = given["configuration.recipient.capabilities.stripe_balance.stripe_transfers"] {
      capabilities["transfers"] = transfers
    }
    if !capabilities.isEmpty { values["capabilities"] = .object(capabilities) }
    if let descriptor = given["configuration.merchant.statement_descriptor.descriptor"] {
      values["settings"] = ["payments": ["statement_descriptor": descriptor]]
    }
    return Arguments(values)
  }
}

extension Capability {
  /// The capabilities that a merchant may have; transfers belong to recipients.
  static let merchantNames = names.words.filter { $0.hasSuffix("_payments") && $0 != "legacy_payments" }
}

extension Controller {
  /// As the second version of the API tells it.
  init(dashboard: String, fees: String, losses: String) {
    self.init(dashboard == "express" ? .express : dashboard == "full" ? .standard : .custom)
    feesPayer = fees == "stripe" ? "account" : fees
    lossesPayer = losses
  }
}
