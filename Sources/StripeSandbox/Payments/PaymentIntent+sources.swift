import Wire

// Until 2019-02-11 PaymentIntents spoke of sources (https://docs.stripe.com/changelog/2019-02-11).
extension PaymentIntent {
  static let oldDeclaration = """
    allowed_source_types: [string] <2019-02-11
    save_source_to_customer: boolean <2019-02-11
    source: id <2019-02-11
    """

  func writeTypes(_ w: inout ObjectWriter) {
    if w.version < .paymentMethods { return w.field("allowed_source_types", paymentMethodTypes) }
    w.field("payment_method_types", paymentMethodTypes)
  }

  func writeNextAction(_ w: inout ObjectWriter) {
    guard w.version < .paymentMethods else { return w.object("next_action", nextAction) { $1.write(&$0) } }
    w.object("next_source_action", nextAction) { w, action in
      guard case .redirect(let returnURL, let url) = action else { return action.write(&w) }
      w.object("authorize_with_url") {
        $0.field("return_url", returnURL)
        $0.field("url", url)
      }
      w.field("type", "authorize_with_url")
    }
  }

  func writeStatus(_ w: inout ObjectWriter) {
    switch status {
    case .requiresPaymentMethod where w.version < .paymentMethods: w.field("status", "requires_source")
    case .requiresAction where w.version < .paymentMethods: w.field("status", "requires_source_action")
    default: w.field("status", status.rawValue)
    }
  }
}

extension Arguments {
  /// The types that an intent names, under the name of the version.
  var namedTypes: [String]? { strings("payment_method_types") ?? strings("allowed_source_types") }
}

extension Call {
  /// `source`: a token, or a source whether it is a customer's or not.
  func paymentMethod(ofSource id: String) throws(StripeError) -> PaymentMethod {
    if let method = sandbox.store[PaymentMethod.self][id] { return method }
    guard id.hasPrefix("tok_") else { throw .noSuch(PaymentSource.self, id, param: "source") }
    let token = try token(id, param: "source")
    guard case .card(_, let card, let billing) = token.content else {
      throw StripeError("The token supplied (\(id)) does not contain a card.", param: "source")
    }
    var method = newPaymentMethod(type: "card")
    method.card = card
    method.billingDetails = billing
    sandbox.store[PaymentMethod.self].insert(method)
    use(token)
    return method
  }
}
