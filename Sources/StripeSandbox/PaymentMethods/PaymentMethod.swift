import Wire

package struct PaymentMethod: Resource {
  package static let object: StaticString = "payment_method"
  package static let idPrefixes = ["pm_", "card_", "src_"]
  package static var endpoints: [RoutedEndpoint] { customerRoutes.endpoints + routes.endpoints }
  package static let example: Script? = """
    payment_method: POST payment_methods type=card&card[token]=tok_visa
    POST payment_methods/{payment_method}/attach customer={customer}
    """
  package static let events: [EventRecipe] = [
    .init("payment_method.attached", "a: POST customers; POST payment_methods/pm_card_visa/attach customer={a}"),
    .init(
      "payment_method.detached",
      "a: POST customers; b: POST payment_methods/pm_card_visa/attach customer={a}; POST payment_methods/{b}/detach"),
    .init(
      "payment_method.updated",
      """
      a: POST customers
      b: POST payment_methods/pm_card_visa/attach customer={a}
      POST payment_methods/{b} metadata[order_id]=6735
      """),
    .init(
      "payment_method.automatically_updated",
      "a: POST customers; b: POST payment_methods/pm_card_visa/attach customer={a}; POST /_sandbox/cards/{b}"),
  ]
  package static var noun: String { "PaymentMethod" }
  package static var pathParameter: String { "payment_method" }
  package static var missingHint: String {
    """
    ; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this \
    request on that connected account. Learn more at https://stripe.com/docs/connect/authentication
    """
  }
  package static let indexes = [Index<PaymentMethod>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] { ["customer": .one("customer")] }

  package let id: String
  package let created: Int
  var type: String
  @Shared var card: Card? = nil
  /// The details of another type, under the type's own name.
  var details: JSON = .object(JSON.Object())
  @Shared var billingDetails = BillingDetails()
  var customer: String?
  var metadata = Metadata()
  var allowRedisplay = "unspecified"
  /// Used once without a customer, or detached from one: never to be used again.
  var isConsumed = false
  /// A bank account is known to be the customer's.
  var isVerified = true
  /// The bank's answer to a debit.
  var debitOutcome = DebitOutcome.succeeds

  package var isSelfContained: Bool { true }

  /// The issuer looks at the card, when it is first used.
  mutating func checkCard() {
    guard var card else { return }
    let verdicts = card.verdicts(on: billingDetails)
    guard verdicts != card.checks else { return }
    card.checks = verdicts
    self.card = card
  }

  package func write(_ w: inout ObjectWriter) { write(&w, isPreview: false) }

  /// Writes the part that a confirmation token shows.
  func writePreview(_ w: inout ObjectWriter) { write(&w, isPreview: true) }

  private func write(_ w: inout ObjectWriter, isPreview: Bool) {
    let isComplete = !isPreview && !w.isPublishable
    // The hash named after the type takes its alphabetical place among the keys.
    let hash = card == nil ? type : "card"
    var isWritten = false
    func placeDetails(before key: String, _ w: inout ObjectWriter) {
      guard !isWritten, hash < key else { return }
      isWritten = true
      writeDetails(&w)
    }
    placeDetails(before: "allow_redisplay", &w)
    w.field("allow_redisplay", allowRedisplay)
    placeDetails(before: "billing_details", &w)
    w.object("billing_details") { billingDetails.write(&$0) }
    placeDetails(before: "created", &w)
    if !isPreview { w.field("created", created) }
    placeDetails(before: "customer", &w)
    w.reference("customer", customer)
    if !w.isPublishable { w.null("customer_account") }
    placeDetails(before: "livemode", &w)
    if !isPreview { w.field("livemode", false) }
    placeDetails(before: "metadata", &w)
    if isComplete { w.field("metadata", metadata) }
    placeDetails(before: "shared_payment_granted_token", &w)
    if isComplete { w.null("shared_payment_granted_token") }
    placeDetails(before: "type", &w)
    w.field("type", type)
    if !isWritten { writeDetails(&w) }
  }

  private func writeDetails(_ w: inout ObjectWriter) {
    if let card {
      w.object("card") { card.write(&$0) }
    } else {
      w.json.key(type)
      w.json.value(details)
    }
  }
}

extension PaymentMethod {
  static let routes = Routes("/v1/payment_methods", of: PaymentMethod.self) {
    $0.post("", takes: createParameters, access: .publishable) { call throws(StripeError) in
      call.answer(PaymentMethod.self, try call.createPaymentMethod().id)
    }
    $0.list("", takes: .list("customer: id\ncustomer_account: id\n" + filters)) { call throws(StripeError) in
      try call.refuseCustomerAccount()
      guard let customer = try call.referenced(Customer.self, "customer") else {
        // Stripe shows no payment method without its customer.
        return try call.paymentMethods { $0.filter { _ in false } }
      }
      return try call.paymentMethods { $0.narrow("customer", to: customer.id) }
    }
    $0.get("{id}") { call throws(StripeError) in
      call.answer(PaymentMethod.self, try call.foundPaymentMethod().id)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.post("{id}/attach", takes: Parameters("customer: id\ncustomer_account: id")) { call throws(StripeError) in
      try call.refuseCustomerAccount()
      guard let customer = call.arguments.string("customer") else {
        throw StripeError("Must provide customer or customer_account.", code: "parameter_missing")
      }
      guard call.sandbox.store[Customer.self].contains(customer) else {
        throw .noSuch(Customer.self, customer, param: "customer")
      }
      let paymentMethod = try call.foundPaymentMethod()
      try call.checkReusable(paymentMethod)
      try call.attach(paymentMethod.id, to: customer)
      return call.answer(PaymentMethod.self, paymentMethod.id)
    }
    $0.post("{id}/detach") { call throws(StripeError) in
      let paymentMethod = try call.foundPaymentMethod()
      try call.detach(paymentMethod)
      return call.answer(PaymentMethod.self, paymentMethod.id)
    }
  }

  /// A customer's own, under the customer.
  static let customerRoutes = Routes("/v1/customers/{customer}/payment_methods", of: PaymentMethod.self) {
    $0.list("", takes: .list(filters)) { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      return try call.paymentMethods { $0.narrow("customer", to: customer.id) }
    }
    $0.get("{id}") { call throws(StripeError) in
      let customer = try call.found(Customer.self)
      let paymentMethod = try call.found(PaymentMethod.self, at: 1)
      guard paymentMethod.customer == customer.id else {
        throw StripeError(status: 404, "Invalid request", param: "customer")
      }
      return call.answer(PaymentMethod.self, paymentMethod.id)
    }
  }

  private static let filters = """
    allow_redisplay: always|limited|unspecified
    type: \(PaymentMethodType.all)
    """

  static let createParameters = Parameters(
    dataParameters(ofTypes: PaymentMethodType.all) + "\ncustomer: id\npayment_method: id")

  static let updateParameters = Parameters(
    """
    allow_redisplay: always|limited|unspecified
    \(BillingDetails.parameters)
    card: {exp_month: integer, exp_year: integer, networks: {preferred: cartes_bancaires|mastercard|visa?}}
    link: {} <clover
    metadata
    naver_pay: {funding: card|points} <basil
    pay_by_bank: {} <clover
    payto: {account_number, bsb_number, pay_id} <endive
    us_bank_account: {account_holder_type: company|individual, account_type: checking|savings}
    """)

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var paymentMethod = try call.foundPaymentMethod()
    guard paymentMethod.customer != nil else {
      throw StripeError("You must save this PaymentMethod to a customer before you can update it.")
    }
    let arguments = call.arguments
    try arguments.merge(into: &paymentMethod.metadata)
    paymentMethod.allowRedisplay = arguments.string("allow_redisplay") ?? paymentMethod.allowRedisplay
    if let billing = arguments.object("billing_details") {
      try billing.checkEmail("email", as: "billing_details[email]")
      try billing.checkCountry(in: "billing_details")
      paymentMethod.billingDetails.update(billing)
    }
    for type in ["card", "us_bank_account"] where arguments.has(type) && paymentMethod.type != type {
      throw StripeError(
        "You cannot update the `\(type)` details of a PaymentMethod of type `\(paymentMethod.type)`.", param: type)
    }
    if let card = arguments.object("card") { try paymentMethod.card?.update(card, now: call.now) }
    if let account = arguments.object("us_bank_account"), var details = paymentMethod.details.object {
      for name in ["account_holder_type", "account_type"] { details[name] = account[name] ?? details[name] }
      paymentMethod.details = .object(details)
    }
    call.update(PaymentMethod.self, paymentMethod.id, announcing: "payment_method.updated") { $0 = paymentMethod }
    return call.answer(PaymentMethod.self, paymentMethod.id)
  }
}

extension Call {
  fileprivate func paymentMethods(_ narrow: (inout Listing<PaymentMethod>) -> Void) throws(StripeError) -> Answer {
    var listing = Listing<PaymentMethod>(self)
    narrow(&listing)
    listing.filter("type") { $0.type }
    listing.filter("allow_redisplay") { $0.allowRedisplay }
    return try listing.page()
  }
}
