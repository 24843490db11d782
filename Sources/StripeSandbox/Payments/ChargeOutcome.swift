import Wire

extension Charge {
  /// Who decided about the payment, and what is told to the merchant.
  func writeOutcome(_ w: inout ObjectWriter) {
    let isBlocked = decline?.declineCode == "fraudulent"
    w.field("advice_code", decline?.adviceCode)
    w.field("network_advice_code", decline?.networkAdviceCode)
    w.field("network_decline_code", decline?.networkDeclineCode)
    w.field("network_status", networkStatus(isBlocked))
    w.field("reason", isBlocked ? "highest_risk_level" : decline.map { $0.declineCode ?? $0.code })
    w.field("risk_level", risk.level.rawValue)
    w.field("risk_score", risk.score)
    if isBlocked { w.field("rule", "block_if_high_risk") }
    w.field("seller_message", sellerMessage(isBlocked))
    w.field("type", isBlocked ? "blocked" : decline == nil ? "authorized" : "issuer_declined")
  }

  private func networkStatus(_ isBlocked: Bool) -> String {
    if isBlocked { return "not_sent_to_network" }
    return decline == nil ? "approved_by_network" : "declined_by_network"
  }

  private func sellerMessage(_ isBlocked: Bool) -> String {
    if isBlocked { return "Stripe blocked this payment as too risky." }
    return decline?.sellerMessage ?? "Payment complete."
  }
}
