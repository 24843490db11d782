import Wire

/// A bank's word that a charge may turn out to be fraud, before anybody disputes it.
package struct EarlyFraudWarning: Resource {
  package static let object: StaticString = "radar.early_fraud_warning"
  package static let idPrefixes = ["issfr_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "POST charges amount=2000&currency=usd&source=tok_createIssuerFraudRecord"
  package static let noun = "early fraud warning"
  package static let events: [EventRecipe] = [
    .init(
      "radar.early_fraud_warning.created",
      "a: POST charges amount=2000&currency=usd&source=tok_createIssuerFraudRecord; GET charges/{a}"),
    .init(
      "radar.early_fraud_warning.updated",
      """
      a: POST charges amount=2000&currency=usd&source=tok_createIssuerFraudRecord; GET charges/{a}
      POST refunds charge={a}
      """),
  ]
  package static let indexes = [
    Index<EarlyFraudWarning>(name: "charge") { $0.charge },
    Index<EarlyFraudWarning>(name: "payment_intent") { $0.paymentIntent },
  ]
  package static var expandable: [String: Expandable] {
    ["charge": .one("charge"), "payment_intent": .one("payment_intent")]
  }

  package let id: String
  package let created: Int
  let charge: String
  let paymentIntent: String?

  package func write(_ w: inout ObjectWriter) {
    w.field("actionable", isActionable(w.sandbox.store))
    w.reference("charge", charge)
    w.field("created", created)
    w.field("fraud_type", "made_with_stolen_card")
    w.field("livemode", false)
    if let paymentIntent { w.reference("payment_intent", paymentIntent) }
  }

  /// Whether there is still something to do about it: a refund or a dispute settles the matter.
  fileprivate func isActionable(_ store: Store) -> Bool {
    guard let charge = store[Charge.self][charge] else { return false }
    return !charge.isRefunded && charge.dispute == nil
  }

  static let routes = Routes("/v1/radar/early_fraud_warnings", of: EarlyFraudWarning.self) {
    $0.list("", takes: .list("charge: id\ncreated: range\npayment_intent: id")) { call throws(StripeError) in
      var listing = Listing<EarlyFraudWarning>(call)
      listing.narrow("charge")
      listing.narrow("payment_intent")
      return try listing.page()
    }
    $0.get("{id}") { call throws(StripeError) in
      try call.answerFound(EarlyFraudWarning.self)
    }
  }
}

extension Call {
  /// A charge was refunded or disputed: its warning is settled.
  func settleFraudWarning(of charge: String) {
    let warnings = sandbox.store[EarlyFraudWarning.self]
    guard warnings.count > 0, let position = warnings.positions("charge", charge)?.first,
      warnings.row(at: Int(position))?.value.isActionable(sandbox.store) == false
    else { return }
    sandbox.announce("radar.early_fraud_warning.updated", EarlyFraudWarning.self, at: Int(position), by: self)
  }

  func warnOfFraud(_ charge: Charge) {
    let id = sandbox.identifiers.dated("issfr_", now: now)
    insert(
      EarlyFraudWarning(id: id, created: now, charge: charge.id, paymentIntent: charge.paymentIntent),
      announcing: "radar.early_fraud_warning.created")
  }
}
