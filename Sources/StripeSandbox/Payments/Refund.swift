import Wire

package struct Refund: Resource {
  package static let object: StaticString = "refund"
  package static let idPrefixes = ["re_", "pyr_"]
  package static var endpoints: [RoutedEndpoint] {
    routes.endpoints + chargeRoutes.endpoints + testRoutes.endpoints
  }
  package static let example: Script? = "refund: POST refunds charge={charge}&amount=100"
  package static let events: [EventRecipe] = [
    .init("refund.created", "a: POST charges amount=2000&currency=usd&source=tok_visa; POST refunds charge={a}"),
    .init(
      "refund.updated",
      """
      a: POST charges amount=2000&currency=usd&source=tok_visa
      b: POST refunds charge={a}
      POST refunds/{b} metadata[order_id]=6735
      """),
    .init(
      "charge.refund.updated",
      """
      a: POST charges amount=2000&currency=usd&source=tok_visa
      b: POST refunds charge={a}
      POST refunds/{b} metadata[order_id]=6735
      """),
    .init("refund.failed", "a: POST charges amount=2000&currency=usd&source=tok_refundFail; POST refunds charge={a}"),
  ]
  package static var followUps: [FollowUp] { [conclude, giveReference] }
  /// The bank takes the refund, or sends it back.
  static let conclude = FollowUp("concludeRefund") { $0.concludeRefund($1) }
  /// The bank's own number for the refund arrives.
  static let giveReference = FollowUp("referenceRefund") { $0.referenceRefund($1) }
  package static let pathParameter = "refund"
  package static let indexes = [
    Index<Refund>(name: "charge") { $0.charge }, Index<Refund>(name: "payment_intent") { $0.paymentIntent },
  ]
  package static var expandable: [String: Expandable] {
    [
      "balance_transaction": .one("balance_transaction"), "charge": .one("charge"),
      "customer": .one("customer"), "failure_balance_transaction": .one("balance_transaction"),
      "payment_intent": .one("payment_intent"), "payment_method": .one("payment_method"),
      "source_transfer_reversal": .one("transfer_reversal"),
      "transfer_reversal": .one("transfer_reversal"),
    ]
  }

  enum Status: String, Codable, Sendable {
    case pending, succeeded, failed, canceled
    /// The customer is asked for bank details.
    case requiresAction = "requires_action"
  }

  package let id: String
  package let created: Int
  let amount: Int
  var balanceTransaction: String?
  /// Nil: money of a customer's cash balance goes back.
  let charge: String?
  let currency: String
  let customer: String?
  var destination: Destination
  var failureBalanceTransaction: String?
  var failureReason: String?
  var instructionsEmail: String?
  var metadata = Metadata()
  let paymentIntent: String?
  let paymentMethod: String?
  var reason: String?
  /// The reversal of the transfer whose payment it gives back.
  var sourceTransferReversal: String?
  var status: Status
  /// The reversal of the transfer that had passed the charge's money on.
  var transferReversal: String?

  /// By which way the money goes back.
  enum Destination: Codable, Sendable {
    /// To a card; its bank's number for it comes later.
    case card(reference: String?)
    /// A hold is let go.
    case reversal
    case other(type: String)
    /// Back to the bank that a customer's transfer came from.
    case bankTransfer(type: String)
  }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("balance_transaction", balanceTransaction)
    w.reference("charge", charge)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    if sourceTransferReversal == nil { w.object("destination_details") { destination.write(&$0) } }
    if let failureBalanceTransaction { w.reference("failure_balance_transaction", failureBalanceTransaction) }
    if let failureReason { w.field("failure_reason", failureReason) }
    if let instructionsEmail { w.field("instructions_email", instructionsEmail) }
    w.field("metadata", metadata)
    if status == .requiresAction { w.object("next_action") { writeNextAction(&$0) } }
    w.reference("payment_intent", paymentIntent)
    w.reference("payment_method", paymentMethod == "" ? nil : paymentMethod)
    if status == .pending { w.field("pending_reason", "processing") }
    w.field("reason", reason)
    w.null("receipt_number")
    w.reference("source_transfer_reversal", sourceTransferReversal)
    w.field("status", status.rawValue)
    w.reference("transfer_reversal", transferReversal)
  }
}

extension Refund {
  /// For how long a customer can say where the money goes.
  static let patience = 45 * 86_400

  private func writeNextAction(_ w: inout ObjectWriter) {
    w.object("display_details") { w in
      w.object("email_sent") { w in
        w.field("email_sent_at", created)
        w.field("email_sent_to", instructionsEmail)
      }
      w.field("expires_at", created.addingReportingOverflow(Self.patience).partialValue)
    }
    w.field("type", "display_details")
  }
}

extension Refund.Destination {
  func write(_ w: inout ObjectWriter) {
    switch self {
    case .card(let reference):
      w.object("card") { w in
        if let reference { w.field("reference", reference) }
        w.field("reference_status", reference == nil ? "pending" : "available")
        w.field("reference_type", "acquirer_reference_number")
        w.field("type", "refund")
      }
      w.field("type", "card")
    case .reversal:
      w.object("card") { $0.field("type", "reversal") }
      w.field("type", "card")
    case .other("customer_balance"):
      w.object("customer_cash_balance") { _ in }
      w.field("type", "customer_cash_balance")
    case .bankTransfer(let type):
      w.json.key(type)
      w.json.open(UInt8(ascii: "{"))
      w.null("reference")
      w.null("reference_status")
      w.json.close(UInt8(ascii: "}"))
      w.field("type", type)
    case .other(let type):
      let bank = type == "us_bank_account" ? "us_bank_transfer" : "eu_bank_transfer"
      w.json.key(bank)
      w.json.open(UInt8(ascii: "{"))
      w.json.close(UInt8(ascii: "}"))
      w.field("type", bank)
    }
  }
}
