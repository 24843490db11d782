import Wire

/// Where an account's payouts go: a bank account or a debit card.
package struct ExternalAccount: Resource {
  package static let object: StaticString = "external_account"
  package static let noun = "external account"
  // Customers' bank accounts and cards have the same prefixes; nothing refers to these but payouts.
  package static let idPrefixes: [String] = []
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + olderRoutes.endpoints }
  package static let indexes = [Index<ExternalAccount>(name: "account") { $0.account }]
  package static let example: Script? = """
    external: POST accounts/{payee}/external_accounts external_account[object]=bank_account\
    &external_account[country]=US&external_account[currency]=usd&external_account[routing_number]=110000000\
    &external_account[account_number]=000123456789
    """

  package static let events: [EventRecipe] = [
    .init("account.external_account.created", recipe("")),
    .init(
      "account.external_account.deleted",
      recipe(
        """
        ; POST accounts/{a}/external_accounts default_for_currency=true&external_account[object]=bank_account\
        &external_account[country]=US&external_account[currency]=usd&external_account[routing_number]=110000000\
        &external_account[account_number]=000333333335; DELETE accounts/{a}/external_accounts/{b}
        """)),
    .init("account.external_account.updated", recipe("; POST accounts/{a}/external_accounts/{b} metadata[order]=6735")),
  ]

  private static func recipe(_ rest: String) -> Script {
    Script(
      stringLiteral: """
        a: POST accounts type=custom&country=US; b: POST accounts/{a}/external_accounts \
        external_account[object]=bank_account&external_account[country]=US&external_account[currency]=usd\
        &external_account[routing_number]=110000000&external_account[account_number]=000123456789\(rest)
        """)
  }

  package let id: String
  package let created: Int
  let account: String
  var content: Content
  let currency: String
  var isDefault = false
  var metadata = Metadata()
  /// The outcome of payouts to it.
  let outcome: PayoutOutcome

  enum Content: Codable, Sendable {
    case bank(BankAccount)
    case card(Card, BillingDetails)
  }

  package var kind: StaticString {
    if case .bank = content { "bank_account" } else { "card" }
  }

  /// Of the American test banks, as recorded, one takes them, and for all but one of its accounts.
  var allowsInstantPayouts: Bool {
    switch content {
    case .bank(let bank): bank.country == "US" && bank.routingNumber == "110000000" && bank.last4 != "8883"
    case .card(let card, _): card.behaviour.payout != .notInstant
    }
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("account", account)
    switch content {
    case .bank(let bank): writeBank(bank, &w)
    case .card(let card, let billing):
      let place = Card.Place.account(payoutMethods: methods, isDefault: isDefault)
      card.writeLegacy(&w, billing, metadata, in: place, currency: currency)
    }
  }

  private var methods: [String] { allowsInstantPayouts ? ["standard", "instant"] : ["standard"] }

  private func writeBank(_ bank: BankAccount, _ w: inout ObjectWriter) {
    w.field("account_holder_name", bank.holderName)
    w.field("account_holder_type", bank.holderType)
    w.field("account_type", bank.accountType)
    w.field("available_payout_methods", methods)
    w.field("bank_name", "STRIPE TEST BANK")
    w.field("country", bank.country)
    w.field("currency", currency)
    w.field("default_for_currency", isDefault)
    w.field("fingerprint", bank.fingerprint)
    for key in ["future_requirements", "requirements"] as [StaticString] {
      if key.description == "requirements" {
        w.field("last4", bank.last4)
        w.field("metadata", metadata)
      }
      w.object(key) { w in
        for part in ["currently_due", "errors", "past_due", "pending_verification"] as [StaticString] {
          w.field(part, [String]())
        }
      }
    }
    w.field("routing_number", bank.routingNumber)
    w.field("status", bank.status)
  }
}

extension Store {
  /// The bank accounts and cards of an account, newest first.
  func externalAccounts(of account: String) -> [ExternalAccount] {
    let table = self[ExternalAccount.self]
    return (table.positions("account", account) ?? []).reversed().compactMap { table[Int($0)] }
  }
}

/// A bank account or card that is about to be an account's.
struct NewExternalAccount {
  let content: ExternalAccount.Content
  /// The prefix of its id, where it has none yet.
  let id: String
  let currency: String
  let outcome: PayoutOutcome
  var isDefault: Bool
  var metadata = Metadata()
  var token: Token?
}

extension ExternalAccount {
  /// As `external_account` takes it: a token, or the details.
  static let parameter = """
    any(id, {
      account_holder_name, account_holder_type: company|individual, account_number
      account_type: checking|futsu|savings|toza, country, currency: currency
      documents: {bank_account_ownership_verification: {files: [string]}}
      object: bank_account|card, routing_number
      \(BillingDetails.legacyParameters)
      cvc, default_for_currency: boolean, exp_month: integer, exp_year: integer, metadata, number, token: id
    })
    """
}

extension Call {
  /// The external account in one of these parameters, if the request has one. Nothing is kept yet.
  func newExternalAccount(_ names: [String]) throws(StripeError) -> NewExternalAccount? {
    guard let name = names.first(where: arguments.has) else { return nil }
    let isDefault = arguments.bool("default_for_currency") ?? false
    if let id = arguments.string(name) { return try externalAccount(token: id, name, isDefault) }
    guard let data = arguments.object(name) else { return nil }
    if let id = data.string("token") { return try externalAccount(token: id, name, isDefault) }
    var metadata = Metadata()
    try data.merge(into: &metadata)
    if data.has("number") {
      let card = try Card(data, name: name, call: self)
      try checkDebit(card, name)
      var billing = BillingDetails()
      billing.updateLegacy(data)
      return NewExternalAccount(
        content: .card(card, billing), id: "card_", currency: data.string("currency") ?? Self.currency(of: card),
        outcome: .of(card), isDefault: isDefault, metadata: metadata)
    }
    let bank = try BankAccount(data, name: name, call: self)
    return NewExternalAccount(
      content: .bank(bank), id: "ba_", currency: bank.currency, outcome: .of(bank), isDefault: isDefault,
      metadata: metadata)
  }

  private func externalAccount(
    token id: String, _ name: String, _ isDefault: Bool
  ) throws(StripeError) -> NewExternalAccount {
    let token = try token(id, param: name)
    switch token.content {
    case .bankAccount(let bank):
      return NewExternalAccount(
        content: .bank(bank), id: "ba_", currency: bank.currency, outcome: .of(bank), isDefault: isDefault,
        token: token)
    case .card(let cardID, let card, let billing):
      try checkDebit(card, name)
      return NewExternalAccount(
        content: .card(card, billing), id: cardID, currency: token.currency ?? Self.currency(of: card),
        outcome: .of(card), isDefault: isDefault, token: token)
    default:
      throw StripeError("The token supplied (\(id)) holds neither a bank account nor a card.", param: name)
    }
  }

  private static func currency(of card: Card) -> String {
    card.country.flatMap(CountrySpec.of)?.currency ?? "usd"
  }

  /// Money goes to debit cards only.
  private func checkDebit(_ card: Card, _ name: String) throws(StripeError) {
    guard card.funding != "debit" else { return }
    throw StripeError(
      .card, status: 402,
      "This card doesn't appear to be a debit card: payouts go to debit cards and bank accounts only.",
      code: "invalid_card_type", param: name)
  }

  /// Makes it the account's; the first in a currency is the default of that currency.
  ///
  /// - Parameter replacing: the account's other one in this currency goes.
  @discardableResult
  func keep(_ new: NewExternalAccount, of account: String, replacing: Bool = false) -> String {
    let id =
      switch new.id {
      case "ba_": sandbox.identifiers.dated("ba_", now: now, of: account)
      case "card_": sandbox.identifiers.dated("card_", now: now, of: account)
      // A token's card is the card.
      default: new.id
      }
    var external = ExternalAccount(
      id: id, created: now, account: account, content: new.content, currency: new.currency, outcome: new.outcome)
    external.metadata = new.metadata
    let others = sandbox.store.externalAccounts(of: account).filter { $0.currency == new.currency }
    external.isDefault = replacing || new.isDefault || others.isEmpty
    for other in others where external.isDefault {
      if replacing {
        sandbox.store[ExternalAccount.self].delete(other.id)
      } else {
        sandbox.store[ExternalAccount.self].update(other.id) { $0.isDefault = false }
      }
    }
    sandbox.store[ExternalAccount.self].insert(external)
    if let token = new.token { use(token) }
    tell("account.external_account.created", external)
    return id
  }

  func tell(_ event: String, _ external: ExternalAccount) {
    guard let object = sandbox.rendered(ExternalAccount.self, external.id) else { return }
    tell(event, of: external.account, subject: external.id, object)
  }
}
