import Wire

extension Call {
  /// Holds what a payment says of connected accounts against what there is.
  ///
  /// - Parameters:
  ///   - hasReceiver: whether an account is known already that gets the payment.
  ///   - amount: the amount of which it gets a part, if the request does not say.
  func checkConnect(hasReceiver: Bool = false, sharing amount: Int? = nil) throws(StripeError) {
    if let account = arguments.object("transfer_data")?.string("destination") {
      try checkDestination(account, param: "transfer_data[destination]")
    }
    if let account = arguments.string("destination") ?? arguments.object("destination")?.string("account") {
      try checkDestination(account, param: "destination")
    }
    if let account = arguments.string("on_behalf_of") { try checkMerchant(account) }
    let hasReceiver =
      hasReceiver || sandbox.isConnected || ["transfer_data", "destination"].contains(where: arguments.has)
    for param in ["application_fee", "application_fee_amount"] where arguments.has(param) && !hasReceiver {
      throw .feeWithoutAccount(ofCharge: isCharge, param: param)
    }
    if hasReceiver { try checkShares(of: amount) }
  }

  /// The account on whose behalf a payment is made takes cards itself: it has at least asked to.
  private func checkMerchant(_ account: String) throws(StripeError) {
    guard sandbox.world(of: account) != nil else {
      throw .noSuch("on_behalf_of", account, param: "on_behalf_of")
    }
    guard let merchant = sandbox.platform.store[Account.self][account], !merchant.capabilities.isEmpty,
      !["card_payments", "legacy_payments"].contains(where: { merchant.capability($0)?.isRequested == true })
    else { return }
    throw StripeError(
      "You cannot create a charge on a connected account without the `card_payments` capability enabled.",
      param: "on_behalf_of")
  }

  /// What a platform keeps of a payment, or passes on, is a part of it: one of both says how much.
  private func checkShares(of whole: Int?) throws(StripeError) {
    let fee = arguments.integer("application_fee_amount")
    let share = arguments.object("transfer_data")?.integer("amount")
    guard fee == nil || share == nil else {
      throw StripeError(
        """
        You may not provide the application_fee_amount parameter and the transfer_data[amount] parameter \
        simultaneously. They are mutually exclusive.
        """, param: "application_fee_amount")
    }
    if let fee, fee < 0 {
      throw StripeError(
        "Invalid non-negative integer", code: "parameter_invalid_integer", param: "application_fee_amount")
    }
    guard let part = fee ?? share, let amount = arguments.integer("amount") ?? whole, part > amount else { return }
    let param = fee == nil ? "transfer_data[amount]" : "application_fee_amount"
    throw StripeError("The \(param) cannot exceed the amount of the payment.", param: param)
  }

  /// Accounts that are customers are not here either.
  func refuseCustomerAccount() throws(StripeError) {
    guard let account = arguments.string("customer_account") else { return }
    guard !arguments.has("customer") else { throw .exclusive(["customer", "customer_account"]) }
    throw .noSuch("customer", account, param: "customer_account")
  }

  private var isCharge: Bool { url.hasPrefix("/v1/charges") }
}

extension StripeError {
  /// A platform's fee needs an account that pays it.
  fileprivate static func feeWithoutAccount(ofCharge: Bool, param: String) -> StripeError {
    StripeError(
      ofCharge
        ? """
        Can only apply an application_fee when the request is made on behalf of another account (using an OAuth key, \
        the Stripe-Account header, or the transfer_data[destination] or destination parameters).
        """
        : """
        Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an \
        OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).
        """, param: param)
  }
}
