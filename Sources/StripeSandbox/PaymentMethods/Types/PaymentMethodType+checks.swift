extension PaymentMethodType {
  /// Refuses types that a PaymentIntent may not name.
  static func checkForPayment(_ types: [String]) throws(StripeError) {
    try check(types) { type in
      StripeError(
        """
        The payment method type "\(type)" is invalid. Please ensure the provided type is activated in your dashboard \
        (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features \
        that you are trying to use. See https://stripe.com/docs/payments/payment-methods/integration-options for \
        supported payment method, currency, and country combinations.
        """, code: "payment_intent_invalid_parameter", param: "payment_method_types")
    }
  }

  /// Since endive the account's settings say which types there are; a request can only narrow them.
  static func checkForVersion(_ call: Call) throws(StripeError) {
    if call.arguments.has("allowed_payment_method_types") {
      let exclusive = [
        "allowed_payment_method_types", "excluded_payment_method_types", "payment_method_types",
        "automatic_payment_methods", "payment_method_configuration",
      ].filter(call.arguments.has)
      if exclusive.count > 1 { throw .exclusive(exclusive) }
    }
    guard call.version >= .endive, call.arguments.has("payment_method_types") else { return }
    throw StripeError(
      """
      The `payment_method_types` parameter is no longer supported in this API version. Use dynamic payment methods \
      instead, and `allowed_payment_method_types` or `excluded_payment_method_types` to limit them. See \
      https://docs.stripe.com/payments/payment-methods/dynamic-payment-methods
      """, code: "payment_method_types_no_longer_supported", param: "payment_method_types")
  }

  /// Refuses types that cannot pay in a currency.
  static func check(_ types: [String], payIn currency: String) throws(StripeError) {
    for type in types where type != "card" {
      let currencies = named(type).currencies
      guard !currencies.isEmpty, !currencies.contains(currency) else { continue }
      throw StripeError(
        """
        The currency provided (\(currency)) is invalid. Payments with \(type) support the following currencies: \
        \(currencies.joined(separator: ", ")).
        """, code: "payment_intent_invalid_parameter", param: "currency")
    }
  }

  /// Refuses types that a SetupIntent may not name.
  static func checkForSetup(_ types: [String]) throws(StripeError) {
    try check(types) { type in
      StripeError(
        """
        The payment method type "\(type)" is invalid. See \
        https://stripe.com/docs/api/setup_intents/create#create_setup_intent-payment_method_types for the full list of \
        supported payment method types.
        """, code: "setup_intent_invalid_parameter", param: "payment_method_types")
    }
  }

  private static func check(_ types: [String], _ error: (String) -> StripeError) throws(StripeError) {
    if let type = types.first(where: { !isKnown($0) }) { throw error(type) }
  }
}
