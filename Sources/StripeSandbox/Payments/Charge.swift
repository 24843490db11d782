import Wire

package struct Charge: Resource {
  package static let object: StaticString = "charge"
  package static let idPrefixes = ["ch_", "py_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = "charge: POST charges amount=2000&currency=usd&source=tok_visa"
  package static let events: [EventRecipe] = [
    .init("charge.pending", PaymentIntent.debit),
    .init("charge.succeeded", "POST charges amount=2000&currency=usd&source=tok_visa"),
    .init(
      "charge.failed",
      """
      POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_chargeDeclined&confirm=true
      """),
    .init(
      "charge.captured",
      "a: POST charges amount=2000&currency=usd&source=tok_visa&capture=false; POST charges/{a}/capture"),
    .init(
      "charge.updated",
      "a: POST charges amount=2000&currency=usd&source=tok_visa; POST charges/{a} description=Updated"),
    .init(
      "charge.expired",
      "POST charges amount=2000&currency=usd&source=tok_visa&capture=false; POST /_sandbox/clock advance=604800"),
    .init("charge.refunded", "a: POST charges amount=2000&currency=usd&source=tok_visa; POST refunds charge={a}"),
  ]
  /// A hold that is not captured is released by itself.
  package static let jobs = [
    Job<Charge>("expireHold", due: { $0.holdEnd }) { call, id in call.expireCharge(id) }
  ]
  package static var followUps: [FollowUp] { [settle, conclude, openDispute] }
  /// A charge made with `automatic_async` gets its balance transaction.
  static let settle = FollowUp("settleCharge") { $0.settleCharge($1) }
  /// The bank answers for a debit of a source.
  static let conclude = FollowUp("concludeCharge") { $0.concludeSourceDebit($1) }
  /// The card's owner complains.
  static let openDispute = FollowUp("disputeCharge") { $0.disputeCharge($1) }
  package static let indexes = [
    Index<Charge>(name: "customer") { $0.customer }, Index<Charge>(name: "payment_intent") { $0.paymentIntent },
    Index<Charge>(name: "transfer_group") { $0.transferGroup },
  ]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "application_fee": .one("application_fee"),
      "balance_transaction": .one("balance_transaction"),
      "customer": .one("customer"), "destination": .one("account"), "dispute": .one("dispute"),
      "failure_balance_transaction": .one("balance_transaction"), "invoice": .one("invoice"),
      "on_behalf_of": .one("account"),
      "order": .one("order"), "payment_intent": .one("payment_intent"), "refunds": .list("refund"),
      "review": .one("review"),
      "source_transfer": .one("transfer"), "transfer": .one("transfer"), "transfer_data.destination": .one("account"),
    ]
  }

  enum Status: String, Codable, Sendable { case succeeded, pending, failed }

  package let id: String
  package let created: Int
  var amount: Int
  var amountCaptured: Int
  var amountRefunded = 0
  /// The part of a hold that was released when less was captured, shown as refunded in versions before basil.
  @Sparse var amountReversed: Int? = nil
  @Sparse var applicationFeeAmount: Int? = nil
  var balanceTransaction: String?
  @Shared var billingDetails: BillingDetails
  var capture: Capture
  @Boxed var connect: Connect? = nil
  let currency: String
  var customer: String?
  /// Why it failed.
  @Boxed var decline: Decline?
  var description: String?
  var dispute: String?
  var failureBalanceTransaction: String?
  var fraudReport: String?
  var metadata: Metadata
  var onBehalfOf: String?
  var paymentIntent: String?
  let paymentMethod: String
  @Shared var details: PaymentMethodDetails
  var receiptEmail: String?
  /// Where receipts are, when it was made.
  var receipts: String?
  var review: String?
  var risk: Risk
  @Boxed var shipping: Shipping?
  /// The card or bank account of the old kind that it was made from, as it was then.
  @Boxed var source: PaymentSource? = nil
  var statementDescriptor: String?
  var statementDescriptorSuffix: String?
  var status: Status
  var transferData: JSON
  var transferGroup: String?

  enum Capture: Codable, Sendable, Equatable {
    /// Taken, or about to be where a bank takes its time.
    case done(wasHeld: Bool)
    case held(until: Int)
    /// A part was taken, and more may be.
    case partly(until: Int)
    /// Never to be: it failed, or its hold was released.
    case never

    /// The capture of a part of a hold.
    var inPart: Capture {
      switch self {
      case .held(let moment), .partly(let moment): .partly(until: moment)
      case .done, .never: self
      }
    }
  }

  struct Risk: Codable, Sendable {
    var level: TestCard.Risk
    var score: Int
  }

  var isCaptured: Bool {
    switch capture {
    case .done, .partly: status != .failed
    case .held, .never: false
    }
  }

  var isHeld: Bool { if case .held = capture { status == .succeeded } else { false } }

  private var holdEnd: Int? {
    guard status == .succeeded, case .held(let end) = capture else { return nil }
    return end
  }

  /// Whether there is money on hold, of which a part may have been taken already.
  var isCapturable: Bool { if case .partly = capture { status == .succeeded } else { isHeld } }

  /// The amount that may still be refunded.
  var refundable: Int { amountCaptured - amountRefunded }
  var isRefunded: Bool { amountRefunded > 0 && amountRefunded >= (isCaptured ? amountCaptured : amount) }

  /// A source shows the payment method as it now is.
  package var isSelfContained: Bool { source == nil }

  package func write(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("amount_captured", amountCaptured)
    w.field("amount_refunded", amountRefunded + (amountReversed ?? 0))
    w.reference("application", connect?.application)
    w.reference("application_fee", connect?.applicationFee)
    w.field("application_fee_amount", applicationFeeAmount)
    w.reference("balance_transaction", balanceTransaction)
    w.object("billing_details") { billingDetails.write(&$0) }
    w.field("calculated_statement_descriptor", isFromAccount ? nil : descriptor(in: w.sandbox))
    w.field("captured", isCaptured)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.field("description", description)
    w.reference("destination", transferData["destination"]?.string)
    w.reference("dispute", dispute)
    w.field("disputed", dispute != nil)
    w.reference("failure_balance_transaction", failureBalanceTransaction)
    w.field("failure_code", decline?.code)
    w.field("failure_message", decline?.message)
    w.object("fraud_details") { w in if let fraudReport { w.field("user_report", fraudReport) } }
    if w.version < .basil {
      w.reference("invoice", paymentIntent.flatMap { w.sandbox.store[PaymentIntent.self][$0]?.invoice })
    }
    w.field("livemode", false)
    w.field("metadata", metadata)
    w.reference("on_behalf_of", onBehalfOf)
    w.null("order")
    if isFromAccount { w.null("outcome") } else { w.object("outcome") { writeOutcome(&$0) } }
    w.field("paid", status == .succeeded)
    w.reference("payment_intent", paymentIntent)
    w.field("payment_method", isFromAccount ? nil : paymentMethod)
    w.object("payment_method_details") { details.write(of: self, &$0) }
    w.object("radar_options") { _ in }
    w.field("receipt_email", receiptEmail)
    w.null("receipt_number")
    w.field("receipt_url", status == .succeeded ? receiptURL : nil)
    w.field("refunded", isRefunded)
    if w.version < .latestCharge || w.isExpanded("refunds") || w.sandbox.stock != nil { writeRefunds(&w) }
    w.reference("review", review)
    w.object("shipping", shipping) { $1.writeWithCarrier(&$0) }
    if isFromAccount {
      w.object("source") { Platform.writeAsSource(of: $0.sandbox, &$0) }
    } else {
      w.object("source", source) { writeSource($1, &$0) }
    }
    w.reference("source_transfer", connect?.sourceTransfer)
    w.field("statement_descriptor", statementDescriptor)
    w.field("statement_descriptor_suffix", statementDescriptorSuffix)
    w.field("status", status.rawValue)
    if let transfer = connect?.transfer { w.reference("transfer", transfer) }
    w.object("transfer_data", transferData.object) { w, data in
      w.field("amount", data["amount"] ?? .null)
      w.reference("destination", data["destination"]?.string)
    }
    w.field("transfer_group", transferGroup)
  }

  private var receiptURL: String { (receipts ?? "https://pay.stripe.com/receipts/payment/") + id }

  private func writeSource(_ source: PaymentSource, _ w: inout ObjectWriter) {
    w.field("id", source.id)
    w.field("object", source.kind)
    if case .card = source.content {
      details.card?.writeLegacy(&w, billingDetails, Metadata(), in: .source(customer: source.customer))
    } else {
      source.write(&w)
    }
  }

  private func writeRefunds(_ w: inout ObjectWriter) {
    let refunds = w.sandbox.store[Refund.self]
    let positions = refunds.positions("charge", id) ?? []
    let newest = positions.suffix(10).reversed().compactMap { refunds[Int($0)] }
    w.list(
      "refunds", newest, hasMore: positions.count > newest.count, totalCount: positions.count,
      url: "/v1/charges/\(id)/refunds")
  }

  /// `PREFIX* SUFFIX` in capitals, at most 22 characters.
  /// On the customer's statement: the name of the platform, or of the account that is paid directly or on whose behalf.
  private func descriptor(in sandbox: Sandbox) -> String {
    let merchant = onBehalfOf.map { sandbox.store[Account.self][$0] } ?? (sandbox.isConnected ? sandbox.account : nil)
    guard let suffix = statementDescriptorSuffix else {
      return statementDescriptor?.uppercased() ?? merchant?.statementDescriptor ?? Platform.statementDescriptor
    }
    let prefix = merchant?.statementPrefix ?? Platform.statementDescriptor
    return String("\(prefix)* \(suffix.uppercased())".prefix(22))
  }
}

extension Charge {
  /// For how long an uncaptured payment is held.
  static let holdLifetime = 7 * 24 * 60 * 60

  init(_ request: borrowing ChargeRequest, id: String, now: Int, number: UInt64) {
    let method = request.paymentMethod
    let isFailed = request.decline != nil
    self.id = id
    created = now
    amount = request.amount
    amountCaptured = request.captures && !isFailed ? request.amount : 0
    applicationFeeAmount = request.applicationFeeAmount
    _billingDetails = method.$billingDetails
    capture = isFailed ? .never : request.captures ? .done(wasHeld: false) : .held(until: now + Self.holdLifetime)
    currency = request.currency
    customer = request.customer
    description = request.description
    metadata = request.metadata
    onBehalfOf = request.onBehalfOf
    paymentIntent = request.paymentIntent
    paymentMethod = method.id
    _details = Shared(wrappedValue: PaymentMethodDetails(request, number: number))
    receiptEmail = request.receiptEmail
    risk = Risk(method.card?.behaviour.risk ?? .normal, number)
    statementDescriptor = request.statementDescriptor
    statementDescriptorSuffix = request.statementDescriptorSuffix
    status = isFailed ? .failed : method.settlesLater ? .pending : .succeeded
    transferData = request.transferData
    transferGroup = request.transferGroup
    _decline = Boxed(wrappedValue: request.decline)
    _shipping = Boxed(wrappedValue: request.shipping)
  }
}

extension Charge.Risk {
  fileprivate init(_ level: TestCard.Risk, _ number: UInt64) {
    self.level = level
    score =
      switch level {
      case .normal: Int(number % 64)
      case .elevated: 65 + Int(number % 10)
      case .highest: 75 + Int(number % 25)
      }
  }
}
