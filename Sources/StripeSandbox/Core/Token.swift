import Wire

package struct Token: Resource {
  package static let object: StaticString = "token"
  package static let idPrefixes = ["tok_", "btok_", "pii_", "cvctok_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? =
    "token: POST tokens card[number]=4242424242424242&card[exp_month]=8&card[exp_year]=2044&card[cvc]=123"
  package static var pathParameter: String { "token" }

  package let id: String
  package let created: Int
  let content: Content
  /// That of a debit card, for payouts.
  var currency: String?
  var isUsed = false

  /// The content of the token.
  enum Content: Codable, Sendable {
    case card(id: String, Card, BillingDetails)
    case bankAccount(BankAccount)
    case pii
    case cvcUpdate
    case account(JSON.Object)
    case person(JSON.Object)

    var type: StaticString {
      switch self {
      case .card: "card"
      case .bankAccount: "bank_account"
      case .pii: "pii"
      case .cvcUpdate: "cvc_update"
      case .account: "account"
      case .person: "person"
      }
    }
  }

  package func write(_ w: inout ObjectWriter) {
    switch content {
    case .card(let id, let card, let billing):
      w.object("card") { w in
        w.field("id", id)
        w.field("object", "card")
        card.writeLegacy(&w, billing, Metadata(), in: .token, currency: currency)
      }
    case .bankAccount(let account):
      w.object("bank_account") { w in
        w.field("id", account.id)
        w.field("object", "bank_account")
        account.write(&w)
      }
    case .pii, .cvcUpdate, .account, .person: break
    }
    w.field("client_ip", "127.0.0.1")
    w.field("created", created)
    w.field("livemode", false)
    w.field("type", content.type)
    w.field("used", isUsed)
  }
}

extension Token {
  static let routes = Routes("/v1/tokens", of: Token.self) {
    $0.post("", takes: parameters, access: .publishable, create)
    $0.get("{id}", access: .publishable) { call throws(StripeError) in
      if let token = call.testToken(call.id) {
        call.sandbox.store[Token.self].insert(token)
        return call.answer(Token.self, token.id)
      }
      return try call.answerFound(Token.self)
    }
  }

  static let parameters = Parameters(
    """
    account: {\(Account.tokenDeclaration)}
    bank_account: \(BankAccount.parameters)
    card: any(id, {
      currency: currency
      \(BillingDetails.legacyParameters)
      cvc, exp_month: integer!, exp_year: integer!, networks: {preferred: id}, number!
    })
    customer: id
    cvc_update: {cvc!}
    person: {\(Person.ownParameters)}
    pii: {id_number}
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let token = try call.makeToken()
    call.sandbox.store[Token.self].insert(token)
    return call.answer(Token.self, token.id)
  }
}

extension Call {
  fileprivate func makeToken() throws(StripeError) -> Token {
    let now = now
    if let data = arguments.object("card") {
      var card = try Card(data, name: "card", call: self)
      card.preferredNetwork = data.object("networks")?.string("preferred")
      var billing = BillingDetails()
      billing.updateLegacy(data)
      card.expectChecks(of: billing)
      var token = token(of: card, billing)
      token.currency = data.string("currency")
      return token
    }
    if let data = arguments.object("account") {
      return Token(id: sandbox.identifiers.dated("ct_", now: now), created: now, content: .account(data.values))
    }
    if let data = arguments.object("person") {
      return Token(id: sandbox.identifiers.dated("cpt_", now: now), created: now, content: .person(data.values))
    }
    if arguments.has("customer") || arguments.string("card") != nil { return try tokenOfCustomersCard() }
    if let data = arguments.object("bank_account") {
      let account = try BankAccount(data, name: "bank_account", call: self)
      return Token(id: sandbox.identifiers.dated("btok_", now: now), created: now, content: .bankAccount(account))
    }
    if arguments.has("pii") {
      return Token(id: sandbox.identifiers.dated("pii_", now: now), created: now, content: .pii)
    }
    if let cvc = arguments.object("cvc_update")?.string("cvc") {
      guard (3...4).contains(cvc.utf8.count), cvc.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw .card("invalid_cvc", "cvc")
      }
      return Token(id: sandbox.identifiers.dated("cvctok_", now: now), created: now, content: .cvcUpdate)
    }
    throw StripeError(
      "You must supply either a card, customer, PII data, bank account, account legal entity, account, or person details.",
      code: "parameter_missing")
  }

  /// Another token of a card that a customer has on file.
  private func tokenOfCustomersCard() throws(StripeError) -> Token {
    // A platform may pass a card of its own customer on to one of its accounts.
    let home =
      sandbox.platform.store[Customer.self].contains(arguments.string("customer") ?? "")
      ? sandbox.platform : sandbox
    guard let name = arguments.string("customer") else { throw .missing("customer") }
    guard let customer = home.store[Customer.self][name] else {
      throw .noSuch(Customer.self, name, param: "customer")
    }
    let id = arguments.string("card") ?? customer.defaultSource ?? ""
    guard let kept = home.store[PaymentMethod.self][id], kept.customer == customer.id, let card = kept.card else {
      throw .noSuch("source", id, param: "card")
    }
    return token(of: card, kept.billingDetails)
  }

  private func token(of card: Card, _ billing: BillingDetails) -> Token {
    let content = Token.Content.card(id: sandbox.identifiers.dated("card_", now: now), card, billing)
    return Token(id: sandbox.identifiers.dated("tok_", now: now), created: now, content: content)
  }

  /// What one of Stripe's test tokens stands for; nil: it is none.
  fileprivate func testToken(_ id: String) -> Token? {
    if let row = TestCard.row(token: id) {
      return token(of: Card(row, now: now, account: sandbox.accountID), BillingDetails())
    }
    return TestBankAccount(token: id).map { test in
      Token(
        id: sandbox.identifiers.dated("btok_", now: now), created: now,
        content: .bankAccount(BankAccount(test, self)))
    }
  }

  /// The token that a parameter names, if it can still be used. A test token always can.
  func token(_ id: String, param: String) throws(StripeError) -> Token {
    if let token = testToken(id) { return token }
    guard let token = sandbox.home(of: id, Token.self)?.store[Token.self][id] else {
      throw .noSuch(Token.self, id, param: param)
    }
    guard !token.isUsed else {
      throw StripeError("You cannot use a Stripe token more than once: \(id).", code: "token_already_used")
    }
    return token
  }

  /// Marks it as used: after this it cannot be used again.
  func use(_ token: Token) {
    guard sandbox.stock == nil else { return }
    sandbox.home(of: token.id, Token.self)?.store[Token.self].update(token.id) { $0.isUsed = true }
  }
}
