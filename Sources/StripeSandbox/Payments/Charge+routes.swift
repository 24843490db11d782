import Wire

extension Charge {
  static let routes = Routes("/v1/charges", of: Charge.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list("created: range\ncustomer: id\npayment_intent: id\ntransfer_group"), list)
    $0.search(Charge.self)
    $0.get("{id}") { call throws(StripeError) in
      try call.answerFound(Charge.self)
    }
    $0.post("{id}", takes: updateParameters, update)
    $0.post("{id}/capture", takes: captureParameters, capture)
  }

  static let shippingParameters = "shipping: {address!, carrier, name!, phone, tracking_number}"

  static let updateParameters = Parameters(
    """
    customer: id
    description: string(40000)
    fraud_details: {user_report: fraudulent|safe?!}
    metadata
    receipt_email
    \(shippingParameters)
    transfer_group: id
    """)

  static let captureParameters = Parameters(
    """
    amount: integer
    application_fee: integer
    application_fee_amount: integer
    receipt_email
    statement_descriptor: descriptor(22)
    statement_descriptor_suffix: descriptor(22)
    transfer_data: {amount: integer}
    transfer_group: id
    """)

  private static func list(_ call: inout Call) throws(StripeError) -> Answer {
    if let group = call.arguments.string("transfer_group"),
      let charges = call.sandbox.store[Charge.self].positions("transfer_group", group), charges.count > 100
    {
      throw StripeError("Too many charges with transfer group: \(group)", param: "transfer_group")
    }
    var listing = Listing<Charge>(call)
    listing.narrow("customer")
    listing.narrow("payment_intent")
    listing.narrow("transfer_group")
    return try listing.page()
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var charge = try call.found(Charge.self)
    try charge.apply(call)
    call.update(Charge.self, charge.id, announcing: "charge.updated") { $0 = charge }
    return call.answer(Charge.self, charge.id)
  }

  private mutating func apply(_ call: Call) throws(StripeError) {
    let arguments = call.arguments
    try arguments.checkEmail("receipt_email")
    if let group = arguments.string("transfer_group") {
      if let paymentIntent {
        throw StripeError(
          """
          This Charge was created by a PaymentIntent (\(paymentIntent)). You must update the `transfer_group` on the \
          PaymentIntent instead of updating the Charge directly. See \
          https://stripe.com/docs/api#update_payment_intent
          """)
      }
      transferGroup = group
    }
    if let customer = try call.referenced(Customer.self, "customer")?.id {
      guard self.customer == nil || self.customer == customer else {
        throw StripeError("Charge \(id) already has a customer, which cannot be changed.", param: "customer")
      }
      self.customer = customer
    }
    arguments.assign("description", to: &description)
    if let details = arguments.object("fraud_details") { details.assign("user_report", to: &fraudReport) }
    try arguments.merge(into: &metadata)
    arguments.assign("receipt_email", to: &receiptEmail)
    arguments.assign("shipping", to: &shipping, Shipping.init)
  }

  private static func capture(_ call: inout Call) throws(StripeError) -> Answer {
    let charge = try call.found(Charge.self)
    let amount = try charge.amountToCapture(call.arguments)
    call.sandbox.store[Charge.self].update(charge.id) {
      call.arguments.assign("receipt_email", to: &$0.receiptEmail)
      call.arguments.assign("statement_descriptor", to: &$0.statementDescriptor)
      call.arguments.assign("statement_descriptor_suffix", to: &$0.statementDescriptorSuffix)
      call.arguments.assign("transfer_group", to: &$0.transferGroup)
    }
    call.captureCharge(charge.id, amount: amount)
    return call.answer(Charge.self, charge.id)
  }

  /// Holds the request to capture against the charge's state.
  private func amountToCapture(_ arguments: Arguments) throws(StripeError) -> Int {
    try arguments.checkEmail("receipt_email")
    if let amount = arguments.integer("amount"), amount < 1 { throw .belowOne("amount") }
    if isCaptured {
      throw StripeError("Charge \(id) has already been captured.", code: "charge_already_captured")
    }
    if isHeld, let paymentIntent {
      throw StripeError(
        """
        This uncaptured Charge was created by a PaymentIntent (\(paymentIntent)). You must capture the PaymentIntent \
        instead. For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method
        """)
    }
    guard isHeld else {
      throw isRefunded
        ? StripeError("Charge \(id) has already been refunded.", code: "charge_already_refunded")
        : StripeError("Charge \(id) cannot be captured because it has a status of \(status.rawValue).")
    }
    let amount = arguments.integer("amount") ?? self.amount
    guard amount <= self.amount else {
      throw StripeError(
        """
        The payment could not be captured because the requested capture amount is greater than the amount you can \
        capture for this charge. Contact us via https://support.stripe.com/contact/ for help.
        """, code: "amount_too_large")
    }
    return amount
  }
}
