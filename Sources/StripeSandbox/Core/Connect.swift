import Wire

extension Call {
  /// There are no connected accounts here: neither can money be sent to one nor a payment be made for one.
  func checkConnect() throws(StripeError) {
    if let account = arguments.object("transfer_data")?.string("destination") {
      throw .noSuch("destination", account, param: "transfer_data[destination]")
    }
    if let account = arguments.string("destination") ?? arguments.object("destination")?.string("account") {
      throw .noSuch("destination", account, param: "destination")
    }
    if let account = arguments.string("on_behalf_of") {
      throw .noSuch("on_behalf_of", account, param: "on_behalf_of")
    }
    for param in ["application_fee", "application_fee_amount"] where arguments.has(param) && !sandbox.isConnected {
      throw .feeWithoutAccount(ofCharge: isCharge, param: param)
    }
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
