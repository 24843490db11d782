extension Call {
  /// There are no connected accounts here: money cannot be sent to one.
  func checkConnect() throws(StripeError) {
    if let account = arguments.object("transfer_data")?.string("destination") {
      throw .noSuch("destination", account, param: "transfer_data[destination]")
    }
    if let account = arguments.string("on_behalf_of") {
      throw .noSuch("on_behalf_of", account, param: "on_behalf_of")
    }
  }

  /// Confirmation tokens are made by Stripe.js and used once.
  func consumeConfirmationToken(_ id: String) throws(StripeError) -> PaymentMethod {
    throw .noSuch("confirmationtoken", id, param: "confirmation_token")
  }

  /// A larger hold.
  func incrementCharge(_ id: String, to amount: Int) {
    update(Charge.self, id, announcing: "charge.updated") { $0.amount = amount }
  }
}
