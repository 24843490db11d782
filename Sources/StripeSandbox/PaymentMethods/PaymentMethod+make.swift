import Wire

extension PaymentMethod {
  /// `payment_method_data`.
  static let dataParameters = dataParameters(ofTypes: PaymentMethodType.ofIntents)

  /// The parameters that `payment_method_data` and `POST /v1/payment_methods` share.
  static func dataParameters(ofTypes types: String) -> String {
    """
    allow_redisplay: always|limited|unspecified
    \(BillingDetails.parameters)
    card: {
      cvc, exp_month: integer, exp_year: integer, number, token: id,
      networks: {preferred: cartes_bancaires|mastercard|visa}
    }
    interac_present: {}
    metadata
    radar_options: {session}
    type: \(types)
    \(PaymentMethodType.parameters)
    """
  }
}

extension Call {
  /// The payment method that a parameter names: kept, or one of the magic ones, which are made anew each time.
  func paymentMethod(_ id: String, param: String) throws(StripeError) -> PaymentMethod {
    guard let paymentMethod = keptOrMagicPaymentMethod(id) else {
      if sandbox.isConnected, sandbox.platform.store[PaymentMethod.self].contains(id) {
        throw .ofPlatform(id, param: param)
      }
      throw .noSuch(PaymentMethod.self, id, param: param)
    }
    if paymentMethod.customer == nil, !id.utf8.span.starts(with: "pm_") {
      throw StripeError("A source must be attached to a customer to be used as a `payment_method`.", param: param)
    }
    return paymentMethod
  }

  /// The payment method that the path names.
  func foundPaymentMethod() throws(StripeError) -> PaymentMethod {
    guard let paymentMethod = keptOrMagicPaymentMethod(id) else {
      throw .notFound(PaymentMethod.self, id, version: version)
    }
    return paymentMethod
  }

  private func keptOrMagicPaymentMethod(_ id: String) -> PaymentMethod? {
    if let paymentMethod = sandbox.store[PaymentMethod.self][id] { return paymentMethod }
    var paymentMethod: PaymentMethod
    if let row = TestCard.row(paymentMethod: id) {
      paymentMethod = newPaymentMethod(type: "card")
      paymentMethod.$card = sandbox.card(of: row)
    } else if let account = TestBankAccount(paymentMethod: id) {
      paymentMethod = newPaymentMethod(type: "us_bank_account")
      paymentMethod.billingDetails.name = "Jenny Rosen"
      account.open(in: &paymentMethod, account: sandbox.accountID)
    } else {
      return nil
    }
    sandbox.store[PaymentMethod.self].insert(paymentMethod)
    return paymentMethod
  }

  func newPaymentMethod(type: String) -> PaymentMethod {
    PaymentMethod(id: sandbox.identifiers.dated("pm_", now: now), created: now, type: type)
  }

  /// `POST /v1/payment_methods`: of data, or a copy of a payment method that there is.
  func createPaymentMethod() throws(StripeError) -> PaymentMethod {
    if let copy = try copyOfPlatformsPaymentMethod() { return copy }
    guard let original = arguments.string("payment_method") else {
      guard !arguments.has("customer") else {
        throw StripeError(
          "The `customer` parameter may only be used together with `payment_method`, to copy a PaymentMethod.",
          param: "customer")
      }
      return try makePaymentMethod(arguments)
    }
    let customer = try referenced(Customer.self, "customer")
    let kept = try paymentMethod(original, param: "payment_method")
    guard kept.customer != nil else {
      throw StripeError(
        "The payment method supplied (\(kept.id)) is not attached to a Customer.", param: "payment_method")
    }
    return try copy(kept, of: customer?.id)
  }

  /// Makes a payment method like one that is kept.
  ///
  /// - Parameter customer: whose the request says it is.
  func copy(_ kept: PaymentMethod, of customer: String?) throws(StripeError) -> PaymentMethod {
    if let owner = kept.customer {
      guard let customer else {
        throw StripeError(
          """
          The payment method supplied (\(kept.id)) belongs to the Customer \(owner). Please include the Customer in \
          the `customer` parameter.
          """, param: "payment_method")
      }
      guard owner == customer else {
        throw StripeError(
          """
          The PaymentMethod \(kept.id) does not belong to the Customer you supplied \(customer). Please use this \
          PaymentMethod with the Customer that it belongs to instead.
          """, param: "payment_method")
      }
    }
    var copy = newPaymentMethod(type: kept.type)
    copy.card = kept.card
    copy.details = kept.details
    copy.billingDetails = kept.billingDetails
    try arguments.merge(into: &copy.metadata)
    sandbox.store[PaymentMethod.self].insert(copy)
    return copy
  }

  /// Makes a payment method of `payment_method_data` or of the parameters of `POST /v1/payment_methods`.
  ///
  /// - Parameter prefix: the name under which the parameters came, for errors; empty at the top.
  func makePaymentMethod(_ data: Arguments, prefix: String = "") throws(StripeError) -> PaymentMethod {
    let (paymentMethod, token) = try preparePaymentMethod(data, prefix: prefix)
    sandbox.store[PaymentMethod.self].insert(paymentMethod)
    if let token { use(token) }
    return paymentMethod
  }

  /// The payment method that would be made, and the token that would be used up.
  func preparePaymentMethod(_ data: Arguments, prefix: String) throws(StripeError) -> (PaymentMethod, Token?) {
    func name(_ name: String) -> String { prefix.isEmpty ? name : "\(prefix)[\(name)]" }
    guard let type = data.string("type") else { throw .missing(name("type")) }
    var paymentMethod = newPaymentMethod(type: type)
    try data.merge(into: &paymentMethod.metadata)
    paymentMethod.allowRedisplay = data.string("allow_redisplay") ?? "unspecified"
    var token: Token?
    if type == "card" {
      guard let card = data.object("card") else { throw .missing(name("card")) }
      token = try fill(&paymentMethod, card, name: name("card"))
    }
    if let billing = data.object("billing_details") {
      try billing.checkEmail("email", as: name("billing_details") + "[email]")
      try billing.checkCountry(in: name("billing_details"))
      paymentMethod.billingDetails.update(billing)
    }
    let billing = paymentMethod.billingDetails
    paymentMethod.card?.expectChecks(of: billing)
    if type != "card" {
      try fill(&paymentMethod, data.object(type), name: name(type))
      for field in paymentMethod.kind.needs where billing.text(field) == nil {
        throw .missing("\(name("billing_details"))[\(field)]")
      }
    }
    return (paymentMethod, token)
  }

  /// A card's number, or the token that stands for it.
  private func fill(_ paymentMethod: inout PaymentMethod, _ data: Arguments, name: String) throws(StripeError) -> Token?
  {
    guard let id = data.string("token") else {
      var card = try Card(data, name: name, call: self)
      card.preferredNetwork = data.object("networks")?.string("preferred")
      paymentMethod.card = card
      return nil
    }
    let token = try self.token(id, param: "\(name)[token]")
    guard case .card(_, let card, let billing) = token.content else {
      throw StripeError("The token supplied (\(id)) does not contain a card.", param: "\(name)[token]")
    }
    paymentMethod.card = card
    paymentMethod.billingDetails = billing
    return token
  }
}
