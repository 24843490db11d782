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
    if let source = arguments.string("source") {
      return ChosenPaymentMethod(method: try paymentMethod(ofSource: source), token: nil)
    }
    if let name = arguments.string("confirmation_token") {
      let token = try confirmationToken(name)
      return ChosenPaymentMethod(method: consume(token, for: intent), token: token)
    }
    guard let data = arguments.object("payment_method_data") else { return nil }
    return ChosenPaymentMethod(method: try makePaymentMethod(data, prefix: "payment_method_data"), token: nil)
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
