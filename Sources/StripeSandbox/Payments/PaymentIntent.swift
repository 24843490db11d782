import Wire

package struct PaymentIntent: Resource {
  package enum Status: String, Codable, Sendable, CaseIterable {
    case requiresPaymentMethod = "requires_payment_method"
    case requiresConfirmation = "requires_confirmation"
    case requiresAction = "requires_action"
    case processing
    case requiresCapture = "requires_capture"
    case succeeded
    case canceled
  }

  package static let object: StaticString = "payment_intent"
  package static let idPrefixes = ["pi_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? =
    "payment_intent: POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card"
  /// A payment that waits for a bank.
  static let debit: Script = """
    POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account\
    &payment_method=pm_usBankAccount_success&confirm=true&mandate_data[customer_acceptance][type]=offline
    """
  package static let events: [EventRecipe] = [
    .init(
      "payment_intent.partially_funded",
      """
      a: POST customers email=jenny.rosen@example.com
      POST payment_intents amount=2000&currency=usd&customer={a}&allowed_payment_method_types[]=customer_balance\
      &payment_method_data[type]=customer_balance&payment_method_options[customer_balance][funding_type]=bank_transfer\
      &payment_method_options[customer_balance][bank_transfer][type]=us_bank_transfer&confirm=true
      POST test_helpers/customers/{a}/fund_cash_balance amount=1000&currency=usd
      """),
    .init("payment_intent.processing", debit),
    .init(
      "payment_intent.created", "POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card"),
    .init(
      "payment_intent.canceled",
      """
      a: POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card
      POST payment_intents/{a}/cancel
      """),
    .init(
      "payment_intent.succeeded",
      """
      POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true
      """),
    .init(
      "payment_intent.payment_failed",
      """
      POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_chargeDeclined&confirm=true
      """),
    .init(
      "payment_intent.requires_action",
      """
      POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_threeDSecure2Required&confirm=true
      """),
    .init(
      "payment_intent.amount_capturable_updated",
      """
      POST payment_intents amount=2000&currency=usd&allowed_payment_method_types[]=card&capture_method=manual&payment_method=pm_card_visa&confirm=true
      """),
  ]
  package static var followUps: [FollowUp] { [concludeDebit, chargeUnderMandate, paySlip, expireSlip] }
  package static let jobs = [
    Job<PaymentIntent>("expireSlip", due: { $0.slipExpiry }) { call, id in call.expireSlip(of: id) }
  ]
  /// The bank answers for a debit that the intent waits for.
  static let concludeDebit = FollowUp("concludeDebit") { $0.concludeDebit($1) }
  /// The customer has been told of a payment under a card's mandate.
  static let chargeUnderMandate = FollowUp("chargeUnderMandate") { $0.chargeUnderMandate($1) }
  package static let pathParameter = "intent"
  package static let indexes = [Index<PaymentIntent>(name: "customer") { $0.customer }]
  package static var expandable: [String: Expandable] {
    [
      "application": .one("application"), "charges": .list("charge"), "customer": .one("customer"),
      "invoice": .one("invoice"),
      "latest_charge": .one("charge"), "on_behalf_of": .one("account"), "payment_method": .one("payment_method"),
      "review": .one("review"), "source": .absent, "transfer_data.destination": .one("account"),
    ]
  }

  package let id: String
  package let created: Int
  package let clientSecret: String
  package var status = Status.requiresPaymentMethod
  var amount: Int
  var amountCapturable = 0
  var amountDetails = AmountDetails.none
  var amountReceived = 0
  var allowedPaymentMethodTypes: [String]?
  @Sparse var applicationFeeAmount: Int? = nil
  var automaticPaymentMethods: AutomaticPaymentMethods?
  @Sparse var canceledAt: Int? = nil
  var cancellationReason: String?
  var captureMethod: String
  /// The part of a customer's cash balance that was applied to it.
  @Sparse var cashApplied: Int? = nil
  var confirmationMethod = "automatic"
  var currency: String
  package var customer: String?
  var description: String?
  var excludedPaymentMethodTypes: [String]?
  @Boxed var lastPaymentError: StripeError? = nil
  package var latestCharge: String?
  /// The invoice that it pays.
  package var invoice: String?
  var mandate: String?
  var metadata = Metadata()
  @Boxed var nextAction: NextAction? = nil
  var onBehalfOf: String?
  var options = PaymentMethodOptions()
  @Boxed var paymentDetails: JSON? = nil
  package var paymentMethod: String?
  var paymentMethodTypes: [String]
  @Boxed var processing: JSON? = nil
  var receiptEmail: String?
  var returnURL: String?
  var review: String?
  var setupFutureUsage: String?
  @Boxed var shipping: Shipping? = nil
  var statementDescriptor: String?
  var statementDescriptorSuffix: String?
  var transferData: JSON = .null
  var transferGroup: String?
  /// The customer has passed 3-D Secure; a manual confirmation may now charge.
  var isAuthenticated = false
  /// The customer was not there when it was confirmed.
  var isOffSession = false

  /// Whether it waits for the customer's bank transfer.
  var waitsForTransfer: Bool {
    guard status == .requiresAction, case .bankTransfer = nextAction else { return false }
    return true
  }

  var cashRemaining: Int { amount - (cashApplied ?? 0) }

  /// Its last error shows the payment method as it now is.
  package var isSelfContained: Bool { lastPaymentError == nil }

  package func write(_ w: inout ObjectWriter) {
    if w.isPublishable { return writePublishable(&w) }
    w.field("allowed_payment_method_types", JSON(allowedPaymentMethodTypes))
    w.field("amount", amount)
    w.field("amount_capturable", amountCapturable)
    w.field("amount_details", amountDetails)
    w.field("amount_received", amountReceived)
    w.reference("application", w.sandbox.isConnected ? w.sandbox.applicationID : nil)
    w.field("application_fee_amount", applicationFeeAmount)
    w.object("automatic_payment_methods", automaticPaymentMethods) { $1.write(&$0) }
    w.field("canceled_at", canceledAt)
    w.field("cancellation_reason", cancellationReason)
    w.field("capture_method", captureMethod)
    if w.version < .latestCharge { writeCharges(&w) }
    w.field("client_secret", clientSecret)
    w.field("confirmation_method", confirmationMethod)
    w.field("created", created)
    w.field("currency", currency)
    w.reference("customer", customer)
    w.null("customer_account")
    w.field("description", description)
    w.field("excluded_payment_method_types", JSON(excludedPaymentMethodTypes))
    if w.version < .basil { w.reference("invoice", invoice) }
    w.object("last_payment_error", lastPaymentError) { $1.writeLast(&$0, ofPayment: true) }
    w.reference("latest_charge", latestCharge)
    w.field("livemode", false)
    w.object("managed_payments") { $0.field("enabled", false) }
    w.field("metadata", metadata)
    writeNextAction(&w)
    w.reference("on_behalf_of", onBehalfOf)
    if let paymentDetails {
      w.field("payment_details", paymentDetails)
    } else if let invoice, w.sandbox.store[Invoice.self].row(invoice)?.value.subscription != nil {
      w.object("payment_details") { w in
        w.null("customer_reference")
        w.field("order_reference", invoice)
      }
    }
    w.reference("payment_method", paymentMethod)
    writeConfiguration(&w)
    w.object("payment_method_options") {
      options.write(&$0, types: paymentMethodTypes, shown: PaymentMethodType.shownInPayments)
    }
    writeTypes(&w)
    w.null("payment_record")
    w.field("processing", processing ?? .null)
    w.field("receipt_email", receiptEmail)
    w.reference("review", review)
    w.field("setup_future_usage", setupFutureUsage)
    w.null("shared_payment_granted_token")
    w.object("shipping", shipping) { $1.writeWithCarrier(&$0) }
    w.field("source", w.version < .paymentMethods ? paymentMethod : nil)
    w.field("statement_descriptor", statementDescriptor)
    w.field("statement_descriptor_suffix", statementDescriptorSuffix)
    writeStatus(&w)
    w.object("transfer_data", transferData.object) { w, data in
      if let amount = data["amount"] { w.field("amount", amount) }
      w.reference("destination", data["destination"]?.string)
    }
    w.field("transfer_group", transferGroup)
  }

  /// Writes the fields that a publishable key may see.
  private func writePublishable(_ w: inout ObjectWriter) {
    w.field("amount", amount)
    w.field("amount_details", amountDetails)
    w.object("automatic_payment_methods", automaticPaymentMethods) { $1.write(&$0) }
    w.field("canceled_at", canceledAt)
    w.field("cancellation_reason", cancellationReason)
    w.field("capture_method", captureMethod)
    w.field("client_secret", clientSecret)
    w.field("confirmation_method", confirmationMethod)
    w.field("created", created)
    w.field("currency", currency)
    w.field("description", description)
    w.object("last_payment_error", lastPaymentError) { $1.writeLast(&$0, ofPayment: true) }
    w.field("livemode", false)
    writeNextAction(&w)
    w.reference("payment_method", paymentMethod)
    writeConfiguration(&w)
    w.object("payment_method_options") {
      options.write(&$0, types: paymentMethodTypes, shown: PaymentMethodType.shownInPublic)
    }
    writeTypes(&w)
    w.field("processing", processing ?? .null)
    w.field("receipt_email", receiptEmail)
    w.field("setup_future_usage", setupFutureUsage)
    w.object("shipping", shipping) { $1.writeWithCarrier(&$0) }
    w.field("source", w.version < .paymentMethods ? paymentMethod : nil)
    writeStatus(&w)
  }

  private func writeConfiguration(_ w: inout ObjectWriter) {
    w.object("payment_method_configuration_details", automaticPaymentMethods) { w, _ in
      w.field("id", w.sandbox.paymentMethodConfiguration)
      w.null("parent")
    }
  }

  /// Versions before 2022-11-15 list the charges in the intent.
  private func writeCharges(_ w: inout ObjectWriter) {
    let table = w.sandbox.store[Charge.self]
    let positions = table.positions("payment_intent", id) ?? []
    let charges = positions.reversed().compactMap { table[Int($0)] }
    w.list("charges", charges, totalCount: charges.count, url: "/v1/charges?payment_intent=\(id)")
  }
}

extension JSON {
  /// A list of words, or null.
  init(_ words: [String]?) { self = words.map { .array($0.map(JSON.string)) } ?? .null }
}

/// `automatic_payment_methods`, when it is on.
struct AutomaticPaymentMethods: Codable, Sendable {
  var allowRedirects: String?

  /// Nil: turned off.
  init?(_ arguments: Arguments) {
    guard arguments.bool("enabled") == true else { return nil }
    allowRedirects = arguments.string("allow_redirects") ?? "always"
  }

  init() { allowRedirects = "always" }

  func write(_ w: inout ObjectWriter) {
    if let allowRedirects { w.field("allow_redirects", allowRedirects) }
    w.field("enabled", true)
  }

  var allowsRedirects: Bool { allowRedirects != "never" }
}
