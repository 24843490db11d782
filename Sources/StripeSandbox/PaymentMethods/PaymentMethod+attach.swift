extension Call {
  /// Attaches a payment method to a customer, or says why not.
  func attach(_ id: String, to customer: String) throws(StripeError) {
    guard sandbox.store[Customer.self].contains(customer) else {
      throw .noSuch(Customer.self, customer, param: "customer")
    }
    let paymentMethod = try self.paymentMethod(id, param: "payment_method")
    if paymentMethod.customer == customer { return }
    try checkAttachable(paymentMethod)
    attached(paymentMethod.id, to: customer)
  }

  /// The rules of attaching, without doing it.
  func checkAttachable(_ paymentMethod: PaymentMethod) throws(StripeError) {
    guard paymentMethod.customer == nil else {
      throw StripeError("The payment method you provided has already been attached to a customer.")
    }
    if paymentMethod.isConsumed { throw .consumedPaymentMethod }
    try checkIssuer(paymentMethod.card)
  }

  /// Some cards are declined as soon as they are to be kept.
  func checkIssuer(_ card: Card?) throws(StripeError) {
    if let card, card.behaviour.declinesAttach, let decline = card.behaviour.decline {
      throw decline.error(param: decline.param ?? "")
    }
  }

  /// A customer made with a card has the card verified as for a payment: its code and postal code count.
  func checkVerification(_ paymentMethod: PaymentMethod) throws(StripeError) {
    guard let decline = paymentMethod.card?.declineOfVerification(paymentMethod.billingDetails) else { return }
    throw decline.error(param: decline.param ?? "")
  }

  /// Intents may set up what cannot be attached by hand.
  func checkReusable(_ paymentMethod: PaymentMethod) throws(StripeError) {
    guard paymentMethod.kind.isReusable else {
      throw StripeError("PaymentMethods of type '\(paymentMethod.type)' cannot be saved to customers.")
    }
  }

  func attached(_ id: String, to customer: String) {
    sandbox.store[PaymentMethod.self].update(id) {
      $0.customer = customer
      $0.checkCard()
    }
    sandbox.announce("payment_method.attached", PaymentMethod.self, id, by: self)
  }

  /// A card network tells of a card on file. One from before payment methods is announced as a customer's source.
  func renewCard(_ id: String, number: String?, expMonth: Int?, expYear: Int?) throws(StripeError) {
    guard let method = sandbox.store[PaymentMethod.self][id] else { throw .notFound(PaymentMethod.self, id) }
    guard let card = method.card, method.customer != nil else {
      throw StripeError("\(id) is no card that a customer has on file.")
    }
    let renewed = try card.renewed(
      number: number, expMonth: expMonth, expYear: expYear, now: now, account: sandbox.accountID)
    guard sandbox.store[PaymentSource.self].contains(id) else {
      return update(PaymentMethod.self, id, announcing: "payment_method.automatically_updated") { $0.card = renewed }
    }
    let before = sandbox.snapshot(PaymentSource.self, id)
    sandbox.store[PaymentMethod.self].update(id) { $0.card = renewed }
    sandbox.store[PaymentSource.self].update(id) { $0.expiring = renewed.beginOfLastMonth }
    sandbox.announce("customer.source.updated", PaymentSource.self, id, by: self, before: before)
  }

  /// Takes a payment method from its customer, never to be used again.
  func detach(_ paymentMethod: PaymentMethod) throws(StripeError) {
    guard let owner = paymentMethod.customer else {
      throw StripeError("The payment method you provided is not attached to a customer so detachment is impossible.")
    }
    let id = paymentMethod.id
    update(PaymentMethod.self, id, announcing: "payment_method.detached") { $0.detach() }
    revokeMandates(of: id)
    if sandbox.store[PaymentSource.self].contains(id) { removeSource(id, from: owner) }
    if sandbox.store[Customer.self][owner]?.invoiceSettings.defaultPaymentMethod == id {
      update(Customer.self, owner, announcing: "customer.updated") { $0.invoiceSettings.defaultPaymentMethod = nil }
    }
  }
}

extension PaymentMethod {
  mutating func detach() {
    customer = nil
    isConsumed = true
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
