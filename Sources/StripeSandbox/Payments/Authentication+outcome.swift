import Wire

extension Decline {
  /// Off session there is no customer to authenticate.
  static let authenticationRequired = Decline(
    code: "authentication_required", declineCode: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.",
    sellerMessage: "The bank returned the decline code `authentication_required`.")

  /// An Indian customer has withdrawn the permission for recurring payments.
  static let mandateCanceled = Decline(
    code: "india_recurring_payment_mandate_canceled", declineCode: nil,
    message: "The provided mandate has been canceled by the card holder.",
    sellerMessage: "The bank did not return any further details with this decline.")

  /// The request would rather fail than wait.
  static let authenticationNotHandled = Decline(
    code: "authentication_required", declineCode: "authentication_not_handled",
    message: """
      This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're \
      ready, you can upgrade your integration to handle actions at \
      https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.
      """,
    sellerMessage: "The bank returned the decline code `authentication_required`.")
}

extension NextAction {
  /// `three_d_secure` of a charge whose customer passed the challenge.
  static let authenticated: JSON = [
    "authentication_flow": "challenge", "electronic_commerce_indicator": "05", "exemption_indicator": nil,
    "exemption_indicator_applied": nil, "result": "authenticated", "result_reason": nil,
    "transaction_id": "00000000-0000-4000-8000-000000000000", "version": "2.2.0",
  ]
}
