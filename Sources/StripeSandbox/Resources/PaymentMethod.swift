import Wire

package struct PaymentMethod: Resource {
  package static let object: StaticString = "payment_method"
  package static var noun: String { "PaymentMethod" }
  package static var pathParameter: String { "payment_method" }
  package static var missingHint: String {
    """
    ; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this \
    request on that connected account. Learn more at https://stripe.com/docs/connect/authentication
    """
  }
  package static var table: WritableKeyPath<Store, Table<PaymentMethod>> { \.paymentMethods }
  package static let indexes = [Index<PaymentMethod>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] { ["customer": .one(Customer.self)] }

  package let id: String
  package let created: Int
  var type: String
  var card: Card?
  /// What there is to show of another type, under the type's own name.
  var details: JSON = .object(JSON.Object())
  var billingDetails = BillingDetails()
  var customer: String?
  var metadata = Metadata()
  var allowRedisplay = "unspecified"
  /// Used once without a customer, or detached from one: never to be used again.
  var isConsumed = false
  /// A bank account is known to be the customer's.
  var isVerified = true
  /// What the bank will say to a debit.
  var debitOutcome = DebitOutcome.succeeds

  package func write(_ w: inout ObjectWriter) {
    var details = Details(self)
    details.write(&w, before: "allow_redisplay")
    w.field("allow_redisplay", allowRedisplay)
    details.write(&w, before: "billing_details")
    w.object("billing_details") { billingDetails.write(&$0) }
    details.write(&w, before: "created")
    w.field("created", created)
    details.write(&w, before: "customer")
    w.reference("customer", customer)
    if !w.isPublishable { w.null("customer_account") }
    details.write(&w, before: "livemode")
    w.field("livemode", false)
    details.write(&w, before: "metadata")
    if !w.isPublishable { w.field("metadata", metadata) }
    details.write(&w, before: "shared_payment_granted_token")
    if !w.isPublishable { w.null("shared_payment_granted_token") }
    details.write(&w, before: "type")
    w.field("type", type)
    details.write(&w, before: "~")
  }

  /// The hash named after the type, which takes its alphabetical place among the keys.
  private struct Details {
    private let paymentMethod: PaymentMethod
    private var isWritten = false

    init(_ paymentMethod: PaymentMethod) { self.paymentMethod = paymentMethod }

    mutating func write(_ w: inout ObjectWriter, before key: String) {
      guard !isWritten, paymentMethod.type < key else { return }
      isWritten = true
      if let card = paymentMethod.card {
        w.object("card") { card.write(&$0) }
      } else {
        w.json.key(paymentMethod.type)
        w.json.value(paymentMethod.details)
      }
    }
  }
}

extension Call {
  /// The payment method that a parameter names: kept, or one of the magic ones, which are made anew each time.
  func paymentMethod(_ id: String, param: String) throws(StripeError) -> PaymentMethod {
    if let paymentMethod = sandbox.store.paymentMethods[id] { return paymentMethod }
    if let row = TestCard.row(paymentMethod: id) {
      var paymentMethod = newPaymentMethod(type: "card")
      paymentMethod.card = Card(row, now: now, account: sandbox.accountID)
      sandbox.store.paymentMethods.insert(paymentMethod)
      return paymentMethod
    }
    throw .noSuch(PaymentMethod.self, id, param: param)
  }

  func newPaymentMethod(type: String) -> PaymentMethod {
    PaymentMethod(id: sandbox.identifiers.dated("pm_", now: now), created: now, type: type)
  }

  /// Makes a payment method of `payment_method_data` or of the parameters of `POST /v1/payment_methods`.
  ///
  /// - Parameter prefix: the name under which the parameters came, for errors; empty at the top.
  func makePaymentMethod(_ data: Arguments, prefix: String = "") throws(StripeError) -> PaymentMethod {
    guard let type = data.string("type") else { throw .missing(prefix.isEmpty ? "type" : "\(prefix)[type]") }
    var paymentMethod = newPaymentMethod(type: type)
    if type == "card" {
      let name = prefix.isEmpty ? "card" : "\(prefix)[card]"
      guard let card = data.object("card") else { throw .missing(name) }
      paymentMethod.card = try makeCard(card, name: name)
    } else {
      paymentMethod.details = try details(of: type, data, prefix: prefix)
    }
    if let billing = data.object("billing_details") { paymentMethod.billingDetails = BillingDetails(billing) }
    paymentMethod.allowRedisplay = data.string("allow_redisplay") ?? "unspecified"
    try data.merge(into: &paymentMethod.metadata)
    sandbox.store.paymentMethods.insert(paymentMethod)
    return paymentMethod
  }

  private func makeCard(_ data: Arguments, name: String) throws(StripeError) -> Card {
    if let token = data.string("token") {
      if let row = TestCard.row(token: token) { return Card(row, now: now, account: sandbox.accountID) }
      throw .noSuch("token", token, param: "\(name)[token]")
    }
    var card = try Card(data, name: name, call: self)
    if let networks = data.object("networks") { networks.assign("preferred", to: &card.preferredNetwork) }
    return card
  }

  private func details(of type: String, _ data: Arguments, prefix: String) throws(StripeError) -> JSON { [:] }

  /// Attaches a payment method to a customer, or says why not.
  func attach(_ paymentMethod: String, to customer: String) throws(StripeError) {
    guard sandbox.store.customers.contains(customer) else {
      throw .noSuch(Customer.self, customer, param: "customer")
    }
    let found = try self.paymentMethod(paymentMethod, param: "payment_method")
    if found.customer == customer { return }
    guard found.customer == nil else {
      throw StripeError("The payment method you provided has already been attached to a customer.")
    }
    if found.isConsumed { throw .consumedPaymentMethod }
    if let card = found.card, card.behaviour.declinesAttach, let decline = card.behaviour.decline {
      throw decline.error(param: "")
    }
    update(PaymentMethod.self, found.id, announcing: "payment_method.attached") {
      $0.customer = customer
      $0.card?.check($0.billingDetails)
    }
  }
}

extension StripeError {
  static var consumedPaymentMethod: StripeError {
    StripeError(
      """
      The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a \
      connected account without Customer attachment, or was detached from a Customer. It may not be used again. To \
      use a PaymentMethod multiple times, you must attach it to a Customer first.
      """)
  }
}

extension PaymentMethod {
  static let routes = Routes("/v1/payment_methods", of: PaymentMethod.self) {
    $0.post("", takes: Parameters(dataParameters + "\ncustomer: id"), access: .publishable) {
      call throws(StripeError) in
      call.answer(PaymentMethod.self, try call.makePaymentMethod(call.arguments).id)
    }
    $0.get("{id}") { call throws(StripeError) in
      call.answer(PaymentMethod.self, try call.found(PaymentMethod.self).id)
    }
    $0.post("{id}/attach", takes: Parameters("customer: id")) { call throws(StripeError) in
      guard let customer = call.arguments.string("customer") else {
        throw StripeError("Must provide customer or customer_account.", code: "parameter_missing")
      }
      let id = try call.paymentMethod(call.id, param: "payment_method").id
      try call.attach(id, to: customer)
      return call.answer(PaymentMethod.self, id)
    }
  }

  /// What `payment_method_data` and `POST /v1/payment_methods` take alike.
  static let dataParameters = """
    allow_redisplay: always|limited|unspecified
    \(BillingDetails.parameters)
    card: {
      cvc, exp_month: integer, exp_year: integer, number, token: id,
      networks: {preferred: cartes_bancaires|mastercard|visa}
    }
    metadata
    type: card|klarna|link|sepa_debit|us_bank_account!
    """
}
