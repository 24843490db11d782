import Wire

extension Charge {
  /// Who decided about the payment, and what is told to the merchant.
  func writeOutcome(_ w: inout ObjectWriter) {
    let isBlocked = decline?.declineCode == "fraudulent"
    w.field("advice_code", decline?.adviceCode)
    w.field("network_advice_code", decline?.networkAdviceCode)
    w.field("network_decline_code", decline?.networkDeclineCode)
    w.field("network_status", networkStatus(isBlocked))
    w.field("reason", isBlocked ? "highest_risk_level" : decline.map { $0.declineCode ?? $0.code } ?? reviewReason)
    w.field("risk_level", risk.level.rawValue)
    w.field("risk_score", risk.score)
    if isBlocked { w.field("rule", "block_if_high_risk") }
    if isInReview { w.field("rule", "manual_review_if_elevated_risk") }
    w.field("seller_message", sellerMessage(isBlocked))
    w.field("type", type(isBlocked))
  }

  /// Radar lets it through and puts it in review.
  var isInReview: Bool { risk.level == .elevated && decline == nil && status == .succeeded }

  private var reviewReason: String? { isInReview ? "elevated_risk_level" : nil }

  private func type(_ isBlocked: Bool) -> String {
    if isBlocked { return "blocked" }
    if isInReview { return "manual_review" }
    return decline == nil ? "authorized" : "issuer_declined"
  }

  private func networkStatus(_ isBlocked: Bool) -> String {
    if isBlocked { return "not_sent_to_network" }
    return decline == nil ? "approved_by_network" : "declined_by_network"
  }

  private func sellerMessage(_ isBlocked: Bool) -> String {
    if isBlocked { return "Stripe blocked this payment as too risky." }
    if isInReview {
      return "Stripe evaluated this payment as having elevated risk, and placed it in your manual review queue."
    }
    return decline?.sellerMessage ?? "Payment complete."
  }
}
