/// The payment method that a request chooses for an intent, and the confirmation token that it came with.
struct ChosenPaymentMethod {
  let method: PaymentMethod
  let token: ConfirmationToken?
}

extension Call {
  /// Finds or makes what the request names or describes. Nil: it chooses none.
  func chosenPaymentMethod(for intent: String) throws(StripeError) -> ChosenPaymentMethod? {
    if arguments.has("payment_method"), arguments.has("payment_method_data") {
      throw .exclusive(["payment_method", "payment_method_data"])
    }
    if let id = arguments.string("payment_method") {
      return ChosenPaymentMethod(method: try paymentMethod(id, param: "payment_method"), token: nil)
    }
    if let name = arguments.string("confirmation_token") {
      let token = try confirmationToken(name)
      return ChosenPaymentMethod(method: consume(token, for: intent), token: token)
    }
    guard let data = arguments.object("payment_method_data") else { return nil }
    return ChosenPaymentMethod(method: try makePaymentMethod(data, prefix: "payment_method_data"), token: nil)
  }
}

extension AutomaticPaymentMethods {
  /// Methods that send the customer away need to know where the customer comes back.
  func missingReturnURL(_ arguments: Arguments, on kind: String) -> StripeError? {
    guard allowsRedirects, arguments.bool("use_stripe_sdk") != true else { return nil }
    return StripeError(
      """
      This \(kind) is configured to accept payment methods enabled in your Dashboard. Because some of these payment \
      methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to \
      accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and \
      `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.
      """)
  }
}

extension StripeError {
  static func belongsToAnother(_ method: PaymentMethod, than customer: String) -> StripeError {
    StripeError(
      """
      The PaymentMethod \(method.id) does not belong to the Customer you supplied \(customer). Please use this \
      PaymentMethod with the Customer that it belongs to instead.
      """, param: "payment_method")
  }
}
