/// Why an issuer (or Stripe for it) said no, with everything that is told about it.
package struct Decline: Codable, Sendable, Equatable {
  package var code: String
  package var declineCode: String?
  package var message: String
  package var param: String?
  package var adviceCode: String?
  package var networkDeclineCode: String?
  package var networkAdviceCode: String?
  /// The message to the merchant in a charge's `outcome`.
  package var sellerMessage: String

  func error(param: String? = nil) -> StripeError {
    var error = StripeError(.card, status: 402, message, code: code, param: param ?? self.param)
    error.decline = self
    return error
  }
}
