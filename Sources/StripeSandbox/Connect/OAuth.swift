import Wire

/// How the owner of an account of their own lets a platform act for it: https://docs.stripe.com/connect/oauth-reference
package enum OAuth {
  /// The consent of an owner, kept with the account.
  struct Grant: Codable, Sendable, Equatable {
    let code: String
    let refreshToken: String
    let scope: String
  }

  static let routes = Routes("/oauth") {
    $0.post("token", takes: tokenParameters, token)
    $0.post("deauthorize", takes: Parameters("client_id\nclient_secret\nstripe_user_id!"), deauthorize)
  }

  private static let tokenParameters = Parameters(
    """
    assert_capabilities: [string]
    client_id
    client_secret
    code
    grant_type!
    refresh_token
    scope: read_only|read_write
    """)

  /// A code says itself what the page was told. One with a number of its own is good for one account.
  package static func code(_ answers: JSON.Object, in sandbox: Sandbox) -> String {
    var answers = answers
    answers["number"] = .string(sandbox.identifiers.random("", 24))
    return prefix + Base64.url.encode(Array(JSON.object(answers).text.utf8))
  }

  private static let prefix = "ac_"

  private static func answers(in code: String) -> JSON? {
    guard code.hasPrefix(prefix), let bytes = Base64.url.decode(String(code.dropFirst(prefix.count))) else {
      return nil
    }
    guard let answers = try? JSONParser.parse(bytes), answers.object != nil else { return nil }
    return answers
  }

  private static func token(_ call: inout Call) throws(StripeError) -> Answer {
    let type = try call.arguments.required("grant_type")
    switch type {
    case "authorization_code": return answer(try connect(&call))
    case "refresh_token":
      let token = call.arguments.string("refresh_token") ?? ""
      guard let account = call.sandbox.store[Account.self].all.first(where: { $0.grant?.refreshToken == token }) else {
        throw StripeError("Refresh token does not exist: \(token)", code: "invalid_grant")
      }
      return answer(account)
    default: throw StripeError("Unsupported grant type: \(type)", code: "unsupported_grant_type")
    }
  }

  /// The account of the owner who agreed, complete from the start.
  private static func connect(_ call: inout Call) throws(StripeError) -> Account {
    guard let code = call.arguments.string("code") else {
      throw StripeError("No authorization code provided", code: "invalid_request")
    }
    guard let answers = answers(in: code) else {
      throw StripeError("Authorization code does not exist: \(code)", code: "invalid_grant")
    }
    let isUsed = call.sandbox.store[Account.self].all.contains { $0.grant?.code == code }
    guard answers["number"] == nil || !isUsed else {
      throw StripeError("This authorization code has already been used.", code: "invalid_grant")
    }
    let country = answers["country"]?.string ?? Platform.country
    guard let spec = CountrySpec.of(country) else {
      throw StripeError("The country \(country) is not supported by Stripe.", code: "invalid_request")
    }
    let kind: Account.Kind = answers["type"]?.string == "express" ? .express : .standard
    var account = Account(
      id: call.sandbox.identifiers.random("acct_1", 15), created: call.now, type: kind, controller: Controller(kind),
      country: country, defaultCurrency: spec.currency)
    account.grant = Grant(
      code: code, refreshToken: call.sandbox.identifiers.random("rt_", 35),
      scope: answers["scope"]?.string ?? "read_only")
    let asked = call.with(Arguments(owner(email: answers["email"]?.string, country: country, call)))
    let others = try account.apply(asked.arguments, asked)
    call.sandbox.store[Account.self].insert(account)
    call.keep(others, of: account.id)
    Account.review.run(call, account.id)
    call.tellOfApplication("account.application.authorized", account.id)
    return account
  }

  private static func owner(email: String?, country: String, _ call: Call) -> JSON.Object {
    var values: JSON.Object = [
      "business_profile": ["mcc": "5734", "url": "https://shop.example.com"], "business_type": "individual",
      "capabilities": ["card_payments": ["requested": true], "transfers": ["requested": true]],
      "email": .string(email ?? "jenny.rosen@example.com"),
      "individual": [
        "address": [
          "city": "San Francisco", "country": .string(country), "line1": "address_full_match", "postal_code": "94107",
          "state": "CA",
        ],
        "dob": ["day": 1, "month": 1, "year": 1901], "email": "jenny.rosen@example.com", "first_name": "Jenny",
        "full_name_aliases": [], "id_number": "000000000", "last_name": "Rosen", "nationality": .string(country),
        "phone": "+16505550123", "political_exposure": "none",
      ],
      "tos_acceptance": ["date": .integer(call.now), "ip": "127.0.0.1"],
    ]
    if country == "US" {
      values["external_account"] = [
        "account_number": "000123456789", "country": "US", "currency": "usd", "object": "bank_account",
        "routing_number": "110000000",
      ]
    }
    return values
  }

  /// The tokens are keys of the account's own.
  private static func answer(_ account: Account) -> Answer {
    { w in
      let key = "\(w.sandbox.name)/\(account.id)"
      w.json.open(UInt8(ascii: "{"))
      w.field("access_token", "sk_test_" + key)
      w.field("livemode", false)
      w.field("refresh_token", account.grant?.refreshToken)
      w.field("scope", account.grant?.scope)
      w.field("stripe_publishable_key", "pk_test_" + key)
      w.field("stripe_user_id", account.id)
      w.field("token_type", "bearer")
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func deauthorize(_ call: inout Call) throws(StripeError) -> Answer {
    let id = call.arguments.string("stripe_user_id") ?? ""
    guard let account = call.sandbox.store[Account.self][id] else {
      throw StripeError(
        status: 401,
        "This application is not connected to stripe account \(id), or that account does not exist.",
        code: "invalid_client")
    }
    call.disconnect(account)
    return { w in
      w.json.open(UInt8(ascii: "{"))
      w.field("stripe_user_id", id)
      w.json.close(UInt8(ascii: "}"))
    }
  }
}

extension Call {
  /// Forgets an account; its own webhooks hear of it.
  func disconnect(_ account: Account) {
    tellOfApplication("account.application.deauthorized", account.id)
    for person in sandbox.store.persons(of: account.id) { sandbox.store[Person.self].delete(person.id) }
    for bank in sandbox.store.externalAccounts(of: account.id) { sandbox.store[ExternalAccount.self].delete(bank.id) }
    sandbox.store[Account.self].delete(account.id)
  }

  fileprivate func tellOfApplication(_ event: String, _ account: String) {
    let id = sandbox.applicationID
    tell(event, of: account, subject: id, sandbox.written { $0.application(id) })
  }
}

extension StripeError {
  /// As the addresses of OAuth tell it: https://docs.stripe.com/connect/oauth-reference#post-token-errors
  func writeForOAuth(_ w: inout ObjectWriter) {
    w.json.open(UInt8(ascii: "{"))
    w.field("error", Self.ofOAuth.first { $0 == code } ?? (status == 401 ? "invalid_client" : "invalid_request"))
    w.field("error_description", message)
    w.json.close(UInt8(ascii: "}"))
  }

  private static let ofOAuth = ["invalid_client", "invalid_grant", "invalid_request", "unsupported_grant_type"]
}
