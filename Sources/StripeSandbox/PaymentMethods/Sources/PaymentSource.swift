import Wire

/// A means of payment from before payment methods: a card, a bank account or a Source.
///
/// Cards and Sources are payment methods as well, under the same id: what both show is kept there.
package struct PaymentSource: Resource {
  package static let object: StaticString = "source"
  package static let idPrefixes = ["card_", "ba_", "src_"]
  package static let events: [EventRecipe] = [
    .init("customer.source.created", "a: POST customers; POST customers/{a}/sources source=tok_visa"),
    .init(
      "customer.source.deleted",
      "a: POST customers; b: POST customers/{a}/sources source=tok_visa; DELETE customers/{a}/sources/{b}"),
    .init(
      "customer.source.updated",
      "a: POST customers; b: POST customers/{a}/sources source=tok_visa; POST customers/{a}/sources/{b} name=Jenny"),
    .init(
      "customer.source.expiring",
      """
      a: POST customers
      POST customers/{a}/sources source[object]=card&source[number]=4242424242424242&source[cvc]=123\
      &source[exp_month]={soon.month}&source[exp_year]={soon.year}
      POST /_sandbox/clock advance=2678400
      """),
    .init("source.chargeable", "POST sources type=card&token=tok_visa"),
    .init("source.canceled", redirected + "POST /_sandbox/clock advance=3600"),
    .init("source.failed", redirected + "POST /_sandbox/3ds/{source} outcome=failed"),
    .init(
      "source.refund_attributes_required",
      """
      source: POST sources type=ach_credit_transfer&currency=usd&owner[email]=amount_1000@example.com\
      &receiver[refund_attributes_method]=manual
      charge: POST charges amount=1000&currency=usd&source={source}
      POST refunds charge={charge}
      """),
  ]
  private static let redirected: Script = """
    source: POST sources type=ideal&amount=1000&currency=eur&redirect[return_url]=https://example.com/return
    """
  package static var endpoints: [RoutedEndpoint] { customerRoutes.endpoints + routes.endpoints }
  package static let example: Script? = """
    card: POST customers/{customer}/sources source=tok_visa
    bank_account: POST customers/{customer}/sources source[object]=bank_account&source[country]=US\
    &source[routing_number]=110000000&source[account_number]=000123456789
    source: POST sources type=card&token=tok_visa
    """
  package static let indexes = [Index<PaymentSource>(name: "customer") { $0.customer }]
  package static let followUps = [fill]
  /// A customer pays a known amount.
  static let fill = FollowUp("fillSource") { $0.fillSource($1) }
  package static let jobs = [
    Job<PaymentSource>("cancel", due: { $0.details?.end }) { call, id in call.expireSource(id) },
    Job<PaymentSource>("expiring", due: { $0.customer == nil ? nil : $0.expiring }) { call, id in
      call.sandbox.store[PaymentSource.self].update(id) { $0.expiring = nil }
      call.sandbox.announce("customer.source.expiring", PaymentSource.self, id, by: call)
    },
  ]
  package static var expandable: [String: Expandable] { ["customer": .one("customer")] }

  package let id: String
  package let created: Int
  var customer: String?
  var content: Content
  /// When the month begins at whose end its card expires, as long as that has not been told.
  var expiring: Int?

  enum Content: Codable, Sendable {
    case card
    case bankAccount(BankAccount)
    case source(SourceDetails)
  }

  /// What a Source has of its own. Nil: a card or a bank account from before Sources.
  var details: SourceDetails? {
    get { if case .source(let details) = content { details } else { nil } }
    set { if let newValue { content = .source(newValue) } }
  }

  package var kind: StaticString {
    switch content {
    case .card: "card"
    case .bankAccount: "bank_account"
    case .source: "source"
    }
  }

  package func write(_ w: inout ObjectWriter) {
    let paymentMethod = w.sandbox.store[PaymentMethod.self][id]
    switch content {
    case .card:
      paymentMethod?.card?.writeLegacy(
        &w, paymentMethod?.billingDetails ?? BillingDetails(), paymentMethod?.metadata ?? Metadata(),
        in: .source(customer: customer))
    case .bankAccount(let account): account.write(&w, customer: customer)
    case .source(let source): source.write(&w, created: created, customer: customer, paymentMethod)
    }
  }
}

extension Call {
  /// A token to be turned into a source, or a Source to be attached.
  private func newSource(_ id: String) throws(StripeError) -> NewSource {
    if id.hasPrefix("pm_") {
      throw StripeError(
        """
        You cannot use a PaymentMethod as a source for Customers. Instead, use the PaymentMethods API to Attach a \
        Customer to a PaymentMethod. See https://stripe.com/docs/api/payment_methods/attach
        """, param: "source")
    }
    if let source = sandbox.store[PaymentSource.self][id] {
      guard source.customer == nil else {
        throw StripeError("The source you provided has already been attached to a customer.", param: "source")
      }
      if let details = source.details {
        guard ["chargeable", "pending"].contains(details.status) else {
          throw StripeError(
            "The source you provided cannot be attached to the customer. It must be chargeable or pending.",
            param: "source")
        }
        guard !details.isSingleUse else {
          throw StripeError(
            "The source you provided cannot be attached to the customer. It must be reusable.", param: "source")
        }
      }
      try checkIssuer(sandbox.store[PaymentMethod.self][id]?.card)
      return NewSource(source: source)
    }
    guard id.hasPrefix("tok_") || id.hasPrefix("btok_") else { throw .noSuch(PaymentSource.self, id, param: "source") }
    let token = try token(id, param: "source")
    switch token.content {
    case .card(let id, let card, let billing):
      try checkIssuer(card)
      return NewSource(card: card, billing, id: id, token: token, now: now)
    case .bankAccount(let account):
      let source = PaymentSource(id: account.id, created: now, content: .bankAccount(account))
      return NewSource(source: source, token: token)
    case .pii, .cvcUpdate, .account, .person:
      throw StripeError("The token supplied (\(id)) cannot be used as a source.", param: "source")
    }
  }

  /// A token or a Source under one of these names, or a card or bank account in full. Nil: the request has none.
  ///
  /// Nothing is kept yet, so that a request which fails later leaves no trace.
  func newSource(under names: [String]) throws(StripeError) -> NewSource? {
    guard let name = names.first(where: arguments.has) else { return nil }
    if let id = arguments.string(name) { return try newSource(id) }
    let data = arguments.object(name) ?? Arguments()
    if name == "bank_account" || data.string("object") == "bank_account" {
      let account = try BankAccount(data, name: name, call: self)
      return NewSource(source: PaymentSource(id: account.id, created: now, content: .bankAccount(account)))
    }
    let card = try Card(data, name: name, call: self)
    try checkIssuer(card)
    var billing = BillingDetails()
    billing.updateLegacy(data)
    return NewSource(card: card, billing, id: sandbox.identifiers.dated("card_", now: now), now: now)
  }

  /// Keeps a source for its customer.
  func attach(_ new: NewSource, to customer: String) {
    let id = new.source.id
    if let paymentMethod = new.paymentMethod { sandbox.store[PaymentMethod.self].insert(paymentMethod) }
    if !sandbox.store[PaymentSource.self].contains(id) { sandbox.store[PaymentSource.self].insert(new.source) }
    let expiring = sandbox.store[PaymentMethod.self][id]?.card?.beginOfLastMonth
    sandbox.store[PaymentSource.self].update(id) {
      $0.customer = customer
      $0.expiring = expiring
    }
    sandbox.store[PaymentMethod.self].update(id) {
      $0.customer = customer
      $0.checkCard()
    }
    if let token = new.token { use(token) }
    sandbox.announce("customer.source.created", PaymentSource.self, id, by: self)
  }

  /// Takes a source from its customer; the newest of the others becomes the default if this one was.
  func removeSource(_ id: String, from customer: String) {
    delete(PaymentSource.self, id, announcing: "customer.source.deleted")
    sandbox.store[PaymentMethod.self].update(id) { $0.detach() }
    guard sandbox.store[Customer.self][customer]?.defaultSource == id else { return }
    let next = sandbox.store.sources(of: customer).first?.id
    update(Customer.self, customer, announcing: "customer.updated") { $0.defaultSource = next }
  }
}

extension Card {
  var beginOfLastMonth: Int { CivilDate(year: expYear, month: expMonth, day: 1).midnight }
}

/// A source that is about to be attached, with what it is made from.
struct NewSource {
  var source: PaymentSource
  var paymentMethod: PaymentMethod?
  var token: Token?

  init(source: PaymentSource, token: Token? = nil) {
    self.source = source
    self.token = token
  }

  init(card: Card, _ billing: BillingDetails, id: String, token: Token? = nil, now: Int) {
    source = PaymentSource(id: id, created: now, content: .card)
    var paymentMethod = PaymentMethod(id: id, created: now, type: "card")
    paymentMethod.card = card
    paymentMethod.billingDetails = billing
    self.paymentMethod = paymentMethod
    self.token = token
  }
}

extension Store {
  /// Newest first.
  func sources(of customer: String) -> [PaymentSource] {
    (self[PaymentSource.self].positions("customer", customer) ?? []).reversed().compactMap {
      self[PaymentSource.self][Int($0)]
    }
  }
}
