import Wire

extension StripeAPI {
  /// Every endpoint there is, resource by resource.
  package static var endpoints: [(method: Method, Endpoint)] {
    var all: [(method: Method, Endpoint)] = []
    all += Customer.routes.endpoints
    all += PaymentMethod.customerRoutes.endpoints
    all += PaymentSource.customerRoutes.endpoints
    all += CustomerBalanceTransaction.routes.endpoints
    all += TaxID.routes.endpoints
    all += CashBalance.routes.endpoints
    all += PaymentMethod.routes.endpoints
    all += Token.routes.endpoints
    all += PaymentSource.routes.endpoints
    all += ConfirmationToken.routes.endpoints
    all += ConfirmationToken.testRoutes.endpoints
    all += PaymentIntent.routes.endpoints
    all += SetupIntent.routes.endpoints
    all += SetupAttempt.routes.endpoints
    all += Mandate.routes.endpoints
    all += Charge.routes.endpoints
    all += Refund.routes.endpoints
    all += Refund.chargeRoutes.endpoints
    all += Dispute.routes.endpoints
    all += Dispute.chargeRoutes.endpoints
    all += EarlyFraudWarning.routes.endpoints
    all += BalanceTransaction.routes.endpoints
    all += BalanceTransaction.historyRoutes.endpoints
    all += Event.routes.endpoints
    all += WebhookEndpoint.routes.endpoints
    all += Balance.routes.endpoints
    return all
  }
}

extension ObjectWriter {
  /// Kinds of object by the prefix of their ids.
  private static let types: [(prefix: String, type: any Resource.Type)] = [
    ("cus_", Customer.self),
    ("pm_", PaymentMethod.self),
    ("card_", PaymentSource.self),
    ("ba_", PaymentSource.self),
    ("src_", PaymentSource.self),
    ("txi_", TaxID.self),
    ("cbtxn_", CustomerBalanceTransaction.self),
    ("pi_", PaymentIntent.self),
    ("seti_", SetupIntent.self),
    ("setatt_", SetupAttempt.self),
    ("mandate_", Mandate.self),
    ("ch_", Charge.self),
    ("py_", Charge.self),
    ("re_", Refund.self),
    ("pyr_", Refund.self),
    ("du_", Dispute.self),
    ("issfr_", EarlyFraudWarning.self),
    ("txn_", BalanceTransaction.self),
    ("evt_", Event.self),
  ]

  /// What an id may be of: a legacy card is a payment method, too.
  static func types(of id: String) -> [any Resource.Type] {
    guard let type = (types + unexpandable).first(where: { id.hasPrefix($0.prefix) })?.type else { return [] }
    return ["card_", "src_"].contains(where: id.hasPrefix) ? [type, PaymentMethod.self] : [type]
  }

  /// Kinds to which no reference leads; and disputes as they were named until 2024.
  private static let unexpandable: [(prefix: String, type: any Resource.Type)] = [
    ("tok_", Token.self), ("btok_", Token.self), ("ctoken_", ConfirmationToken.self), ("we_", WebhookEndpoint.self),
    ("dp_", Dispute.self),
  ]

  /// The object of an id, of whatever kind; `{id, object, deleted}` where it is gone.
  mutating func embed(_ id: String, under key: StaticString) {
    // Legacy cards and Sources are payment methods where a payment method is asked for.
    if key.description.hasSuffix("payment_method"), stored(PaymentMethod.self, id) { return }
    for (prefix, type) in Self.types where id.hasPrefix(prefix) {
      if stored(type, id) { return }
      if isDeleted(type, id) { return deleted(type, id) }
    }
    json.string(id)
  }

  private func isDeleted<T: Resource>(_ type: T.Type, _ id: String) -> Bool {
    sandbox.store[keyPath: T.table].isDeleted(id)
  }

  /// What remains of a deleted object.
  mutating func deleted<T: Resource>(_ type: T.Type, _ id: String) {
    json.open(UInt8(ascii: "{"))
    field("id", id)
    field("object", T.object)
    field("deleted", true)
    json.close(UInt8(ascii: "}"))
  }
}
