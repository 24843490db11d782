import Wire

package struct Dispute: Resource {
  package static let object: StaticString = "dispute"
  package static let idPrefixes = ["du_", "dp_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints + chargeRoutes.endpoints }
  package static let example: Script? = "POST charges amount=2000&currency=usd&source=tok_createDispute"
  package static let events: [EventRecipe] = [
    .init("charge.dispute.created", "POST charges amount=2000&currency=usd&source=tok_createDispute"),
    .init("charge.dispute.funds_withdrawn", "POST charges amount=2000&currency=usd&source=tok_createDispute"),
    .init("charge.dispute.closed", recipe("POST disputes/{b.dispute}/close")),
    .init(
      "charge.dispute.funds_reinstated",
      recipe("POST disputes/{b.dispute} evidence[uncategorized_text]=winning_evidence&submit=true; GET charges/{a}")),
    .init("charge.dispute.updated", recipe("POST disputes/{b.dispute} metadata[order_id]=6735")),
  ]

  /// Something is done about a dispute, which opens right after its charge.
  private static func recipe(_ step: String) -> Script {
    Script(
      stringLiteral: "a: POST charges amount=2000&currency=usd&source=tok_createDispute; b: GET charges/{a}; " + step)
  }

  package static var followUps: [FollowUp] { [judge] }
  /// The bank decides on the evidence.
  static let judge = FollowUp("judgeDispute") { $0.judgeDispute($1) }
  package static let pathParameter = "dispute"
  package static let indexes = [
    Index<Dispute>(name: "charge") { $0.charge }, Index<Dispute>(name: "payment_intent") { $0.paymentIntent },
  ]
  package static var expandable: [String: Expandable] {
    [
      "balance_transaction": .one("balance_transaction"), "balance_transactions": .absent, "charge": .one("charge"),
      "payment_intent": .one("payment_intent"),
      "evidence.cancellation_policy": .one("file"), "evidence.customer_communication": .one("file"),
      "evidence.customer_signature": .one("file"), "evidence.duplicate_charge_documentation": .one("file"),
      "evidence.receipt": .one("file"), "evidence.refund_policy": .one("file"),
      "evidence.service_documentation": .one("file"),
      "evidence.shipping_documentation": .one("file"), "evidence.uncategorized_file": .one("file"),
    ]
  }

  enum Status: String, Codable, Sendable {
    case warningNeedsResponse = "warning_needs_response"
    case warningUnderReview = "warning_under_review"
    case warningClosed = "warning_closed"
    case needsResponse = "needs_response"
    case underReview = "under_review"
    case won, lost

    var isClosed: Bool { self == .won || self == .lost || self == .warningClosed }
    /// An inquiry is a question; the money stays.
    var isInquiry: Bool { self == .warningNeedsResponse || self == .warningUnderReview || self == .warningClosed }
  }

  package let id: String
  package let created: Int
  var amount: Int
  /// The withdrawal, and the reversal where the dispute was won.
  var balanceTransactions: [String] = []
  /// Of the card; nil: a bank debit was disputed.
  let brand: CardBrand?
  let charge: String
  let currency: String
  let dueBy: Int
  var evidence: DisputeEvidence
  var kind: Kind
  var metadata = Metadata()
  let paymentIntent: String?
  var status: Status
  var submissionCount = 0

  var isChargeRefundable: Bool { status.isInquiry || status == .won }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.reference("balance_transaction", balanceTransactions.first)
    w.key("balance_transactions")
    w.json.open(UInt8(ascii: "["))
    for transaction in balanceTransactions { _ = w.stored(BalanceTransaction.self, transaction) }
    w.json.close(UInt8(ascii: "]"))
    w.reference("charge", charge)
    w.field("created", created)
    w.field("currency", currency)
    w.field("enhanced_eligibility_types", kind.eligibility.map { [$0.type] } ?? [])
    w.object("evidence") { evidence.write(&$0) }
    w.object("evidence_details") { w in
      w.field("due_by", dueBy)
      w.object("enhanced_eligibility") { w in
        guard let eligibility = kind.eligibility else { return }
        w.json.key(eligibility.type)
        w.json.value(eligibility.details)
      }
      w.field("has_evidence", evidence.isGiven)
      w.field("past_due", dueBy < w.sandbox.now)
      w.field("submission_count", submissionCount)
    }
    w.field("is_charge_refundable", isChargeRefundable)
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.reference("payment_intent", paymentIntent)
    if let brand { write(brand, &w) }
    w.field("reason", kind.reason)
    w.field("status", status.rawValue)
  }

  private func write(_ brand: CardBrand, _ w: inout ObjectWriter) {
    w.object("payment_method_details") { w in
      w.object("card") { w in
        w.field("brand", brand.name)
        w.field("case_type", status.isInquiry ? "inquiry" : kind.caseType)
        w.field("network", brand.name)
        w.field("network_reason_code", kind.networkReasonCode(brand, isInquiry: status.isInquiry))
      }
      w.field("type", "card")
    }
  }
}
